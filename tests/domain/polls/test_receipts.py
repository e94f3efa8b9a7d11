"""What a voter can check a stored ballot by, and which cells a charter asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.definitions import Freedom
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import Via, ballot_digest

ANSWERS = {
    Cell("training-code", Freedom.USE): (Choice.YES, Via.EXPLICIT),
    Cell("datasets", Freedom.STUDY): (Choice.NO, Via.FILL),
    Cell("datenkarte-ü", Freedom.USE): (Choice.ABSTAIN, Via.QUICK),
}


def test_a_ballots_digest_is_the_same_for_ever_and_in_whatever_order_it_was_answered() -> None:
    backwards = dict(reversed(ANSWERS.items()))

    digests = {ballot_digest("P-2026-0003", "h-7", cells) for cells in (ANSWERS, backwards)}

    assert digests == {"b132d959591e157cbe45f99f621245cbb7b79789d610f4291a1bf6087a79da34"}


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        (Cell("datasets", Freedom.STUDY), True),
        (Cell("datasets", Freedom.SHARE), False),
        (Cell("a diary", Freedom.STUDY), False),
    ],
)
def test_a_charter_asks_its_components_for_its_freedoms(cell: Cell, asked: bool) -> None:
    charter = PollCharter(
        question="Which are needed?",
        definition="mof 1.0",
        components=(Asked("training-code", "Training code", "training_code"), Asked("datasets", "Datasets", "data")),
        closes_at=datetime(2026, 12, 1, tzinfo=UTC),
        freedoms=(Freedom.USE, Freedom.STUDY),
    )

    assert charter.asks(cell) is asked
    assert (cell in charter.cells) is asked
