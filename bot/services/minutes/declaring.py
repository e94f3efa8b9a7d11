"""What a town hall declared: by marks that people typed, and by those that they set with a button or a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.meetings.discussions import Declared, Mark
from bot.domain.meetings.document_items import Ground, Note, Quotation, Resolution, State
from bot.domain.meetings.events import Event, EventType
from bot.domain.meetings.minutes import Item
from bot.domain.meetings.numbering import NOTE, QUOTATION, RESOLUTION, Numbers
from bot.services.minutes.hearing import Heard

_NOTED = {EventType.INFO: "info", EventType.IDEA: "idea", EventType.LINK: "link"}
_STATES = {Mark.AGREED: State.AGREED, Mark.REJECTED: State.REJECTED, Mark.INCONCLUSIVE: State.INCONCLUSIVE}
_COUNT = re.compile(r"Motion \w+: (\d+) in favor to (\d+) opposed")
# The whole of a longer remark is no quotation.
_LONGEST_QUOTATION = 600


@dataclass(frozen=True, slots=True)
class Said:
    """Something declared: in whose words, by whom, and on which remarks it rests."""

    text: str
    by: str
    sources: tuple[str, ...]
    number: int | None = None


def typed(heard: Heard, items: tuple[Item, ...]) -> Iterator[Said]:
    """What marks in remarks declare; what rests on no remark any more is left out."""
    for one in items:
        if sources := heard.sources(one.sources):
            yield Said(one.text, heard.person(one.by), sources)


def pressed(heard: Heard, *marks: Mark) -> Iterator[tuple[Declared, Said]]:
    """What buttons and forms declare; what was taken back, or rested on remarks that are all gone, is left out."""
    for one in heard.discussion.declared:
        sources = heard.sources(one.sources)
        if one.mark in marks and not one.struck and one.text.strip() and (sources or not one.sources):
            yield one, Said(one.text, one.by, sources, one.number)


def of_events(heard: Heard, *types: EventType) -> Iterator[tuple[Event, Said]]:
    """What commands noted."""
    for event in heard.minutes.events:
        if event.type in types and isinstance(event.text, str) and event.text:
            for said in typed(heard, (Item(event.text, event.by, event.sources),)):
                yield event, said


def resolutions(heard: Heard, number: Numbers) -> tuple[Resolution, ...]:
    """What was settled, turned down, or neither, in the order in which it was."""
    counts = {event.line: event.text for event in heard.minutes.events if isinstance(event.text, str)}
    found = [(State.AGREED, one) for one in typed(heard, heard.minutes.resolutions)]
    found += [(State.REJECTED, one) for one in typed(heard, heard.minutes.rejected)]
    found += [(State.INCONCLUSIVE, one) for _event, one in of_events(heard, EventType.INCONCLUSIVE)]
    found += [(_STATES[mark.mark], one) for mark, one in pressed(heard, *_STATES)]
    found.sort(key=lambda pair: _place(pair[1]))
    return tuple(
        Resolution(
            id=number(RESOLUTION),
            text=one.text,
            state=state,
            basis=Ground.DECLARED,
            by=one.by,
            sources=one.sources,
            tally=next(filter(None, (_tally(counts.get(_number(source), "")) for source in one.sources)), None),
            declaration=one.number,
        )
        for state, one in found
    )


def questions(heard: Heard) -> Iterator[Said]:
    """What was marked as an issue, or by asking for help."""
    yield from typed(heard, heard.minutes.issues)
    yield from (said for _event, said in of_events(heard, EventType.HELP))
    yield from (said for _mark, said in pressed(heard, Mark.ISSUE))


def actions(heard: Heard) -> list[Said]:
    """What people took on, in the order in which they did."""
    found = [*typed(heard, heard.minutes.actions), *(said for _mark, said in pressed(heard, Mark.ACTION))]
    return sorted(found, key=_place)


def notes(heard: Heard, number: Numbers) -> tuple[Note, ...]:
    """What was marked as worth noting."""
    found = [(_NOTED[event.type], one) for event, one in of_events(heard, *_NOTED)]
    found += [("info", one) for _mark, one in pressed(heard, Mark.INFO)]
    found.sort(key=lambda pair: _place(pair[1]))
    return tuple(Note(number(NOTE), kind, one.text, one.by, one.sources, one.number) for kind, one in found)


def quotations(heard: Heard, number: Numbers) -> tuple[Quotation, ...]:
    """What was marked to be quoted, where it stands in its remark letter by letter."""
    found = []
    for mark, one in pressed(heard, Mark.QUOTE):
        for source in one.sources:
            text = heard.texts[source]
            words = mark.text if mark.text in text else text.strip() if len(one.sources) == 1 else ""
            if words and len(words) <= _LONGEST_QUOTATION:
                start = text.index(words)
                author = heard.speakers.get(_number(source), "")
                found.append(Quotation(number(QUOTATION), words, (source,), (start, start + len(words)), author))
                break
    return tuple(found)


def _tally(text: str) -> dict[str, int] | None:
    read = _COUNT.match(text)
    return {"for": int(read[1]), "against": int(read[2])} if read else None


def _place(said: Said) -> tuple[int, int]:
    """By the last remark that it rests on; what rests on none comes at the end."""
    numbers = [_number(source) for source in said.sources]
    return (max(numbers), said.number or 0) if numbers else (10**9, said.number or 0)


def _number(source: str) -> int:
    return int(source.removeprefix("r"))
