"""What a draft would change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.assessments import Verdict
from bot.domain.comparisons import RowChange, level_turn, rows_changed
from bot.domain.definitions import Definition
from bot.domain.impacts import Impact, impact, still_reviewed
from bot.domain.judging import judge
from bot.domain.libraries import Library
from bot.domain.systems import System
from tests.support.builders import (
    a_definition,
    a_fact,
    a_level,
    a_library,
    a_requirement,
    a_review,
    a_system,
    absent,
    any_of,
)

BEFORE = a_definition("code", "data", requires=a_level("open", "code").requires, version="1.0")
DRAFT = a_definition("code", "data", version="1.1")
LADDER = a_definition("code", "data", levels=[a_level("low", "code"), a_level("high", "data")], id="mof")
STEEPER = a_definition("code", "data", "card", levels=[a_level("low", "code"), a_level("high", any_of("data", "card"))],
                       id="mof", version="10")  # fmt: skip


def between(before: Definition, after: Definition, *systems: System) -> Impact:
    library = a_library(*systems)
    drafted = library.assess_all(after, still_reviewed(before, after))
    return impact(before, after, zip(library.assess_all(before), drafted, strict=True))


def test_systems_that_turn_are_told_with_the_row_that_turns_them() -> None:
    kept = a_system(a_fact("code"), a_fact("data"), id="kept")
    lost = a_system(a_fact("code"), absent("data"), id="lost")

    found = between(BEFORE, DRAFT, kept, lost)

    assert [turn.before.system.id for turn in found.turns] == ["lost"]
    assert [(name, count) for name, _clause, count in found.clauses] == [("Data", 1)]
    assert found.counts_before == {Verdict.CONFORMANT: 2}
    assert found.counts_after == {Verdict.CONFORMANT: 1, Verdict.NOT_CONFORMANT: 1}
    assert found.systems == 2


def test_the_row_that_turns_most_systems_is_told_first() -> None:
    before, after = a_definition("code"), a_definition("code", "data", "card", version="1.1")
    systems = [a_system(a_fact("code"), a_fact("card"), absent("data"), id=id_) for id_ in ("one", "two")]
    other = a_system(a_fact("code"), a_fact("data"), absent("card"), id="three")

    found = between(before, after, *systems, other)

    assert [(name, count) for name, _clause, count in found.clauses] == [("Data", 2), ("Card", 1)]


def test_a_system_that_keeps_its_verdict_and_reaches_another_level_moves() -> None:
    found = between(LADDER, STEEPER, a_system(a_fact("code"), absent("data"), a_fact("card")))

    assert found.turns == ()
    [moved] = found.moves
    assert (moved.before.level, moved.after.level) == ("low", "high")
    assert [row.requirement.id for row in moved.because] == ["data"]


def test_no_level_is_told_of_what_has_one() -> None:
    system = a_system(a_fact("code"), a_fact("data"))

    assert level_turn(judge(system, BEFORE), judge(system, DRAFT)) is None
    assert level_turn(judge(system, LADDER), judge(system, LADDER)) is None


def test_a_pass_by_review_holds_for_what_the_draft_leaves_as_it_was() -> None:
    reviewed = a_system(reviews=(a_review(definitions=("osaid 1.0",)),))
    same = a_definition("code", "data", requires=a_level("open", "code").requires, version="1.1")

    assert judge(reviewed, BEFORE).verdict is Verdict.CONFORMANT
    assert between(BEFORE, same, reviewed).turns == ()
    [turned] = between(BEFORE, DRAFT, reviewed).turns
    assert [row.requirement.id for row in turned.because] == ["data"]


def test_a_pass_by_review_holds_for_a_choice_only_as_long_as_it_is_the_same() -> None:
    before = a_definition("data", "card", requires=any_of("data", "card"), version="1.0")
    same = a_definition("data", "card", requires=any_of("data", "card"), version="1.1")
    other = a_definition("data", "card", "paper", requires=any_of("data", "card", "paper"), version="1.1")
    reviewed = a_system(reviews=(a_review(definitions=("osaid 1.0",)),))

    assert between(before, same, reviewed).turns == ()
    assert len(between(before, other, reviewed).turns) == 1


@pytest.mark.parametrize("after", [
    a_definition("code", "data", "card", levels=[a_level("low", any_of("code", "card")), a_level("high", "data")]),
    a_definition("data", "code", levels=[a_level("low", "data"), a_level("high", "code")]),
])  # fmt: skip
def test_a_row_that_is_asked_for_otherwise_differs(after: Definition) -> None:
    changes = {row.after.id: row.change for row in rows_changed(LADDER, after) if row.after}

    assert changes["code"] is RowChange.STANDING


def test_a_row_for_which_others_answer_now_differs() -> None:
    before = a_definition("code", "libraries")
    after = a_definition("code", a_requirement("libraries", carried_by=("code",)))

    [row] = rows_changed(before, after)

    assert row.change is RowChange.STANDING


def test_a_shipped_version_under_another_label_changes_nothing(library: Library) -> None:
    for version in library.reference.definitions.values():
        draft = replace(version, version="99")
        drafted = library.assess_all(draft, still_reviewed(version, draft))
        found = impact(version, draft, zip(library.assess_all(version), drafted, strict=True))

        assert (found.rows, found.turns, found.moves) == ((), (), ())
