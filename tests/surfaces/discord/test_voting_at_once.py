"""Many who vote at the same moment, as the benchmark measures it, in miniature."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.ballots import clicks


async def test_everybody_who_votes_at_the_same_moment_is_answered(tmp_path: Path) -> None:
    waits = await clicks(tmp_path, clickers=12)

    assert len(waits) == 12
    assert all(0 < wait.acknowledged <= wait.answered for wait in waits)
