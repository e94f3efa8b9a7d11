"""Changing minutes: every change says who and why, and nothing comes to rest on nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import ActionItem, Answered, Ground, Origin, SuggestedPart
from bot.domain.meetings.document_parts import CitedSentence, Position, Stand, TitledBy, Voice
from bot.domain.meetings.documents import MinutesDocument, sources_of
from bot.domain.meetings.edits import Editing, added, answered, assigned, reworded, struck
from bot.domain.meetings.following import followed
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Refusal, Unknown
from tests.support.documents import BEGAN, BO, CY, a_document, gone

EDITING = Editing("discord:7", BEGAN, "the transcript misheard it")


def test_a_reworded_sentence_is_a_moderators_and_keeps_its_sources() -> None:
    edited = reworded(a_document(), "s2", "Data information lets people study a system.", EDITING)

    sentence = edited.find("s2")
    assert isinstance(sentence, CitedSentence)
    assert (sentence.text, sentence.kind, sentence.sources, sentence.author) == (
        "Data information lets people study a system.",
        Kind.MODERATOR,
        ("r2",),
        BO,
    )


@pytest.mark.parametrize("part", ["s2", "s9"])
def test_the_same_sentence_is_mended_wherever_it_stands(part: str) -> None:
    document = a_document(parts=10)
    again = replace(document.topics[0].sentences[0], id="s9")
    voice = Voice(BO, Stand.SPOKE, ("r2",))
    position = Position("p10", "System creators", 1, {}, (voice,), (again,))
    document = replace(document, topics=(replace(document.topics[0], positions=(position,)),))

    edited = reworded(document, part, "Mended.", EDITING)
    shorter = struck(document, part, EDITING)

    assert [one.text for one in edited.sentences()].count("Mended.") == 2
    assert (shorter.find("s2"), shorter.find("s9")) == (None, None)


def test_a_change_notes_who_made_it_why_and_what_stood_there() -> None:
    edited = reworded(a_document(), "d5", "Data information is required.", EDITING)

    event = edited.review[-1]
    assert (event.by, event.at, event.why) == ("discord:7", BEGAN, "the transcript misheard it")
    assert (event.did, event.part) == ("reworded", "d5")
    assert (event.before, event.after) == ("data information is required.", "Data information is required.")


def test_a_topic_can_have_another_title() -> None:
    assert reworded(a_document(), "t4", "Data", EDITING).topics[0].title == "Data"


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("q7", "q7 is a quotation"),
        ("s1", "s1 cannot be worded otherwise"),
        ("g8", "g8 cannot be worded otherwise"),
        ("s2 ", "s2 says that already"),
    ],
)
def test_some_parts_stand_as_they_are(part: str, sentence: str) -> None:
    document = a_document()

    with pytest.raises(Refusal, match=sentence):
        reworded(document, part, document.topics[0].sentences[0].text, EDITING)


def test_a_part_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(Unknown, match="no part “s99”; the ids stand before the sentences"):
        struck(a_document(), "s99", EDITING)


def test_what_is_struck_is_gone_and_its_words_stay_in_the_history() -> None:
    edited = struck(a_document(), "S3", EDITING)

    assert edited.find("s3") is None
    assert edited.review[-1].before.startswith("Without the data sets")
    assert edited.coverage.remarks_cited == a_document().coverage.remarks_cited


@pytest.mark.parametrize("part", ["t4", "s1", "g8"])
def test_topics_frames_and_suggestions_are_not_struck(part: str) -> None:
    with pytest.raises(Refusal, match=f"{part} cannot be taken out"):
        struck(a_document(), part, EDITING)


def test_a_sentence_that_is_added_names_its_remarks() -> None:
    edited = added(a_document(), "t4", "Cy asked for the list.", ["[r6]", "R6", " r3"], EDITING)

    sentence = edited.topics[0].sentences[-1]
    assert (sentence.id, sentence.sources, sentence.kind) == ("s9", ("r6", "r3"), Kind.MODERATOR)
    assert edited.parts == 9


def test_a_sentence_can_be_added_to_the_overview() -> None:
    assert added(a_document(), None, "It was short.", ["r1"], EDITING).overview.sentences[-1].text == "It was short."


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        ([], "This one names none"),
        ([" "], "This one names none"),
        (["r7"], "no remark r7 in T-2024-0001; the last is r6"),
        (["r2"], "The remark r2 has no text any more"),
        ([f"r{number}" for number in range(1, 40)], "20 remarks at most"),
    ],
)
def test_a_sentence_that_would_rest_on_nothing_is_refused(sources: list[str], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        added(gone(struck(a_document(), "s2", EDITING), "r2"), "t4", "Something.", sources, EDITING)


def test_an_accepted_suggestion_becomes_an_item_with_the_name_of_who_accepted_it() -> None:
    edited = answered(a_document(), "g8", Answered.ACCEPTED, EDITING)

    item = edited.action_items[-1]
    assert (item.id, item.text, item.basis, item.by) == (
        "a9",
        "I will send the list of licences.",
        Ground.ACCEPTED,
        "discord:7",
    )
    assert item.sources == ("r6",)
    assert (edited.suggestions[0].state, edited.suggestions[0].by) == (Answered.ACCEPTED, "discord:7")
    assert edited.coverage.suggestions == {Answered.ACCEPTED: 1}


def test_a_suggestion_accepted_in_other_words_is_in_a_moderators_wording() -> None:
    item = answered(a_document(), "g8", Answered.EDITED, EDITING, "Cy sends the licences.").action_items[-1]

    assert (item.text, item.wording) == ("Cy sends the licences.", Kind.MODERATOR)


def test_a_refused_suggestion_becomes_nothing_and_is_answered_once() -> None:
    refused = answered(a_document(), "g8", Answered.REFUSED, EDITING)

    assert refused.action_items == a_document().action_items
    with pytest.raises(Refusal, match="refused"):
        answered(refused, "g8", Answered.ACCEPTED, EDITING)


def test_an_accepted_correction_is_made_wherever_the_minutes_have_the_name_from_these_remarks() -> None:
    suggestion = SuggestedPart("g8", "correction", "data sets", ("r3",), "data sets", "data lists")

    edited = answered(a_document(suggestions=(suggestion,)), "g8", Answered.ACCEPTED, EDITING)

    assert edited.topics[0].sentences[1].text.startswith("Without the data lists nobody")
    assert "data sets" in edited.topics[0].sentences[0].text
    assert edited.suggestions[0].state is Answered.ACCEPTED
    assert edited.remarks == a_document().remarks


def test_who_says_that_they_will_do_it_has_the_action_item() -> None:
    item = answered(a_document(), "g8", Answered.ACCEPTED, EDITING).action_items[-1]

    assert item.owner == CY


def test_an_action_item_gets_an_owner_and_a_day() -> None:
    edited = assigned(a_document(), "a6", CY, date(2024, 6, 1), "by June", EDITING)

    item = edited.find("a6")
    assert isinstance(item, ActionItem)
    assert (item.owner, item.due, item.due_words) == (CY, date(2024, 6, 1), "by June")


def test_with_a_remark_go_all_parts_that_rest_on_it() -> None:
    edited = followed(a_document(), {"r3": Gone.DELETED})

    assert edited.find("s3") is None
    assert edited.find("q7") is None
    remark = edited.remarks[2]
    assert (remark.text, remark.gone, remark.sha256) == ("", Gone.DELETED, a_document().remarks[2].sha256)
    assert edited.source.withheld == 1


def test_a_resolution_outlives_one_of_its_remarks_but_not_all() -> None:
    document = a_document()
    both = (*document.resolutions[:0], type(document.resolutions[0])(
        "d5", "data information is required.", document.resolutions[0].state, Ground.DECLARED, "discord:1", ("r2", "r4")
    ))  # fmt: skip

    edited = followed(a_document(resolutions=both), {"r2": Gone.OFF_THE_RECORD})

    assert edited.resolutions[0].sources == ("r4",)
    assert followed(edited, {"r4": Gone.DELETED}).resolutions == ()


def test_a_deleted_remark_at_the_end_of_a_topic_brings_no_sentence_back() -> None:
    edited = added(a_document(), "t4", "Cy has the list.", ["r6"], EDITING)

    after = followed(edited, {"r6": Gone.DELETED})

    assert [one.id for one in after.topics[0].sentences] == ["s2", "s3"]


def test_no_words_of_what_is_deleted_stay_among_the_changes() -> None:
    edited = reworded(a_document(), "s2", "Bo wants data information.", EDITING)
    edited = struck(struck(edited, "s2", EDITING), "s3", EDITING)

    after = followed(edited, {"r2": Gone.DELETED})

    assert [(one.part, one.before, one.after) for one in after.review] == [
        ("s2", "", ""),
        ("s2", "", ""),
        ("s3", "Without the data sets nobody can check what was left out of the training.", ""),
    ]


def test_a_topic_loses_the_title_that_was_deleted_with_its_remark() -> None:
    after = followed(a_document(), {"r1": Gone.DELETED})

    assert (after.topics[0].title, after.topics[0].titled_by) == ("Topic 1", TitledBy.GENERATED)


def test_an_item_in_the_words_of_a_deleted_remark_goes_whatever_else_it_rests_on() -> None:
    document = a_document()
    resolution = replace(document.resolutions[0], sources=("r2", "r4"))

    after = followed(replace(document, resolutions=(resolution,)), {"r4": Gone.DELETED})

    assert after.resolutions == ()


def test_a_carried_action_item_changes_hands_where_it_comes_from() -> None:
    document = a_document()
    carried = replace(document.action_items[0], carried=Origin("T-2024-0000", 1, "a2"), sources=())

    with pytest.raises(Refusal, match=r"a6 comes from the minutes of T-2024-0000: correct those"):
        assigned(replace(document, action_items=(carried,)), "a6", CY, None, "", EDITING)


def test_what_is_gone_already_changes_nothing() -> None:
    edited = followed(a_document(), {"r3": Gone.DELETED})

    assert followed(edited, {"r3": Gone.DELETED}) is edited


Step = Callable[[MinutesDocument], MinutesDocument]
STEPS: dict[str, Callable[[str, str], Step]] = {
    "reword": lambda part, text: lambda document: reworded(document, part, text, EDITING),
    "strike": lambda part, _text: lambda document: struck(document, part, EDITING),
    "add": lambda part, text: lambda document: added(document, "t4", text, [part], EDITING),
    "accept": lambda part, _text: lambda document: answered(document, part, Answered.ACCEPTED, EDITING),
    "delete": lambda part, _text: lambda document: followed(document, {part: Gone.DELETED}),
}
PARTS = st.sampled_from(["s1", "s2", "s3", "t4", "d5", "a6", "q7", "g8", "s9", "s10", *(f"r{n}" for n in range(8))])


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), PARTS, st.text(max_size=30)), max_size=10))
def test_whatever_is_edited_every_sentence_rests_on_a_remark_that_is_there(steps: list[tuple[str, str, str]]) -> None:
    document = a_document()
    for step, part, text in steps:
        try:
            document = STEPS[step](part, text)(document)
        except Refusal:
            continue

    there = {remark.id for remark in document.remarks if remark.gone is None}
    for sentence in document.sentences():
        assert sentence.kind is Kind.FRAME or there.issuperset(sentence.sources)
    for kept in (*document.items(), *document.quotations):
        assert sources_of(kept)
        assert there.issuperset(sources_of(kept))
