"""Making minutes of remarks, by the marks that people put into them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meetings import agendas, relays, verbatim
from bot.domain.meetings.commands import Replay
from bot.domain.meetings.corrections import corrected
from bot.domain.meetings.events import OLDER
from bot.domain.meetings.links import without_targets
from bot.domain.meetings.minutes import Basis, Item, Minutes, Topic
from bot.domain.meetings.options import options
from bot.domain.meetings.people import Attendance, Person
from bot.domain.meetings.records import Kind, Record, records
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.scribes import Scribes
from bot.domain.meetings.w3c import Scribing

# So many failed corrections are told.
TOLD = 100
_SPOKEN = frozenset({Kind.TYPED, Kind.SAID, Kind.NOTE, Kind.RESOLUTION, Kind.ACTION, Kind.ISSUE, Kind.REJECTED})


def minutes(remarks: Sequence[Remark], last_line: int, *, call: bool = False) -> Minutes:
    """Make minutes.

    Args:
        remarks: In the order in which they were said.
        last_line: The number of the last line of the log.
        call: Whether it was a call, of which the remarks are the transcript: who spoke was there, and nobody takes
            notes.
    """
    lines = records(remarks)
    relays.named(lines)
    found = corrected(lines)
    switches = options(found)
    verbatim.set_apart(found)
    attendance = Attendance()
    replay = Replay(attendance)
    replay.run(found)
    agenda = () if replay.used else agendas.taken_up(found)
    scribes = Scribes(found, guess=not (call or replay.used or agenda))
    scribing = Scribing(switches, scribes, attendance)
    scribing.sort(found)
    topics = _topics(found, last_line) or _agenda_topics(agenda, last_line)
    present, basis = attendance.present.listed(), Basis.DECLARED
    if not present:
        present, basis = _speakers(found) if call or agenda else (), Basis.SPOKE if call or agenda else Basis.UNKNOWN
    return Minutes(
        title=without_targets(scribing.title) or replay.title,
        date=scribing.date,
        topics=topics,
        resolutions=_items(found, Kind.RESOLUTION),
        rejected=_items(found, Kind.REJECTED),
        actions=_items(found, Kind.ACTION),
        issues=_items(found, Kind.ISSUE),
        present=present,
        present_basis=basis,
        regrets=attendance.regrets.listed(),
        chairs=attendance.chairs.listed(),
        scribes=scribes.listed(),
        scribes_basis=Basis.GUESSED if scribes.guessed else Basis.DECLARED if scribes.listed() else Basis.UNKNOWN,
        events=tuple(event for event in replay.events if event.type not in OLDER),
        failed=_items(found, Kind.CORRECTION)[:TOLD],
        remarks=tuple(Remark(one.line, one.speaker, one.text) for one in found if one.kind in _SPOKEN and one.text),
    )


def _items(found: Sequence[Record], kind: Kind) -> tuple[Item, ...]:
    marked = [one for one in found if one.kind is kind and one.text]
    return tuple(Item(without_targets(one.text), one.speaker, one.lines) for one in marked)


def _topics(found: Sequence[Record], last_line: int) -> tuple[Topic, ...]:
    """Every topic reaches to the next of its level or a higher one."""
    topics: list[Topic] = []
    ends = {1: last_line, 2: last_line}
    for one in reversed(found):
        if one.kind is Kind.TOPIC and one.text:
            first = _begins(one)
            last = max(first, ends[one.level])
            topics.append(Topic(without_targets(one.text), one.level, first, last, one.lines))
            ends.update(dict.fromkeys(range(one.level, 3), first - 1))
    return tuple(reversed(topics))


def _begins(record: Record) -> int:
    return min(record.lines) if record.inserted else record.line


def _agenda_topics(agenda: Sequence[agendas.AgendaItem], last_line: int) -> tuple[Topic, ...]:
    topics = []
    for place, item in enumerate(agenda):
        last = agenda[place + 1].taken_up_at - 1 if place + 1 < len(agenda) else last_line
        sources = (item.announced_at, item.taken_up_at)
        topics.append(Topic(item.title, 1, item.taken_up_at, last, sources))
    return tuple(topics)


def _speakers(found: Sequence[Record]) -> tuple[Person, ...]:
    first: dict[str, Person] = {}
    for one in found:
        # After a lost connection the nick comes back with a line below.
        name = one.speaker.rstrip("_") or one.speaker
        if name and one.kind in _SPOKEN and name.casefold() not in first:
            first[name.casefold()] = Person(name, (one.line,))
    return tuple(first.values())
