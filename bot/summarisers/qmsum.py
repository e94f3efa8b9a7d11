"""Reads a meeting of QMSum, the corpus that the ranker learnt from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from bot.domain.meetings.remarks import Remark
from bot.domain.refusals import Refusal

LIMIT_BYTES = 20_000_000

_MARK = re.compile(r"\{[a-z ]+\}")
_BEFORE_POINT = re.compile(r" ([.,?!;:])")
_CLITIC = re.compile(r" ('(?:s|re|ve|ll|m|d|t)|n't)\b")


class NotQmsum(Refusal):
    """A file that is no meeting of QMSum."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was said, in turns from 0, and what people wrote as summaries of the whole meeting, if they did."""

    remarks: tuple[Remark, ...]
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: str
    content: str


@dataclass(frozen=True, slots=True)
class _Question:
    answer: str


@dataclass(frozen=True, slots=True)
class _File:
    """The two parts of a file that are used; its topics and its other questions are left alone."""

    meeting_transcripts: tuple[_Turn, ...]
    general_query_list: tuple[_Question, ...] = ()


_SHAPE = TypeAdapter(_File)


def read(content: bytes) -> Meeting:
    """Read what a file holds.

    Returns:
        Its turns with the corpus' own tokenisation undone: "I 'm here ." is "I'm here.", and marks such as
        {vocalsound} are gone. A turn of nothing else stays, with an empty text, so that the count holds.

    Raises:
        NotQmsum: It is larger than the limit, no JSON, or lacks the turns.
    """
    if len(content) > LIMIT_BYTES:
        raise NotQmsum(f"The file is larger than {LIMIT_BYTES // 1_000_000} MB.")
    try:
        file = _SHAPE.validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise NotQmsum(f"This is no meeting of QMSum: {place}: {first['msg']}.") from error
    remarks = tuple(
        Remark(number, _clean(turn.speaker), _clean(turn.content))
        for number, turn in enumerate(file.meeting_transcripts)
    )
    return Meeting(remarks, tuple(_clean(question.answer) for question in file.general_query_list))


def _clean(text: str) -> str:
    spaced = " ".join(_MARK.sub(" ", text).split())
    return _CLITIC.sub(r"\1", _BEFORE_POINT.sub(r"\1", spaced))
