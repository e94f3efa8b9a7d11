"""Meetings led with commands: ``#topic``, ``#agreed``, ``#action`` and the like; ``!topic`` and ``^action`` on Matrix.

The sources stand with the events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.meetings.events import Event, EventType
from bot.domain.meetings.marks import unemphasised
from bot.domain.meetings.people import Attendance
from bot.domain.meetings.records import Kind, Record

_COMMAND = re.compile(r"\s*(?P<sign>[#!^])(?P<name>[a-zA-Z]+)(?:\s+(?P<text>.*))?$", re.DOTALL)
_ADDRESS = re.compile(r"\s*((?:https?|irc|ftp|mailto|ssh)://\S*)")
_BETWEEN = re.compile(r"[\s,،、]+")
# On Matrix, commands to the bot and tags of a line have signs of their own.
_BANGS = frozenset("startmeeting endmeeting meetingname topic".split())
_TAGS = frozenset("info action agreed accepted rejected idea help halp link".split())


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was typed; its name is in small letters."""

    sign: str
    name: str
    text: str


def command(text: str) -> Command | None:
    """Read a command; None if the text is none that is known."""
    found = _COMMAND.match(text) or ((plain := unemphasised(text)) and _COMMAND.match(plain))
    if not found:
        return None
    name = found["name"].lower()
    known: Container[str] = _COMMANDS if found["sign"] == "#" else _BANGS if found["sign"] == "!" else _TAGS
    return Command(found["sign"], name, (found["text"] or "").strip()) if name in known else None


@dataclass(slots=True)
class Replay:
    """Goes through a log as the bot went through the meeting; afterwards each line is what its command made it.

    Where a meeting was started, what stands outside is not minuted, and its chairs alone may do what chairs do. Without
    a start, or with Matrix's, whose rights the log does not show, everybody may.
    """

    attendance: Attendance
    events: list[Event] = field(default_factory=list)
    title: str = ""
    used: bool = False
    _made: list[Record] = field(default_factory=list)
    _active: bool = False
    _founder: str | None = None
    _leaders: set[str] = field(default_factory=set)
    _voting_from: int | None = None

    def run(self, found: Sequence[Record]) -> None:
        """Carry out every command."""
        bounded = any(_starts(record) for record in found)
        for record in found:
            if record.kind is not Kind.TYPED:
                continue
            read = command(record.text)
            if not self._active and bounded and not (read and read.name == "startmeeting"):
                record.kind = Kind.LEFT_OUT
            elif read:
                self.used = True
                _COMMANDS[read.name](self, record, read)
            elif self._active and (address := _ADDRESS.match(record.text)):
                self._note(record, Command("#", "link", address[1]))

    def _leads(self, record: Record) -> bool:
        return self._founder is None or record.speaker.casefold() in self._leaders

    def _add(self, type_: EventType, record: Record, text: str | tuple[str, ...] | None) -> Event:
        event = Event(type_, record.line, record.speaker, text, record.lines)
        self.events.append(event)
        self._made.append(record)
        return event

    # -- The meeting -------------------------------------------------------------------------------------------------

    def _start(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._active:
            return
        self._active = True
        self._founder = record.speaker if read.sign == "#" else None
        self._leaders.clear()
        self._add_leaders([record.speaker], record)
        self.title = read.text or self.title
        self._add(EventType.START_MEETING, record, None)

    def _end(self, record: Record, _read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._leads(record):
            self._active = False
            self._founder = None
            self._add(EventType.END_MEETING, record, None)

    def _save(self, record: Record, _read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._leads(record):
            self._add(EventType.SAVE_MEETING, record, None)

    def _name(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._leads(record):
            self.title = read.text
            self._add(EventType.MEETING_NAME, record, read.text)

    def _undo(self, record: Record, _read: Command) -> None:
        """Take the last event back; the first, and what took others back, stay."""
        record.kind = Kind.LEFT_OUT
        places = [place for place, one in enumerate(self.events) if one.type is not EventType.UNDO]
        if not self._leads(record) or len(places) < (2 if self._founder is not None else 1):
            return
        gone = self.events.pop(places[-1])
        self._made.pop(places[-1]).kind = Kind.LEFT_OUT
        self._add(EventType.UNDO, record, f"L{gone.line}")

    # -- People ------------------------------------------------------------------------------------------------------

    def _chair(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        each = _split(read.text)
        if each and self._leads(record):
            self._add(EventType.ADD_CHAIR, record, each)
            self._add_leaders(each, record)

    def _add_leaders(self, each: Sequence[str], record: Record) -> None:
        self._leaders.update(nick.casefold() for nick in each)
        # In a log without names the founder leads all the same.
        self.attendance.chairs.add_each([nick for nick in each if nick], record.lines)

    def _unchair(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        each = _split(read.text)
        if each and self._leads(record):
            self._add(EventType.REMOVE_CHAIR, record, each)
            for nick in each:
                if nick != self._founder:
                    self._leaders.discard(nick.casefold())
                    self.attendance.chairs.remove(nick)

    def _here(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        self._add(EventType.ATTENDEE, record, read.text or record.speaker)
        self.attendance.present.add_each([read.text or record.speaker], record.lines, record.speaker)

    def _nick(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if each := _split(read.text):
            self._add(EventType.TRACK_NICK, record, each)

    # -- What belongs into the minutes -------------------------------------------------------------------------------

    def _led(self, record: Record, read: Command) -> None:
        type_, kind = _LED[read.name]
        record.kind = Kind.LEFT_OUT
        if self._leads(record):
            if type_ is not EventType.TOPIC:
                self._voting_from = None
            record.kind, record.text = kind, read.text
            self._add(type_, record, read.text)

    def _note(self, record: Record, read: Command) -> None:
        type_, kind = _NOTES[read.name]
        record.kind, record.text = kind, read.text
        self._add(type_, record, read.text)

    # -- Votes -------------------------------------------------------------------------------------------------------

    def _motion(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._leads(record):
            record.kind, record.text = Kind.TYPED, read.text
            self._voting_from = len(self.events)
            self._add(EventType.MOTION, record, read.text)

    def _vote(self, record: Record, read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._voting_from is not None:
            self._add(EventType.VOTE, record, "+1" if read.text.startswith("+") else "-1")

    def _close(self, record: Record, _read: Command) -> None:
        record.kind = Kind.LEFT_OUT
        if self._voting_from is None or not self._leads(record):
            return
        cast = self.events[self._voting_from :]
        motion = next((one for one in cast if one.type is EventType.MOTION), None)
        votes = [one for one in cast if one.type is EventType.VOTE]
        if motion is None or not votes:
            return
        self._voting_from = None
        yes = sum(one.text == "+1" for one in votes)
        no = len(votes) - yes
        type_, word = _outcome(yes, no)
        self._add(type_, record, f"Motion {word}: {yes} in favor to {no} opposed")
        record.sources = tuple(line for one in (motion, *votes) for line in one.sources)
        record.text = motion.text if isinstance(motion.text, str) else ""
        record.kind = {EventType.ACCEPTED: Kind.RESOLUTION, EventType.FAILED: Kind.REJECTED}.get(type_, Kind.LEFT_OUT)


def _starts(record: Record) -> bool:
    read = command(record.text) if record.kind is Kind.TYPED else None
    return read is not None and read.name == "startmeeting"


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN.split(text) if part)


def _outcome(yes: int, no: int) -> tuple[EventType, str]:
    if yes == no:
        return EventType.INCONCLUSIVE, "inconclusive"
    return (EventType.ACCEPTED, "accepted") if yes > no else (EventType.FAILED, "failed")


# By leave of a chair.
_LED: Mapping[str, tuple[EventType, Kind]] = {
    "topic": (EventType.TOPIC, Kind.TOPIC),
    "accepted": (EventType.ACCEPTED, Kind.RESOLUTION),
    "agreed": (EventType.AGREED, Kind.RESOLUTION),
    "agree": (EventType.AGREED, Kind.RESOLUTION),
    "rejected": (EventType.REJECTED, Kind.REJECTED),
    "reject": (EventType.REJECTED, Kind.REJECTED),
    "failed": (EventType.FAILED, Kind.REJECTED),
    "inconclusive": (EventType.INCONCLUSIVE, Kind.NOTE),
}
# By anybody.
_NOTES: Mapping[str, tuple[EventType, Kind]] = {
    "action": (EventType.ACTION, Kind.ACTION),
    "info": (EventType.INFO, Kind.NOTE),
    "idea": (EventType.IDEA, Kind.NOTE),
    "help": (EventType.HELP, Kind.NOTE),
    "halp": (EventType.HELP, Kind.NOTE),
    "link": (EventType.LINK, Kind.NOTE),
}
_COMMANDS: Mapping[str, Callable[[Replay, Record, Command], None]] = {
    "startmeeting": Replay._start,
    "endmeeting": Replay._end,
    "save": Replay._save,
    "meetingname": Replay._name,
    "undo": Replay._undo,
    "chair": Replay._chair,
    "unchair": Replay._unchair,
    "here": Replay._here,
    "nick": Replay._nick,
    "motion": Replay._motion,
    "vote": Replay._vote,
    "close": Replay._close,
    **dict.fromkeys(_LED, Replay._led),
    **dict.fromkeys(_NOTES, Replay._note),
}

# Who leads a meeting may give these; the others everybody.
LED = frozenset(
    {*_LED, "startmeeting", "endmeeting", "save", "meetingname", "undo", "chair", "unchair", "motion", "close"}
)
# These say nothing without a text.
WORDED = frozenset({*_LED, *_NOTES, "meetingname", "chair", "unchair", "motion", "nick"})
