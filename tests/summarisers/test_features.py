"""The twenty features, worked out by hand."""

from __future__ import annotations

import math

import pytest

from bot.domain.meetings.remarks import Remark
from bot.summarisers.embedded import prepared
from bot.summarisers.features import NAMES, measured
from bot.summarisers.sentences import pieces
from bot.summarisers.vectors import Vectors

REMARKS = [
    Remark(1, "Ana", "Um, we should decide on the data. I agree."),
    Remark(2, "Ben", "Is the data open?"),
    Remark(3, "Ana", "It is that data."),
]


def features(remarks: list[Remark]) -> list[dict[str, float]]:
    """Each sentence's features by name."""
    sentences = prepared(pieces(remarks))
    rows = measured(sentences, remarks, Vectors([one.content for one in sentences]))
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in rows]


def test_there_are_twenty() -> None:
    assert len(NAMES) == len(set(NAMES)) == 20


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        # "we should decide on the data": six words without the filler, two of them about something.
        (0, "log_words", math.log(7)),
        (0, "words_to_60", 6),
        (0, "position", 0),
        (1, "position", 1 / 3),
        (3, "position", 1),
        (0, "near_start", 1),
        (1, "near_start", 1 / (1 + 1 / 20)),
        (3, "near_end", 1),
        (0, "content_share", 2 / 6),
        # Of "decid" and "data", the first is said once and the second three times.
        (0, "content_log_frequency", math.log(3) / 2),
        (0, "frequent_share", 1 / 6),
        (1, "frequent_share", 0),
        (0, "filler_share", 1 / 7),
        (2, "question", 1),
        (0, "question", 0),
        (0, "modal_cues", 1),
        (0, "decision_cue", 1),
        (2, "decision_cue", 0),
        (1, "share_of_i", 1 / 2),
        (0, "share_of_we", 1 / 6),
        (3, "share_of_pointing", 2 / 4),
        # Ana says 6 + 2 + 4 of 16 words.
        (0, "speaker_share", 12 / 16),
        (2, "speaker_share", 4 / 16),
        (0, "speaker_first", 1),
        (2, "speaker_first", 0),
        (0, "log_turn_words", math.log(9)),
        (1, "place_in_turn", 1),
        (2, "place_in_turn", 0),
    ],
)
def test_a_feature_is_what_one_works_out_by_hand(sentence: int, name: str, value: float) -> None:
    assert features(REMARKS)[sentence][name] == pytest.approx(value, abs=1e-6)


def test_the_sentence_most_like_all_others_is_the_most_central() -> None:
    centralities = [
        one["centrality"]
        for one in features([Remark(number, "Ana", text) for number, text in enumerate((
            "The weights and the data.", "The data and the code.", "Bananas ripen slowly.", "Weights, data, code."))])
    ]  # fmt: skip

    assert max(centralities) == centralities[3]
    assert min(centralities) == centralities[2]


def test_names_change_nothing() -> None:
    renamed = [Remark(one.number, one.speaker[::-1], one.text) for one in REMARKS]

    assert features(renamed) == features(REMARKS)


def test_a_speaker_whom_nobody_knows_has_no_share() -> None:
    unknown = [Remark(one.number, "", one.text) for one in REMARKS]

    assert {one["speaker_share"] for one in features(unknown)} == {0.0}
