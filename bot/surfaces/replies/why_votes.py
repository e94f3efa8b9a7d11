"""What polls said of a component, in words: counts, categories, reasons, objections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from bot.domain.polls.ballots import Choice
from bot.domain.polls.outcomes import WORDS
from bot.domain.polls.scales import STEP_WORDS, BallotScale
from bot.domain.polls.tallies import Counts
from bot.services.explaining import CellWhy, Given, PollWhy
from bot.surfaces.replies.tallies import decimal
from bot.surfaces.replies.wording import day, harmless, quoted
from bot.texts import _, plural

_CELLS, _REASONS, _CATEGORIES, _REASON = 6, 4, 6, 200


def votes(polls: Sequence[PollWhy], asked: int, *, reasons: bool = True) -> Iterator[str]:
    """What polls said, the newest first, each in a paragraph.

    Args:
        asked: How many polls there are in all.
        reasons: Whether reasons are told.
    """
    for one in polls:
        yield "\n".join(_poll(one, reasons=reasons))
    if asked > len(polls):
        more = asked - len(polls)
        yield plural("{count} earlier poll asked about it, too.", "{count} earlier polls asked about it, too.", more)


def _poll(one: PollWhy, *, reasons: bool) -> Iterator[str]:
    poll = one.poll
    head = _("**Votes in {number}** (closed on {day}; tally SHA-256 {digest} …)")
    yield head.format(number=poll.number, day=day(poll.closes_at.date()), digest=one.digest[:12])
    several = len({cell.cell.component for cell in one.cells}) > 1
    scale = poll.charter.scale
    yield from (f"- {_cell(cell, scale, several=several)}" for cell in one.cells[:_CELLS])
    if len(one.cells) > _CELLS:
        yield "- " + plural("and {count} more", "and {count} more", len(one.cells) - _CELLS)
    if one.withheld:
        yield "- " + _("Categories of few people are not told apart.")
    if reasons:
        yield from (f"- {line}" for line in _reasons(one))


def _cell(one: CellWhy, scale: BallotScale, *, several: bool) -> str:
    name = f"{one.cell.component}/{one.cell.freedom.value}" if several else one.cell.freedom.value
    outcome = WORDS[one.outcome] if one.outcome else _("counted in a merged row")
    told = _("{name}: **{outcome}**, {counts}").format(
        name=name, outcome=outcome, counts=_counts(one.tally.counts, scale)
    )
    categories = [
        f"{harmless(category, 40)} {decimal(counts.yes)}:{decimal(counts.no)}"
        for category, counts in sorted(one.tally.categories.items(), key=itemgetter(0))[:_CATEGORIES]
    ]
    if categories:
        told += _("; {sides} by category: {categories}").format(sides=_sides(scale), categories=", ".join(categories))
    if one.objections:
        told += "; " + ", ".join(
            _("objection {number} {disposition}").format(
                number=each.number, disposition=each.disposition.value if each.disposition else _("open")
            )
            for each in one.objections
        )
    return told


def _sides(scale: BallotScale) -> str:
    return _("for:against") if scale is BallotScale.TEMPERATURE else _("yes:no")


def _counts(counts: Counts, scale: BallotScale) -> str:
    text = _("{yes} yes, {no} no, {discuss} to discuss, of {eligible} who may vote")
    if scale is BallotScale.TEMPERATURE:
        text = _("{yes} for, {no} against, {neutral} neutral, of {eligible} who may vote")
    return text.format(
        yes=decimal(counts.yes),
        no=decimal(counts.no),
        discuss=decimal(counts.discuss),
        neutral=decimal(counts.neutral),
        eligible=decimal(counts.eligible),
    )


def _reasons(one: PollWhy) -> Iterator[str]:
    """Some of the reasons that were given, from each side in turn."""
    if not one.told:
        yield _("Its charter does not publish reasons.")
        return
    given = [(cell, reason) for cell in one.cells for reason in cell.reasons]
    shown = _in_turn(given)[:_REASONS]
    for cell, reason in shown:
        who = f" ({harmless(reason.category, 40)})" if reason.category else ""
        yield _("{freedom}, {choice}{who}: {text}").format(
            freedom=cell.cell.freedom.value, choice=_choice(reason.choice), who=who, text=quoted(reason.text, _REASON)
        )
    if len(given) > len(shown):
        yield plural("and {count} more reason", "and {count} more reasons", len(given) - len(shown))


def _in_turn(given: Sequence[tuple[CellWhy, Given]]) -> list[tuple[CellWhy, Given]]:
    """One of each choice, then the second of each, so that no side is crowded out."""
    places: dict[Choice, int] = {}
    ranked = []
    for place, one in enumerate(given):
        choice = one[1].choice
        places[choice] = places.get(choice, 0) + 1
        ranked.append((places[choice], place, one))
    return [one for _rank, _place, one in sorted(ranked, key=lambda each: each[:2])]


def _choice(choice: Choice) -> str:
    return STEP_WORDS.get(choice, choice.value)
