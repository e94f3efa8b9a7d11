"""Topics from an agenda: somebody announces numbered items, and later takes them up by their numbers or titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.meetings.records import Kind, Record

_ITEM = re.compile(r"\s*[(\[]?(?P<number>\d{1,2})(?:\s?[)\]\uff09]\s*|[.:\uff0e]\s+)(?P<title>\S.*?)\s*$")
# "ok, 2) …": a few words, the number, and words of the title.
_WITH_TITLE = re.compile(
    r"\s*(?:[^\W\d]+\W{1,3}){0,3}[(\[]?(?P<number>\d{1,2})(?:\s?[)\]\uff09]\s*|[.:\uff0e]\s+)(?P<title>\S.*)"
)
# "ok, moving on to 3.", "next: 4", "item 5": the number alone.
_ALONE = re.compile(
    r"\s*(?:(?:ok|okay|so|right|well|now|and|then|alright)\b\W*){0,3}"
    r"(?:(?:let'?s |we |shall we )?(?:mov(?:e|ing) on|move|go(?:ing)? on|on|next(?: is| up)?|back)\b\W*(?:to\b\W*)?)?"
    r"(?:(?:the )?(?:agenda )?(?:item|topic|number|point)\b\W*)?(?P<number>\d{1,2})\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
# An agenda is written in one go, though others may speak in between.
_APART = 12
# An agenda may be written again before it is gone through, but not without end.
_TIMES = 5


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item that was taken up: its title as announced, and the lines of the announcement and of the taking up."""

    title: str
    announced_at: int
    taken_up_at: int


def taken_up(found: Sequence[Record]) -> tuple[AgendaItem, ...]:
    """Find the agenda and where its items were taken up; nothing where none was announced or none taken up."""
    spoken = [one for one in found if one.kind in (Kind.TYPED, Kind.NOTE, Kind.SAID)]
    start = 0
    for _time in range(_TIMES):
        announced = _announced(spoken, start)
        if not announced:
            break
        start = announced[-1][0] + 1
        items = list(_items(spoken, announced, start))
        if items and not _said_again(items, len(announced)):
            return tuple(item for _place, item in items)
    return ()


def _announced(spoken: Sequence[Record], start: int) -> list[tuple[int, int, str]]:
    """The first run of numbers, from 0 or 1, that one person writes: place, number and title of each."""
    runs: dict[str, list[tuple[int, int, str]]] = {}
    for place in range(start, len(spoken)):
        record = spoken[place]
        for who, run in list(runs.items()):
            if place - run[-1][0] > _APART:
                if len(run) > 1:
                    return run
                del runs[who]
        if not (read := _ITEM.match(record.text)):
            continue
        number, title = int(read["number"]), read["title"]
        run = runs.get(record.speaker, [])
        if run and number == run[-1][1] + 1:
            run.append((place, number, title))
        elif len(run) > 1:
            return run
        elif number in (0, 1):
            runs[record.speaker] = [(place, number, title)]
    return max(runs.values(), key=len, default=[]) if any(len(run) > 1 for run in runs.values()) else []


def _items(
    spoken: Sequence[Record], announced: Sequence[tuple[int, int, str]], start: int
) -> Iterator[tuple[int, AgendaItem]]:
    """Where the items were taken up, in order; what was passed over is not gone back to."""
    who = spoken[announced[0][0]].speaker
    led = [place for place in range(start, len(spoken)) if spoken[place].speaker == who]
    found: dict[int, int] = {}
    after = -1
    for place in led:
        taken = _with_title(spoken[place].text, announced, after)
        if taken is not None:
            found[taken], after = place, taken
    for index, (at, number, title) in enumerate(announced):
        taken_up_at = found.get(index) or _alone(spoken, led, number, *_between(found, index, len(spoken)))
        if taken_up_at is not None:
            found[index] = taken_up_at
            yield taken_up_at, AgendaItem(title, spoken[at].line, spoken[taken_up_at].line)


def _with_title(text: str, announced: Sequence[tuple[int, int, str]], after: int) -> int | None:
    """Which of the items after one a line takes up by its title, or by its number and words of its title."""
    waiting = range(after + 1, len(announced))
    read = _WITH_TITLE.match(text[:400])
    if read:
        number = int(read["number"])
        for index in waiting:
            if announced[index][1] == number and _overlap(read["title"], announced[index][2]):
                return index
    plain = _words(text)
    return next((index for index in waiting if plain and plain == _words(announced[index][2])), None)


def _between(found: Mapping[int, int], index: int, end: int) -> tuple[int, int]:
    """The places between which an item must have been taken up, if it was."""
    before = [place for other, place in found.items() if other < index]
    behind = [place for other, place in found.items() if other > index]
    return max(before, default=-1), min(behind, default=end)


def _alone(spoken: Sequence[Record], led: Sequence[int], number: int, after: int, before: int) -> int | None:
    """Where a number alone takes an item up that is not taken up by its title."""
    for place in led:
        if (
            after < place < before
            and (read := _ALONE.match(spoken[place].text[:120]))
            and int(read["number"]) == number
        ):
            return place
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _overlap(text: str, title: str) -> bool:
    """Whether a line speaks of a title: they share a word, or neither has any."""
    said, titled = set(_words(text)), set(_words(title))
    return bool(said & titled) or not titled


def _said_again(items: Sequence[tuple[int, AgendaItem]], count: int) -> bool:
    """Whether what looks like taking up is the agenda once more: all of it, and nothing between."""
    return count > 1 and len(items) == count and items[-1][0] - items[0][0] == count - 1
