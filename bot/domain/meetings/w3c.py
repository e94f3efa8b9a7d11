"""Minutes taken on IRC as W3C does it: a scribe types what is said, and marks what matters.

Source: scribe2doc (w3c/scribe2): every command with its forms. Read November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.domain.meetings.links import URL
from bot.domain.meetings.marks import unemphasised
from bot.domain.meetings.options import Options
from bot.domain.meetings.people import Attendance, People
from bot.domain.meetings.records import Kind, Record
from bot.domain.meetings.scribes import Scribes
from bot.domain.meetings.w3c_bots import Bots

_SPEAKER = re.compile(r"( *)((?:[^. :\uff1a\">]|\.[^. :\uff1a\">])[^ :\uff1a\">]*) *[:\uff1a] *(.*)", re.DOTALL)
_NO_SPEAKER = re.compile(r" *(?:propos(?:ed|al)|issue-\d+|action-\d+|github) *[:\uff1a]", re.IGNORECASE)
_MORE = re.compile(r" *(?:\.\.+|…) *(.*?) *$", re.DOTALL)
_ITEMS = frozenset({Kind.TOPIC, Kind.RESOLUTION, Kind.ACTION, Kind.ISSUE, Kind.NOTE})

# One person, or several with commas and "and" between them.
_WHO = r"[^ ]{1,100}(?:(?: {0,4},[, ]{0,4}(?:and {1,4})?| {1,4}and {1,4})[^ ,]{1,60}){0,40}"


def _named(words: str) -> re.Pattern[str]:
    """A line of a word, a colon and what follows."""
    return re.compile(rf" *(?:{words}) *[:\uff1a] *(?P<text>.*?) *$", re.IGNORECASE | re.DOTALL)


def _list(words: str) -> re.Pattern[str]:
    """A line that sets a list of people, or adds to it, or takes away from it."""
    return re.compile(
        rf" *(?:{words}) *(?P<sign>[:\uff1a=]|[+-][:\uff1a]?) *(?P<text>.*?) *$", re.IGNORECASE | re.DOTALL
    )


_DECLARED = (
    (_named("action"), Kind.ACTION),
    (re.compile(r" *action +(?P<text>[^\W\d_]\w* *[:\uff1a].*?) *$", re.IGNORECASE | re.DOTALL), Kind.ACTION),
    (re.compile(rf" *action +(?P<text>{_WHO} *[:\uff1a].*?) *$", re.IGNORECASE | re.DOTALL), Kind.ACTION),
    (re.compile(rf" *action +(?P<text>{_WHO} +to\b.*?) *$", re.IGNORECASE | re.DOTALL), Kind.ACTION),
    (_named("resol(?:ved|ution)"), Kind.RESOLUTION),
    (_named("issue"), Kind.ISSUE),
)


@dataclass(slots=True)
class Scribing:
    """Sorts the lines of a log, in order, and keeps who was there."""

    options: Options
    scribes: Scribes
    attendance: Attendance
    title: str = ""
    date: str = ""
    titled_at: tuple[int, ...] = ()
    _speaking: dict[str, str] = field(default_factory=dict)
    _last: dict[str, Record] = field(default_factory=dict)
    _dash: dict[str, Record] = field(default_factory=dict)

    def sort(self, found: Sequence[Record]) -> None:
        """Sort every line."""
        bots = Bots(self.options, self.attendance.present)
        for record in found:
            if record.kind not in (Kind.TYPED, Kind.CORRECTION):
                continue
            if not self._is_mark(record) and not bots.take(record):
                self._say(record)
            if not record.left_out:
                self._last[record.speaker] = record
        self.date = self.date or bots.date

    def _is_mark(self, record: Record) -> bool:
        if not record.text.strip():
            record.kind = Kind.LEFT_OUT
            return True
        if record.kind is not Kind.TYPED:
            return False
        if self._dash and (before := self._dash.pop(record.speaker, None)):
            before.text, before.sources = record.text.strip(), (record.line,)
            record.kind = Kind.LEFT_OUT
            return True
        return self._match(record, record.text) or bool(
            (plain := unemphasised(record.text)) and self._match(record, plain)
        )

    def _match(self, record: Record, text: str) -> bool:
        for pattern, take in _MARKS:
            if (found := pattern.match(text)) and take(self, record, found):
                return True
        if record.speaker.casefold() == "rrsagent":
            # It repeats what others marked.
            return False
        for pattern, kind in _DECLARED:
            if found := pattern.match(text):
                return self._item(record, kind, found["text"])
        return False

    # -- What a mark means -------------------------------------------------------------------------------------------

    def _item(self, record: Record, kind: Kind, text: str, level: int = 1) -> bool:
        record.kind, record.text, record.level = kind, text, level
        return True

    def _topic(self, record: Record, found: re.Match[str]) -> bool:
        return self._item(record, Kind.TOPIC, found["text"])

    def _subtopic(self, record: Record, found: re.Match[str]) -> bool:
        return self._item(record, Kind.TOPIC, found["text"], level=2)

    def _dashes(self, record: Record, _found: re.Match[str]) -> bool:
        if self.options.dashes:
            self._dash[record.speaker] = record
            return self._item(record, Kind.TOPIC, "")
        return False

    def _meeting(self, record: Record, found: re.Match[str]) -> bool:
        self.title, self.titled_at = found["text"], record.lines
        record.kind = Kind.LEFT_OUT
        return True

    def _day(self, record: Record, found: re.Match[str]) -> bool:
        self.date = found["text"]
        record.kind = Kind.LEFT_OUT
        return True

    def _left_out(self, record: Record, _found: re.Match[str]) -> bool:
        record.kind = Kind.LEFT_OUT
        return True

    def _here(self, record: Record, found: re.Match[str]) -> bool:
        ignored = record.speaker.casefold() == "zakim" and not self.options.zakim
        return ignored or self._people(self.attendance.present, record, found)

    def _away(self, record: Record, found: re.Match[str]) -> bool:
        return found["sign"] != "=" and self._people(self.attendance.regrets, record, found)

    def _chair(self, record: Record, found: re.Match[str]) -> bool:
        if found["sign"] == "=" or (found["sign"] in ":\uff1a" and not found["text"]):
            return False
        return self._people(self.attendance.chairs, record, found)

    def _people(self, people: People, record: Record, found: re.Match[str]) -> bool:
        sign, text = found["sign"][0], found["text"]
        if sign not in "+-":
            people.set_to(text, record.lines)
        elif sign == "+":
            people.add(text or record.speaker, record.lines)
        else:
            people.remove(text or record.speaker)
        record.kind = Kind.LEFT_OUT
        return True

    def _scribe(self, record: Record, found: re.Match[str]) -> bool:
        if found["sign"] == "=" or not self.scribes.take(record, found["word"], found["sign"], found["text"]):
            return False
        record.kind = Kind.LEFT_OUT
        return True

    # -- What is said ------------------------------------------------------------------------------------------------

    def _say(self, record: Record) -> None:
        """Sort what is no mark: said, as the scribe has it; noted by the scribe; or typed by somebody."""
        scribing = self.scribes.writes(record.speaker)
        text, typist = record.text, record.speaker
        if scribing and text.lstrip(" ").casefold().startswith(f"<{typist}>".casefold()):
            # What scribes say of their own.
            record.text = text.partition(">")[2].removeprefix(" ")
        elif text.lstrip(" ").startswith("\\"):
            record.text = text.lstrip(" ")[1:]
            record.kind = Kind.NOTE if scribing else record.kind
        elif scribing and record.kind is Kind.TYPED and (said := self._said(text)):
            self._speaking[typist], record.text = said[2], said[3]
            record.speaker, record.kind = said[2], Kind.SAID
        elif more := self._more(record, scribing):
            self._go_on(record, more, scribing)
        elif scribing and record.kind is Kind.TYPED:
            record.kind = Kind.NOTE
            if not re.match(r" *-> *\S", text):
                self._speaking.pop(typist, None)

    def _said(self, text: str) -> re.Match[str] | None:
        said = _SPEAKER.match(text)
        if not said or (said[1] and self.options.spaces) or _NO_SPEAKER.match(text) or URL.match(text.lstrip(" ")):
            return None
        return said

    def _more(self, record: Record, scribing: bool) -> re.Match[str] | None:
        more = _MORE.match(record.text)
        if more or not scribing or record.kind is not Kind.TYPED or record.speaker not in self._speaking:
            return more
        if self.options.implicit or (self.options.spaces and record.text.startswith(" ")):
            return re.match(r" *(.*?) *$", record.text, re.DOTALL)
        return None

    def _go_on(self, record: Record, more: re.Match[str], scribing: bool) -> None:
        """Put a line that begins with dots to what it goes on with."""
        typist = record.speaker
        if scribing and typist in self._speaking:
            record.speaker, record.kind, record.text = self._speaking[typist], Kind.SAID, more[1]
        elif (last := self._last.get(typist)) and last.kind in _ITEMS:
            last.go_on(f" … {more[1]}", record.lines)
            record.kind = Kind.LEFT_OUT
        elif scribing:
            record.kind = Kind.NOTE
            self._speaking.pop(typist, None)


_Mark = Callable[[Scribing, Record, re.Match[str]], bool]

_MARKS: tuple[tuple[re.Pattern[str], _Mark], ...] = (
    (_list("present"), Scribing._here),
    (_list("regrets?"), Scribing._away),
    (_named("recording"), Scribing._left_out),
    (_named("topic"), Scribing._topic),
    (_named("sub-?topic"), Scribing._subtopic),
    (re.compile(r" *-+ *$"), Scribing._dashes),
    (_named("meeting"), Scribing._meeting),
    (_list("chairs?"), Scribing._chair),
    (re.compile(r" *date *[:\uff1a] *(?P<text>\d+ \w+ \d+)", re.IGNORECASE), Scribing._day),
    (_list("(?P<word>scribe(?:nick)?)"), Scribing._scribe),
    (_named("agenda|previous +meeting|next +meeting|namedanchorhere|scribeoptions"), Scribing._left_out),
)  # fmt: skip

# What a line is called that is a mark by its beginning; dates and dashes are no marks while people talk.
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    *((kind.value, pattern) for pattern, kind in _DECLARED),
    ("present", _list("present")),
    ("regrets", _list("regrets?")),
    ("topic", _named("(?:sub-?)?topic")),
    ("meeting", _named("meeting")),
    ("chair", _list("chairs?")),
    ("scribe", _list("scribe(?:nick)?")),
)
# Everybody may set these.
BY_ALL = frozenset({Kind.ACTION.value, "present", "regrets"})
# These say nothing without a text.
WORDED = frozenset({Kind.ACTION.value, Kind.RESOLUTION.value, Kind.ISSUE.value, "topic"})


def mark(text: str) -> tuple[str, str] | None:
    """The name of the mark that a line is, and its text; None if it is none. "unchair" takes a role away."""
    for line in (text, unemphasised(text)):
        for name, pattern in _NAMES if line else ():
            if found := pattern.match(line or ""):
                taken = name in ("chair", "scribe") and found["sign"].startswith("-")
                return f"un{name}" if taken else name, found["text"]
    return None
