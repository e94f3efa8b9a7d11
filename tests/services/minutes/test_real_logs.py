"""Real logs: the minutes are those that the reference programs make."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.services.minutes import draft
from bot.surfaces import minute_exports
from tests.support.meetings import ABSENT, LOGS, folded

where_they_are = pytest.mark.skipif(not LOGS.exists(), reason=ABSENT)


def logs(collection: str) -> list[Path]:
    folder = LOGS / collection / "logs"
    return sorted(folder.iterdir()) if folder.exists() else []


def made(path: Path) -> dict[str, Any]:
    return minute_exports.minutes(draft(path, 100))


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path.parents[1] / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
    return found


def _id(path: Path) -> str:
    return path.stem


@where_they_are
@pytest.mark.parametrize("path", logs("scribe2"), ids=_id)
def test_minutes_taken_as_w3c_does_it_are_those_of_the_reference_program(path: Path) -> None:
    found, wanted = made(path), expected(path)

    assert [(folded(one["title"]), one["level"]) for one in found["topics"]] == [
        (folded(one["title"]), one["level"]) for one in wanted["topics"]
    ]
    for texts in ("resolutions", "actions", "issues"):
        assert [folded(text) for text in found[texts]] == [folded(text) for text in wanted[texts]]
    for people in ("present", "regrets", "chairs", "scribes"):
        assert {folded(name) for name in found[people]} == {folded(name) for name in wanted[people]}
    assert folded(found["title"]) == folded(wanted["title"] or "")
    assert found["date"] == (wanted["date"] or "")
    for kind in ("topics", "resolutions", "actions"):
        for line, sources in zip(wanted["source_lines"][kind], found["sources"][kind], strict=True):
            assert line is None or line in sources


@where_they_are
@pytest.mark.parametrize("path", logs("meetbot"), ids=_id)
def test_a_meeting_led_with_commands_has_the_events_of_the_reference_program(path: Path) -> None:
    found, wanted = made(path), expected(path)

    assert [(one["line"], one["type"], one["text"]) for one in found["events"]] == [
        (one["line"], one["type"], one["text"]) for one in wanted["events"]
    ]


@where_they_are
def test_topics_from_an_announced_agenda_begin_where_they_were_taken_up() -> None:
    counts: Counter[str] = Counter()
    for path in logs("i2p"):
        found = {one["first_line"] for one in made(path)["topics"]}
        wanted = {one["first_line"] for one in expected(path)["topics"]}
        counts += Counter(hits=len(found & wanted), found=len(found), wanted=len(wanted))

    assert 2 * counts["hits"] / (counts["found"] + counts["wanted"]) >= 0.98
