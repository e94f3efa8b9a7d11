"""What was recognised in a file of a meeting, for whoever is to confirm it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePath

from bot.domain.meetings.chapters import Chapter
from bot.domain.meetings.halls import TITLE_LIMIT
from bot.domain.meetings.imports import Alias, Cut, LogFile, tail
from bot.domain.meetings.lengths import Finding, lacking
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.stamps import offset
from bot.domain.refusals import Refusal
from bot.domain.systems import System
from bot.domain.written import name as named
from bot.services.halls.drafts import Plan
from bot.services.halls.log_reading import read_log
from bot.services.minutes.glossaries import Glossary
from bot.texts import _

# Names are looked for in so many remarks, and so many are shown.
LOOKED_THROUGH, SPELLINGS = 10_000, 25
_NUMBERS = re.compile(r"\d{1,6}(?:\s*[,;]\s*\d{1,6}|\s+\d{1,6})*")


@dataclass(frozen=True, slots=True)
class ImportTyped:
    """What somebody says of a file, as they typed it; what is left out is as the file has it.

    ``first`` and ``last`` are lines, ``without`` numbers of chapters that are left out. ``again``: a town hall is to be
    made although the same file made one before.
    """

    title: str | None = None
    started: str | None = None
    recording: str | None = None
    first: str | None = None
    last: str | None = None
    without: str | None = None
    encoding: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name that may be misspelt: as it stands, what may be meant, how often, and where first."""

    said: str
    instead: str
    times: int
    line: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What was recognised.

    ``draft`` is what is confirmed. ``whole`` is the file before anything was left out, ``file`` what is left.
    ``aliases`` are names of it of which somebody said before whom they mean; ``before`` the town halls that the same
    file made. From the line ``tail`` on only headings stand.
    """

    plan: Plan
    whole: LogFile
    file: LogFile
    lacking: tuple[Finding, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    tail: int | None = None
    draft: str = ""
    aliases: tuple[Alias, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def unplaced(self) -> tuple[Chapter, ...]:
        """Chapters of which nothing tells where they begin."""
        placed = dict(self.file.begins)
        return tuple(one for one in self.file.chapters if one.number not in placed)


def previewed(content: bytes, name: str, typed: ImportTyped, systems: Iterable[System], now: datetime) -> Preview:
    """Read a file, and look through it.

    Raises:
        Refusal: It cannot be read, or something that was typed does not fit.
    """
    whole = read_log(content, name, typed.encoding)
    cut = _cut(typed)
    file = whole.cut(cut)
    recording = _recording(typed.recording)
    plan = _plan(file, cut, typed, recording, now)
    # Only a transcript with stamps, or of a recording whose length is known, can be measured.
    measured = file.spoken or file.layout == "text"
    stamped = file.last if measured else None
    found = lacking(stamped, [one.text for one in file.remarks], recording) if recording or stamped else ()
    return Preview(plan, whole, file, found, _spellings(file, systems), tail(file.remarks))


def _plan(file: LogFile, cut: Cut, typed: ImportTyped, recording: timedelta | None, now: datetime) -> Plan:
    title = typed.title or PurePath(file.name).stem.strip() or file.name
    started = _started(typed.started, now) or file.began
    length = recording or file.last
    begins = {one.number: file.first_remark(one.number) for one in file.chapters}
    topics = tuple((one.title, remark.line if (remark := begins[one.number]) else None) for one in file.chapters)
    left_out = {"first": cut.first, "last": cut.last, "without": list(cut.without)}
    return Plan(
        file=file.name,
        sha256=file.sha256,
        layout=file.layout,
        spoken=file.spoken,
        title=named(title[:TITLE_LIMIT], _("what the town hall is called"), TITLE_LIMIT),
        started=started.isoformat() if started else "",
        seconds=length.total_seconds() if length else None,
        topics=topics,
        present=file.present,
        withheld=file.withheld,
        again=typed.again,
        cut={key: value for key, value in left_out.items() if value},
    )


def _spellings(file: LogFile, systems: Iterable[System]) -> tuple[Spelling, ...]:
    """Names of systems and people that may be misspelt; each once, the commonest first."""
    people = [*(one for one in file.speakers if one), *file.present]
    remarks = [Remark(one.line, one.speaker, one.text) for one in file.remarks[:LOOKED_THROUGH]]
    found: dict[tuple[str, str], list[int]] = {}
    for one in Glossary(systems, people).corrections(remarks):
        found.setdefault((one.said, one.instead), []).append(one.number)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[1][0]))
    return tuple(Spelling(said, instead, len(lines), lines[0]) for (said, instead), lines in ranked[:SPELLINGS])


# -- What was typed --------------------------------------------------------------------------------------------------


def _cut(typed: ImportTyped) -> Cut:
    without = (typed.without or "").strip()
    if without and not _NUMBERS.fullmatch(without):
        text = _("“{text}” are no numbers of chapters; write them like 2, 5.")
        raise Refusal(text.format(text=without[:40]))
    cut = Cut(_line(typed.first), _line(typed.last), tuple(map(int, re.findall(r"\d+", without))))
    if cut.first and cut.last and cut.first > cut.last:
        raise Refusal(_("Line {first} comes after line {last}.").format(first=cut.first, last=cut.last))
    return cut


def _line(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.strip().isdecimal() and 0 < int(text) < 10**7):
        raise Refusal(_("“{text}” is no line; write its number, from 1.").format(text=text[:40]))
    return int(text)


def _recording(text: str | None) -> timedelta | None:
    if text is None:
        return None
    length = offset(text)
    if not length:
        raise Refusal(_("“{text}” is no length of a recording: write it as 1:09:00.").format(text=text[:40]))
    return length


def _started(text: str | None, now: datetime) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text.strip().removesuffix("UTC").strip())
    except ValueError as error:
        message = _("“{text}” is no moment: write when it began in UTC, as 2024-09-20 16:00.")
        raise Refusal(message.format(text=text[:40])) from error
    moment = found if found.tzinfo else found.replace(tzinfo=UTC)
    if moment > now:
        raise Refusal(_("“{text}” is still to come; say when the meeting began.").format(text=text[:40]))
    return moment.astimezone(UTC)
