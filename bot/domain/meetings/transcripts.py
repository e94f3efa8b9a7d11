"""Transcripts of calls, and the chats beside them.

Source: WebVTT (W3C); SRT as players read it; the exports of Zoom, BigBlueButton and Jitsi (Jigasi). Read November 2026.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.meetings.chapters import chapter
from bot.domain.meetings.chats import Chat
from bot.domain.meetings.readings import Reading
from bot.domain.meetings.stamps import LEADING, Stamp, clock, offset

# Words before a colon that are marks and no names.
_MARKS = re.compile(
    r"(?:sub-?)?topic|action|resol(?:ved|ution)|proposed|issue|present|regrets?|chairs?|scribe(?:nick)?|meeting|date|"
    r"agenda|(?:previous|next) meeting|note|https?|ftp|mailto",
    re.IGNORECASE,
)
_NAME = r"(?P<nick>[^\W\d_][^:\uff1a<>\[\]()\"]{0,58}?)"
_NAMED = re.compile(
    rf"\s*(?:\*\*)?{_NAME}(?: ?\((?P<stamp>(?:\d+:)+\d+(?:\.\d+)?)\))?(?:\*\*)? ?[:\uff1a](?:\*\*)?\s+(?P<text>\S.*)",
    re.DOTALL,
)
_TIMES = re.compile(r"\s*(?P<from>(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3})\s*-->\s*(?P<to>(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[^ >]*)? (?P<nick>[^>]+)>(?P<text>.*)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ENDED = re.compile(r"[.!?…:;。\uff01\uff1f؟]['\"”’)]*\s*$")
_PAUSE_SECONDS = 2.0


def _name_and_text(text: str) -> tuple[str, str, timedelta | None] | None:
    named = _NAMED.match(text)
    if named is None or _MARKS.fullmatch(named["nick"].strip()):
        return None
    return named["nick"].strip(), named["text"], offset(named["stamp"]) if named["stamp"] else None


@dataclass(frozen=True, slots=True)
class Cues:
    """Subtitles: WebVTT, or SRT. What one person says without a pause in several cues is one remark."""

    name: str
    sign: str
    spoken: bool = True

    def read(self, lines: Iterable[tuple[int, str]], reading: Reading) -> None:
        """Read a file of cues."""
        inside, passing, ended = False, False, -_PAUSE_SECONDS
        speaker, begun = "", 0.0
        for number, line in lines:
            if not line.strip():
                inside = passing = False
            elif (times := _TIMES.match(line)) and (self.sign in times["from"]):
                reading.known += 1
                begun = _seconds(times["from"])
                inside, pause, ended = True, begun - ended, _seconds(times["to"])
                reading.ends_at_seconds = max(ended, reading.ends_at_seconds or 0.0)
                joins = pause <= _PAUSE_SECONDS
                shown = False
            elif inside:
                name, text = _voice(line)
                # A second line of a cue, without a name, is the same person's.
                who = name or (speaker if shown or joins else "")
                last = reading.remarks[-1] if reading.remarks else None
                if last and last.speaker == who and (shown or joins) and not _ENDED.search(last.text):
                    reading.go_on(number, " " + text)
                elif text:
                    reading.take(number, who, text, timedelta(seconds=begun))
                speaker, shown = who, True
            elif passing or _is_head(line):
                passing = True
                reading.known += 1
            elif not re.fullmatch(r"\s*[\w-]{1,60}\s*", line):
                reading.miss(number)


def _is_head(line: str) -> bool:
    return line.lstrip("\ufeff").startswith(("WEBVTT", "NOTE", "STYLE", "REGION"))


def _voice(line: str) -> tuple[str, str]:
    voice = _VOICE.search(line)
    name, text = (voice["nick"].strip(), voice["text"]) if voice else ("", line)
    text = html.unescape(_TAG.sub("", text)).strip()
    if not name and (named := _name_and_text(text)):
        return named[0], named[1]
    return name, text


def _seconds(stamp: str) -> float:
    seconds = 0.0
    for part in stamp.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _lines(
    name: str, message: re.Pattern[str], other: re.Pattern[str], stamped: Callable[[str], Stamp | None] = clock
) -> Chat:
    """One line a remark, with a stamp and a name before the text."""
    return Chat(name, message, other, spoken=True, said=_without_tags, stamped=stamped)


def _since_beginning(before: str) -> timedelta | None:
    return offset(before.strip(" []"))


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()


@dataclass(frozen=True, slots=True)
class ZoomChat:
    """The chat that Zoom saves; messages to one person are left out, and counted."""

    name: str = "zoom-chat"
    spoken: bool = True

    def read(self, lines: Iterable[tuple[int, str]], reading: Reading) -> None:
        """Read a chat."""
        speaker, private = "", False
        at: Stamp | None = None
        for number, line in lines:
            if not line.strip():
                continue
            if head := _ZOOM.match(line):
                at = clock(line[:8]) if reading.timed else None
                speaker, private = head["nick"].strip(), _is_private(head["to"])
                if private:
                    reading.withheld += 1
                    reading.known += 1
                elif head["text"].strip():
                    reading.take(number, speaker, head["text"].strip(), at)
                else:
                    reading.known += 1
            elif private:
                reading.known += 1
            elif speaker and line[0] in "\t ":
                reading.take(number, speaker, line.strip(), at)
            else:
                reading.miss(number)


_ZOOM = re.compile(
    r"\d\d:\d\d:\d\d\s{1,4}From\s{1,4}(?P<nick>\S[^:\uff1a]{0,80}?)(?:\s{1,4}to\s{1,4}(?P<to>\S[^:\uff1a]{0,120}?))?\s{0,4}"
    r"[:\uff1a](?P<text>(?:\s.*)?)$",
    re.IGNORECASE | re.DOTALL,
)


def _without_private(lines: Iterable[tuple[int, str]], reading: Reading) -> Iterator[tuple[int, str]]:
    """The lines without private messages, should a saved chat stand in or under a transcript."""
    private = False
    for number, line in lines:
        head = _ZOOM.match(line)
        if head and (private := _is_private(head["to"])):
            reading.withheld += 1
        private = private and (head is not None or line[:1] in "\t ")
        if private:
            reading.known += 1
        else:
            yield number, line


def _is_private(addressee: str | None) -> bool:
    if addressee is None:
        return False
    return re.match(r"\s*(?:everyone|all|everybody)\b", addressee, re.IGNORECASE) is None


@dataclass(frozen=True, slots=True)
class Names:
    """``Name: text``; a line without a name goes on with the person before."""

    name: str = "transcript"
    spoken: bool = True

    def read(self, lines: Iterable[tuple[int, str]], reading: Reading) -> None:
        """Read a transcript."""
        speaker = ""
        for number, line in _without_private(lines, reading):
            if not line.strip():
                continue
            text, at = _stamp_and_text(line)
            if listed := chapter(line, number):
                reading.list_chapter(listed)
            elif named := _name_and_text(text):
                speaker = named[0]
                reading.take(number, speaker, named[1], named[2] or at)
            else:
                marked = _MARKS.match(text.strip())
                reading.take(number, "" if marked else speaker, text.strip(), at)
                if not marked:
                    # It may be the person's; but it does not speak for this layout.
                    reading.known -= 1
                    reading.miss(number)


@dataclass(frozen=True, slots=True)
class Bare:
    """Text without names: every line is a remark of somebody unknown."""

    name: str = "text"
    spoken: bool = False

    def read(self, lines: Iterable[tuple[int, str]], reading: Reading) -> None:
        """Read a text."""
        for number, line in _without_private(lines, reading):
            if not line.strip():
                continue
            if listed := chapter(line, number):
                reading.list_chapter(listed)
            else:
                text, at = _stamp_and_text(line)
                reading.take(number, "", text, at)


def _stamp_and_text(line: str) -> tuple[str, timedelta | None]:
    """A stamp before a text is no part of it."""
    found = LEADING.match(line)
    return (line[found.end() :], offset(found["stamp"])) if found else (line, None)


_STAMP = r"\[(?:\d{1,2}:)?\d{1,3}:\d\d(?:\.\d+)?\]"
_NEVER = re.compile(r"(?!)")

TRANSCRIPTS = (
    Cues("webvtt", "."),
    Cues("srt", ","),
    ZoomChat(),
    _lines(
        "bbb-chat",
        re.compile(rf"{_STAMP} (?P<nick>[^:<>]{{1,60}}?) : (?P<text>.*)", re.DOTALL),
        re.compile(rf"{_STAMP} (?:system ?:|[^:<>]{{1,60}} : This message was deleted by )", re.IGNORECASE),
    ),
    _lines(
        "stamped-transcript",
        re.compile(rf"\s*{_STAMP} ?{_NAME}[:\uff1a]\s+(?P<text>.*)", re.DOTALL),
        _NEVER,
        _since_beginning,
    ),
    _lines(
        "jitsi",
        re.compile(r"<\d{1,2}:\d\d:\d\d(?: [AP]M)?> (?P<nick>[^:<>]{1,60}): (?P<text>.*)", re.DOTALL | re.IGNORECASE),
        re.compile(
            r"Transcript of conference|Initial people present|Transcript, started|End of transcript|Conference ended|"
            r"_{5,}|\t(?P<present>\S.*)|"
            r"<\d{1,2}:\d\d:\d\d(?: [AP]M)?> (?:(?P<joined>.{1,80}) joined|.{1,80} left) the conference",
            re.IGNORECASE,
        ),
    ),
)
NAMES = Names()
BARE = Bare()
