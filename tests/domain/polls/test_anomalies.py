"""What stands out among ballots, by polls small enough to look at by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.definitions import Freedom
from bot.domain.polls.anomalies import Anomaly, Pattern, TimedBallot, anomalies, timed_ballots
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import Answer, EventKind, PollEvent, Via, Voter, cast_body, replayed
from bot.domain.polls.withholding import FEW

OPENED = datetime(2026, 11, 22, 10, tzinfo=UTC)
CELLS = tuple(Cell(component, freedom) for component in ("code", "data") for freedom in Freedom)
_LETTERS = {"y": Choice.YES, "n": Choice.NO, "d": Choice.DISCUSS, "a": Choice.ABSTAIN}


def at(minutes: float) -> datetime:
    return OPENED + timedelta(minutes=minutes)


def a_ballot(
    handle: str, letters: str, minutes: float, *, took: float = 0, first: float | None = None, via: Via = Via.QUICK
) -> TimedBallot:
    """A ballot of a letter a cell, finished after so many minutes."""
    choices = {cell: _LETTERS[letter] for cell, letter in zip(CELLS, letters, strict=False) if letter != "-"}
    began = minutes - took
    return TimedBallot(handle, choices, frozenset([via]), at(began if first is None else first), at(began), at(minutes))


def found(
    *ballots: TimedBallot,
    voters: Sequence[Voter] = (),
    sealed: bool = False,
    own: str | None = None,
    least: int = 1,
) -> Mapping[Pattern, list[Anomaly]]:
    several = anomalies(ballots, voters, len(CELLS), OPENED, sealed=sealed, own=own, least=least)
    return {pattern: [one for one in several if one.pattern is pattern] for pattern in Pattern}


# -- Identical -----------------------------------------------------------------------------------------------------


def test_three_identical_ballots_within_ten_minutes_stand_out() -> None:
    [one] = found(
        a_ballot("a", "yynn", 3), a_ballot("b", "yynn", 13), a_ballot("c", "yynn", 9), a_ballot("d", "yyny", 5)
    )[Pattern.IDENTICAL]

    assert one == Anomaly(Pattern.IDENTICAL, 3, ("a", "b", "c"), at(3), at(13))


@pytest.mark.parametrize(
    "ballots",
    [
        [("a", "yynn", 0), ("b", "yynn", 1)],
        [("a", "yynn", 0), ("b", "yynn", 5), ("c", "yynn", 10.1)],
        [("a", "yyn-", 0), ("b", "yyn-", 1), ("c", "yyn-", 2)],
        [("a", "yynn", 0), ("b", "yynn-y", 1), ("c", "yynny", 2)],
    ],
    ids=["two", "too far apart", "few cells", "not identical"],
)
def test_less_than_that_does_not(ballots: list[tuple[str, str, float]]) -> None:
    assert found(*(a_ballot(*one) for one in ballots))[Pattern.IDENTICAL] == []


def test_groups_that_overlap_are_one_and_others_are_told_apart() -> None:
    steady = [a_ballot(f"a{n}", "yynn", 4 * n) for n in range(6)]
    later = [a_ballot(f"b{n}", "yynn", 100 + n) for n in range(3)]

    groups = found(*steady, *later)[Pattern.IDENTICAL]

    assert [(one.people, one.since, one.until) for one in groups] == [(6, at(0), at(20)), (3, at(100), at(102))]


def test_while_a_poll_is_sealed_the_ballot_of_whoever_looks_is_compared_with_no_other() -> None:
    ballots = [a_ballot(name, "yynn", 1) for name in "abc"]

    assert found(*ballots, sealed=True, own="a")[Pattern.IDENTICAL] == []
    assert len(found(*ballots, sealed=True, own="z")[Pattern.IDENTICAL]) == 1
    assert len(found(*ballots, sealed=False, own="a")[Pattern.IDENTICAL]) == 1


# -- Alike, filled, a crowd ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "took", "expected"),
    [("y" * 8, 1, True), ("y" * 8, 1.1, False), ("y" * 7, 0, False), ("y" * 7 + "n", 0, False)],
)
def test_a_whole_ballot_of_one_answer_given_at_once_stands_out(letters: str, took: float, expected: bool) -> None:
    several = found(a_ballot("a", letters, 5, took=took))[Pattern.ALIKE]

    assert several == ([Anomaly(Pattern.ALIKE, 1, ("a",))] if expected else [])


def test_which_ballot_is_one_press_is_not_told_while_a_poll_is_sealed_since_that_says_how_it_voted() -> None:
    ballots = (a_ballot("a", "n" * 8, 1, via=Via.FILL), a_ballot("b", "y" * 8, 1))

    told, sealed = found(*ballots), found(*ballots, sealed=True)

    assert [one.handles for one in told[Pattern.FILLED]] == [("a",)]
    assert [one.handles for one in told[Pattern.ALIKE]] == [("b",)]
    assert sealed[Pattern.FILLED] == []
    assert [one.handles for one in sealed[Pattern.ALIKE]] == [("a", "b")]


def test_five_first_ballots_within_five_minutes_stand_out() -> None:
    early = [a_ballot(f"a{n}", "y", n) for n in range(5)]
    late = [a_ballot(f"b{n}", "y", 60 + 10 * n) for n in range(9)]

    [one] = found(*early, *late)[Pattern.CROWD]

    assert (one.people, one.since, one.until) == (5, at(0), at(4))
    assert found(*early[:4], *late)[Pattern.CROWD] == []


def test_where_very_many_vote_a_few_at_once_are_no_crowd() -> None:
    together = [a_ballot(f"a{n}", "y", n) for n in range(5)]
    others = [a_ballot(f"b{n}", "y", 60 + 10 * n) for n in range(16)]

    assert found(*together, *others)[Pattern.CROWD] == []


def test_it_is_the_first_ballot_that_makes_a_crowd_and_not_a_change_of_it() -> None:
    changed = [a_ballot(f"a{n}", "y", 500 + n, first=30 * n) for n in range(5)]

    assert found(*changed)[Pattern.CROWD] == []


# -- Who they are --------------------------------------------------------------------------------------------------


def test_several_people_of_one_organisation_stand_out_and_few_under_no_handle() -> None:
    voters = [Voter(f"h{n}", f"terminal:{n}", organisation="Acme" if n < 5 else "Beta") for n in range(8)]
    voters += [Voter("x", None, organisation="Gamma"), Voter("y", None)]

    acme, beta = found(voters=voters, least=FEW)[Pattern.ORGANISATION]

    assert (acme.organisation, acme.people, acme.handles) == ("Acme", 5, ("h0", "h1", "h2", "h3", "h4"))
    assert (beta.organisation, beta.people, beta.handles) == ("Beta", 3, ())
    assert found(voters=voters)[Pattern.ORGANISATION][1].handles == ("h5", "h6", "h7")


@pytest.mark.parametrize(("days", "expected"), [(29, True), (31, False), (-2, True)])
def test_an_account_made_shortly_before_the_opening_is_young(days: int, expected: bool) -> None:
    made = OPENED - timedelta(days=days)
    number = round((made - datetime(2015, 1, 1, tzinfo=UTC)).total_seconds() * 1000) << 22

    several = found(voters=[Voter("a", f"discord:{number}"), Voter("b", "terminal:bob"), Voter("c", None)])

    assert several[Pattern.YOUNG] == ([Anomaly(Pattern.YOUNG, 1, ("a",))] if expected else [])


# -- From what is stored -------------------------------------------------------------------------------------------


def test_ballots_are_timed_by_their_casts() -> None:
    def cast(number: int, minutes: float, handle: str, via: Via, *said: tuple[Cell, Choice | None]) -> PollEvent:
        body = cast_body([Answer(cell, choice) for cell, choice in said], via)
        return PollEvent(EventKind.CAST, "P-1", at(minutes), body, None, handle, None, number)

    first, second = CELLS[:2]
    casts = [
        cast(1, 5, "a", Via.QUICK, (first, Choice.YES)),
        cast(2, 7, "b", Via.QUICK, (first, Choice.YES)),
        cast(3, 8, "b", Via.QUICK, (first, None)),
        cast(4, 9, "a", Via.TEXT, (first, Choice.NO)),
        cast(5, 11, "a", Via.FILL, (second, Choice.NO)),
    ]

    [one] = timed_ballots(replayed(casts).values(), casts)

    assert one == TimedBallot(
        "a", {first: Choice.NO, second: Choice.NO}, frozenset([Via.TEXT, Via.FILL]), at(5), at(9), at(11)
    )
