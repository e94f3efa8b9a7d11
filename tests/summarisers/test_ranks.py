"""How much each sentence of a town hall matters."""

from __future__ import annotations

from bot.domain.meetings.remarks import Remark
from bot.summarisers import Embedded

SAID = [
    Remark(3, "ana", "Well, um, yes. We decided that the list of data sources has to be complete for every system."),
    Remark(9, "ben", "Which licences may the weights of a system carry at all?"),
]


def test_every_sentence_has_a_rank_by_its_remark_and_its_own_words() -> None:
    ranks = Embedded.shipped().read(SAID).ranked()

    assert set(ranks) == {
        (3, "Well, um, yes."),
        (3, "We decided that the list of data sources has to be complete for every system."),
        (9, "Which licences may the weights of a system carry at all?"),
    }
    assert (
        ranks[3, "We decided that the list of data sources has to be complete for every system."]
        > ranks[3, "Well, um, yes."]
    )


def test_nothing_said_has_no_ranks() -> None:
    assert Embedded.shipped().read([]).ranked() == {}
