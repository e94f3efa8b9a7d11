"""Logs of meetings, written here for a test, and read as `osaibot minutes` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.domain.meetings.layouts import TRIED, Layout, detect
from bot.domain.meetings.making import minutes
from bot.domain.meetings.minutes import Minutes
from bot.domain.meetings.readings import Reading
from tests.support.upstream import SHARED

# Real logs with the minutes that reference programs make of them; they are not kept here.
LOGS = SHARED / "minutes"
ABSENT = "the logs are not here: ../shared/data/minutes"

Said = tuple[str, str]

# How each layout writes a message.
WRITTEN: Mapping[str, Callable[[int, str, str], str]] = {
    "irc-rrsagent": lambda number, nick, text: f"10:00:{number:02} <{nick}> {text}",
    "irc-plain": lambda _number, nick, text: f"<{nick}> {text}",
    "irc-bip": lambda number, nick, text: f"01-02-2023 10:00:{number:02} < {nick}!~{nick}@example.org: {text}",
    "irc-irssi-bar": lambda number, nick, text: f"10:{number:02} {nick:>12} | {text}",
    "irc-irssi": lambda number, nick, text: f"10:{number:02} <@{nick}> {text}",
    "irc-qwebirc": lambda number, nick, text: f"[10:{number:02}] <{nick}> {text}",
    "irc-irccloud": lambda number, nick, text: f"[2023-02-01 10:00:{number:02}] <{nick}> {text}",
    "irc-quassel": lambda number, nick, text: f"[10:00:{number:02} am] <{nick}> {text}",
    "irc-pidgin": lambda number, nick, text: f"(10:00:{number:02} AM) {nick}: {text}",
    "bbb-chat": lambda number, nick, text: f"[10:{number:02}] {nick} : {text}",
    "stamped-transcript": lambda number, nick, text: f"[00:{number:02}] {nick}: {text}",
    "jitsi": lambda number, nick, text: f"<10:00:{number:02} AM> {nick}: {text}",
    "zoom-chat": lambda number, nick, text: f"10:00:{number:02} From {nick} to Everyone: {text}",
    "webvtt": lambda number, nick, text: (
        f"00:{number:02}:00.000 --> 00:{number:02}:02.000\n<v {nick}>{text}\n"  # A pause before the next one.
    ),
    "srt": lambda number, nick, text: f"{number}\n00:{number:02}:00,000 --> 00:{number:02}:02,000\n{nick}: {text}\n",
    "transcript": lambda _number, nick, text: f"{nick}: {text}",
}


def log(said: Sequence[Said], layout: str = "irc-plain") -> str:
    """Write a log."""
    head = "WEBVTT\n\n" if layout == "webvtt" else ""
    return head + "\n".join(WRITTEN[layout](number, *one) for number, one in enumerate(said, 1)) + "\n"


def lines(text: str) -> list[tuple[int, str]]:
    """Number the lines of a log."""
    return list(enumerate(text.removesuffix("\n").split("\n"), 1))


def read(text: str) -> tuple[Layout, Reading]:
    """Read a log by whatever layout it has."""
    numbered = lines(text)
    layout = detect(numbered[:TRIED])
    reading = Reading()
    layout.read(numbered, reading)
    return layout, reading


def minuted(text: str) -> Minutes:
    """Make minutes of a log."""
    layout, reading = read(text)
    return minutes(reading.remarks, len(lines(text)), call=layout.spoken)


def said(*texts: str, nick: str = "ana") -> Minutes:
    """Make minutes of what one person typed."""
    return minuted(log([(nick, text) for text in texts]))


def folded(text: str) -> str:
    """A text without capitals, spaces and punctuation, as the scorer compares."""
    return re.sub(r"[\W_]+", "", text.casefold())
