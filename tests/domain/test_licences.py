"""What terms say of a licence, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.domain.licences import (
    MIXED,
    NONE_STATED,
    UNRECORDED,
    Criterion,
    Known,
    Licence,
    Licensing,
    OpenDefinition,
    Ruling,
    Terms,
)
from bot.domain.logic import Truth
from tests.support.builders import (
    DATA,
    FREE,
    HARMLESS,
    LICENCES,
    RESTRICTED,
    UNREAD,
    a_licence,
    an_unlisted_licence,
    licensed,
    terms,
)

OPEN = terms("open-terms")
APPROVED = terms("approved-licence", name="OSI-approved licence", accepts=(Criterion.OSI_APPROVED,), closed_list=True)


@pytest.mark.parametrize(
    ("asked", "licence", "expected"),
    [
        (APPROVED, FREE, Ruling(Truth.MET, "Free-1.0 licence is OSI-approved")),
        (APPROVED, DATA, Ruling(Truth.UNMET, "Data-1.0 licence is not an OSI-approved licence")),
        (APPROVED, UNREAD, Ruling(Truth.UNMET, "Unread-1.0 licence is not an OSI-approved licence")),
        (APPROVED, HARMLESS, Ruling(Truth.UNMET, "Harmless-1.0 licence is not an OSI-approved licence")),
        (APPROVED, RESTRICTED, Ruling(Truth.UNMET, "Restricted-1.0 licence restricts: no military use")),
        (OPEN, FREE, Ruling(Truth.MET, "Free-1.0 licence is OSI-approved")),
        (OPEN, DATA, Ruling(Truth.MET, "Data-1.0 licence conforms to the Open Definition")),
        (OPEN, UNREAD, Ruling(Truth.UNKNOWN, "the text of Unread-1.0 licence has not been read")),
        (
            OPEN,
            HARMLESS,
            Ruling(
                Truth.UNKNOWN,
                "no list says whether Harmless-1.0 licence is accepted; no restriction is recorded",
            ),
        ),
        (OPEN, RESTRICTED, Ruling(Truth.UNMET, "Restricted-1.0 licence restricts: no military use")),
        (OPEN, "Unheard-1.0", Ruling(Truth.UNKNOWN, "Unheard-1.0 is not in the licence table")),
        (APPROVED, "Unheard-1.0", Ruling(Truth.UNKNOWN, "Unheard-1.0 is not in the licence table")),
    ],
)
def test_terms_rule_on_a_licence_and_say_why(asked: Terms, licence: str, expected: Ruling) -> None:
    assert asked.rule_on(licensed(licence)) == expected


def test_the_list_of_the_model_openness_tool_is_a_criterion_of_its_own() -> None:
    tool = terms("tool", accepts=(Criterion.MOF_LIST,), closed_list=True)

    assert tool.rule_on(licensed(FREE)) == Ruling(
        Truth.MET, "Free-1.0 licence counts as open in the Model Openness Framework's tool"
    )
    assert tool.rule_on(licensed(HARMLESS)).truth is Truth.UNMET


@pytest.mark.parametrize("licence", [FREE, RESTRICTED, UNREAD])
def test_any_stated_terms_accept_what_restricts_too(licence: str) -> None:
    stated = terms("stated", accepts=(Criterion.ANY_STATED,), closed_list=True)

    assert stated.rule_on(licensed(licence)) == Ruling(
        Truth.MET, f"{licence} licence is stated; this level accepts restricting terms"
    )


@pytest.mark.parametrize("standing", [OpenDefinition.NO, OpenDefinition.NOT_REVIEWED, OpenDefinition.NOT_LISTED])
def test_only_a_yes_of_the_open_definition_counts(standing: OpenDefinition) -> None:
    licences = {DATA: a_licence(DATA, osi_approved=False, open_definition=standing)}

    assert terms(licences=licences).rule_on(licensed(DATA)).truth is Truth.UNKNOWN


def test_a_licence_accepted_by_name_is_accepted_for_the_reason_given() -> None:
    asked = terms(named={HARMLESS: "an older version of Data-1.0"})

    assert asked.rule_on(licensed(HARMLESS)) == Ruling(Truth.MET, "an older version of Data-1.0")


def test_none_stated_permits_nothing_under_any_terms() -> None:
    everything = terms(accepts=tuple(Criterion))

    assert everything.rule_on(licensed(NONE_STATED)) == Ruling(
        Truth.UNMET, "published without a licence, so nobody is permitted anything"
    )


def test_several_licences_that_are_not_all_recorded_stay_unknown() -> None:
    assert APPROVED.rule_on(licensed(MIXED)) == Ruling(Truth.UNKNOWN, "several licences, not all of them read")


LIMITED = an_unlisted_licence("Limited-1.0", limited=Known.YES, limit="700 million monthly active users")
BOTH = an_unlisted_licence(
    "Both-1.0", use_restrictions=Known.YES, limited=Known.YES, limit="one million in revenue", restrictions="no war"
)
WORDLESS = an_unlisted_licence("Wordless-1.0", use_restrictions=Known.YES)
LIMIT_IN_WORDS = an_unlisted_licence("Words-1.0", limited=Known.YES, restrictions="for research alone")


@pytest.mark.parametrize(
    ("licence", "why"),
    [
        (LIMITED, "Limited-1.0 licence restricts: a limit of 700 million monthly active users"),
        (BOTH, "Both-1.0 licence restricts: a limit of one million in revenue; no war"),
        (WORDLESS, "Wordless-1.0 licence restricts use"),
        (LIMIT_IN_WORDS, "Words-1.0 licence restricts: for research alone"),
    ],
)
def test_a_restriction_is_said_in_words(licence: Licence, why: str) -> None:
    asked = terms(licences={licence.id: licence})

    assert asked.rule_on(licensed(licence.id)) == Ruling(Truth.UNMET, why)


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        (a_licence(), ""),
        (a_licence(restrictions="attribution"), ""),
        (an_unlisted_licence("A-1.0", use_restrictions=Known.UNKNOWN, restrictions="perhaps"), "perhaps"),
        (LIMITED, "a limit of 700 million monthly active users"),
        (BOTH, "a limit of one million in revenue; no war"),
    ],
)
def test_a_licence_says_what_it_restricts_and_nothing_where_nothing_restricts(licence: Licence, words: str) -> None:
    assert licence.in_words == words


OR = Licensing(f"{RESTRICTED} OR {FREE}", ((RESTRICTED,), (FREE,)))
AND = Licensing(f"{FREE} AND {RESTRICTED}", ((FREE, RESTRICTED),))
TWO_FREE = Licensing(f"{FREE} AND {DATA}", ((FREE, DATA),))
NESTED = Licensing(f"{RESTRICTED} OR ({FREE} AND {UNREAD})", ((RESTRICTED,), (FREE, UNREAD)))
HOPELESS = Licensing(
    f"({FREE} AND {RESTRICTED}) OR ({DATA} AND {RESTRICTED})", ((FREE, RESTRICTED), (DATA, RESTRICTED))
)


@pytest.mark.parametrize(
    ("licensing", "expected"),
    [
        (OR, Ruling(Truth.MET, "Free-1.0 licence is OSI-approved")),
        (AND, Ruling(Truth.UNMET, "Restricted-1.0 licence restricts: no military use")),
        (
            TWO_FREE,
            Ruling(Truth.MET, "Free-1.0 licence is OSI-approved; Data-1.0 licence conforms to the Open Definition"),
        ),
        (NESTED, Ruling(Truth.UNKNOWN, "the text of Unread-1.0 licence has not been read")),
        (HOPELESS, Ruling(Truth.UNMET, "Restricted-1.0 licence restricts: no military use")),
    ],
)
def test_a_choice_needs_one_accepted_combination_and_a_combination_all_its_licences(
    licensing: Licensing, expected: Ruling
) -> None:
    assert OPEN.rule_on(licensing) == expected


def test_a_reason_that_two_licences_share_is_said_once() -> None:
    asked = terms(named={UNREAD: "accepted by name", HARMLESS: "accepted by name"})

    ruling = asked.rule_on(Licensing(f"{UNREAD} AND {HARMLESS}", ((UNREAD, HARMLESS),)))

    assert ruling == Ruling(Truth.MET, "accepted by name")


def test_licences_of_an_expression_are_named_once() -> None:
    assert HOPELESS.ids == (FREE, RESTRICTED, DATA)
    assert licensed(NONE_STATED).ids == ()


def test_terms_are_told_apart_by_what_they_ask_not_by_the_licences_they_know() -> None:
    nothing: Mapping[str, Licence] = {}

    assert terms(licences=LICENCES) == terms(licences=nothing)


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ((FREE, DATA), Truth.MET),
        ((RESTRICTED, NONE_STATED), Truth.UNMET),
        ((RESTRICTED, FREE), Truth.UNKNOWN),
        ((UNREAD, HARMLESS), Truth.UNKNOWN),
    ],
)
def test_one_of_several_licences_is_settled_where_it_comes_out_alike_for_all(
    licences: tuple[str, ...], expected: Truth
) -> None:
    either = Licensing("either", either=tuple(licensed(licence) for licence in licences))

    ruling = OPEN.rule_on(either)

    assert ruling.truth is expected
    assert ruling.why.startswith("one of several licences, it is not recorded which: ")


def test_a_licence_of_a_time_for_which_none_is_recorded_is_unknown_under_any_terms() -> None:
    anything = terms("anything", accepts=(Criterion.ANY_STATED,), closed_list=True)

    assert anything.rule_on(UNRECORDED) == Ruling(Truth.UNKNOWN, "its licence at that time is not recorded")
    assert OPEN.rule_on(Licensing("or", either=(licensed(FREE), UNRECORDED))).truth is Truth.UNKNOWN
