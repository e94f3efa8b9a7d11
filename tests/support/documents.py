"""Minutes to begin a test with: a small town hall of three people, written as its marks and remarks would give it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import ActionItem, Ground, Quotation, Resolution, State, SuggestedPart
from bot.domain.meetings.document_parts import (
    Attendee,
    CitedSentence,
    Coverage,
    DocumentTopic,
    Overview,
    Presence,
    RecordedRemark,
    TitledBy,
)
from bot.domain.meetings.documents import LogSource, Maker, Meeting, MinutesDocument, Status, digest_of
from bot.domain.meetings.summaries import Kind

ANA, BO, CY = "discord:1", "discord:2", "discord:3"
BEGAN = datetime(2024, 5, 10, 16, 0, tzinfo=UTC)
SAID = (
    (ANA, "#topic Training data"),
    (BO, "Data information lets people study a system without the data sets themselves."),
    (CY, "Without the data sets nobody can check what was left out of the training."),
    (ANA, "RESOLVED: data information is required."),
    (BO, "ACTION: Bo to write the FAQ by 24 May 2024"),
    (CY, "I will send the list of licences."),
)


def a_remark(place: int, author: str, text: str) -> RecordedRemark:
    """A remark of the record."""
    return RecordedRemark(f"r{place}", author, text, hashlib.sha256(text.encode()).hexdigest(), BEGAN)


def a_document(**changes: Any) -> MinutesDocument:
    """Minutes with one topic, a sentence of Bo's and one of Cy's, a resolution, an action item and a suggestion."""
    remarks = tuple(a_remark(place, *said) for place, said in enumerate(SAID, 1))
    sentences = (
        CitedSentence("s2", SAID[1][1], ("r2",), Kind.EXTRACT, BO),
        CitedSentence("s3", SAID[2][1], ("r3",), Kind.EXTRACT, CY),
    )
    made = MinutesDocument(
        id="T-2024-0001",
        version=1,
        status=Status.DRAFT,
        replaces=None,
        parts=8,
        meeting=Meeting("Town hall of 10 May", BEGAN, BEGAN.replace(hour=17), "discord channel", "en"),
        source=LogSource("discord", digest_of(remarks), len(remarks), 0, 3),
        made_by=Maker("ranker/1"),
        people=(
            Attendee(ANA, "Ana", "System creators", Presence.SPOKE, 2),
            Attendee(BO, "Bo", "System creators", Presence.SPOKE, 2),
            Attendee(CY, "Cy", "Subjects", Presence.SPOKE, 2),
        ),
        unnamed=(),
        overview=Overview(CitedSentence("s1", "3 people made 6 remarks.", (), Kind.FRAME)),
        topics=(DocumentTopic("t4", "Training data", TitledBy.CHAIR, 1, ("r1", "r6"), ("r1",), sentences),),
        resolutions=(Resolution("d5", "data information is required.", State.AGREED, Ground.DECLARED, ANA, ("r4",)),),
        action_items=(
            ActionItem(
                "a6", "Bo to write the FAQ", BO, date(2024, 5, 24), "by 24 May 2024", Ground.DECLARED, BO, ("r5",)
            ),
        ),
        open_questions=(),
        notes=(),
        quotations=(Quotation("q7", "nobody can check", ("r3",), (22, 38), CY),),
        suggestions=(SuggestedPart("g8", "action", SAID[5][1], ("r6",), "I will send"),),
        coverage=Coverage(),
        remarks=remarks,
    )
    made = replace(made, **changes)
    return replace(made, coverage=coverage(made))


def gone(document: MinutesDocument, id_: str, why: Gone = Gone.DELETED) -> MinutesDocument:
    """The same with a remark's text taken away, and the sentences left to whoever has to take them out."""
    remarks = tuple(replace(one, text="", gone=why) if one.id == id_ else one for one in document.remarks)
    return replace(document, remarks=remarks)
