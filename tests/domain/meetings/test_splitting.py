"""Where a topic may begin that nobody marked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.meetings.splitting import FEWEST_REMARKS, splits
from bot.domain.meetings.suggestions import SuggestionKind, Tier
from bot.summarisers import qmsum
from tests.support.meetings import Said
from tests.support.suggesting import remarks, suggested
from tests.support.upstream import SHARED

MEETINGS = SHARED / "qmsum" / "validation"
SCORER = SHARED.parent / "tools" / "score_segments.py"
ABSENT = "the meetings or their scorer are not here: ../shared/data/qmsum, ../shared/tools"

TALK: list[Said] = [("ana", f"we said word number {place} about this, and {'so on ' * 10}") for place in range(100)]
MOVING: Said = ("ben", "Good. The next topic is the list of sources. " + "It has many lines. " * 30)
LONG: Said = ("cai", "I looked at the table. " + "It has many lines. " * 100)


def test_somebody_who_moves_on_and_speaks_at_length_begins_a_topic() -> None:
    (found,) = splits(remarks([*TALK[:50], MOVING, *TALK[50:]]))

    assert (found.kind, found.tier, found.sources) == (SuggestionKind.SPLIT, Tier.CUED, (51,))
    assert (found.text, found.why) == ("The next topic is the list of sources.", ("next topic",))


def test_speaking_at_length_is_enough() -> None:
    (found,) = splits(remarks([*TALK[:50], LONG, *TALK[50:]]))

    # Two remarks before, somebody has the word that leads there.
    assert (found.tier, found.sources, found.why) == (Tier.PRESENTED, (49,), ())


def test_two_that_are_near_each_other_are_one_and_a_meeting_has_a_few() -> None:
    assert len(splits(remarks([*TALK[:50], MOVING, MOVING, *TALK[50:]]))) == 1
    parts = [part for place in range(0, 100, 10) for part in (*TALK[place : place + 10], MOVING)]
    assert len(splits(remarks(parts))) == 4
    assert len(splits(remarks(parts), most=2)) == 2


def test_a_short_meeting_has_one_topic() -> None:
    assert splits(remarks([*TALK[: FEWEST_REMARKS - 2], MOVING])) == ()
    assert splits(remarks([("ana", "hm")] * 400)) == ()
    assert splits([]) == ()


def test_where_topics_are_marked_none_is_suggested() -> None:
    said = [*TALK[:50], MOVING, *TALK[50:]]

    assert [one.kind for one in suggested(said)] == [SuggestionKind.SPLIT]
    assert suggested([("ana", "Topic: Words"), *said]) == []


@pytest.mark.skipif(not (MEETINGS.is_dir() and SCORER.is_file()), reason=ABSENT)
def test_on_real_meetings_it_is_better_than_to_find_nothing(tmp_path: Path) -> None:
    files = sorted(MEETINGS.glob("*.json"))
    found = {path.stem: [one.sources[0] for one in splits(qmsum.read(path.read_bytes()).remarks)] for path in files}

    ours, none = scored(found, tmp_path), scored({name: [] for name in found}, tmp_path)

    assert ours["f1"] >= 0.30
    assert ours["pk"] < none["pk"]


def scored(found: dict[str, list[int]], folder: Path) -> dict[str, float]:
    """What the scorer of the corpus says."""
    file = folder / "boundaries.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    command = [sys.executable, str(SCORER), "--data", str(MEETINGS), str(file)]
    told: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told
