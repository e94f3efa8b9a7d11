"""What a person says to a suggestion."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.meetings.answering import Given, NotAnswerable, accepted, refused
from bot.domain.meetings.document_items import Answered, Ground, State, SuggestedPart
from bot.domain.meetings.document_parts import ReviewEvent
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Unknown
from bot.services.minutes.documenting import Inferred, document
from tests.support.discussing import ANA, BEGUN, BEN, THE_TOWN_HALL, a_discussion


def suggested(kind: str, text: str = "let's go with that") -> MinutesDocument:
    made = Inferred(suggestions=(SuggestedPart("", kind, text, ("r2",)),))
    return document(a_discussion(*THE_TOWN_HALL), inferred=made)


def test_an_accepted_suggestion_becomes_a_resolution_by_the_name_of_who_accepted_it() -> None:
    before = suggested("resolution")

    after = accepted(before, "g1", ANA.person, BEGUN)

    made = after.resolutions[-1]
    assert (made.text, made.state, made.basis, made.by, made.sources) == (
        "let's go with that", State.AGREED, Ground.ACCEPTED, ANA.person, ("r2",),
    )  # fmt: skip
    assert before.find(made.id) is None
    assert after.coverage.suggestions == {"accepted": 1}
    assert after.review == (
        ReviewEvent(ANA.person, BEGUN, "accepted", "g1", "let's go with that", "let's go with that"),
    )


def test_in_other_words_it_is_the_moderators() -> None:
    after = accepted(suggested("resolution"), "g1", ANA.person, BEGUN, Given("We go on", state=State.REJECTED))

    assert (after.resolutions[-1].text, after.resolutions[-1].wording) == ("We go on", Kind.MODERATOR)
    assert after.resolutions[-1].state is State.REJECTED
    assert after.suggestions[0].state is Answered.EDITED


def test_one_that_rests_on_counted_votes_says_so() -> None:
    made = accepted(
        suggested("resolution"), "g1", ANA.person, BEGUN, Given(tally={"for": 3, "against": 1})
    ).resolutions[-1]

    assert (made.basis, made.tally) == (Ground.COUNTED, {"for": 3, "against": 1})


def test_an_action_item_has_an_owner_and_a_day_if_they_are_given() -> None:
    day = date(2024, 5, 17)

    made = accepted(suggested("action"), "g1", ANA.person, BEGUN, Given(owner=BEN.person, due=day)).action_items[-1]

    assert (made.owner, made.due, made.by) == (BEN.person, day, ANA.person)


def test_a_question_becomes_an_open_one() -> None:
    assert accepted(suggested("question"), "g1", ANA.person, BEGUN).open_questions[-1].text == "let's go with that"


def test_a_refused_suggestion_stays_with_who_refused_it_and_why() -> None:
    after = refused(suggested("action"), "g1", ANA.person, BEGUN, why="nobody said so")

    assert (after.suggestions[0].state, after.suggestions[0].by) == (Answered.REFUSED, ANA.person)
    assert after.review[-1].why == "nobody said so"
    assert after.action_items == suggested("action").action_items


def test_nothing_is_answered_twice() -> None:
    after = refused(suggested("action"), "g1", ANA.person, BEGUN)

    with pytest.raises(NotAnswerable, match="answered already: refused"):
        accepted(after, "g1", BEN.person, BEGUN)


def test_what_is_no_suggestion_cannot_be_answered() -> None:
    with pytest.raises(Unknown, match="no suggestion g7"):
        refused(suggested("action"), "g7", ANA.person, BEGUN)
    with pytest.raises(NotAnswerable, match="cannot become"):
        accepted(suggested("correction"), "g1", ANA.person, BEGUN)
