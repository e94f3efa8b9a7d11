"""A town hall in a few sentences, each with the remark that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a sentence came about."""

    EXTRACT = "extract"
    TIDIED = "tidied"
    FRAME = "frame"
    MODEL = "model"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary.

    An extract stands in its remark as it is, letter by letter. A tidied one lost fillers ("uh", "you know") and nothing
    else, so its words stand in its remark in this order. A frame is wording of the program's own. A chat model's and a
    moderator's sentence are in their own words, and name their remarks all the same.
    else, so its words stand in its remark in this order. A frame is wording of the program's own. One of a model was
    worded by a language model, and checked against the remarks that it names.

    ``sources`` are the numbers of the remarks that it rests on; only a frame may have none. ``speaker`` is the name
    that stands with the remark; empty where nobody knows, and for a frame.
    """

    text: str
    sources: tuple[int, ...]
    kind: Kind
    speaker: str = ""

    def __post_init__(self) -> None:
        """Refuse a sentence that nothing stands behind."""
        if not self.sources and self.kind is not Kind.FRAME:
            raise ValueError("A sentence that is no frame names the remark that it rests on.")


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences in the order in which they were said, and how they were chosen.

    ``language`` is a code of ISO 639: "en"; "mul" where several are spoken, "und" where none was recognised. ``method``
    names what ranked the sentences, with its version: "ranker/1" or "lexrank/1".
    """

    sentences: tuple[Sentence, ...]
    language: str
    method: str
