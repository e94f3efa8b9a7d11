"""Polls on the scale of a temperature: sides for the rules, steps for the measures, against a naive count."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Roll
from bot.domain.polls.bands import How, Merging
from bot.domain.polls.charters import Charter, outcomes
from bot.domain.polls.measures import measures, median
from bot.domain.polls.merging import merged_cells
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.results import PollResult, result
from bot.domain.polls.rulebooks import CELL_RULES, RULES, UnfitRule, refuse_unfit
from bot.domain.polls.rules import Iso
from bot.domain.polls.scales import STEPS, BallotScale
from bot.domain.polls.sensitivity import sensitivity, under
from bot.domain.polls.tallies import Counts, PollTally, Turnout, count
from bot.domain.polls.verdicts import AsCast
from tests.domain.polls import oracles
from tests.domain.polls.builders import a_roll, papers_of
from tests.domain.polls.oracles import NaivePoll
from tests.domain.polls.strategies import COUNTED, SOAKING

pytestmark = [pytest.mark.soak] if SOAKING else []

TEMPERATURE = BallotScale.TEMPERATURE
SIDES = {"strongly_for": "yes", "for": "yes", "neutral": "discuss", "against": "no", "strongly_against": "no"}
NAMES = tuple(SIDES)
BY_DEFAULT = Charter()
USE, STUDY = Cell("code", Freedom.USE), Cell("code", Freedom.STUDY)


def a_result(votes: str, **given_: object) -> PollResult:
    """The result of one cell: a letter a voter, F f 0 g G for the steps, a for abstain."""
    roll = a_roll("x: " + " ".join(f"v{number}" for number in range(len(votes))))
    papers = papers_of(roll, {(STUDY.component, STUDY.freedom): votes})
    return result(BY_DEFAULT, [STUDY], papers, roll, scale=TEMPERATURE, **given_)  # type: ignore[arg-type]


# -- Against a naive count ---------------------------------------------------------------------------------------------


@st.composite
def polls(draw: st.DrawFn, voters: int = 12) -> NaivePoll:
    """Voters of up to three categories, and what each says in two cells."""
    about = st.tuples(st.sampled_from(("X", "Y", "Z")), st.sampled_from(("", "M", "N")))
    roll = {f"v{number}": draw(about) for number in range(draw(st.integers(0, voters)))}
    lean = draw(
        st.sampled_from(((*NAMES, "abstain", None), ("strongly_for", "for", "against"), ("neutral", "abstain")))
    )
    keys = [(voter, cell) for voter in roll for cell in ("code/use", "code/study")]
    said = {key: draw(st.sampled_from(lean)) for key in keys}
    return NaivePoll(roll, ["code/use", "code/study"], {key: word for key, word in said.items() if word})


def tallied(poll: NaivePoll) -> PollTally:
    """The same poll, counted by the bot."""
    papers = []
    for voter in poll.roll:
        said = {cell: Choice(word) for (who, cell), word in poll.answers.items() if who == voter}
        papers.append(Ballot(voter, {Cell("code", Freedom(cell[5:])): choice for cell, choice in said.items()}))
    roll = Roll(tuple(Elector(voter, *about) for voter, about in poll.roll.items()))
    return count((USE, STUDY), papers, roll, scale=TEMPERATURE)


def sided(poll: NaivePoll) -> NaivePoll:
    """The poll as one of yes and no; who is neutral answers without saying either."""
    answers = {key: SIDES.get(word, word) for key, word in poll.answers.items()}
    return NaivePoll(poll.roll, poll.cells, answers)


@COUNTED
@given(polls())
def test_every_step_is_counted_by_itself(poll: NaivePoll) -> None:
    for name, one in zip(poll.cells, tallied(poll).cells, strict=True):
        assert one.counts.steps == tuple(poll.number(name, step) for step in NAMES)
        assert one.counts.abstain == poll.number(name, "abstain")
        assert one.counts.answering == sum(asked == name for _voter, asked in poll.answers)
        assert one.counts.unanswered == len(poll.roll) - one.counts.answering
        for category, counts in one.by_category.items():
            assert counts.steps == tuple(poll.number(name, step, category) for step in NAMES)


@COUNTED
@given(polls())
def test_rules_count_everybody_who_is_for_as_a_yes_and_everybody_against_as_a_no(poll: NaivePoll) -> None:
    for rule in CELL_RULES:
        found = outcomes(tallied(poll), under(BY_DEFAULT, rule))

        expected = [oracles.verdict(sided(poll), name, rule) for name in poll.cells]
        assert [found[USE].value, found[STUDY].value] == expected, rule


@COUNTED
@given(polls(voters=4))
def test_margins_are_those_found_by_changing_sides(poll: NaivePoll) -> None:
    for rule in CELL_RULES:
        panel = sensitivity(tallied(poll), under(BY_DEFAULT, rule))

        assert panel[USE].margin == oracles.margin(sided(poll), "code/use", rule), rule
        assert set(panel[USE].verdicts) == set(CELL_RULES)


@COUNTED
@given(polls())
def test_the_median_stands_in_the_middle_of_everybody_in_a_line(poll: NaivePoll) -> None:
    tally = tallied(poll)
    for name, one in zip(poll.cells, tally.cells, strict=True):
        said = [word for (_voter, asked), word in poll.answers.items() if asked == name and word != "abstain"]
        line = sorted(said, key=NAMES.index)

        found = measures(one, tally.turnout, TEMPERATURE)

        middle = None if not line else (line[(len(line) - 1) // 2], line[len(line) // 2])
        assert found.median == (middle and tuple(Choice(word) for word in middle))


@COUNTED
@given(polls())
def test_agreement_and_entropy_are_those_of_the_formulas(poll: NaivePoll) -> None:
    tally = tallied(poll)
    for name, one in zip(poll.cells, tally.cells, strict=True):
        said = Counter(word for (_voter, asked), word in poll.answers.items() if asked == name)
        found = measures(one, tally.turnout, TEMPERATURE)

        spread = sum(-n / said.total() * log2(n / said.total()) for n in said.values())
        assert found.entropy is None if not said else float(found.entropy or 0) == pytest.approx(spread / log2(6))
        abstained = said.pop("abstain", 0)
        assert (found.ordinal_consensus is None) == (not said), abstained
        if said:
            places = {NAMES.index(word): number / said.total() for word, number in said.items()}
            mean = sum(place * share for place, share in places.items())
            agreed = 1 + sum(share * log2(1 - abs(place - mean) / 4) for place, share in places.items())
            assert float(found.ordinal_consensus or 0) == pytest.approx(agreed, abs=1e-9)


# -- By hand -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "lower", "upper", "consensus"),
    [
        ("FFFFF", Choice.STRONGLY_FOR, Choice.STRONGLY_FOR, "1"),
        ("FFGG", Choice.STRONGLY_FOR, Choice.STRONGLY_AGAINST, "0"),
        ("Ff0gG", Choice.NEUTRAL, Choice.NEUTRAL, "0.43"),
        ("ffgaaa", Choice.FOR, Choice.FOR, "0.63"),
        ("f0", Choice.FOR, Choice.NEUTRAL, "0.81"),
    ],
)
def test_a_cell_by_hand(votes: str, lower: Choice, upper: Choice, consensus: str) -> None:
    [cell] = a_result(votes).cells

    assert cell.measures.median == (lower, upper)
    assert cell.measures.ordinal_consensus is not None
    assert cell.measures.ordinal_consensus.quantize(Decimal("0.01")) == Decimal(consensus)


def test_where_all_abstain_there_is_no_median_and_no_consensus() -> None:
    [cell] = a_result("aa").cells

    assert (cell.measures.median, cell.measures.ordinal_consensus) == (None, None)
    assert cell.measures.entropy == 0
    assert median(()) is None


def test_a_poll_of_yes_and_no_has_neither() -> None:
    roll = a_roll("x: a b")
    [cell] = result(BY_DEFAULT, [STUDY], papers_of(roll, {("code", Freedom.STUDY): "yn"}), roll).cells

    assert (cell.measures.median, cell.measures.ordinal_consensus) == (None, None)


def test_how_strongly_somebody_is_for_it_changes_no_verdict() -> None:
    verdicts = {a_result(f"{one}{two}g").cells[0].outcome for one in "Ff" for two in "Ff"}

    assert verdicts == {Outcome.REQUIRED}


@pytest.mark.parametrize("against", [Choice.AGAINST, Choice.STRONGLY_AGAINST])
@pytest.mark.parametrize(("reasoned", "verdict"), [(False, Outcome.REQUIRED), (True, Outcome.NO_CONSENSUS)])
def test_who_is_against_without_a_reason_can_be_left_out(against: Choice, reasoned: bool, verdict: Outcome) -> None:
    roll = a_roll("x: a b")
    reasons = frozenset({STUDY}) if reasoned else frozenset()
    papers = [Ballot("a", {STUDY: Choice.FOR}), Ballot("b", {STUDY: against}, reasons)]

    [cell] = result(Charter("iso", Iso(only_reasoned=True)), [STUDY], papers, roll, scale=TEMPERATURE).cells

    assert cell.outcome is verdict


def test_the_order_of_ballots_changes_nothing() -> None:
    found = {tuple(a_result("".join(order)).cells[0].tally.counts.steps) for order in permutations("Ff0g")}

    assert found == {(1, 1, 1, 1, 0)}


def test_rows_that_are_merged_add_up_step_by_step() -> None:
    cells = [Cell(name, Freedom.STUDY) for name in ("code", "data")]
    roll = a_roll("x: a b c")
    votes = {("code", Freedom.STUDY): "FF0", ("data", Freedom.STUDY): "f0G"}
    tally = count(cells, papers_of(roll, votes), roll, scale=TEMPERATURE)

    [both] = merged_cells(tally, (Merging("both", ("code", "data"), How.SUM, False),)).cells
    [half] = merged_cells(tally, (Merging("half", ("code", "data"), How.MEAN, False),)).cells

    assert both.counts.steps == (2, 1, 2, 0, 1)
    assert half.counts.steps == (1, Fraction(1, 2), 1, 0, Fraction(1, 2))
    steps = [measures(one, Turnout(3, 3), TEMPERATURE) for one in (both, half)]
    assert steps[0].median == steps[1].median == (Choice.FOR, Choice.NEUTRAL)
    assert steps[0].ordinal_consensus == steps[1].ordinal_consensus


def test_conflicted_and_excluded_voters_are_left_out_and_brought_back() -> None:
    roll = a_roll("x: a b c")
    papers = papers_of(roll, {("code", Freedom.STUDY): "FgG"})
    left = Roll(roll.electors[:2])

    found = result(
        BY_DEFAULT, [STUDY], papers[:2], left, scale=TEMPERATURE, conflicted=["a"], as_cast=AsCast(papers, roll)
    )

    assert found.cells[0].outcome is Outcome.NO_CONSENSUS
    assert found.with_excluded is not None
    assert found.with_excluded.cells[STUDY] is Outcome.NOT_REQUIRED
    assert found.without_conflicted is not None
    assert found.without_conflicted.turnout == Turnout(1, 1)
    assert found.without_conflicted.cells[STUDY] is Outcome.NOT_REQUIRED


# -- What does not go together -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", BallotScale)
def test_an_answer_of_another_scale_is_not_counted(scale: BallotScale) -> None:
    strange = next(choice for choice in Choice if choice not in scale.choices)

    with pytest.raises(ValueError, match="not on the scale"):
        count([STUDY], [Ballot("a", {STUDY: strange})], Roll((Elector("a"),)), scale=scale)


def test_every_choice_is_on_a_scale_and_only_abstaining_is_on_both() -> None:
    required, temperature = (set(scale.choices) for scale in BallotScale)

    assert required | temperature == set(Choice)
    assert required & temperature == {Choice.ABSTAIN}
    assert set(STEPS) == temperature - {Choice.ABSTAIN}
    assert all(scale.ticked in scale.choices and scale.rest in scale.choices for scale in BallotScale)


def test_steps_have_no_bands_of_a_mean() -> None:
    with pytest.raises(UnfitRule, match="Count it by simple, super, "):
        refuse_unfit("mean_band", TEMPERATURE)

    for rule in RULES:
        refuse_unfit(rule, BallotScale.REQUIRED)


@pytest.mark.parametrize("choice", Choice)
def test_a_count_tells_how_many_gave_an_answer(choice: Choice) -> None:
    scale = TEMPERATURE if choice in TEMPERATURE.choices else BallotScale.REQUIRED
    [cell] = count([STUDY], [Ballot("a", {STUDY: choice})], Roll((Elector("a"), Elector("b"))), scale=scale).cells

    assert [cell.counts.said(one) for one in scale.choices] == [int(one is choice) for one in scale.choices]
    assert cell.counts - cell.counts == Counts()
