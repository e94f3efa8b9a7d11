"""What changed, and what was recorded before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.histories import PARTS, WHOLE, Alteration, Change, alterations, undone
from bot.domain.systems import Dispute, System
from tests.domain.strategies import PROPERTY, REVIEWS, facts
from tests.support.builders import a_fact, a_period, a_system, absent

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
COMPONENTS = ("training_code", "training_data", "model_parameters")
PYTHIA = a_system(a_fact(), id="pythia")


def a_change(before: System | None, after: System | None, number: int = 1) -> Change:
    changed = alterations(before, after)
    return Change(number, "pythia", NOON, "discord:1", "discord:2", "It says so.", changed)


@st.composite
def states(draw: st.DrawFn) -> System | None:
    """A state of one system; None while it is not recorded."""
    if draw(st.integers(0, 7)) == 0:
        return None
    known = [draw(facts(component)) for component in draw(st.lists(st.sampled_from(COMPONENTS), max_size=4))]
    texts = st.sampled_from([(), ("One",), ("One", "Two")])
    claim = draw(st.sampled_from([None, absent()]))
    return replace(
        a_system(*known, id="pythia"),
        name=draw(st.sampled_from(["Pythia", "Oracle"])),
        family=draw(st.sampled_from(["pythia", "gpt"])),
        aliases=draw(texts),
        bases=draw(texts),
        unrecorded_bases=draw(texts),
        released=draw(st.sampled_from([None, "2023", "2023-04-03"])),
        addresses=draw(texts),
        note=draw(st.sampled_from([None, "a note"])),
        licence_history=draw(st.sampled_from([(), (a_period(until="2023"),)])),
        reviews=draw(REVIEWS),
        disputes=(Dispute(claim, "no", date(2026, 11, 1), "discord:2", 7),) if claim else (),
    )


def alike(one: System | None, other: System | None) -> bool:
    """Whether two states are one: the order in which components stand makes no difference."""
    return alterations(one, other) == ()


@PROPERTY
@given(st.lists(states(), min_size=1, max_size=8))
def test_undoing_from_the_newest_gives_every_earlier_state(several: Sequence[System | None]) -> None:
    changes = [a_change(before, after) for before, after in zip([None, *several], several, strict=False)]

    for back in range(len(several) + 1):
        latest_first = list(reversed(changes[len(changes) - back :]))
        expected = several[-1 - back] if back < len(several) else None
        assert alike(undone(several[-1], latest_first), expected)


@PROPERTY
@given(states(), states())
def test_a_change_is_empty_only_where_nothing_differs(before: System | None, after: System | None) -> None:
    found = alterations(before, after)

    assert all(one.before != one.after for one in found)
    if before is not None and after is not None and not found:
        order = sorted(before.facts, key=lambda fact: fact.component)
        assert replace(before, facts=tuple(order)) == replace(
            after, facts=tuple(sorted(after.facts, key=lambda fact: fact.component))
        )


def test_a_component_is_a_part_by_itself() -> None:
    after = PYTHIA.with_facts("training_code", (absent(),))

    (only,) = alterations(PYTHIA, after)

    assert only == Alteration("facts.training_code", PYTHIA.facts, (absent(),))
    assert only.component == "training_code"


def test_the_order_of_the_components_is_no_change() -> None:
    one = a_system(a_fact("training_code"), a_fact("model_card"))
    other = a_system(a_fact("model_card"), a_fact("training_code"))

    assert alterations(one, other) == ()


def test_the_order_of_aliases_is_a_change() -> None:
    assert len(alterations(replace(PYTHIA, aliases=("a", "b")), replace(PYTHIA, aliases=("b", "a")))) == 1


def test_a_system_that_comes_or_goes_is_one_alteration() -> None:
    assert alterations(None, PYTHIA) == (Alteration(WHOLE, None, PYTHIA),)
    assert alterations(PYTHIA, None) == (Alteration(WHOLE, PYTHIA, None),)
    assert alterations(None, None) == ()


def test_what_was_not_there_before_cannot_be_undone_further() -> None:
    first, second = a_change(None, PYTHIA), a_change(PYTHIA, replace(PYTHIA, note="x"))

    assert undone(replace(PYTHIA, note="x"), [second]) == PYTHIA
    assert undone(replace(PYTHIA, note="x"), [second, first]) is None


def test_every_attribute_but_those_of_its_own_kind_is_a_part() -> None:
    assert set(PARTS) == set(System.__dataclass_fields__) - {"id", "facts", "listings"}
