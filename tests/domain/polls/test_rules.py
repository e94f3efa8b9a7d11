"""Every rule against tables worked out by hand, and at nought, one and two votes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.domain.polls.charters import Charter, Least, Quorum, Tie, outcome
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.parameters import filled
from bot.domain.polls.rulebooks import CELL_RULES
from bot.domain.polls.rules import Consensus, Iso, Standing, Super, standing
from bot.domain.polls.tallies import CellTally, Counts, Disposition
from tests.domain.polls.builders import STUDY, a_cell, a_poll, counted

YES, NO = "required", "not_required"
NONE, TIE, QUORUM, SILENT = "no_consensus", "tie", "no_quorum", "no_votes"


def decided(cell: CellTally, rule: str, **parameters: str) -> str:
    by = filled(CELL_RULES[rule].parameters, parameters)
    return outcome(cell, Charter(rule, by)).value


@pytest.mark.parametrize("rule", CELL_RULES)
def test_without_an_answer_there_are_no_votes_under_any_rule(rule: str) -> None:
    assert decided(counted(), rule) == SILENT
    assert decided(counted(silent=3), rule) == SILENT


@pytest.mark.parametrize("rule", sorted(set(CELL_RULES) - {"concurrent"}))
def test_one_and_two_votes_are_decided_and_one_against_one_is_not(rule: str) -> None:
    assert decided(counted(yes=1), rule) == YES
    assert decided(counted(no=1), rule) == NO
    assert decided(counted(yes=2), rule) == YES
    assert decided(counted(yes=1, no=1), rule) == (TIE if rule in ("simple", "absolute") else NONE)


@pytest.mark.parametrize("rule", CELL_RULES)
def test_who_only_asks_to_talk_or_abstains_decides_nothing(rule: str) -> None:
    few = rule in ("super", "consensus", "concurrent")  # rules that need so many yes and no

    assert decided(counted(discuss=2, abstain=1), rule) == (QUORUM if few else NONE)


@pytest.mark.parametrize(
    ("rule", "votes", "expected"),
    [
        # yes, no, discuss, abstain, silent
        ("simple", (3, 2, 0, 0, 9), YES),
        ("simple", (2, 3, 0, 0, 0), NO),
        ("simple", (3, 3, 0, 0, 0), TIE),
        ("super", (2, 1, 0, 0, 0), YES),
        ("super", (3, 2, 0, 0, 0), NONE),
        ("super", (4, 2, 0, 0, 0), YES),
        ("super", (1, 2, 0, 0, 0), NO),
        ("super", (6, 3, 0, 0, 0), YES),
        ("super", (5, 4, 0, 0, 0), NONE),
        ("super", (4, 2, 9, 9, 9), YES),
        ("absolute", (3, 0, 0, 0, 3), YES),
        ("absolute", (3, 0, 0, 0, 4), NONE),
        ("absolute", (1, 3, 0, 1, 1), NO),
        ("absolute", (3, 3, 0, 0, 0), TIE),
        ("iso", (3, 1, 0, 0, 0), YES),
        ("iso", (2, 1, 0, 0, 0), NONE),
        ("iso", (1, 3, 0, 0, 0), NO),
        ("iso", (4, 2, 0, 0, 0), NONE),
        ("ieee", (3, 1, 0, 0, 1), YES),
        ("ieee", (3, 0, 0, 0, 2), QUORUM),
        ("ieee", (3, 1, 1, 0, 1), YES),
        ("ieee", (2, 1, 0, 0, 1), NONE),
        ("ieee", (3, 1, 0, 2, 0), NONE),
        ("ieee", (5, 0, 0, 2, 0), YES),
        ("ieee", (7, 0, 0, 3, 0), NONE),
        ("ieee", (1, 4, 0, 1, 0), NO),
        ("delphi", (7, 1, 0, 2, 0), YES),
        ("delphi", (5, 1, 0, 0, 0), NONE),
        ("delphi", (6, 1, 0, 0, 0), YES),
        ("delphi", (4, 0, 2, 0, 0), NONE),
        ("delphi", (0, 5, 1, 0, 0), NO),
        ("consensus", (4, 2, 0, 0, 0), YES),
        ("consensus", (3, 2, 0, 0, 0), NONE),
    ],
)
def test_the_rule_says_what_was_worked_out_by_hand(
    rule: str, votes: tuple[int, int, int, int, int], expected: str
) -> None:
    assert decided(counted(*votes), rule) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("X: yyn", "Y: yyn", "Z: nny"), NONE),  # Z is two thirds against
        (("X: yyn", "Y: yyn", "Z: nnyy"), YES),
        (("X: yyy", "Y: yy", "Z: yy"), QUORUM),  # only X has three votes
        (("X: yyy", "Y: yyy", "Z: n"), NONE),  # a veto needs no three votes
        (("X: nnn", "Y: nny", "Z: ny"), NO),
        (("X: yyn", "Y: nny"), NONE),
        (("X: yyydd", "Y: yyyaa"), YES),
    ],
)
def test_majorities_in_two_categories_and_none_strongly_against(rows: tuple[str, ...], expected: str) -> None:
    assert decided(a_cell(*rows), "concurrent") == expected


@pytest.mark.parametrize(("yes", "no"), [(2, 1), (4, 2), (6, 3)])
def test_two_thirds_are_two_thirds_and_not_67_percent(yes: int, no: int) -> None:
    cell = counted(yes, no)

    assert decided(cell, "super", q="2/3") == YES
    assert decided(cell, "super", q="66.66%") == YES
    assert decided(cell, "super", q="66.67%") == NONE
    assert decided(cell, "super", q="0.67") == NONE


def test_below_n0_a_supermajority_has_no_quorum() -> None:
    assert decided(counted(yes=2, abstain=5), "super", n0="3") == QUORUM
    assert decided(counted(yes=3), "super", n0="3") == YES


def test_core_members_decide_and_the_others_can_only_object() -> None:
    rows = ("X: yyn", "Y: yyyyy", "Z: nn")

    assert decided(a_cell(*rows), "iso", core="X") == NONE  # 3 of 10 against
    assert decided(a_cell("X: yyn", "Y: yyyyy", "Z: n"), "iso", core="X") == YES  # 2 of 9
    assert decided(a_cell("X: yyn", "Y: yyyyy", "Z: n"), "iso", core="Z") == NONE


def test_noes_without_a_reason_can_be_left_out() -> None:
    counts = Counts(yes=2, no=2, eligible=4, unreasoned=2)
    cell = CellTally(STUDY, counts, {"X": counts}, {})

    assert outcome(cell, Charter("iso", Iso())) is Outcome.NO_CONSENSUS
    assert outcome(cell, Charter("iso", Iso(only_reasoned=True))) is Outcome.REQUIRED


@pytest.mark.parametrize(
    ("objections", "verdict", "behind"),
    [
        ((), YES, Standing.CONSENSUS),
        ((Disposition.WITHDRAWN,), YES, Standing.CONSENSUS),
        ((Disposition.ADDRESSED, Disposition.OVERRULED), YES, Standing.ROUGH_CONSENSUS),
        ((Disposition.ADDRESSED, None), NONE, Standing.DISSENT),
        ((Disposition.SUSTAINED,), NONE, Standing.DISSENT),
    ],
)
def test_an_open_objection_stands_in_the_way_of_consensus(
    objections: tuple[Disposition | None, ...], verdict: str, behind: Standing
) -> None:
    cell = a_cell("X: yyyn", objections=objections)

    assert decided(cell, "consensus") == verdict
    assert standing(cell, Consensus()) is behind


@pytest.mark.parametrize(
    ("tie", "expected"), [(Tie.TIE, TIE), (Tie.REQUIRED, YES), (Tie.NOT_REQUIRED, NO)]
)  # fmt: skip
def test_a_tie_adopts_nothing_unless_the_charter_says_so(tie: Tie, expected: str) -> None:
    charter = Charter("simple", CELL_RULES["simple"].parameters(), tie=tie)

    assert outcome(counted(2, 2), charter) == expected
    assert outcome(counted(3, 2), charter) == YES


def test_a_cell_needs_its_quorum_of_answers_of_any_kind() -> None:
    half = Charter("super", Super(), Quorum(cell=Least(share=Fraction(1, 2))))

    assert outcome(counted(yes=1, discuss=1, silent=3), half) is Outcome.NO_QUORUM
    assert outcome(counted(yes=1, discuss=1, silent=2), half) is Outcome.REQUIRED


def test_the_poll_and_each_category_need_their_quorum() -> None:
    tally = a_poll("X: yy--", "Y: y---")

    assert Quorum(overall=Least(count=3)).of_poll(tally)
    assert not Quorum(overall=Least(count=4)).of_poll(tally)
    assert not Quorum(category=Least(share=Fraction(1, 2))).of_poll(tally)
    assert Quorum(category=Least(share=Fraction(1, 4))).of_poll(tally)
