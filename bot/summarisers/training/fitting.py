"""Fits the ranker to meetings that people summarised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.summarisers import qmsum
from bot.summarisers.embedded import fitting, prepared
from bot.summarisers.features import measured
from bot.summarisers.sentences import pieces
from bot.summarisers.training.aims import aims
from bot.summarisers.training.boosting import Parameters, boosted
from bot.summarisers.trees import Ranker
from bot.summarisers.vectors import Floats, Vectors
from bot.summarisers.weights import Weights


def meetings(folders: Iterable[Path]) -> dict[str, qmsum.Meeting]:
    """The meetings of these folders by name, in the order of their names."""
    paths = sorted((path for folder in folders for path in folder.glob("*.json")), key=lambda path: path.name)
    return {path.stem: qmsum.read(path.read_bytes()) for path in paths}


def fit(found: Sequence[qmsum.Meeting], parameters: Parameters) -> Weights:
    """Fit a ranker; the same meetings in the same order give the same numbers."""
    rows = [_rows(meeting) for meeting in found if meeting.summaries]
    features, wanted = (np.concatenate(column) for column in zip(*rows, strict=True))
    base, trees = boosted(features, wanted, parameters)
    return Weights(Ranker(base, trees), asdict(parameters), len(rows), len(wanted))


def _rows(meeting: qmsum.Meeting) -> tuple[Floats, Floats]:
    """The features of the sentences that could be chosen, and how much of each the people's summary took up."""
    sentences = prepared(pieces(meeting.remarks))
    places = fitting(sentences)
    features = measured(sentences, meeting.remarks, Vectors([one.content for one in sentences]))
    return features[places], aims((sentences[place].words for place in places), meeting.summaries[0])
