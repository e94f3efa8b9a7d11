"""Parts of systems, proposals and turned verdicts as JSON, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assessments import Verdict
from bot.domain.histories import PARTS, WHOLE, Alteration, VerdictTurn, alterations, parts_of, value
from bot.domain.licences import Licensing
from bot.domain.proposals import (
    Availability,
    Detail,
    DetailProposed,
    FactProposed,
    Proposed,
    SystemProposed,
    WordsProposed,
)
from bot.domain.systems import Assessor, Entry, Kind, Listing, System
from bot.store import parts
from tests.domain.strategies import LICENCES, PROPERTY
from tests.domain.test_histories import states
from tests.support.builders import a_fact, a_system

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
PROPOSED: st.SearchStrategy[Proposed] = st.one_of(
    st.builds(
        FactProposed,
        TEXTS,
        st.sampled_from(Availability),
        st.sampled_from(LICENCES),
        st.sampled_from([None, *Assessor]),
        st.sampled_from([None, "2023", "2023-05-31"]),
    ),
    st.builds(DetailProposed, st.sampled_from(Detail), TEXTS),
    st.builds(SystemProposed, TEXTS, TEXTS, st.sampled_from(Kind), TEXTS),
    st.builds(WordsProposed, TEXTS),
)
VERDICTS = st.sampled_from(Verdict)
LEVELS = st.none() | TEXTS
TURNS = st.lists(st.builds(VerdictTurn, TEXTS, TEXTS, VERDICTS, VERDICTS, LEVELS, LEVELS), max_size=3).map(tuple)


def through_json(tree: object) -> object:
    return json.loads(json.dumps(tree))


@PROPERTY
@given(states().filter(lambda system: system is not None))
def test_every_part_of_every_system_comes_back_as_it_was(system: System) -> None:
    for part in (*parts_of(system), WHOLE):
        found = value(system, part)

        assert parts.loaded(part, through_json(parts.dumped(part, found))) == found


@pytest.mark.parametrize("part", [*PARTS, "facts.training_code", WHOLE])
def test_nothing_comes_back_as_nothing(part: str) -> None:
    assert parts.loaded(part, through_json(parts.dumped(part, None))) is None


def test_a_licence_that_is_one_of_several_comes_back() -> None:
    either = Licensing("either", (), (Licensing("MIT", (("MIT",),)), Licensing("none-stated")))
    found = (a_fact(licence=either),)

    assert parts.loaded("facts.training_code", through_json(parts.dumped("facts.training_code", found))) == found


def test_a_whole_system_comes_back_with_what_was_imported_of_it() -> None:
    entry = Entry(Assessor.EUROPEAN_INDEX, "x.yaml", "X", "https://example.org", (a_fact(),))
    moment = datetime(2026, 11, 25, 12, tzinfo=UTC)

    system = replace(a_system(), listings=(Listing(entry, moment),))

    assert parts.loaded(WHOLE, through_json(parts.dumped(WHOLE, system))) == system


@PROPERTY
@given(states(), states())
def test_alterations_come_back_but_for_what_a_whole_system_became(before: System | None, after: System | None) -> None:
    found = alterations(before, after)

    back = parts.alterations_loaded(through_json(parts.alterations_dumped(found)))  # type: ignore[arg-type]

    assert back == tuple(Alteration(a.part, a.before, None if a.part == WHOLE else a.after) for a in found)


@PROPERTY
@given(PROPOSED)
def test_what_is_proposed_comes_back_as_it_was(proposed: Proposed) -> None:
    kind, tree = parts.proposed_dumped(proposed)

    assert parts.proposed_loaded(kind, through_json(tree)) == proposed


@PROPERTY
@given(TURNS)
def test_turned_verdicts_come_back_as_they_were(turns: tuple[VerdictTurn, ...]) -> None:
    assert parts.turns_loaded(through_json(parts.turns_dumped(turns))) == turns


def test_a_date_is_written_as_people_write_it() -> None:
    (tree,) = parts.dumped("facts.training_code", (a_fact(read_on=date(2026, 5, 11)),))

    assert tree["evidence"]["read_on"] == "2026-05-11"
