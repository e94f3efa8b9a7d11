"""When something is due: the words in which it was said, and the day that they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_FRIDAY = 4
# A day and a month without a year are the next such day, if it is not nearly a year away.
_FARTHEST = timedelta(days=300)
# What is longer is no action item; a due is said in its first sentences.
_LIMIT_LETTERS = 4000

_MONTH = rf"(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' if len(name) > 3 else name for name in _MONTHS)}|sept)\b\.?"
_DAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_SHORT_DAY = r"(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_BEFORE = r"(?:(?:by|before|until|till|due|on|no later than|not later than|for|from|at)\s{1,3}(?:on |by )?(?:the )?)"
_COUNT = rf"(?:\d{{1,3}}|an?|{'|'.join(_NUMBERS)})"


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due. ``words`` as they were said; ``day`` is None where they name no day for certain."""

    words: str
    day: date | None


def due(text: str, on: date | None, next_meeting: date | None = None) -> Due | None:
    """Find when something is due.

    Args:
        text: The action item, or the sentence in which somebody took it on.
        on: The day on which it was said; without it only dates with a year are understood.
        next_meeting: The day of the meeting after this one, where it is known.

    Returns:
        None where nothing is said of it. A day that is named is the day itself, also after "before"; a week ends on its
        Friday, and "next Friday" is that of the week after this one.
    """
    beginning = text[:_LIMIT_LETTERS]
    for pattern, meaning in _FORMS:
        for found in pattern.finditer(beginning):
            try:
                day = meaning(found, on, next_meeting)
            except (ValueError, OverflowError):
                # After the end of the calendar.
                day = None
            if day is not _NO_DUE:
                return Due(found.group().strip(" \t\n,;:.()[]-–—"), day if isinstance(day, date) else None)
    return None


def dated(text: str) -> date | None:
    """The first date with a year in a text: "10 May 2024", "2024-05-10"."""
    found = due(text, None)
    return found.day if found else None


class _NoDue:
    """What a form found was no due after all."""


_NO_DUE = _NoDue()
_Meaning = date | _NoDue | None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _iso(found: re.Match[str], _on: date | None, _next: date | None) -> _Meaning:
    return _date(int(found["year"]), int(found["month"]), int(found["day"])) or _NO_DUE


def _dotted(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    """24.05.2024 is the 24th of May; 24/05/2024 too, as no month is the 24th; 4/5/2024 may be either of two days."""
    first, second, year = int(found["first"]), int(found["second"]), _year(found["year"])
    if found["sign"] == "." or first > 12 or first == second:
        return _on_day(first, second, year, on)
    return _on_day(second, first, year, on) if second > 12 else None


def _named(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    month = 1 + next(place for place, name in enumerate(_MONTHS) if found["month"].lower().startswith(name[:3]))
    day = int(re.match(r"\d+", found["day"]).group())  # type: ignore[union-attr]
    if not 1 <= day <= 31 or not (found["led"] or found["year"] or found["month"][0].isupper()):
        # "it may 3 times": a verb.
        return _NO_DUE
    return _on_day(day, month, _year(found["year"]), on)


def _on_day(day: int, month: int, year: int | None, on: date | None) -> date | None:
    if year is not None:
        return _date(year, month, day)
    if on is None:
        return None
    ahead = (_date(year, month, day) for year in (on.year, on.year + 1))
    following = next((one for one in ahead if one and one >= on), None)
    return following if following and following - on <= _FARTHEST else None


def _of_month(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    """The 24th: of this month, or of the next."""
    day = int(re.match(r"\d+", found["day"]).group())  # type: ignore[union-attr]
    if on is None:
        return None
    ahead = (_date(on.year + place // 12, place % 12 + 1, day) for place in (on.month - 1, on.month))
    return next((one for one in ahead if one and one >= on), None)


def _next_meeting(_found: re.Match[str], on: date | None, next_meeting: date | None) -> _Meaning:
    return next_meeting if next_meeting and (on is None or next_meeting > on) else None


def _end(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    """The end of a day, week, month or year, this one or the next; of a month that is named."""
    if on is None:
        return None
    step = 1 if (found["which"] or "").strip().lower() in ("next", "following", "coming") else 0
    match found["span"].lower():
        case "day" | "today":
            return on + timedelta(days=step)
        case "week" | "work week" | "working week":
            return _friday(on) + timedelta(weeks=step)
        case "month":
            month = on.month + step
            year, month = (on.year + 1, 1) if month > 12 else (on.year, month)
            return date(year, month, monthrange(year, month)[1])
        case "year":
            return date(on.year + step, 12, 31)
        case name:
            month = 1 + next(place for place, full in enumerate(_MONTHS) if name.startswith(full[:3]))
            year = on.year + (month < on.month)
            return date(year, month, monthrange(year, month)[1])


def _friday(on: date) -> date:
    """The Friday of the week; said on the weekend, that of the week after."""
    return on + timedelta(days=(_FRIDAY - on.weekday()) % 7)


def _abbreviated(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    if on is None:
        return None
    match found["span"].lower():
        case "eod":
            return on
        case "eow":
            return _friday(on)
        case _:
            return date(on.year, on.month, monthrange(on.year, on.month)[1])


def _relative(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    if on is None:
        return None
    count, unit = found["count"].lower(), found["unit"].lower()
    times = int(count) if count.isdecimal() else _NUMBERS.get(count, 1)
    if unit.startswith("month"):
        month = on.month - 1 + times
        year, month = on.year + month // 12, month % 12 + 1
        return date(year, month, min(on.day, monthrange(year, month)[1]))
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return on + timedelta(days=times * days)


def _today(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    if on is None:
        return None
    word = " ".join(found["word"].lower().split())
    return on + timedelta(days={"tomorrow": 1, "the day after tomorrow": 2}.get(word, 0))


def _weekday(found: re.Match[str], on: date | None, _next: date | None) -> _Meaning:
    if on is None:
        return None
    name = found["day"].lower()
    wanted = next(place for place, full in enumerate(_WEEKDAYS) if full.startswith(name[:3]))
    if (found["which"] or "").strip().lower() == "next":
        return on - timedelta(days=on.weekday()) + timedelta(weeks=1, days=wanted)
    # Said on a Friday, "by Friday" is the next one.
    return on + timedelta(days=(wanted - on.weekday() - 1) % 7 + 1)


def _vague(_found: re.Match[str], _on: date | None, _next: date | None) -> _Meaning:
    return None


_Form = tuple[re.Pattern[str], Callable[[re.Match[str], date | None, date | None], _Meaning]]


def _form(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){text}(?!\w)", re.IGNORECASE)


# In this order: what names a day most exactly comes first.
_FORMS: tuple[_Form, ...] = (
    (_form(rf"{_BEFORE}?(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})"), _iso),
    (_form(rf"(?P<led>{_BEFORE})?(?P<day>{_NTH})(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"), _named),
    (_form(rf"(?P<led>{_BEFORE})?(?P<month>{_MONTH}) (?:the )?(?P<day>{_NTH})(?!:)(?:,? (?P<year>\d{{4}}))?"), _named),
    (_form(rf"{_BEFORE}?(?P<first>\d{{1,2}})(?P<sign>[./])(?P<second>\d{{1,2}})(?P=sign)"
           r"(?P<year>\d{4}|\d\d)"), _dotted),
    (_form(r"(?:by|before|until|till|due|no later than) (?:the )?(?P<day>\d{1,2}(?:st|nd|rd|th))"), _of_month),
    (_form(rf"{_BEFORE}(?:our |your )?next (?:town ?hall|meeting|call|session|time|telecon|sync)"), _next_meeting),
    (_form(rf"{_BEFORE}?(?:the )?end of (?:the |this )?(?P<which>next |following |coming )?"
           rf"(?P<span>day|today|(?:work(?:ing)? )?week|month|year|{_MONTH})"), _end),
    (_form(rf"{_BEFORE}?(?P<span>EOD|EOW|EOM)"), _abbreviated),
    (_form(rf"(?:in|within)(?: the next)? (?P<count>{_COUNT}) (?P<unit>days?|weeks?|fortnights?|months?)"
           r"(?: from (?:now|today)| time)?"), _relative),
    (_form(rf"(?P<count>{_COUNT}) (?P<unit>days?|weeks?|fortnights?|months?) from (?:now|today)"), _relative),
    (_form(rf"{_BEFORE}?(?P<word>the day after tomorrow|tomorrow|today|tonight)"), _today),
    (_form(rf"{_BEFORE}(?P<which>next |this )?(?P<day>{_DAY})"), _weekday),
    (_form(rf"(?P<which>next |this )(?P<day>{_DAY})"), _weekday),
    (_form(rf"{_BEFORE}(?P<which>)(?P<day>{_SHORT_DAY})\b\.?"), _weekday),
    (re.compile(rf"(?<![\w-])(?P<which>)(?P<day>{_DAY})[\s.!)\]]*$", re.IGNORECASE), _weekday),
    (_form(rf"(?:{_BEFORE}|in |this |next )(?P<month>{_MONTH})(?: \d{{4}})?"), _vague),
    (_form(rf"(?:{_BEFORE}|this |next |early |late |in (?:the )?(?:next |coming )){{1,3}}"
           r"(?:(?:couple of |few )?(?:weeks?|months?)|quarter|year|weekend)"), _vague),
    (_form(r"(?:asap|as soon as possible|soon(?:ish)?)"), _vague),
)  # fmt: skip
