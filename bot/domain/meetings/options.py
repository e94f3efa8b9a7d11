"""How a log wants to be read: switches that people type into it.

Source: scribe2doc, "scribeOptions" (w3c/scribe2). Read November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.meetings.records import Kind, Record

_LINE = re.compile(r" *scribeoptions *: *(.*?) *$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """Whether lines go on without dots or with a space, dashes begin a topic, and Zakim is listened to."""

    implicit: bool = False
    spaces: bool = False
    dashes: bool = False
    zakim: bool = True


_NAMES: Mapping[str, str] = {
    "implicitcontinuations": "implicit",
    "allowspacecontinuation": "spaces",
    "dashtopics": "dashes",
    "usezakimtopics": "zakim",
}


def options(found: Iterable[Record]) -> Options:
    """Read the switches, wherever they stand; they hold for the whole log."""
    read = Options()
    for record in found:
        if record.kind is Kind.TYPED and (line := _LINE.match(record.text)):
            record.kind = Kind.LEFT_OUT
            for switch in line[1].lower().split():
                read = _with(read, switch.lstrip("-"))
    return read


def _with(read: Options, switch: str) -> Options:
    on = not switch.startswith("no")
    word = switch if on else switch[2:].lstrip("-")
    fields = [field for name, field in _NAMES.items() if word and name.startswith(word)]
    return replace(read, **{fields[0]: on}) if len(fields) == 1 else read
