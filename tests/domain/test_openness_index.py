"""The European index's score."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.openness_index import Judged, Score
from tests.domain.strategies import PROPERTY


def test_open_counts_whole_partial_half_and_the_rest_nothing() -> None:
    score = Score.of([Judged.OPEN, Judged.PARTIAL, Judged.CLOSED, Judged.UNSET])

    assert (score, score.value) == (Score(1, 1, 1, 1), 0.375)


def test_nothing_judged_is_nothing_scored() -> None:
    assert Score.of([]).value == 0


@PROPERTY
@given(st.lists(st.sampled_from(list(Judged)), min_size=1))
def test_a_score_lies_between_nothing_and_all_open(judged: list[Judged]) -> None:
    assert 0 <= Score.of(judged).value <= 1
    assert (Score.of(judged).value == 1) is (set(judged) == {Judged.OPEN})
