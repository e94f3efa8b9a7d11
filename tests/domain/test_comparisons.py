"""What changes between two versions of a definition."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Verdict
from bot.domain.comparisons import RowChange, rows_changed, turn, turns
from bot.domain.definitions import Definition, Obligation, Requirement
from bot.domain.judging import judge
from bot.domain.systems import Fact
from tests.support.builders import (
    APPROVED_ONLY,
    DATA,
    OPEN_TERMS,
    a_definition,
    a_fact,
    a_requirement,
    a_system,
    absent,
    an_option,
)


def changed(before: Definition, after: Definition) -> list[tuple[RowChange, str]]:
    """What became of which row; a row is called by its id in the later version, or in the earlier if it was dropped."""
    found = []
    for difference in rows_changed(before, after):
        row = difference.after or difference.before
        assert row is not None
        found.append((difference.change, row.id))
    return found


def test_the_same_rows_differ_in_nothing() -> None:
    assert rows_changed(a_definition("a", "b"), a_definition("b", "a")) == ()


def test_rows_that_came_stand_before_rows_that_went() -> None:
    before, after = a_definition("a", "b"), a_definition("b", "c")

    assert changed(before, after) == [(RowChange.ADDED, "c"), (RowChange.REMOVED, "a")]


def test_a_difference_shows_both_sides_of_a_row() -> None:
    before = a_definition("a", an_option("b"))
    after = a_definition("a", "b")

    (difference,) = rows_changed(before, after)

    assert difference.change is RowChange.OBLIGATION
    assert difference.before is not None
    assert difference.after is not None
    assert (difference.before.obligation, difference.after.obligation) == (Obligation.OPTIONAL, Obligation.REQUIRED)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (a_requirement("a", terms=OPEN_TERMS), a_requirement("a", terms=APPROVED_ONLY), RowChange.TERMS),
        (a_requirement("a", terms=None), a_requirement("a", terms=APPROVED_ONLY), RowChange.TERMS),
        (a_requirement("a", terms=OPEN_TERMS), a_requirement("a", terms=None), RowChange.TERMS),
        (a_requirement("a", name="Weights"), a_requirement("a", name="Parameters"), RowChange.RENAMED),
        (an_option("a"), a_requirement("a", terms=APPROVED_ONLY), RowChange.OBLIGATION),
    ],
)
def test_what_matters_most_of_a_rows_change_is_told(before: Requirement, after: Requirement, change: RowChange) -> None:
    assert changed(a_definition(before), a_definition(after)) == [(change, "a")]


def test_a_name_in_other_letters_is_no_change() -> None:
    before, after = a_requirement("a", name="Training code"), a_requirement("a", name="training Code")

    assert rows_changed(a_definition(before), a_definition(after)) == ()


def test_rows_are_matched_by_their_component_and_their_place_among_its_rows() -> None:
    before = a_definition(a_requirement("data", component="data_information"))
    after = a_definition(
        a_requirement("methods", component="data_information", name="Data"),
        a_requirement("scope", component="data_information"),
    )

    assert changed(before, after) == [(RowChange.ADDED, "scope")]


# -- Verdicts that turn --------------------------------------------------------------------------------------------

NOTHING = a_definition(an_option("a"), levels=[], version="0.0.5")
STRICT = a_definition("a", "b", version="0.0.8")
LOOSE = a_definition("a", an_option("b"), version="1.0")
LOOSER = a_definition("a", a_requirement("b", terms=OPEN_TERMS), version="1.1")
APPROVED = a_definition("a", a_requirement("b", terms=APPROVED_ONLY), version="0.9")


def because(before: Definition, after: Definition, *facts: Fact) -> list[str] | None:
    """The rows that turn a system's verdict; None if it stays."""
    system = a_system(*facts)
    found = turn(judge(system, before), judge(system, after))
    return None if found is None else [finding.requirement.id for finding in found.because]


@pytest.mark.parametrize(
    ("before", "after", "facts", "rows"),
    [
        (STRICT, LOOSE, [a_fact("a"), absent("b")], ["b"]),
        (LOOSE, STRICT, [a_fact("a"), absent("b")], ["b"]),
        (LOOSE, STRICT, [a_fact("a")], ["b"]),
        (APPROVED, LOOSER, [a_fact("a"), a_fact("b", licence=DATA)], ["b"]),
        (STRICT, LOOSE, [absent("a"), absent("b")], None),
        (NOTHING, LOOSE, [absent("a")], ["a"]),
        (NOTHING, LOOSE, [a_fact("a")], []),
        (STRICT, LOOSER, [a_fact("a"), a_fact("b")], None),
    ],
)
def test_a_verdict_turns_because_of_the_rows_of_the_stricter_side(
    before: Definition, after: Definition, facts: list[Fact], rows: list[str] | None
) -> None:
    assert because(before, after, *facts) == rows


def test_what_both_versions_miss_does_not_turn_the_verdict() -> None:
    assert because(LOOSE, STRICT, absent("b")) == ["b"]


def test_only_the_systems_that_turn_are_told_in_the_order_given() -> None:
    systems = [
        a_system(a_fact("a"), absent("b"), id="turns"),
        a_system(absent("a"), id="stays"),
        a_system(a_fact("a"), id="turns-too"),
    ]

    told = turns((judge(system, STRICT), judge(system, LOOSE)) for system in systems)

    assert [(found.after.system.id, found.before.verdict, found.after.verdict) for found in told] == [
        ("turns", Verdict.NOT_CONFORMANT, Verdict.CONFORMANT),
        ("turns-too", Verdict.UNDETERMINED, Verdict.CONFORMANT),
    ]
