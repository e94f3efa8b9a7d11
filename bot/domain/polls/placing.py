"""Where people stand on a roll: as their verified profile says, where they have one, else as the list does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.names import fold
from bot.domain.organisations import Organisations
from bot.domain.polls.polls import RollEntry, Voter
from bot.domain.profiles import Profile
from bot.domain.refusals import Refusal, Unknown
from bot.domain.stakeholders import Category, Region, Stakeholders
from bot.texts import _, plural

_TOLD = 10
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SEVERAL = re.compile(r"[,;/&]")
_AND = re.compile(r"\b(?:and|with)\b")


class Misplaced(Refusal):
    """A list says another place of somebody than their verified profile, or the roll of an open poll."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a roll is set: people's profiles in force, and what counts as one.

    ``makers`` are names of whoever made the system that the poll is about; none where it is about no single one.
    """

    stakeholders: Stakeholders = field(default_factory=Stakeholders)
    organisations: Organisations = field(default_factory=Organisations)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    makers: tuple[str, ...] = ()


def makers(developer: str) -> tuple[str, ...]:
    """The names in a system's developer: "Meta (FAIR)" is Meta and FAIR, "Runway, CompVis" are two."""
    inside = [part for group in _PARENTHESES.findall(developer) for part in _SEVERAL.split(group)]
    outside = _SEVERAL.split(_PARENTHESES.sub(" ", developer))
    named = (developer, *outside, *inside)
    found = (" ".join(part.split()) for name in named for part in (name, *_AND.split(name)))
    return tuple(dict.fromkeys(name for name in found if name))


def placed(entries: Sequence[RollEntry], known: Known, standing: Iterable[Voter] = ()) -> tuple[RollEntry, ...]:
    """Give everybody of a list their place on a roll.

    Every spelling of a category, a region or an organisation becomes one, and so do organisations that count as one.

    Args:
        entries: As listed. Where a place is empty, the profile's is taken; of somebody without a profile it stays so.
        known: The profiles in force of those listed, and the rest.
        standing: Those who have a place on the roll of an open poll, which nothing moves.

    Raises:
        Misplaced: The list says another place of somebody; the message names the persons, and both values.
    """
    here = {one.person: one for one in standing if one.person}
    names = _Names(known, here.values())
    stated = {one.person: names.of_profile(profile)
              for one in entries if (profile := known.profiles.get(one.person))}  # fmt: skip
    made = []
    for one in entries:
        voter, place = here.get(one.person), stated.get(one.person)
        made.append(_kept(one, voter) if voter else names.entry(place or one, verified=place is not None))
    pairs = list(zip(entries, made, strict=True))
    _refuse_moved([(one, there) for one, there in pairs if one.person in here], names)
    _refuse_contradicting([(one, there) for one, there in pairs if one.person not in here and there.verified], names)
    return tuple(made)


def _kept(listed: RollEntry, voter: Voter) -> RollEntry:
    """Somebody who is on the roll already, as they stand there."""
    there = RollEntry(listed.person, voter.category, voter.organisation, voter.region)
    return replace(there, verified=voter.verified, disclosed=voter.disclosed, of_maker=voter.of_maker)


class _Names:
    """One spelling of each name: that of those who stand there, the configuration's, the group's, or the first met."""

    def __init__(self, known: Known, standing: Iterable[Voter]) -> None:
        self._known = known
        self._makers = {known.organisations.whole(name) for name in known.makers}
        self._met: dict[tuple[str, str], str] = {}
        for voter in standing:
            for column in ("category", "organisation", "region"):
                name: str = getattr(voter, column)
                self._met.setdefault((column, self.key(column, name)), name)

    def of_profile(self, profile: Profile) -> RollEntry:
        """The place that a profile says, and whether it has a conflict of interest."""
        stake, called = profile.stake, self._known.stakeholders
        category, region = called.category_name(stake.category), called.region_name(stake.region)
        return RollEntry(profile.person, category, stake.organisation or "", region, disclosed=bool(stake.conflicts))

    def entry(self, place: RollEntry, *, verified: bool) -> RollEntry:
        """Somebody at a place, in the spelling of the roll."""
        return replace(
            place,
            category=self._name("category", place.category),
            organisation=self._name("organisation", place.organisation),
            region=self._name("region", place.region),
            verified=verified,
            of_maker=self.key("organisation", place.organisation) in self._makers,
        )

    def key(self, column: str, text: str) -> str:
        """What all spellings of a name, and all names of what counts as one, have in common; empty for no name."""
        if column == "organisation":
            return (self._known.organisations.whole(text) or text) if text else ""
        return fold(self._configured(column, text)) or text

    def differences(self, listed: RollEntry, there: RollEntry, text: str) -> list[str]:
        """Where a list says something, and something else than what holds."""
        columns = (("category", _("category")), ("organisation", _("organisation")), ("region", _("region")))
        found = []
        for column, shown in columns:
            said, held = getattr(listed, column), getattr(there, column)
            if said and self.key(column, said) != self.key(column, held):
                value = f"“{held}”" if held else _("none")
                found.append(text.format(column=shown, said=f"“{said}”", held=value))
        return found

    def _name(self, column: str, text: str) -> str:
        if not text:
            return ""
        name = text if column == "organisation" else self._configured(column, text)
        if column == "organisation":
            name = self._known.organisations.name_of(self.key(column, text), text)
        return self._met.setdefault((column, self.key(column, text)), name)

    def _configured(self, column: str, text: str) -> str:
        """What the configuration calls a category or region; the text itself where it has none of the name."""
        known = self._known.stakeholders
        called: Callable[[str], Category | Region] = known.category if column == "category" else known.region
        try:
            return called(text).name if fold(text) else text
        except Unknown:
            return text


_Pairs = Sequence[tuple[RollEntry, RollEntry]]
"""People as they are listed, and as they stand."""


def _refuse_moved(pairs: _Pairs, names: _Names) -> None:
    text = _("A place on the roll of an open poll stays as it was at the opening; list these without one: {whom}")
    _refuse(text, pairs, names, _("{column} {said} in the list, {held} on the roll"))


def _refuse_contradicting(pairs: _Pairs, names: _Names) -> None:
    text = _(
        "The list contradicts verified profiles, so nothing was taken. List these people without a place, or have them "
        "claim another (/profile claim): {whom}"
    )
    _refuse(text, pairs, names, _("{column} {said} in the list, {held} in the profile"))


def _refuse(text: str, pairs: _Pairs, names: _Names, difference: str) -> None:
    wrong = [(one.person, names.differences(one, there, difference)) for one, there in pairs]
    several = [f"{person}: {', '.join(differences)}" for person, differences in wrong if differences]
    if len(several) > _TOLD:
        several[_TOLD:] = [plural("{count} person more", "{count} people more", len(several) - _TOLD)]
    if several:
        raise Misplaced(text.format(whom="; ".join(several) + "."))
