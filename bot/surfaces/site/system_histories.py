"""The history of what is recorded of a system, as its page tells it: who by role, never by account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from bot.domain.histories import WHOLE, Alteration
from bot.services.published.systems import Hand, PublishedChange
from bot.surfaces.replies.records import part_name, turn_words, value_words
from bot.surfaces.site.system_parts import AlterationView, ChangeView
from bot.surfaces.site.telling import told
from bot.texts import _


def history_view(changes: Sequence[PublishedChange], names: Mapping[str, str]) -> tuple[ChangeView, ...]:
    """Changes in words, in the order given.

    Args:
        changes: Of one system.
        names: What systems are called whose verdicts turned; of others the id is shown.
    """
    return tuple(
        ChangeView(
            anchor=f"change-{change.id}",
            at=change.at,
            who=hands(change),
            why=change.why,
            alterations=tuple(_alterations(change.alterations)),
            turns=tuple(turn_words(turn, names.get(turn.system, turn.system)) for turn in change.turns),
            proposal=change.proposal,
        )
        for change in changes
    )


def hands(change: PublishedChange) -> str:
    """Who brought a change and who confirmed it: by role, and by name where they chose one."""
    if change.confirmed_by is None:
        return hand(change.by, change.by_name)
    text = _("{by}, confirmed by {second}")
    return text.format(by=hand(change.by, change.by_name), second=hand(change.confirmed_by, change.confirmed_by_name))


def hand(found: Hand, name: str = "") -> str:
    """Somebody by their role, with the name that they chose, if they chose one."""
    role = {
        Hand.FILES: _("the data files"),
        Hand.MEMBER: _("a member"),
        Hand.CURATOR: _("a curator"),
        Hand.MODERATOR: _("a moderator"),
    }[found]
    return _("{name} ({role})").format(name=name, role=role) if name else role


def in_short(change: PublishedChange) -> str:
    """What changed, in a sentence."""
    return "; ".join(_part(alteration) for alteration in change.alterations) or _("nothing that is shown")


def _part(alteration: Alteration) -> str:
    if alteration.part != WHOLE:
        return part_name(alteration.part)
    return _("taken out, with everything recorded") if alteration.before else _("recorded for the first time")


def _alterations(alterations: Sequence[Alteration]) -> Iterator[AlterationView]:
    for alteration in alterations:
        if alteration.part == WHOLE:
            yield AlterationView(_part(alteration), Markup(""), Markup(""))
            continue
        after, before = told(value_words(alteration.after)), told(value_words(alteration.before))
        yield AlterationView(part_name(alteration.part), after, before)
