"""Chat logs, one line a message: the layouts of IRC clients and bots.

Source: the layouts that scribe.perl reads (w3c/scribe2, scribe2doc), and logs of I2P's meetings. Read November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.domain.meetings.readings import Reading
from bot.domain.meetings.stamps import Stamp, clock

# What stands before a nick says what its owner may do; it is no part of the name.
_NICK = r"[ @+%~&]?(?P<nick>[^\s>][^>]{0,60})"
_JOINED = r"<(?P<who>[^ >]+)> (?P=who) has (?:joined|left|quit|changed the topic to:)(?: |$)"
_BRACKET = r"\[[0-9:. apmAPM-]{1,30}\] "


@dataclass(frozen=True, slots=True)
class Chat:
    """A layout: how a message looks, and what else stands in such a log that nobody said.

    With ``goes_on`` a line that begins with a space belongs to the message above it. ``said`` makes what was said of
    the text in a line, and ``stamped`` the time of what stands before the name. What ``other`` matches as ``present``
    or ``joined`` is the name of somebody who is there.
    """

    name: str
    message: re.Pattern[str]
    other: re.Pattern[str]
    goes_on: bool = False
    spoken: bool = False
    said: Callable[[str], str] = str
    stamped: Callable[[str], Stamp | None] = clock

    def read(self, lines: Iterable[tuple[int, str]], reading: Reading) -> None:
        """Read a log."""
        for number, line in lines:
            if not line.strip():
                continue
            if other := self.other.match(line):
                reading.known += 1
                self._note_presence(other, reading)
            elif found := self.message.match(line):
                at = self.stamped(line[: found.start("nick")]) if reading.timed else None
                reading.take(number, found["nick"].strip(), self.said(found["text"]), at)
            elif self.goes_on and line[0] == " " and reading.remarks:
                reading.go_on(number, line)
            else:
                reading.miss(number)

    def _note_presence(self, other: re.Match[str], reading: Reading) -> None:
        if "present" in self.other.groupindex and (name := other["present"] or other["joined"]):
            reading.present.append(name.strip())


def _chat(name: str, message: str, other: str, *, goes_on: bool = False) -> Chat:
    return Chat(name, re.compile(message + r"(?P<text>.*)", re.DOTALL), re.compile(other), goes_on)


# In the order in which they are preferred where several fit as well.
CHATS = (
    _chat("irc-rrsagent", r"\d\d:\d\d:\d\d <(?P<nick>[^ >]+)> ", rf"\d\d:\d\d:\d\d +(?:{_JOINED}|\* |-!- )"),
    _chat("irc-plain", r"<(?P<nick>[^ >]+)> ", _JOINED),
    _chat("irc-mirc", rf"<{_NICK}> ", r"(?:Start|End) of \S+ buffer|\s*\*", goes_on=True),
    _chat(
        "irc-bip",
        r"\d\d-\d\d-\d{4} \d\d:\d\d:\d\d [<>] (?P<nick>[^ !:*][^ !:]{0,60})(?:![^ :]{1,200})?: ",
        r"\d\d-\d\d-\d{4} \d\d:\d\d:\d\d (?:-!- |[<>] \* )",
    ),
    _chat(
        "irc-irssi-bar",
        r"[0-9:]{1,10}[\s@+%]{0,40}(?P<nick>[^\s@+%|][^\s|]{0,60}) \| ",
        r"---|[0-9:]{1,10}\s*(?:[<>-]+|«[^»]+»|\*) \|",
    ),
    _chat(
        "irc-irssi",
        rf"[0-9:TZ.+-]{{1,30}}\s+<{_NICK}> ",
        # A list of who is there, with the first lines of it, is what irssi writes on joining.
        r"---|[0-9:TZ.+-]{1,30}\s+(?:-!-|\*|\[Users |(?:\[[ @+%][^\]]{1,40}\] ?)+\s*$)",
    ),
    _chat("irc-qwebirc", rf"\[[0-9:]{{1,10}}\] <{_NICK}> ", r"\[[0-9:]{1,10}\] (?:==|\*)|\*\*\* "),
    _chat(
        "irc-irccloud",
        rf"\[[0-9 :-]{{1,30}}\] <{_NICK}> ",
        r"#[^ ]+$|\[[0-9 :-]{1,30}\] (?:→|⇐|←|—|\*) ",
    ),
    _chat(
        "irc-quassel",
        rf"{_BRACKET}<{_NICK}> ",
        rf"{_BRACKET}(?:-->|<--|<->|\* |-\*-|\*\*\*|- \{{)",
    ),
    _chat(
        "irc-pidgin",
        r"\([0-9:/ ]{1,30}(?: [AaPp][Mm])?\) (?P<nick>[^\s:*][^:]{0,60}): ",
        r"\([0-9:/ ]{1,30}(?: [AaPp][Mm])?\) (?:\*\*\*|mode \(|[^:]+ (?:(?:entered|left) the room|is now known as ))",
    ),
)
