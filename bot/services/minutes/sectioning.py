"""The topics of a town hall: those that were typed, set by a button or announced; else one, the whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.meetings.discussions import Declared, Discussion, Mark
from bot.domain.meetings.document_parts import TitledBy
from bot.domain.names import fold
from bot.services.minutes.hearing import BEFORE, Heard
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Section:
    """A topic, by the numbers of its first and last remark; ``origin`` is the poll that it comes from, if one."""

    title: str
    titled_by: TitledBy
    level: int
    first: int
    last: int
    sources: tuple[int, ...] = ()
    origin: str = ""


def sections(discussion: Discussion, heard: Heard) -> tuple[Section, ...]:
    """The topics in order; none where nothing was said."""
    if not heard.numbers:
        return ()
    agenda = {one.number for one in heard.minutes.remarks}
    found = [
        Section(
            title=one.title,
            titled_by=TitledBy.AGENDA if one.first_line in agenda else TitledBy.CHAIR,
            level=one.level,
            first=one.first_line,
            last=one.last_line,
            sources=tuple(line for line in one.sources if line != BEFORE),
        )
        for one in heard.minutes.topics
    ]
    found += [
        Section(one.title, TitledBy.AGENDA, 1, one.begins, heard.numbers[-1])
        for one in discussion.agenda
        if one.begins is not None
    ]
    found += [_declared(one, heard) for one in discussion.declared if one.mark is Mark.TOPIC and not one.struck]
    if not found:
        title = discussion.title or _("The whole town hall")
        by = TitledBy.TOWN_HALL if discussion.title else TitledBy.GENERATED
        return (Section(title, by, 1, heard.numbers[0], heard.numbers[-1]),)
    origins = {fold(one.title): one.origin for one in discussion.agenda if one.origin}
    found = [replace(one, origin=origins.get(fold(one.title), "")) for one in found]
    return tuple(_ended(sorted(found, key=lambda one: (one.first, one.level)), heard.numbers))


def _declared(mark: Declared, heard: Heard) -> Section:
    """A topic that was set by a button: it begins with its remarks, or with what was said next."""
    later = (one.number for one in heard.discussion.remarks if one.at is not None and one.at >= mark.at)
    first = min(mark.sources, default=None) or next(later, heard.numbers[-1])
    return Section(mark.text, TitledBy.CHAIR, 1, first, heard.numbers[-1], mark.sources)


def _ended(found: Sequence[Section], numbers: Sequence[int]) -> list[Section]:
    """Every topic reaches to the next of its level or a higher one, and from one remark to another that exists."""
    ended: list[Section] = []
    ends = {1: numbers[-1], 2: numbers[-1]}
    for one in reversed(found):
        first = numbers[min(bisect_left(numbers, one.first), len(numbers) - 1)]
        last = numbers[max(bisect_right(numbers, min(one.last, ends[one.level])) - 1, 0)]
        ended.append(replace(one, first=first, last=max(first, last)))
        ends.update(dict.fromkeys(range(one.level, 3), one.first - 1))
    return ended[::-1]


def innermost(found: Sequence[Section], numbers: Sequence[int]) -> Mapping[int, int]:
    """For the number of each remark, the place of the topic that it belongs to; none before the first topic."""
    places: dict[int, int] = {}
    for place, one in enumerate(found):
        # A later topic that a remark lies in is a subtopic of an earlier one.
        for number in numbers[bisect_left(numbers, one.first) : bisect_right(numbers, one.last)]:
            places[number] = place
    return places
