"""Minutes of a town hall, made of what was kept of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.meetings.action_items import Taken
from bot.domain.meetings.discussions import AgendaItem, Gone, Mark, Participant
from bot.domain.meetings.document_items import ActionItem, Ground, Origin, State, SuggestedPart
from bot.domain.meetings.document_parts import Presence, Stand, TitledBy
from bot.domain.meetings.documents import MinutesDocument, digest_of
from bot.domain.meetings.summaries import Kind, Sentence
from bot.services.minutes.documenting import Asked, Carried, Forum, Inferred, document, rewritten
from tests.support.discussing import (
    ANA,
    BEGUN,
    BEN,
    CATEGORIES,
    CHI,
    DOV,
    EVE,
    THE_TOWN_HALL,
    a_discussion,
    a_document,
    a_mark,
    a_remark,
)

LONG = "We should publish the training data with the weights, because nobody can study a system without them."


def test_the_frame_counts_what_there_is() -> None:
    assert a_document().overview.frame.text == "16 remarks by 5 people; from 2024-05-10 16:00 to 17:00 UTC."


def test_every_topic_has_sentences_of_its_own() -> None:
    data, name = a_document().topics

    assert (data.title, data.titled_by, data.remarks) == ("Training data", TitledBy.CHAIR, ("r1", "r11"))
    assert LONG in {one.text for one in data.sentences}
    assert {source for one in name.sentences for source in one.sources} <= {"r13", "r14", "r15", "r16"}


def test_positions_stand_by_category_with_what_was_marked_and_silent_ones_are_named() -> None:
    data, name = a_document().topics

    assert [(one.category, one.persons, dict(one.stands)) for one in data.positions] == [
        ("System creator", 3, {Stand.FOR: 1}),
        ("Regulator", 1, {Stand.ACCEPTS: 1}),
        ("End user", 1, {Stand.AGAINST: 1}),
    ]
    assert data.silent == ("Subject",)
    assert name.silent == ("End user", "Subject")


def test_the_best_sentences_of_a_category_are_those_of_its_people() -> None:
    for topic in a_document().topics:
        for position in topic.positions:
            assert {one.author for one in position.sentences} <= {voice.person for voice in position.voices}


def test_marks_that_were_typed_and_marks_that_were_set_stand_together_in_order() -> None:
    marks = (
        a_mark(Mark.AGREED, "The checklist is called the list", 13, number=1),
        a_mark(Mark.REJECTED, "No names at all", 12, number=2, struck=True),
        a_mark(Mark.INCONCLUSIVE, "Ask the board", 15, by=BEN, number=3),
    )

    found = a_document(declared=marks).resolutions

    assert [(one.id, one.state, one.by, one.sources, one.declaration) for one in found] == [
        ("d1", State.AGREED, ANA.person, ("r11",), None),
        ("d2", State.AGREED, ANA.person, ("r13",), 1),
        ("d3", State.INCONCLUSIVE, BEN.person, ("r15",), 3),
    ]


def test_a_vote_that_was_closed_has_its_tally() -> None:
    said = ((ANA, "#motion publish it"), (BEN, "#vote +1"), (CHI, "#vote +1"), (DOV, "#vote -1"), (ANA, "#close"))

    (found,) = a_document(*said).resolutions

    assert (found.text, found.tally) == ("publish it", {"for": 2, "against": 1})


def test_a_mark_may_begin_any_line_of_a_remark_but_not_stand_in_code() -> None:
    found = a_document(
        (ANA, "That settles it.\nRESOLVED: publish it\n\nACTION: Ben to publish it"),
        (BEN, "Look at this ```\nRESOLVED: never publish it\n```"),
        (ANA, "RESOLVED: publish it today"),
    )

    assert [one.text for one in found.resolutions] == ["publish it", "publish it today"]
    assert [one.text for one in found.action_items] == ["Ben to publish it"]


def test_what_others_mark_that_takes_the_right_to_lead_is_a_remark_like_any_other() -> None:
    said = (
        a_remark(1, BEN.person, "RESOLVED: Ben is paid", mark_void=True),
        a_remark(2, CHI.person, "#topic My company and what it wants to say to all of you", mark_void=True),
        (DOV, "scribe+"),
        (DOV, "Ana Ruiz: I am for it, and so is everybody whom I know."),
        (ANA, "RESOLVED: nobody is paid"),
        (BEN, "s/nobody/Ben/"),
        a_remark(7, BEN.person, "#undo", mark_void=True),
        (BEN, "I see.\nRESOLVED: Ben is paid"),
    )

    found = a_document(*said)

    assert [one.text for one in found.resolutions] == ["nobody is paid"]
    assert [one.title for one in found.topics] == ["Town hall of May"]
    assert found.remarks[3].author == DOV.person
    assert "#topic My company" in found.remarks[1].text


def test_a_mark_that_was_allowed_when_it_was_heard_counts_whoever_leads() -> None:
    (found,) = a_document((BEN, "#agreed a moderator may say so")).resolutions

    assert found.text == "a moderator may say so"


def test_where_nobody_leads_everybody_may_mark() -> None:
    assert len(a_document((BEN, "RESOLVED: publish it"), facilitators=()).resolutions) == 1


def test_a_scribe_may_mark_what_a_facilitator_may() -> None:
    assert len(a_document((BEN, "RESOLVED: publish it"), scribes=(BEN.person,)).resolutions) == 1


def test_a_town_hall_that_is_opened_by_a_command_is_not_bounded_by_a_mark() -> None:
    found = a_document((ANA, LONG), (BEN, "#startmeeting Mine"), (ANA, "RESOLVED: publish it"), (BEN, "#endmeeting"))

    assert [one.text for one in found.resolutions] == ["publish it"]
    assert found.topics[0].sentences[0].text == LONG


def test_a_remark_has_the_digest_of_its_text_and_of_the_first_one_if_it_was_another() -> None:
    first = replace(a_remark(1, ANA.person, LONG), first_digest="0" * 64, attachments=("draft.pdf",))

    one, two = a_document(first, a_remark(2, BEN.person, "Yes.")).remarks

    assert (one.first_sha256, one.attachments) == ("0" * 64, ("draft.pdf",))
    assert (two.first_sha256, two.attachments) == ("", ())


def test_a_topic_set_by_a_button_begins_with_its_remark_or_with_what_was_said_next() -> None:
    said = [a_remark(number, ANA.person, f"Remark number {number} says something about it.") for number in range(1, 9)]
    marks = (
        a_mark(Mark.TOPIC, "First", 2, number=1),
        a_mark(Mark.TOPIC, "Second", number=2, at=BEGUN + timedelta(minutes=5, seconds=30)),
    )

    found = a_document(*said, declared=marks).topics

    assert [(one.title, one.remarks) for one in found] == [("First", ("r2", "r5")), ("Second", ("r6", "r8"))]


def test_topics_typed_and_set_end_where_the_next_begins() -> None:
    found = a_document(declared=(a_mark(Mark.TOPIC, "The vote", 7),)).topics

    assert [(one.title, one.remarks) for one in found] == [
        ("Training data", ("r1", "r6")),
        ("The vote", ("r7", "r11")),
        ("The name of the checklist", ("r12", "r16")),
    ]


def test_the_agenda_set_before_makes_topics_where_the_facilitator_takes_its_items_up() -> None:
    agenda = (AgendaItem("Training data", ANA.person), AgendaItem("Name of the checklist", ANA.person))
    said = (
        (ANA, "Good afternoon everybody, shall we begin?"),
        (ANA, "1) Training data"),
        (BEN, "It has to be described."),
        (CHI, "2) is what I came for"),
        (ANA, "ok, next: 2"),
        (CHI, "The name should be short."),
    )

    found = a_document(*said, agenda=agenda).topics

    assert [(one.title, one.titled_by, one.remarks, one.sources) for one in found] == [
        ("Training data", TitledBy.AGENDA, ("r2", "r4"), ("r2",)),
        ("Name of the checklist", TitledBy.AGENDA, ("r5", "r6"), ("r5",)),
    ]


def test_without_topics_the_whole_town_hall_is_one() -> None:
    found = a_document((ANA, LONG), (BEN, "Yes."))

    assert [(one.title, one.titled_by) for one in found.topics] == [("Town hall of May", TitledBy.TOWN_HALL)]
    assert [one.text for one in found.topics[0].sentences] == [LONG]


def test_a_remark_that_is_gone_leaves_its_place_and_digest_and_no_sentence() -> None:
    gone = a_remark(1, ANA.person, LONG, gone=Gone.DELETED)

    found = a_document(gone, a_remark(2, BEN.person, "We need to know what the board thinks of all this."))

    assert (found.source.remarks, found.source.withheld) == (2, 1)
    assert (found.remarks[0].text, found.remarks[0].gone) == ("", Gone.DELETED)
    assert found.remarks[0].sha256 == gone.digest
    assert {source for part in found.sentences() for source in part.sources} == {"r2"}
    assert found.overview.frame.text.startswith("2 remarks (1 of them not shown) by 1 person;")


def test_what_rests_on_remarks_that_are_all_gone_is_left_out() -> None:
    remarks = (
        a_remark(1, ANA.person, "RESOLVED: publish it", gone=Gone.OFF_THE_RECORD),
        a_remark(2, BEN.person, "Well.", gone=Gone.DELETED),
        a_remark(3, BEN.person, "Let us go on."),
    )
    marks = (a_mark(Mark.AGREED, "Publish it", 2, number=1), a_mark(Mark.AGREED, "Publish it all", 2, 3, number=2))

    found = a_document(*remarks, declared=marks).resolutions

    assert [(one.text, one.sources) for one in found] == [("Publish it all", ("r3",))]


def test_what_a_form_declared_without_a_remark_rests_on_the_form() -> None:
    (found,) = a_document((ANA, "Hello."), declared=(a_mark(Mark.AGREED, "Publish it"),)).resolutions

    assert (found.sources, found.declaration) == ((), 1)


def test_attendance_tells_apart_who_declared_it_who_spoke_and_who_was_listed() -> None:
    found = a_document((ANA, "present+ Ben, Fay"), (ANA, "regrets+ Dov"), (CHI, "Good morning.")).people

    assert {one.name: one.attendance for one in found} == {
        "Ana Ruiz": Presence.SPOKE,
        "Ben": Presence.DECLARED,
        "Chi": Presence.SPOKE,
        "Dov": Presence.REGRETS,
        "Eve": Presence.LISTED,
        "Fay": Presence.DECLARED,
    }
    assert found[-1].id == "name:Fay"


def test_two_people_of_one_name_stay_two() -> None:
    first, second = Participant("discord:1", "Sam"), Participant("discord:2", "sam")

    found = a_document(
        a_remark(1, "discord:1", "Hi"), a_remark(2, "discord:2", "present+"), participants=(first, second)
    )

    assert [(one.id, one.name, one.attendance) for one in found.people] == [
        ("discord:1", "Sam", Presence.SPOKE),
        ("discord:2", "sam", Presence.DECLARED),
    ]


def test_what_a_scribe_wrote_down_is_his_who_said_it() -> None:
    found = a_document((BEN, "scribe+"), (BEN, f"Chi: {LONG}"), (ANA, "ok"), place="file", source_kind="irc-plain")

    assert found.topics[0].sentences[0].author == CHI.person
    assert [one.author for one in found.remarks] == [BEN.person, CHI.person, ANA.person]


def test_live_nobody_is_taken_for_a_scribe() -> None:
    found = a_document((BEN, f"Note: {LONG}"), (BEN, "And so on."), (ANA, "ok"))

    assert [one.author for one in found.remarks] == [BEN.person, BEN.person, ANA.person]


def test_a_sentence_is_as_it_was_posted_also_where_a_correction_came_later() -> None:
    found = a_document((BEN, "The data of Lama 2 were never published by those who made it."), (ANA, "s/Lama/Llama/"))

    assert found.topics[0].sentences[0].text == "The data of Lama 2 were never published by those who made it."


def test_a_quotation_is_the_words_that_were_marked_or_the_whole_remark() -> None:
    marks = (
        a_mark(Mark.QUOTE, "nobody can study a system", 1, number=1),
        a_mark(Mark.QUOTE, "The best part", 2, number=2),
        a_mark(Mark.QUOTE, "What nobody said", 1, 2, number=3),
    )

    found = a_document((ANA, LONG), (BEN, "So it is. "), declared=marks).quotations

    assert [(one.id, one.text, one.sources, one.span) for one in found] == [
        ("v1", "nobody can study a system", ("r1",), (62, 87)),
        ("v2", "So it is.", ("r2",), (0, 9)),
    ]


def test_questions_are_open_where_they_were_marked_or_found_so_by_another() -> None:
    asked = Inferred(questions=(Asked("Who pays?", BEN.person, (2,)), Asked("Gone?", BEN.person, (9,))))
    said = ((ANA, "ISSUE: who decides?"), (BEN, "Who pays?"), (CHI, "#help with the list"))

    found = document(a_discussion(*said), inferred=asked).open_questions

    assert [(one.text, one.basis, one.sources) for one in found] == [
        ("who decides?", Ground.DECLARED, ("r1",)),
        ("with the list", Ground.DECLARED, ("r3",)),
        ("Who pays?", Ground.ACCEPTED, ("r2",)),
    ]


def test_an_action_item_has_the_owner_and_the_day_that_were_found_for_it() -> None:
    def took_on(text: str, sources: tuple[int, ...]) -> Taken:
        return (
            Taken(BEN.person, date(2024, 5, 17), "by Friday") if "by Friday" in text and sources == (14,) else Taken()
        )

    (found,) = document(a_discussion(*THE_TOWN_HALL), inferred=Inferred(took_on=took_on)).action_items

    assert (found.owner, found.due, found.due_words, found.by) == (
        BEN.person, date(2024, 5, 17), "by Friday", CHI.person,
    )  # fmt: skip


def test_open_action_items_are_carried_with_where_they_come_from() -> None:
    fay = Participant("discord:6", "Fay", "Subject")
    old = ActionItem("a4", "Ask the board", fay.person, None, "", Ground.DECLARED, ANA.person, ("r300",))
    older = replace(old, id="a2", text="Write to the press", carried=Origin("2024-04-12", 1, "a9"), sources=())
    done = replace(old, id="a5", closed=BEGUN)
    carried = tuple(Carried(one, "2024-04-26", 2, fay) for one in (old, older, done))

    found = document(a_discussion((ANA, "ACTION: Ben to rest")), forum=Forum(carried=carried))

    assert [(one.id, one.text, one.sources, one.carried) for one in found.action_items] == [
        ("a1", "Ben to rest", ("r1",), None),
        ("a2", "Ask the board", (), Origin("2024-04-26", 2, "a4")),
        ("a3", "Write to the press", (), Origin("2024-04-12", 1, "a9")),
    ]
    assert found.name_of(fay.person) == "Fay"


def test_suggestions_are_kept_apart_and_counted() -> None:
    waiting = SuggestedPart("", "resolution", "let's go with that", ("r2",), because="let's go with")

    found = document(a_discussion(*THE_TOWN_HALL), inferred=Inferred(suggestions=(waiting, waiting)))

    assert [one.id for one in found.suggestions] == ["g1", "g2"]
    assert found.coverage.suggestions == {"open": 2}


def test_coverage_names_those_who_spoke_and_stand_nowhere() -> None:
    found = a_document((ANA, LONG), (BEN, "ok"), (CHI, "+1"))

    assert found.coverage.remarks_cited == 1
    assert found.coverage.persons_not_represented == (BEN.person, CHI.person)


def test_key_phrases_stand_in_the_remarks_that_they_name() -> None:
    found = a_document()
    texts = {one.id: one.text.casefold() for one in found.remarks}

    assert found.overview.phrases[0].text == "training data"
    for phrase in found.overview.phrases:
        assert all(phrase.text in texts[source] for source in phrase.sources)


def test_minutes_of_another_language_say_so_and_how_they_were_made() -> None:
    german = "Wir haben das schon gestern besprochen und es ist nicht nötig, dass wir es noch einmal tun."

    found = a_document((ANA, german), (BEN, "Das ist nicht so, wie wir es in der letzten Sitzung gesagt haben."))

    assert (found.meeting.language, found.made_by.summariser, found.made_by.parameters_sha256) == (
        "de", "lexrank/1", "",
    )  # fmt: skip
    assert found.topics[0].sentences[0].kind is Kind.EXTRACT


def test_minutes_name_what_ranked_them_and_the_log_that_they_are_of() -> None:
    found = a_document()

    assert found.made_by.summariser == "ranker/1"
    assert len(found.made_by.parameters_sha256) == 64
    assert found.source.sha256 == digest_of(found.remarks)


def test_nobody_said_anything() -> None:
    found = document(a_discussion())

    assert (found.topics, found.remarks, found.coverage.remarks_cited) == ((), (), 0)
    assert found.overview.frame.text.startswith("0 remarks by 0 people")


def test_a_chat_models_sentences_take_the_place_of_a_topics_and_say_whose_they_are() -> None:
    told = {"t2": [Sentence("Eve wants a name that people remember.", (13,), Kind.MODEL, EVE.person)]}

    found = rewritten(a_document(), told, endpoint="http://localhost:1", model="small", dropped={"uncited": 3})

    assert [(one.text, one.sources, one.kind) for one in found.topics[1].sentences] == [
        ("Eve wants a name that people remember.", ("r13",), Kind.MODEL)
    ]
    assert found.topics[0] == a_document().topics[0]
    assert (found.made_by.model, found.made_by.dropped) == ("small", {"uncited": 3})
    assert found.topics[1].sentences[0].id not in {one.id for one in a_document().sentences()}


def _broken(**changes: object) -> MinutesDocument:
    return replace(a_document(), **changes)  # type: ignore[arg-type]


def test_a_document_refuses_sources_that_are_no_remarks_of_its_town_hall() -> None:
    with pytest.raises(ValueError, match="not in this town hall: r99"):
        _broken(resolutions=(replace(a_document().resolutions[0], sources=("r99",)),))


def test_a_document_refuses_two_parts_with_one_id_and_ids_that_were_never_given() -> None:
    (found,) = a_document().resolutions

    with pytest.raises(ValueError, match="stands twice"):
        _broken(resolutions=(found, found))
    with pytest.raises(ValueError, match="no id of a part"):
        _broken(resolutions=(replace(found, id="d99"),))


def test_a_document_refuses_a_quotation_that_nobody_said() -> None:
    found = a_document((ANA, LONG), declared=(a_mark(Mark.QUOTE, "nobody can study a system", 1),))

    with pytest.raises(ValueError, match="letter by letter"):
        replace(found, quotations=(replace(found.quotations[0], text="anybody can study a system"),))


def test_people_can_ask_what_they_are_cited_for() -> None:
    assert "d1" in a_document().cited_by(ANA.person)
    assert "d1" not in a_document().cited_by(BEN.person)


def test_a_category_that_is_not_in_the_forums_list_is_told_all_the_same() -> None:
    found = document(a_discussion((ANA, LONG)), forum=Forum(("Regulator",)))

    assert [one.category for one in found.topics[0].positions] == ["System creator"]
    assert found.topics[0].silent == ("Regulator",)


def test_all_categories_of_the_town_hall_are_those_of_its_people() -> None:
    assert {one.category for one in a_document().people} <= set(CATEGORIES)
