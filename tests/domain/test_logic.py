"""Three-valued logic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from bot.domain.logic import Truth, every, some

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("truths", "expected"),
    [
        ((), MET),
        ((MET,), MET),
        ((UNKNOWN,), UNKNOWN),
        ((UNMET,), UNMET),
        ((MET, MET), MET),
        ((MET, UNKNOWN), UNKNOWN),
        ((MET, UNMET), UNMET),
        ((UNKNOWN, UNMET), UNMET),
        ((UNKNOWN, UNKNOWN), UNKNOWN),
        ((MET, UNKNOWN, UNMET), UNMET),
    ],
)
def test_all_of_several_is_as_good_as_the_worst(truths: Sequence[Truth], expected: Truth) -> None:
    assert every(truths) is expected


@pytest.mark.parametrize(
    ("truths", "expected"),
    [
        ((), UNMET),
        ((MET,), MET),
        ((UNKNOWN,), UNKNOWN),
        ((UNMET,), UNMET),
        ((UNMET, UNMET), UNMET),
        ((UNMET, UNKNOWN), UNKNOWN),
        ((UNMET, MET), MET),
        ((UNKNOWN, MET), MET),
        ((UNKNOWN, UNKNOWN), UNKNOWN),
        ((MET, UNKNOWN, UNMET), MET),
    ],
)
def test_one_of_several_is_as_good_as_the_best(truths: Sequence[Truth], expected: Truth) -> None:
    assert some(truths) is expected


@pytest.mark.parametrize("truths", list(product(Truth, repeat=3)))
def test_what_is_unknown_is_settled_only_where_both_answers_agree(truths: tuple[Truth, ...]) -> None:
    for rule in (every, some):
        best = rule(MET if truth is UNKNOWN else truth for truth in truths)
        worst = rule(UNMET if truth is UNKNOWN else truth for truth in truths)

        assert rule(truths) is (best if best is worst else UNKNOWN)
