"""The draft of minutes of one file."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, islice
from pathlib import Path

from bot.domain.meetings import chapters
from bot.domain.meetings.action_items import ActionItem
from bot.domain.meetings.layouts import TRIED, detect
from bot.domain.meetings.lengths import Finding, lacking
from bot.domain.meetings.making import minutes
from bot.domain.meetings.minutes import Minutes
from bot.domain.meetings.readings import Reading
from bot.domain.meetings.suggesting import CUED
from bot.domain.meetings.suggestions import Suggestion
from bot.services.minutes import log_files
from bot.services.minutes.inferring import owned, suggested
from bot.services.minutes.log_files import BadLog
from bot.services.minutes.summarising import Summary, read, summarised
from bot.summarisers import qmsum
from bot.texts import _

# What a folder may hold besides logs is passed over.
ENDINGS = frozenset({".txt", ".log", ".vtt", ".srt", ".irc", ".text", ".md", ".weechatlog"})
CORPUS = ".json"
"""How the meetings of QMSum end, the corpus that the summariser learnt from."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Minutes of one file.

    ``layout`` is what the file was read as, ``lines`` how many it has. ``unread`` of them were not understood, the
    first at ``first_unread``; ``withheld`` private messages were left out. ``suggestions`` wait for a person's word
    and are no part of the minutes. ``lacking`` is what may be missing of a transcript.
    """

    file: str
    layout: str
    lines: int
    unread: int
    first_unread: tuple[int, ...]
    withheld: int
    minutes: Minutes
    summary: Summary
    action_items: tuple[ActionItem, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    lacking: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How minutes are to be made.

    ``words`` is how long the summary may be, ``cued`` how many suggestions may rest on cues alone; ``alike``: whether
    sentences are suggested that are merely like decisions. ``recording`` is how long the recording of a transcript is.
    """

    words: int = 100
    cued: int = CUED
    alike: bool = False
    recording: timedelta | None = None


def draft(path: Path, words: int = 100, wishes: Wishes | None = None) -> Draft:
    """Make minutes of a file.

    Args:
        path: The log or transcript; "-" reads standard input.
        words: How long the summary may be, where no wishes are given.
        wishes: How the minutes are to be made.

    Raises:
        BadLog: The file cannot be read, or holds nothing that was said.
    """
    wishes = wishes or Wishes(words)
    if path.suffix.lower() == CORPUS and path.is_file():
        return _of_corpus(path, wishes)
    lines = log_files.lines(path)
    first = list(islice(lines, TRIED))
    layout = detect(first)
    reading, last = Reading(), deque([(0, "")], maxlen=1)
    layout.read(_watched(chain(first, lines), last), reading)
    if not reading.remarks:
        raise BadLog(_("{name} holds nothing that anybody said.").format(name=log_files.name_of(path)))
    count = last[0][0]
    made = minutes(reading.remarks, count, call=layout.spoken)
    if reading.chapters and not made.topics:
        made = replace(made, topics=chapters.topics(reading.chapters, reading.remarks, reading.stamps, count))
    return _drafted(log_files.name_of(path), layout.name, count, reading, made, wishes)


def _drafted(file: str, layout: str, count: int, reading: Reading, made: Minutes, wishes: Wishes) -> Draft:
    ranked = read(made)
    return Draft(
        file=file,
        layout=layout,
        lines=count,
        unread=reading.unread,
        first_unread=tuple(reading.first_unread),
        withheld=reading.withheld,
        minutes=made,
        summary=summarised(made, wishes.words, ranked),
        action_items=owned(made),
        suggestions=suggested(made, ranked, cued=wishes.cued, alike=wishes.alike),
        lacking=_lacking(reading, wishes.recording),
    )


def _lacking(reading: Reading, recording: timedelta | None) -> tuple[Finding, ...]:
    """Only a transcript with stamps, or one whose recording's length is known, is measured."""
    if recording is None and reading.ends_at_seconds is None:
        return ()
    last = None if reading.ends_at_seconds is None else timedelta(seconds=reading.ends_at_seconds)
    return lacking(last, [one.text for one in reading.remarks], recording)


def _of_corpus(path: Path, wishes: Wishes) -> Draft:
    """A meeting of the corpus QMSum: its turns count from 0."""
    name = log_files.name_of(path)
    if path.stat().st_size > qmsum.LIMIT_BYTES:
        raise BadLog(_("{name} is too large for a meeting of QMSum.").format(name=name))
    try:
        remarks = qmsum.read(path.read_bytes()).remarks
    except OSError as error:
        raise BadLog(_("{name} cannot be read: {why}.").format(name=name, why=error.strerror)) from error
    made = minutes(remarks, max(len(remarks) - 1, 0), call=True)
    return _drafted(name, "qmsum", len(remarks), Reading(remarks=list(remarks)), made, wishes)


def _watched(lines: Iterator[tuple[int, str]], last: deque[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Pass lines on, and keep the last."""
    for line in lines:
        last.append(line)
        yield line


def files(paths: Sequence[Path]) -> list[Path]:
    """Put the logs of a folder in the place of the folder, in the order of their names.

    Raises:
        BadLog: A folder has none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        there = sorted(one for one in path.iterdir() if one.is_file())
        # Beside logs a file of JSON is something else; alone it may be a corpus of meetings.
        inside = [one for one in there if one.suffix.lower() in ENDINGS]
        inside = inside or [one for one in there if one.suffix.lower() == CORPUS]
        if not inside:
            text = _("The folder {name} has no logs: their names end in {endings}.")
            raise BadLog(text.format(name=log_files.name_of(path), endings=", ".join(sorted(ENDINGS))))
        found += inside
    return found
