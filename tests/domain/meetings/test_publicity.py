"""What the public sees of a town hall, as each participant chose."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.meetings.action_items import Taken
from bot.domain.meetings.discussions import Gone, Mark, Naming
from bot.domain.meetings.document_items import Answered, SuggestedPart
from bot.domain.meetings.document_parts import Presence, ReviewEvent, Unnamed
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.publicity import losses, view, without
from bot.services.minutes.documenting import Inferred, document
from tests.support.discussing import (
    ANA,
    BEGUN,
    BEN,
    CHI,
    DOV,
    EVE,
    PEOPLE,
    THE_TOWN_HALL,
    a_discussion,
    a_document,
    a_mark,
    a_remark,
)

CHOICES = {one.person: one.naming for one in PEOPLE}
"""Ana by name; Ben, Chi and Eve by category; Dov not at all."""

LONG = "We should publish the training data with the weights, because nobody can study a system without them."


def seen(found: MinutesDocument | None = None) -> MinutesDocument:
    return view(found or a_document(), CHOICES)


def test_who_wants_to_be_named_is_named_with_their_category() -> None:
    assert [(one.name, one.category) for one in seen().people] == [("Ana Ruiz", "System creator")]
    assert {one.author for one in seen().remarks if one.id in ("r1", "r2")} == {ANA.person}


def test_who_goes_by_another_name_in_public_is_named_so_and_not_as_in_the_chat() -> None:
    found = a_document((ANA, LONG), (BEN, "I agree with Ana Ruiz, and Ruiz knows why."))
    assert "Ana" in str(view(found, CHOICES))

    shown = view(found, CHOICES, called={ANA.person: "A. R. Example", BEN.person: "Ben by category"})

    first, second = shown.remarks[:2]
    assert [one.name for one in shown.people] == ["A. R. Example"]
    assert (first.author, first.link, first.at) == (ANA.person, "", None)
    assert second.text == "I agree with [A. R. Example], and [A. R. Example] knows why."
    assert "Ruiz" not in str(shown)
    assert "Ben by category" not in str(shown)


def test_the_others_are_counted_by_category_and_who_wants_nothing_is_not_counted() -> None:
    assert seen().unnamed == (
        Unnamed("Regulator", Presence.SPOKE, 1),
        Unnamed("System creator", Presence.SPOKE, 2),
    )


def test_a_number_tells_two_of_a_category_apart_within_a_topic() -> None:
    authors = {one.id: one.author for one in seen().remarks}

    assert authors["r3"] == authors["r8"] == "as:System creator 1"
    assert authors["r6"] == "as:System creator 2"
    assert authors["r4"] == "as:Regulator"
    # In the next topic Eve spoke first.
    assert authors["r13"] == "as:System creator 1"
    assert authors["r15"] == "as:System creator 2"


def test_what_rests_on_remarks_of_somebody_not_shown_is_gone() -> None:
    found = seen()

    assert {"r5", "r10"}.isdisjoint(one.id for one in found.remarks)
    assert "My company" not in repr(found)
    assert [one.category for one in found.topics[0].positions] == ["System creator", "Regulator"]
    assert "End user" not in found.topics[0].silent
    assert found.overview.frame.text.startswith("16 remarks (2 of them not shown) by 4 people;")


def test_names_in_the_words_of_others_follow_the_choice_too() -> None:
    found = seen()
    text = next(one for one in found.remarks if one.id == "r14")

    assert text.text == "ACTION: [System creator] to write three names for the checklist by Friday"
    assert text.masked
    assert found.action_items[0].text == "[System creator] to write three names for the checklist by Friday"
    assert "Ana Ruiz is right" in next(one.text for one in found.remarks if one.id == "r3")


def test_the_owner_of_an_action_item_is_seen_as_they_chose() -> None:
    owners = iter((ANA.person, BEN.person, DOV.person))
    said = [(CHI, f"ACTION: do the thing number {number}") for number in range(3)]
    found = document(a_discussion(*said), inferred=Inferred(took_on=lambda _text, _sources: Taken(next(owners))))

    assert [one.owner for one in seen(found).action_items] == [ANA.person, "as:System creator", "as:somebody"]


def test_two_of_a_category_are_told_apart_where_one_only_took_something_on() -> None:
    said = ((EVE, "ACTION: Ben to write to them all about this"),)
    found = document(a_discussion(*said), inferred=Inferred(took_on=lambda _text, _sources: Taken(BEN.person)))

    (item,) = seen(found).action_items

    assert (item.by, item.owner) == ("as:System creator 1", "as:System creator 2")


def test_a_resolution_declared_by_somebody_else_stays_without_the_votes_that_are_not_shown() -> None:
    said = ((ANA, "#motion publish it"), (BEN, "#vote +1"), (DOV, "#vote -1"), (CHI, "#vote +1"), (ANA, "#close"))

    (found,) = seen(a_document(*said)).resolutions

    assert (found.sources, found.tally) == (("r1", "r2", "r4", "r5"), {"for": 2, "against": 1})


def test_a_resolution_in_the_words_of_somebody_not_shown_is_gone_and_the_moderator_is_told() -> None:
    marks = (a_mark(Mark.AGREED, "publish it all", 1, 2),)
    found = a_document((DOV, "So: publish it  all"), (ANA, "Yes."), declared=marks)

    assert seen(found).resolutions == ()
    assert "d1" in losses(found, CHOICES)


def test_a_topic_titled_by_somebody_not_shown_has_no_title_of_theirs() -> None:
    found = seen(a_document((DOV, "#topic My company"), (ANA, LONG), facilitators=(DOV.person,)))

    assert [(one.title, one.titled_by, one.remarks) for one in found.topics] == [("Topic 1", "generated", ("r2", "r2"))]


def test_a_topic_on_which_nobody_who_is_shown_spoke_is_gone() -> None:
    said = ((ANA, "#topic One"), (ANA, LONG), (DOV, "#topic Two"), (DOV, LONG))

    found = seen(a_document(*said, facilitators=(ANA.person, DOV.person)))

    assert [one.title for one in found.topics] == ["One"]


def test_what_is_gone_has_no_author_and_what_was_off_the_record_not_even_a_digest() -> None:
    gone = [a_remark(number, ANA.person, LONG, gone=why) for number, why in enumerate(Gone, 1)]

    found = seen(a_document(*gone))

    assert {(one.author, one.text, one.at, one.link) for one in found.remarks} == {("", "", None, "")}
    assert {one.gone: bool(one.sha256) for one in found.remarks} == {
        Gone.DELETED: True, Gone.OFF_THE_RECORD: False, Gone.REFUSED: False, Gone.ERASED: True,
    }  # fmt: skip


def test_suggestions_are_counted_and_not_published() -> None:
    waiting = SuggestedPart("", "resolution", "let's go with that", ("r2",))
    made = (waiting, replace(waiting, state=Answered.REFUSED))
    found = document(a_discussion(*THE_TOWN_HALL), inferred=Inferred(suggestions=made))

    assert seen(found).suggestions == ()
    assert seen(found).coverage.suggestions == {"open": 1, "refused": 1}


def test_of_the_review_the_public_sees_who_did_what_but_no_words_from_before() -> None:
    events = (
        ReviewEvent(ANA.person, BEGUN, "reworded", "s2", "Ben said", "He said", "Ben asked for it"),
        ReviewEvent(BEN.person, BEGUN, "signed off"),
    )

    found = seen(replace(a_document(), review=events)).review

    assert found == (
        ReviewEvent(ANA.person, BEGUN, "reworded", "s2", "", "", "[System creator] asked for it"),
        ReviewEvent("as:System creator", BEGUN, "signed off"),
    )


def test_who_chose_nothing_appears_as_the_forum_decided() -> None:
    found = a_document((ANA, LONG))

    assert [one.name for one in view(found, {}, Naming.BY_NAME).people][:1] == ["Ana Ruiz"]
    assert view(found, {}).people == ()
    assert view(found, {}, Naming.NOT_AT_ALL).remarks == ()


def test_a_quotation_with_a_name_in_it_is_what_the_public_sees_of_its_remark() -> None:
    words = "said to Ben that we"
    found = a_document((ANA, f"Yesterday I {words} must go on."), declared=(a_mark(Mark.QUOTE, words, 1),))

    (quotation,) = seen(found).quotations

    assert quotation.text == "said to [System creator] that we"


def test_whoever_asks_to_be_forgotten_is_a_category_in_the_next_version() -> None:
    published = seen()

    after = without(published, ANA.person, words=False)

    assert (after.version, after.replaces) == (2, 1)
    assert "Ana" not in repr(after)
    assert after.people == ()
    # There are two of that category by a number already.
    assert next(one.author for one in after.remarks if one.id == "r2") == "as:System creator 3"
    assert Unnamed("System creator", Presence.SPOKE, 3) in after.unnamed
    assert "[System creator] is right" in next(one.text for one in after.remarks if one.id == "r3")


def test_and_their_words_are_gone_if_they_ask_for_that_but_the_digests_stay() -> None:
    published = seen()
    before = {one.id: one.sha256 for one in published.remarks if one.author == ANA.person}

    after = without(published, ANA.person, words=True)

    gone = {one.id: one for one in after.remarks if one.gone is Gone.ERASED}
    assert {one.id: one.sha256 for one in gone.values()} == before
    assert {one.text for one in gone.values()} == {""}
    assert LONG not in repr(after)
    assert after.source.withheld == published.source.withheld + len(before)
    assert "[somebody] is right" in next(one.text for one in after.remarks if one.id == "r3")
