"""The ranker's file can be read by a person, holds nothing but numbers, and is what the training gives."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import jsonschema
import numpy as np
import pytest

from bot.domain.meetings.remarks import Remark
from bot.summarisers import weights
from bot.summarisers.features import NAMES
from bot.summarisers.qmsum import Meeting
from bot.summarisers.training import sources
from bot.summarisers.training.aims import aims
from bot.summarisers.training.boosting import Parameters, boosted
from bot.summarisers.training.fitting import fit, meetings
from bot.summarisers.trees import Ranker, Tree
from bot.summarisers.weights import BadWeights, read, shipped, written
from tests.support.upstream import SHARED

NUMBERS = {"type": "array", "items": {"type": "number"}}
PLACES = {"type": "array", "items": {"type": "integer", "minimum": -1}}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema", "about", "features", "parameters", "meetings", "sentences", "base", "trees"],
    "properties": {
        "schema": {"const": "ranker/1"},
        "about": {"type": "string"},
        "features": {"const": list(NAMES)},
        "parameters": {"type": "object", "additionalProperties": {"type": "number"}},
        "meetings": {"type": "integer", "minimum": 1},
        "sentences": {"type": "integer", "minimum": 1},
        "base": {"type": "number"},
        "trees": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["feature", "threshold", "below", "above", "value"],
                "properties": {
                    "feature": PLACES, "threshold": NUMBERS, "below": PLACES, "above": PLACES, "value": NUMBERS,
                },
            },
        },
    },
}  # fmt: skip

# Two leaves, split by the first feature at 2; then another split by the second at 0.5.
SMALL = Tree(
    (0, -1, 1, -1, -1), (2.0, 0.0, 0.5, 0.0, 0.0), (1, -1, 3, -1, -1), (2, -1, 4, -1, -1), (0, 1.0, 0, 2.0, 3.0)
)
QMSUM = SHARED / "qmsum"
where_it_is = pytest.mark.skipif(not QMSUM.is_dir(), reason="the meetings are not here: ../shared/data/qmsum")


def rows(*given: tuple[float, float]) -> Any:
    """Features of sentences of which only the first two matter."""
    return np.array([[*two, *[0.0] * (len(NAMES) - 2)] for two in given])


def a_meeting(count: int = 60) -> Meeting:
    """Somebody says something important now and then, and the summary has it."""
    important = "We decided to publish the training data of the system"
    said = [
        f"{important} in step {number}."
        if number % 3 == 0
        else f"And then there was something like number {number} maybe."
        for number in range(count)
    ]
    return Meeting(tuple(Remark(number, "Ana", text) for number, text in enumerate(said)), (important + ".",))


# -- The file ------------------------------------------------------------------------------------------------------


def test_the_shipped_file_has_its_schema() -> None:
    jsonschema.validate(json.loads(weights.FILE.read_bytes()), SCHEMA)


def test_the_shipped_file_is_small_and_has_eighty_trees_of_eight_leaves() -> None:
    ranker = shipped().ranker

    assert len(ranker.trees) == 80
    assert {tree.feature.count(-1) for tree in ranker.trees} == {8}
    assert len(weights.FILE.read_bytes()) < 40_000


def test_the_shipped_file_is_written_again_byte_for_byte() -> None:
    assert written(shipped()) == weights.FILE.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "ranker/2"},
        {"features": list(NAMES[::-1])},
        {"more": 1},
        {"base": "0.1"},
        {"trees": [{"feature": [0], "threshold": [1.0], "below": [0], "above": [0], "value": [0.0]}]},
        {"trees": [{"feature": [20, -1, -1], "threshold": [0, 0, 0], "below": [1, -1, -1], "above": [2, -1, -1],
                    "value": [0, 0, 0]}]},
        {"trees": [{"feature": [-1], "threshold": [], "below": [-1], "above": [-1], "value": [0.0]}]},
        {"trees": [{"feature": [], "threshold": [], "below": [], "above": [], "value": []}]},
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    tree = json.loads(weights.FILE.read_bytes()) | change

    with pytest.raises(BadWeights):
        read(json.dumps(tree).encode())


# -- The trees -----------------------------------------------------------------------------------------------------


def test_a_tree_says_the_value_of_the_leaf_that_one_comes_to_by_hand() -> None:
    assert list(SMALL.values(rows((2.0, 9.0), (2.1, 0.5), (3.0, 0.6)))) == [1.0, 2.0, 3.0]


def test_a_ranker_adds_its_trees_to_its_first_value() -> None:
    assert list(Ranker(0.5, (SMALL, SMALL)).ranks(rows((0.0, 0.0), (3.0, 1.0)))) == [2.5, 6.5]


# -- The training --------------------------------------------------------------------------------------------------


def test_the_aim_is_half_the_words_and_one_and_a_half_times_the_pairs() -> None:
    found = aims([["the", "data", "is", "open"], ["nothing", "here"]], "They say the data was open.")

    # Three of four words; "the data" of three pairs.
    assert list(found) == pytest.approx([0.5 * 3 / 4 + 1.5 * 1 / 3, 0], abs=1e-6)


def test_boosting_finds_a_step() -> None:
    features = np.arange(1000, dtype=np.float64).reshape(-1, 1)
    wanted = np.where(features[:, 0] > 499, 1.0, 0.0)

    base, trees = boosted(features, wanted, Parameters(trees=60, leaves=2, rate=0.3, least=10, ridge=0.0))

    ranks = Ranker(base, trees).ranks(features)
    assert ranks[0] == pytest.approx(0, abs=0.05)
    assert ranks[999] == pytest.approx(1, abs=0.05)


def test_boosting_does_not_split_where_nothing_is_gained() -> None:
    _base, (tree,) = boosted(np.zeros((50, 2)), np.zeros(50), Parameters(trees=1, least=5))

    assert tree.feature == (-1,)


def test_training_twice_gives_the_same_bytes() -> None:
    sample, parameters = [a_meeting(), a_meeting(45)], Parameters(trees=5, leaves=4, least=5)

    assert written(fit(sample, parameters)) == written(fit(sample, parameters))


def test_a_trained_ranker_prefers_what_people_took_into_their_summary() -> None:
    made = fit([a_meeting()], Parameters(trees=20, leaves=4, least=5, ridge=1.0))

    assert made.ranker.trees[0].feature[0] >= 0
    assert (made.meetings, made.sentences) == (1, 60)


def test_a_file_is_known_by_its_digest() -> None:
    content = weights.FILE.read_bytes()

    assert read(content).digest == hashlib.sha256(content).hexdigest()


def test_what_is_written_is_read_again() -> None:
    made = fit([a_meeting()], Parameters(trees=3, leaves=4, least=5))

    assert replace(read(written(made)), digest="") == made


@where_it_is
@pytest.mark.soak
def test_the_shipped_file_is_what_the_training_gives() -> None:
    found = meetings([QMSUM, QMSUM / "train"])

    assert written(fit(list(found.values()), Parameters())) == weights.FILE.read_bytes()


@where_it_is
def test_the_list_of_meetings_is_the_training_split_as_it_was_read() -> None:
    found = meetings([QMSUM, QMSUM / "train"])

    assert sources.listed(found) == sources.LIST.read_text(encoding="utf-8")
    assert len(found) == shipped().meetings == 162


def test_every_meeting_that_was_learnt_from_has_its_corpus() -> None:
    head, *lines = sources.LIST.read_text(encoding="utf-8").splitlines()

    assert head == "meeting\tcorpus\tsha256"
    assert {line.split("\t")[1] for line in lines} == {"AMI", "ICSI", "parliament"}
    assert all(sources.corpus(name) == corpus for name, corpus, _digest in (line.split("\t") for line in lines))


@where_it_is
def test_meetings_are_read_in_the_order_of_their_names() -> None:
    assert list(meetings([QMSUM])) == sorted(path.stem for path in QMSUM.glob("*.json"))
