"""How people really ask: the share understood, and no verdict on what was not asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import App
from tests.support import scoring

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize("file", ["questions.tsv", "questions-more.tsv"])
async def test_at_least_95_of_100_are_understood_and_no_verdict_is_wrong(light_app: App, file: str) -> None:
    scores = [await scoring.score(light_app, row) for row in scoring.rows(DATA / file)]

    missed = [f"{score.row.question!r}: {score.said}" for score in scores if not score.right]
    wrong = [score.row.question for score in scores if score.wrong_verdict]
    assert wrong == []
    assert len(missed) <= 0.05 * len(scores), "\n".join(missed)
