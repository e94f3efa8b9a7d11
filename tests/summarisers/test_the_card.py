"""The model card says what is shipped."""

from __future__ import annotations

import re
from pathlib import Path

from bot.summarisers.features import NAMES
from bot.summarisers.selection import LONGEST, RANK, REPETITION, SHORTEST
from bot.summarisers.training.boosting import Parameters
from bot.summarisers.training.sources import LIST
from bot.summarisers.weights import shipped

CARD = (Path(__file__).parents[2] / "docs" / "summariser.md").read_text(encoding="utf-8")


def test_the_features_are_named_in_their_order() -> None:
    table = CARD.split("| feature |")[1].split("\n\n")[0]

    assert tuple(re.findall(r"`(\w+)`", table)) == NAMES


def test_the_parameters_are_those_of_the_training_and_of_the_file() -> None:
    stated = dict(re.findall(r"^\| ([a-z, ]+) \| ([\d., ]+) \|", CARD, re.MULTILINE))

    assert stated["trees, leaves"] == f"{Parameters().trees}, {Parameters().leaves}"
    assert stated["rate"] == f"{Parameters().rate}"
    assert stated["fewest sentences in a leaf"] == f"{Parameters().least}"
    assert stated["ridge"] == f"{Parameters().ridge:g}"
    assert stated["bins"] == f"{Parameters().bins}"
    assert dict(shipped().parameters) == {name: getattr(Parameters(), name) for name in Parameters.__slots__}


def test_the_numbers_of_the_choice_are_those_of_the_code() -> None:
    assert f"sentences of {SHORTEST} to {LONGEST} words" in CARD
    assert f"{RANK} × rank" in CARD
    assert f"{REPETITION} × the largest" in CARD


def test_the_counts_are_those_of_the_data() -> None:
    corpora = [line.split("\t")[1] for line in LIST.read_text(encoding="utf-8").splitlines()[1:]]

    assert f"{shipped().meetings} English meetings" in CARD
    assert f"{shipped().sentences:,} sentences" in CARD
    for corpus, name in (("AMI", "[AMI]"), ("ICSI", "[ICSI]"), ("parliament", "parliaments")):
        assert re.search(rf"^\| {re.escape(name)}[^|]*\| {corpora.count(corpus)} \|", CARD, re.MULTILINE)
