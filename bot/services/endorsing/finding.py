"""Endorsements as somebody looks at them, and the versions that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.actors import Actor, Role
from bot.domain.endorsements.editions import Edition, Editions
from bot.domain.endorsements.endorsements import Endorsement, EndorsementEvent
from bot.domain.names import fold
from bot.domain.organisations import key
from bot.domain.profiles import Profile
from bot.domain.refusals import Unknown
from bot.domain.stakeholders import Stakeholders
from bot.store import Records
from bot.texts import _


@dataclass(frozen=True, slots=True)
class EndorsementView:
    """An endorsement as one person looks at it.

    ``inside`` says that they may read all of it: who made it, and moderators. ``speaks`` says that they may withdraw
    it. ``to_confirm`` is the version for which it has to be said again. ``profile`` is what is confirmed of who made
    it, for moderators. ``whole`` is what its organisation counts as, None if it stands alone.
    """

    endorsement: Endorsement
    stakeholders: Stakeholders
    inside: bool
    speaks: bool
    to_confirm: Edition | None = None
    whole: str | None = None
    profile: Profile | None = None
    events: tuple[EndorsementEvent, ...] = ()

    @property
    def public(self) -> bool:
        """Whether everybody may see it: once it was verified, whatever became of it then."""
        return self.endorsement.verification is not None


async def editions(records: Records) -> Editions:
    """All versions as they are now, and what carries over."""
    found = []
    for file in await records.library.versions():
        label = f"{file.tree['id']} {file.tree['version']}"
        found.append(
            ((file.tree["id"], file.tree["published"], file.name), Edition(label, file.tree["id"], file.digest))
        )
    known = tuple(edition for _place, edition in sorted(found, key=lambda one: one[0]))
    return Editions(known, await records.endorsement_carries.all())


def edition_named(several: Editions, text: str) -> Edition:
    """The version that is called so, however it is spelt.

    Raises:
        Unknown: None is.
    """
    wanted = fold(text)
    label = next((one.label for one in several.known if fold(one.label) == wanted), text)
    return several.called(label)


async def held(records: Records, number: str) -> Endorsement:
    """The endorsement with a number as people type it: "E-2026-0003", or "3" of this or an earlier year.

    Raises:
        Unknown: There is none.
    """
    typed = number.strip().lstrip("#").upper()
    found = await records.endorsements.find(typed)
    if found is None and typed.isdecimal() and len(typed) < 10:
        found = await records.endorsements.last_numbered(int(typed))
    if found is None:
        text = _("There is no endorsement “{number}”; /endorsement list shows them.")
        raise Unknown(text.format(number=number[:40]))
    return found


async def speaks(records: Records, endorsement: Endorsement, actor: Actor) -> bool:
    """Whether somebody is the endorser, or is confirmed as speaking for the organisation that is."""
    if endorsement.person == actor.id:
        return True
    return endorsement.organisation is not None and await belongs(records, endorsement.organisation, actor)


async def belongs(records: Records, organisation: str, actor: Actor) -> bool:
    """Whether somebody's confirmed profile names this organisation."""
    profile = (await records.profiles.in_force([actor.id])).get(actor.id)
    own = profile.stake.organisation if profile else None
    return own is not None and key(own) == key(organisation)


async def view(
    records: Records, endorsement: Endorsement, actor: Actor, stakeholders: Stakeholders, several: Editions
) -> EndorsementView:
    """An endorsement as somebody may see it."""
    moderates = actor.has(Role.MODERATOR)
    own = await speaks(records, endorsement, actor)
    others = await records.endorsements.of_endorser(endorsement)
    person = endorsement.person
    profiles = await records.profiles.in_force([person]) if moderates and person else {}
    return EndorsementView(
        endorsement,
        stakeholders,
        inside=moderates or endorsement.person == actor.id,
        speaks=own,
        to_confirm=several.to_confirm(endorsement, others),
        whole=await _whole(records, endorsement),
        profile=profiles.get(person or ""),
        events=await records.endorsement_events.of(endorsement.number),
    )


async def _whole(records: Records, endorsement: Endorsement) -> str | None:
    name = endorsement.organisation
    if name is None:
        return None
    organisations = await records.organisations.all()
    return organisations.name_of(organisations.whole(name), name) if len(organisations.members(name)) > 1 else None


def live_of(several: Sequence[Endorsement], digest: str, person: str) -> Endorsement | None:
    """What somebody has that waits or counts for a text, among those of one endorser."""
    return next((one for one in several if one.live and one.digest == digest and one.person == person), None)
