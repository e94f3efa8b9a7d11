"""A topic as it was kept, and sentences as a model writes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from bot.domain.meetings.discussions import Gone, KeptRemark, Naming, Participant
from bot.domain.meetings.model_sentences import Drop, ModelSentence
from bot.summarisers.chat_model.answers import sentences
from bot.summarisers.chat_model.checks import checked
from bot.summarisers.chat_model.labelling import shows

ANA = Participant("discord:1", "Ana Lima", "Regulator")
BEN = Participant("discord:2", "Ben Roe", "Licensee")
CHI = Participant("discord:3", "chi_dev")
EVE = Participant("discord:4", "Eve Moss", naming=Naming.NOT_AT_ALL)
PEOPLE = (ANA, BEN, CHI, EVE)


def said(number: int, by: Participant | str, text: str, gone: Gone | None = None) -> KeptRemark:
    """One remark; ``by`` is a participant, or a person as a remark names them."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return KeptRemark(number, by if isinstance(by, str) else by.person, text, digest, digest, gone=gone)


TOPIC = (
    said(11, ANA, "We should not publish the training data of Llama 3 before May 2025, because 40% of it is personal."),
    said(12, BEN, "I think that a complete list of the sources is enough, and 5 people agree with me on that."),
    said(13, ANA, "Ben Roe, can you write the list of sources under CC-BY-4.0 until the next meeting?"),
    said(14, CHI, "Who keeps the list when the company that made the system is gone?"),
)


def written(text: str, *sources: str, quote: str = "", kind: str = "point") -> dict[str, object]:
    """A sentence as an answer has it."""
    return {"kind": kind, "text": text, "sources": list(sources), "quote": quote}


def an_answer(*written_: object) -> str:
    """An answer of a model."""
    return json.dumps({"sentences": list(written_)})


def judged(
    *written_: object, topic: Sequence[KeptRemark] = TOPIC, people: Sequence[Participant] = PEOPLE
) -> tuple[tuple[ModelSentence, ...], dict[Drop, int]]:
    """What survives of some sentences, and what does not."""
    found = checked(sentences(an_answer(*written_)), shows(topic, people))
    return found.sentences, dict(found.dropped)
