"""Remarks written for a test, and what they suggest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.meetings.making import minutes
from bot.domain.meetings.owners import known
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.suggesting import suggestions
from bot.domain.meetings.suggestions import Around, Suggestion, SuggestionKind
from tests.support.meetings import Said


def remarks(said: Sequence[Said]) -> list[Remark]:
    """Number what was said, from 1."""
    return [Remark(number, *one) for number, one in enumerate(said, 1)]


def around(said: Sequence[Said], **known_besides: Any) -> tuple[Sequence[Remark], Around]:
    """What was said, as the marks in it leave it, and what they declare."""
    made = minutes(remarks(said), len(said), call=False)
    names = [one.name for one in (*made.present, *made.chairs)] + [name for name, _text in said]
    return made.remarks, Around(
        settled=(*made.resolutions, *made.rejected),
        others=(*made.actions, *made.issues),
        events=made.events,
        people=known(names),
        topics=tuple((one.first_line, one.last_line) for one in made.topics),
        **known_besides,
    )


def suggested(said: Sequence[Said], kind: SuggestionKind | None = None, **known_besides: Any) -> list[Suggestion]:
    """Suggest things of what was said, all of a kind or all."""
    found = suggestions(*around(said, **known_besides), lambda _number, text: float(len(text)))
    return [one for one in found if kind is None or one.kind is kind]
