"""What a typed vote says."""

from __future__ import annotations

import pytest

from bot.domain.meetings.votes import Stand, Vote, reaction, stand, tally


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+1", Stand.FOR),
        ("+1 to the second wording", Stand.FOR),
        ("  **+1**", Stand.FOR),
        ("+ 1", Stand.FOR),
        ("\uff0b\uff11", Stand.FOR),
        ("+\u0661", Stand.FOR),
        (":+1:", Stand.FOR),
        ("\U0001f44d\U0001f3fd", Stand.FOR),
        ("aye", Stand.FOR),
        ("agreed.", Stand.FOR),
        ("I agree", Stand.FOR),
        ("in favour", Stand.FOR),
        ("-1", Stand.AGAINST),
        ("\u22121, as it leaves the weights out", Stand.AGAINST),
        ("I object to this", Stand.AGAINST),
        ("I strongly object", Stand.AGAINST),
        ("objection", Stand.AGAINST),
        ("0", Stand.NEITHER),
        ("+0 no view", Stand.NEITHER),
        ("\u00b10", Stand.NEITHER),
        ("abstain", Stand.NEITHER),
        ("I can live with it", Stand.LIVES_WITH),
        ("can live with that", Stand.LIVES_WITH),
        ("no objection", Stand.LIVES_WITH),
        ("I don't object", Stand.LIVES_WITH),
    ],
)
def test_a_vote_is_read(text: str, found: Stand) -> None:
    assert stand(text) is found


@pytest.mark.parametrize(
    "text",
    ["", "+10", "+1.5 points", "-12", "+2", "0) Hi", "0 errors left", "10", "1", "> +1", "I agree that we wait", "+1?",
     "objections?", "the object of it", "objective one", "can you live with it", "so +1", "no, objections matter"],
)  # fmt: skip
def test_what_only_looks_like_a_vote_is_none(text: str) -> None:
    assert stand(text) is None


@pytest.mark.parametrize(
    ("emoji", "found"),
    [
        ("\U0001f44d\U0001f3ff", Stand.FOR),
        ("\u274c", Stand.AGAINST),
        ("0\ufe0f\u20e3", Stand.NEITHER),
        ("\U0001f389", None),
    ],
)
def test_a_reaction_votes_if_it_says_so(emoji: str, found: Stand | None) -> None:
    assert reaction(emoji) is found


def test_of_each_person_the_last_vote_counts() -> None:
    votes = [
        Vote("ana", Stand.FOR, 2, "+1"),
        Vote("ben", Stand.FOR, 3, "+1"),
        Vote("Ana", Stand.AGAINST, 4, "-1"),
        Vote("", Stand.FOR, 5, "+1"),
        Vote("", Stand.FOR, 6, "+1"),
    ]

    found = tally(votes)

    assert [vote.number for vote in found.votes] == [3, 4, 5, 6]
    assert (found.count(Stand.FOR), found.count(Stand.AGAINST)) == (3, 1)
