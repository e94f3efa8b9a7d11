"""What a town hall suggests as a whole, and what holds of any."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.suggesting import CUED, suggestions
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier
from tests.domain.strategies import PROPERTY
from tests.support.meetings import Said
from tests.support.suggesting import around, suggested

PARTS = (
    "PROPOSED: ", "#motion ", "#vote +1", "+1", "-1", "0", "I object", "can live with it", "we agreed to ",
    "No objections.", "let's go with ", "I'll send it by Friday", "can you write it?", "sure", "will do", "ben, ",
    "ana ",
    "to write a list ",
    "RESOLVED: ", "ACTION: ", "ISSUE: ", "Topic: ", "> ", "```", '"', "who of us keeps the list?", "the list of lists ",
    "\u0661", "\u200f", "\n", " ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=5).map("".join)
TALK = st.lists(st.tuples(st.sampled_from(("ana", "ben", "cai", "")), TEXTS), max_size=25)


def test_the_surest_come_first() -> None:
    said: list[Said] = [
        ("ben", "Who of us could keep the list?"),
        ("ana", "let's go with the shorter wording"),
        ("ben", "we have agreed on the dates"),
        ("ana", "PROPOSED: weights are free"),
        ("ben", "+1"),
    ]

    found = suggested(said)

    assert [(one.tier, one.sources[0]) for one in found] == [
        (Tier.COUNTED, 4),
        (Tier.CUED, 3),
        (Tier.CUED, 2),
        (Tier.UNANSWERED, 1),
    ]


def test_of_cues_a_few_are_shown_and_how_many_is_a_choice() -> None:
    said: list[Said] = [("ana", f"let's go with wording {'x' * number}") for number in range(1, 9)]
    told = around(said)

    assert len(suggestions(*told, lambda *_of: 0.0)) == CUED
    assert len(suggestions(*told, lambda *_of: 0.0, cued_at_most=2)) == 2


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("RESOLVED: lists of sources are enough", "we agreed that lists of sources are enough"),
        ("#agreed lists of sources are enough", "OK, let's go with lists of sources"),
        ("ACTION: ana to send the notes by Friday", "I'll send the notes by Friday"),
        ("ISSUE: Who of us could keep the list?", "Who of us could keep the list?"),
        ("#help Who of us could keep the list?", "Who of us could keep the list?"),
        ("ACTION: I'll send the notes", ""),
        ("#action I will send the notes", ""),
        ("#info we agreed to send the notes", ""),
    ],
)
def test_what_a_mark_declares_is_not_suggested(declared: str, said: str) -> None:
    assert not suggested([("ana", said), ("ben", declared)])


def test_no_mark_makes_something_else_of_the_same_words() -> None:
    said: list[Said] = [("ana", "I'll send the list of all sources"), ("ben", "RESOLVED: the list has dates")]

    assert [one.text for one in suggested(said)] == ["I'll send the list of all sources"]


def test_a_suggestion_has_a_name_that_stays_when_the_meeting_goes_on() -> None:
    said: list[Said] = [("ana", "PROPOSED: weights are free"), ("ben", "+1"), ("ben", "I'll send the list to all")]

    before = suggested(said)
    after = suggested([*said, ("cai", "I will write it up for the group by tomorrow")])

    assert len({one.id for one in before}) == 2
    assert {one.id for one in before} < {one.id for one in after}


def test_a_suggestion_that_rests_on_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="names the remarks"):
        Suggestion(SuggestionKind.ACTION, Tier.CUED, "x", ())


@PROPERTY
@given(TALK)
def test_what_is_suggested_stands_in_the_remark_that_it_names(said: list[Said]) -> None:
    remarks, besides = around(said)
    texts = {one.number: one.text for one in remarks}
    numbers = set(range(1, len(said) + 1))

    found = suggestions(remarks, besides, lambda *_of: 0.0)

    for one in found:
        assert one.text in texts[one.sources[0]]
        assert set(one.sources) <= numbers
        assert all(any(word in texts.get(number, "") for number in one.sources) for word in one.why)
        assert one.span is None or texts[one.sources[0]][slice(*one.span)].strip() == one.why[0]
        assert one.tier is not Tier.COUNTED or (one.tally and one.tally.votes)
        assert one.due_words in one.text
    assert len({one.id for one in found}) == len(found)


@PROPERTY
@given(TALK)
def test_nothing_declared_is_suggested(said: list[Said]) -> None:
    remarks, besides = around(said)
    items = (*besides.settled, *besides.others)
    declared = {" ".join(one.text.casefold().split()) for one in items}
    lines = {line for one in items for line in one.sources}

    for one in suggestions(remarks, besides, lambda *_of: 0.0):
        assert " ".join(one.text.casefold().split()) not in declared
        assert one.sources[0] not in lines


@PROPERTY
@given(TALK)
def test_the_same_remarks_suggest_the_same(said: list[Said]) -> None:
    assert suggested(said) == suggested(said)


HOSTILE: dict[str, Callable[[], list[Said]]] = {
    "a line of votes": lambda: [("ana", "+1" * 50_000)],
    "a long proposal": lambda: [("ana", "PROPOSED: " + "x " * 50_000), *[("ben", "+1")] * 2000],
    "a line of agreeing": lambda: [("ana", "we agreed " * 10_000)],
    "a line of dues": lambda: [("ana", "I'll send it by by by " * 5_000 + "Friday")],
    "a line of asking": lambda: [("ana", "can you " * 12_000 + "?"), ("ben", "sure")],
    "lines of questions": lambda: [("ana", "who of us keeps it? " * 5_000)] * 5,
    "quotation marks": lambda: [("ana", '"' * 100_000)],
    "quotation marks that never close": lambda: [("ana", "“" * 100_000)],
    "brackets": lambda: [("ana", "(" * 100_000), ("ana", " - " * 30_000), ("ana", "todo for " * 10_000)],
    "names": lambda: [("ana", " " * 100_000 + "x"), ("ana", "ana, " * 20_000 + "to write")],
    "proposals": lambda: [("ana", f"PROPOSED: x{number}") for number in range(3000)] + [("ben", "+1")],
    "outcomes": lambda: [("ana", "PROPOSED: x y"), ("ben", "+1"), ("ana", "RESOLVED: z")] * 1500,
    "cues": lambda: [("ana", "Let's go with it. " * 5_000), ("ana", "No objections. " * 6_000)],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_remarks_take_no_longer_than_long_ones(name: str) -> None:
    said = HOSTILE[name]()
    started = time.process_time()

    suggested(said)

    assert time.process_time() - started < 5
