"""Rolls of polls in words: who may vote, where they stand and how that is known, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.polls.polls import PollState
from bot.domain.polls.rules import Iso
from bot.services.polling.drawing import EVERYBODY
from bot.services.polling.polls import RollChange
from bot.services.polling.previews import Caution, Preview
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Button, Field, Reply
from bot.texts import _, listed, plural

_PEOPLE = (Field("people", _("Mentions; or a line a voter: voter, category, organisation, region"), long=True,
                 limit=4000),)  # fmt: skip
_BEFORE = (PollState.DRAFT, PollState.CONFIRMED)
_SHOWN = 20


def roll(found: Preview) -> str:
    """How many may vote, where they stand, and how that is known."""
    if not found.voters:
        return ""
    lines = [plural("**Roll**: {count} voter", "**Roll**: {count} voters", len(found.voters))]
    for heading, names in ((_("By category"), [one.category for one in found.voters]),
                           (_("By organisation"), [one.organisation for one in found.voters]),
                           (_("By region"), [one.region for one in found.voters])):  # fmt: skip
        if any(names):
            counts = {name: names.count(name) for name in sorted(set(names), key=lambda name: (not name, name))}
            shown_ = [f"{quoted(name) if name else _('not recorded')} {count}" for name, count in counts.items()]
            lines.append(f"- {heading}: {', '.join(shown_[:_SHOWN])}")
    lines.append("- " + _known(found))
    if found.state not in _BEFORE and any(one.conflicted for one in found.voters):
        lines.append("- " + _conflicts(found))
    if found.poll.confirmed_by:
        lines.append(
            "- " + _("Confirmed by {names}").format(names=listed([person(p) for p in found.poll.confirmed_by]))
        )
    return "\n".join(lines)


def _known(found: Preview) -> str:
    """From where the places of those on the roll are known."""
    nowhere = len(found.voters) - found.verified - found.listed
    counts = (
        (_("{count} by a verified profile"), found.verified),
        (_("{count} only as the facilitator listed them"), found.listed),
        (_("{count} not recorded"), nowhere),
    )
    several = [text.format(count=count) for text, count in counts if count]
    return _("Their places: {counts}").format(counts=", ".join(several))


def _conflicts(found: Preview) -> str:
    """How many have a conflict of interest, and of which kind; nobody is named."""
    disclosed, of_maker = (sum(one.disclosed for one in found.voters), sum(one.of_maker for one in found.voters))
    kinds = []
    if disclosed:
        kinds.append(
            plural("{count} discloses one in the profile", "{count} disclose one in their profiles", disclosed)
        )
    if of_maker:
        text = plural("{count} stands for the maker of the system", "{count} stand for the maker of the system",
                      of_maker)  # fmt: skip
        kinds.append(f"{text}, {quoted(found.maker)}" if found.maker else text)
    count = sum(one.conflicted for one in found.voters)
    head = plural("{count} voter with a conflict of interest", "{count} voters with a conflict of interest", count)
    ending = _("the result is shown also without them")
    return f"{head} ({'; '.join(kinds)}); {ending}"


def cautions(found: Preview) -> str:
    """What to look at before a poll is opened."""
    if found.state not in _BEFORE or not found.cautions:
        return ""
    balance, by = found.imbalance, found.poll.charter.counting.parameters
    texts = {
        Caution.NO_ROLL: _("it has no roll yet"),
        Caution.NO_CATEGORIES: _("no voter has a stakeholder category, so nothing can be told by category"),
        Caution.SMALL_CATEGORIES: _("fewer than two voters in: {names}").format(names=_named(balance.small_categories)),
        Caution.LARGE_CATEGORIES: _("more than a third of all voters in: {names}").format(
            names=_named(balance.large_categories)
        ),
        Caution.LARGE_ORGANISATIONS: _("more than a quarter of all voters from: {names}").format(
            names=_named(balance.large_organisations)
        ),
        Caution.SHORT: _("it is open for less than 72 hours"),
        Caution.MEAN_BAND: _("under mean_band more votes for one component can lower another"),
        Caution.QUORUM_OUT_OF_REACH: _("the quorum is larger than the roll"),
        Caution.NO_CONTACT: _("it names nobody to ask"),
        Caution.NO_CORE: _("no voter is of a category that the rule names as core: {names}").format(
            names=_named(by.core if isinstance(by, Iso) else ())
        ),
        Caution.CONFLICTS: _conflicts(found),
    }
    return "\n".join([f"**{_('Look at')}**", *(f"- {texts[caution]}" for caution in found.cautions)])


def _named(names: Sequence[str]) -> str:
    return listed([quoted(name) for name in names])


def buttons(number: str) -> tuple[Button, ...]:
    """Two ways to give a poll a roll: list people, or take those with a verified profile."""
    poll = {"poll": number}
    return (
        Button(_("Give it a roll"), "poll roll", poll, _PEOPLE),
        Button(_("Take all with a profile"), "poll roll", {**poll, "profiles": EVERYBODY}),
    )


def changed(change: RollChange) -> Reply:
    """What changed on the roll of an open poll."""
    text = _("{added} came onto the roll of {number}, {removed} were taken off; the reason is kept with it.")
    words = text.format(number=change.poll.number, added=change.added, removed=change.removed)
    return Reply(_("Roll changed"), words)
