"""Proposals on which people voted."""

from __future__ import annotations

import pytest

from bot.domain.meetings.counting import GAP, proposal
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier
from bot.domain.meetings.votes import Stand
from tests.support.meetings import Said
from tests.support.suggesting import suggested

VOTES: list[Said] = [("ben", "+1"), ("cai", "-1, the list is too long"), ("dia", "I can live with it")]


def counted(said: list[Said], **known_besides: object) -> list[Suggestion]:
    return [one for one in suggested(said, SuggestionKind.RESOLUTION, **known_besides) if one.tier is Tier.COUNTED]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("PROPOSED: lists are enough", "lists are enough"),
        ("Proposal: lists are enough", "lists are enough"),
        ("proposal 2: lists are enough", "lists are enough"),
        ("PROPOSED RESOLUTION: lists are enough", "lists are enough"),
        ("**PROPOSED:** lists are enough", "lists are enough"),
        ("  Straw poll: lists are enough", "lists are enough"),
        ("Draft resolution: lists are enough", "lists are enough"),
        ("#motion lists are enough", "lists are enough"),
        ("#proposed lists are enough", "lists are enough"),
        ("Good morning\nPROPOSED: lists are enough\nplease vote", "lists are enough"),
        ("PROPOSED\uff1a \u05e8\u05e9\u05d9\u05de\u05d5\u05ea \u0663", "\u05e8\u05e9\u05d9\u05de\u05d5\u05ea \u0663"),
    ],
)
def test_what_is_proposed_is_read_as_it_was_said(line: str, text: str) -> None:
    assert proposal(line) == text


@pytest.mark.parametrize(
    "line",
    ["> PROPOSED: x", "`PROPOSED: x`", "```\nPROPOSED: x\n```", "he PROPOSED: x", "draft: x", "PROPOSED:", "#motions x",
     "proposals: x", "unPROPOSED: x", '"PROPOSED: x"'],
)  # fmt: skip
def test_what_only_speaks_of_a_proposal_is_none(line: str) -> None:
    assert proposal(line) is None


def test_a_proposal_with_votes_is_suggested_with_who_voted_how() -> None:
    (found,) = counted([("ana", "PROPOSED: lists are enough"), *VOTES])

    assert (found.text, found.sources, found.speaker) == ("lists are enough", (1, 2, 3, 4), "ana")
    assert found.tally
    assert [(vote.person, vote.stand, vote.number, vote.text) for vote in found.tally.votes] == [
        ("ben", Stand.FOR, 2, "+1"),
        ("cai", Stand.AGAINST, 3, "-1, the list is too long"),
        ("dia", Stand.LIVES_WITH, 4, "I can live with it"),
    ]


def test_votes_on_a_motion_by_command_count_too() -> None:
    (found,) = counted([("ana", "#motion lists are enough"), ("ben", "#vote +1"), ("cai", "-1")])

    assert (found.text, found.sources) == ("lists are enough", (1, 2, 3))


def test_reactions_to_a_proposal_count_and_a_typed_vote_replaces_them() -> None:
    said: list[Said] = [("ana", "PROPOSED: lists are enough"), ("ben", "-1")]

    (found,) = counted(said, reactions={1: {"\U0001f44d": ("ben", "cai"), "\U0001f389": ("dia",)}})

    assert found.tally
    assert [(vote.person, vote.stand) for vote in found.tally.votes] == [("cai", Stand.FOR), ("ben", Stand.AGAINST)]


def test_a_proposal_without_votes_is_not_counted() -> None:
    assert not counted([("ana", "PROPOSED: lists are enough"), ("ben", "hm")])


def test_votes_belong_to_the_last_proposal() -> None:
    found = counted([("ana", "PROPOSED: a b"), ("ben", "+1"), ("ana", "PROPOSED: c d"), ("ben", "-1"), ("cai", "-1")])

    assert [(one.text, one.sources) for one in found] == [("c d", (3, 4, 5)), ("a b", (1, 2))]


@pytest.mark.parametrize("outcome", ["RESOLVED: so be it", "#agreed so be it", "^rejected that", "#inconclusive hm"])
def test_what_somebody_said_the_outcome_of_is_not_suggested(outcome: str) -> None:
    assert not counted([("ana", "PROPOSED: lists are enough"), *VOTES, ("ana", outcome)])


def test_a_closed_motion_is_declared() -> None:
    assert not counted([("ana", "#motion x y"), ("ben", "#vote +1"), ("ana", "#close")])


def test_a_resolution_under_the_next_topic_is_about_something_else() -> None:
    said: list[Said] = [
        ("ana", "Topic: A"), ("ana", "PROPOSED: lists are enough"), *VOTES,
        ("ana", "Topic: B"), ("ana", "RESOLVED: other"),
    ]  # fmt: skip

    assert [one.text for one in counted(said)] == ["lists are enough"]


def test_a_late_plus_one_is_on_something_else() -> None:
    talk: list[Said] = [("ben", f"word {number}") for number in range(GAP + 1)]

    assert not counted([("ana", "PROPOSED: lists are enough"), *talk, ("ben", "+1")])
    assert not counted([("ana", "PROPOSED: lists are enough"), ("ana", "Topic: B"), ("ben", "+1")])
