"""From a poll's result to a draft: rows, freedoms, terms, trees, changelog, and what it does to the systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.definitions.version_writing import file_name, text_of
from bot.domain.assessments import Verdict
from bot.domain.definitions import (
    AllOf,
    AnyOf,
    Definition,
    DefinitionStatus,
    Freedom,
    Gap,
    Needs,
    Obligation,
    Requirement,
)
from bot.domain.impacts import impact_on
from bot.domain.libraries import Library, Reference
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell
from bot.domain.polls.charters import Charter
from bot.domain.polls.drafted_rows import NotDraftable, PollCited
from bot.domain.polls.drafting import decides, draft, next_version
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.results import PollResult, result
from tests.domain.polls.builders import a_roll, papers_of
from tests.domain.strategies import PROPERTY
from tests.support.builders import a_definition, a_level, a_requirement, all_of, an_option, any_of, replaceable
from tests.support.votes import asked as really_asked
from tests.support.votes import real_result

POLL = PollCited("P-2026-0003", date(2026, 11, 25), "https://example.org/polls/P-2026-0003")
USE, STUDY, MODIFY = Freedom.USE, Freedom.STUDY, Freedom.MODIFY
ROLL = a_roll("academia: a1 a2 a3", "law: l1 l2 l3", "industry: i1 i2 i3")
YES, NO, SPLIT = "yyy yyy yyn", "nnn nnn nny", "yyy nnn yn-"


def a_result(votes: Mapping[tuple[str, Freedom], str]) -> PollResult:
    return result(Charter(), [Cell(*cell) for cell in votes], papers_of(ROLL, votes), ROLL)


def asked_of(*components: str) -> tuple[Asked, ...]:
    return tuple(Asked(one.replace("_", "-"), one.replace("_", " "), one) for one in components)


@pytest.fixture(scope="session")
def reference(library: Library) -> Reference:
    return library.reference


def drafted(
    reference: Reference,
    before: Definition,
    votes: Mapping[tuple[str, Freedom], str],
    version: str | None = None,
) -> Definition:
    names = list(dict.fromkeys(component for component, _freedom in votes))
    asked = tuple(Asked(name, name, name.replace("-", "_")) for name in names)
    return draft(a_result(votes), asked, POLL, before, reference, version=version)


def read_back(definition: Definition, reference: Reference) -> Definition:
    return read_draft(Document.of_bytes(file_name(definition), text_of(definition).encode()), reference)


# -- Rows ----------------------------------------------------------------------------------------------------------


def test_required_rows_serve_the_freedoms_of_their_required_cells_and_point_at_them(reference: Reference) -> None:
    before = a_definition("training-code", an_option("training-data"))
    votes = {
        ("training-code", USE): NO,
        ("training-code", STUDY): YES,
        ("training-code", MODIFY): "yyy yyy ---",
        ("training-data", STUDY): SPLIT,
    }

    found = drafted(reference, before, votes)

    code, data = found.requirements
    assert code.obligation is Obligation.REQUIRED
    assert code.freedoms == (STUDY, MODIFY)
    assert code.clause == "P-2026-0003: study 8 of 9, modify 6 of 6"
    assert data.obligation is Obligation.OPTIONAL
    assert data.clause == "P-2026-0003: study 4 of 8"
    assert data.note == "The poll did not make it required: no consensus."
    assert found.status is DefinitionStatus.DRAFT
    assert found.published == "2026-11-25"
    assert found.levels[0].requires == all_of("training-code")


def test_terms_are_those_of_the_row_before_or_the_usual_ones(reference: Reference) -> None:
    terms = reference.terms["osd-compliant-licence"]
    before = a_definition(a_requirement("model-card", terms=terms), an_option("training-data", terms=None))
    votes = {(name, USE): YES for name in ("model-card", "training-data", "training-code", "model-parameters")}

    found = drafted(reference, before, votes)

    assert {row.id: row.terms and row.terms.id for row in found.requirements} == {
        "model-card": "osd-compliant-licence",
        "training-data": "osi-approved-terms",
        "training-code": "osi-approved-licence",
        "model-parameters": "osi-approved-terms",
    }
    assert found.gaps == (
        Gap(
            "The poll did not ask under which terms, and osaid 9.9 names none; we apply those usual for the kind of "
            "component.",
            ("training-data", "training-code", "model-parameters"),
        ),
    )


def test_the_vocabulary_has_the_usual_terms_of_every_kind(reference: Reference) -> None:
    before = a_definition("training-code")

    for component in reference.components.values():
        asked = (Asked("x", "X", component.id),)
        found = draft(a_result({("x", USE): YES}), asked, POLL, before, reference)
        assert found.requirements[0].terms is not None, component.id


def test_what_was_not_asked_about_stays_as_it_was(reference: Reference) -> None:
    before = a_definition("training-code", "model-parameters", an_option("model-card"))

    found = drafted(reference, before, {("model-card", USE): YES})

    assert found.requirements[1:] == before.requirements[:2]
    assert found.levels[0].requires == all_of("training-code", "model-parameters", "model-card")
    assert found.changes[-1] == "The poll did not ask about Training code and Model parameters."


def test_a_row_is_known_by_its_component_too(reference: Reference) -> None:
    before = a_definition(a_requirement("datasets", component="training_data"))

    found = draft(
        a_result({("Daten!", STUDY): YES}), (Asked("Daten!", "Daten", "training_data"),), POLL, before, reference
    )

    assert [(row.id, row.name) for row in found.requirements] == [("datasets", "Datasets")]


def test_a_new_row_gets_an_id_that_a_file_can_hold(reference: Reference) -> None:
    asked = (Asked("Modèle & carte", "Model card", "model_card"), Asked("modèle carte", "Other", "data_card"))

    found = draft(
        a_result({("Modèle & carte", STUDY): YES, ("modèle carte", STUDY): YES}), asked, POLL,
        a_definition("training-code"), reference,
    )  # fmt: skip

    assert [row.id for row in found.requirements] == ["mod-le-carte", "mod-le-carte-2", "training-code"]
    assert [row.group for row in found.requirements[:2]] == ["Documents", "Documents"]


# -- Trees ---------------------------------------------------------------------------------------------------------

CHOICE = ("training-data", "research-paper", "data-card")


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ({"training-data": YES}, all_of("model-card", "training-data")),
        ({"training-data": NO}, all_of("model-card", any_of("research-paper", "data-card"))),
        ({"training-data": NO, "data-card": NO}, all_of("model-card", "research-paper")),
        ({"training-data": NO, "data-card": NO, "research-paper": NO}, all_of("model-card")),
        ({"training-data": YES, "data-card": YES}, all_of("model-card", "training-data", "data-card")),
        ({"model-card": NO}, all_of(any_of(*CHOICE))),
    ],
)
def test_a_choice_becomes_what_the_poll_leaves_of_it(
    reference: Reference, votes: Mapping[str, str], expected: AllOf
) -> None:
    before = a_definition("model-card", *CHOICE, requires=all_of("model-card", any_of(*CHOICE)))

    found = drafted(reference, before, {(name, USE): letters for name, letters in votes.items()})

    assert found.levels[0].requires == expected
    read = {row.id: row.obligation for row in found.requirements}
    asked_for = set(_leaves(expected))
    assert {id_ for id_, obligation in read.items() if obligation is Obligation.REQUIRED} == asked_for


def _leaves(node: Needs | AllOf | AnyOf) -> list[str]:
    if isinstance(node, Needs):
        return [node.requirement]
    return [leaf for part in node.parts for leaf in _leaves(part)]


def test_a_row_that_may_be_replaced_goes_with_what_replaces_it(reference: Reference) -> None:
    rows = ("technical-report", "research-paper", "model-card")
    before = a_definition(*rows, requires=all_of("model-card", replaceable("technical-report", "research-paper")))

    dropped = drafted(reference, before, {("technical-report", USE): NO})
    settled = drafted(reference, before, {("research-paper", USE): YES})

    assert dropped.levels[0].requires == all_of("model-card")
    assert settled.levels[0].requires == all_of("model-card", "research-paper")
    assert settled.changes[1] == (
        "“Technical report” is optional and was required: it was one of several of which one was enough, and another "
        "is required now."
    )


def test_on_a_ladder_a_new_row_joins_the_level_of_the_verdict_and_an_empty_level_goes(reference: Reference) -> None:
    levels = (a_level("I", all_of("training-code")), a_level("II", "model-card"), a_level("III", "data-card"))
    before = a_definition("training-code", "model-card", "data-card", levels=levels, verdict_level="III")

    found = drafted(
        reference, before, {("training-code", USE): YES, ("model-card", USE): NO, ("research-paper", USE): YES}
    )

    assert [(level.id, level.requires) for level in found.levels] == [
        ("I", all_of("training-code")),
        ("III", all_of("data-card", "research-paper")),
    ]
    assert found.verdict_level == "III"


def test_a_draft_that_requires_nothing_cannot_judge(reference: Reference) -> None:
    found = drafted(reference, a_definition(a_requirement(terms=None)), {("training-code", USE): NO})

    assert (found.levels, found.verdict_level) == ((), None)
    assert found.conforms_when.startswith("A system can neither conform nor fail")
    assert read_back(found, reference) == found


def test_rows_that_carried_another_do_so_only_while_they_are_required(reference: Reference) -> None:
    carried = a_requirement("supporting-libraries", carried_by=("training-code", "inference-code"))
    before = a_definition("training-code", "inference-code", carried)

    found = drafted(reference, before, {("training-code", USE): NO, ("supporting-libraries", USE): YES})

    assert found.requirement("supporting-libraries").carried_by == ("inference-code",)


# -- Number, title, changelog --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.0.9", "0.0.10"), ("1.0", "1.1"), ("1.0-RC1", "1.0-RC2"), ("2026", "2027"), ("one", "one.1")],
)
def test_the_next_number_is_one_more(version: str, expected: str) -> None:
    assert next_version(version) == expected


def test_a_number_that_is_taken_is_passed_over_or_refused(reference: Reference) -> None:
    before = reference.definition("osaid 0.0.6")
    votes = {("training-code", USE): YES}

    found = drafted(reference, before, votes)

    assert found.version == "0.0.10"
    assert found.title == "Open Source AI Definition, draft 0.0.10"
    assert drafted(reference, before, votes, "2.0").label == "osaid 2.0"
    with pytest.raises(NotDraftable, match=r"There is a version osaid 0\.0\.7 already"):
        drafted(reference, before, votes, "0.0.7")
    with pytest.raises(NotDraftable, match=r"There is a version osaid 1\.0-RC1 already"):
        drafted(reference, before, votes, "1.0-rc1")
    with pytest.raises(NotDraftable, match="A version is written like"):
        drafted(reference, before, votes, "../1")


def test_a_number_that_another_draft_bears_is_passed_over_unless_it_is_named(reference: Reference) -> None:
    before = reference.definition("osaid 0.0.9")
    votes = {("training-code", USE): YES}
    asked, others = asked_of("training_code"), {"0.0.10", "0.0.11"}

    chosen = draft(a_result(votes), asked, POLL, before, reference, passed_over=others)
    named = draft(a_result(votes), asked, POLL, before, reference, version="0.0.10", passed_over=others)

    assert (chosen.version, named.version) == ("0.0.12", "0.0.10")


def test_a_result_that_can_be_read_nowhere_is_no_source(reference: Reference) -> None:
    nowhere = PollCited("P-2026-0003", date(2026, 11, 25))

    before = reference.definition("osaid 1.0")

    found = draft(a_result({("training-code", USE): YES}), asked_of("training_code"), nowhere, before, reference)

    assert found.sources == ()
    assert read_back(found, reference) == found


@pytest.mark.parametrize(
    ("letters", "expected"), [(YES, True), (NO, True), (SPLIT, False), ("ddd --- ---", False), ("--- --- ---", False)]
)
def test_a_poll_decides_where_a_component_is_required_or_not(letters: str, expected: bool) -> None:
    found = a_result({("training-code", USE): letters, ("model-card", USE): SPLIT})

    assert decides(found, asked_of("training_code", "model_card")) is expected


@pytest.mark.parametrize("label", ["osaid 0.0.9", "osaid 1.0-RC1", "osaid 1.0"])
def test_the_title_is_that_of_the_family(reference: Reference, label: str) -> None:
    found = drafted(reference, reference.definition(label), {("training-code", USE): YES}, "3.0")

    assert found.title == "Open Source AI Definition, draft 3.0"


def test_the_changelog_says_what_turns_and_what_stays_open(reference: Reference) -> None:
    before = a_definition("training-code", "model-parameters", an_option("training-data"), an_option("model-card"))
    votes = {
        ("training-code", STUDY): YES,
        ("model-parameters", STUDY): NO,
        ("training-data", STUDY): YES,
        ("training-data", MODIFY): "yyy yyy yyy",
        ("model-card", STUDY): SPLIT,
        ("data-card", STUDY): "--- --- ---",
    }

    found = drafted(reference, before, votes)

    assert found.changes == (
        "“Training code” stays required to study; it was to use, study, modify and share (P-2026-0003: study 8 of 9).",
        "“Model parameters” is optional, and was required (P-2026-0003: study 1 of 9).",
        "“Training data” is required to study and modify, and was optional (P-2026-0003: study 8 of 9, modify 9 of 9).",
        "Adds the row “data-card”, optional (P-2026-0003: study neither yes nor no).",
        "Left open by the poll, no consensus: Model card.",
        "Left open by the poll, no votes: data-card.",
    )


def test_a_component_that_the_vocabulary_lacks_is_refused_with_what_to_do(reference: Reference) -> None:
    asked = (Asked("aura", "Aura", "aura"),)

    with pytest.raises(NotDraftable, match=r"The vocabulary has no component “aura”.*add it"):
        draft(a_result({("aura", USE): YES}), asked, POLL, a_definition("training-code"), reference)


# -- The real votes ------------------------------------------------------------------------------------------------


def test_the_real_votes_give_the_six_rows_that_draft_0_0_6_required(reference: Reference) -> None:
    before = reference.definition("osaid 0.0.5")
    adopts = frozenset({Outcome.REQUIRED, Outcome.LIKELY_REQUIRED})

    found = draft(real_result(), really_asked(reference), POLL, before, reference, adopts=adopts)

    published = reference.definition("osaid 0.0.6")
    assert _required(found) == _required(published)
    assert found.label == "osaid 0.0.10"
    assert "“Test code” has no row of its own: the poll counted it in “Training, validation and testing code”." in (
        found.changes
    )
    assert read_back(found, reference) == found


def _required(definition: Definition) -> set[str]:
    return {row.component for row in definition.requirements if row.obligation is Obligation.REQUIRED}


def test_the_draft_of_the_real_votes_judges_every_shipped_system(library: Library) -> None:
    reference = library.reference
    before = reference.definition("osaid 1.0")
    found = draft(real_result(), really_asked(reference), POLL, before, reference)

    turned = impact_on(library, before, read_back(found, reference))

    # Data information, which nobody voted on, stays required; the preprocessing code is only likely required.
    assert _required(before) - _required(found) == {"data_preprocessing_code"}
    assert turned.systems == len(library.systems) == 162
    assert turned.counts_after[Verdict.CONFORMANT] >= turned.counts_before[Verdict.CONFORMANT] > 0
    assert [row.after.component for row in turned.rows if row.after and row.change == "obligation changed"] == [
        "data_preprocessing_code"
    ]


# -- Whatever comes out reads back ---------------------------------------------------------------------------------


@given(choices=st.data())
@PROPERTY
def test_whatever_a_poll_finds_reads_back_as_the_same_draft(library: Library, choices: st.DataObject) -> None:
    reference = library.reference
    before = choices.draw(st.sampled_from(list(reference.definitions.values())), "before")
    known = [*before.requirements, *(_row_of(id_) for id_ in reference.components)]
    rows = choices.draw(st.lists(st.sampled_from(known), min_size=1, max_size=8, unique_by=lambda row: row.id), "rows")
    freedoms = choices.draw(st.lists(st.sampled_from(list(Freedom)), min_size=1, max_size=2, unique=True), "freedoms")
    letters = st.text(alphabet="yynd-", min_size=9, max_size=9)
    votes = {(row.id, freedom): choices.draw(letters) for row in rows for freedom in freedoms}
    asked = tuple(Asked(row.id, row.name, row.component) for row in rows)

    found = draft(a_result(votes), asked, POLL, before, reference)

    assert read_back(found, reference) == found
    required = {cell.component for cell in a_result(votes).components if cell.outcome is Outcome.REQUIRED}
    assert len(required) == sum(
        row.obligation is Obligation.REQUIRED for row in found.requirements if row.clause.startswith(POLL.number)
    )


def _row_of(component: str) -> Requirement:
    return replace(a_requirement(f"{component.replace('_', '-')}-new"), component=component)
