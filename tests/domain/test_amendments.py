"""What a proposal makes of a system."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.amendments import Impossible, amended, check_possible
from bot.domain.proposals import Detail, DetailProposed, SystemProposed, WordsProposed
from bot.domain.refusals import Unknown
from bot.domain.systems import Kind, System
from tests.support.builders import a_library, a_proposal, a_system

PYTHIA = replace(
    a_system(id="pythia", aliases=("Py",), unrecorded_bases=("GPT-J",)),
    addresses=("https://example.org/pythia",),
)
OTHER = a_system(id="other", name="Other One", aliases=("Second",))
TUNED = a_system(id="tuned", bases=("pythia",))
TUNED_AGAIN = a_system(id="again", bases=("tuned",))
LIBRARY = a_library(PYTHIA, OTHER, TUNED, TUNED_AGAIN)


def detailed(detail: Detail, value: str, system: str = "pythia") -> System:
    found = amended(a_proposal(system=system, proposed=DetailProposed(detail, value)), LIBRARY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("detail", "value", "changed"),
    [
        (Detail.NAME, "Pythia 2", {"name": "Pythia 2", "aliases": ("Py", "Pythia")}),
        (Detail.NAME, "PYTHIA", {"name": "PYTHIA"}),
        (Detail.NAME, "py", {"name": "py", "aliases": ("Pythia",)}),
        (Detail.ALIAS, "Oracle", {"aliases": ("Py", "Oracle")}),
        (Detail.NOT_ALIAS, "PY", {"aliases": ()}),
        (Detail.DEVELOPER, "EleutherAI", {"developer": "EleutherAI"}),
        (Detail.FAMILY, "GPT", {"family": "gpt"}),
        (Detail.BASE, "other", {"bases": ("other",)}),
        (Detail.BASE, "GPT-3", {"unrecorded_bases": ("GPT-J", "GPT-3")}),
        (Detail.NOT_BASE, "gpt j", {"unrecorded_bases": ()}),
        (Detail.RELEASED, "2023-04", {"released": "2023-04", "released_source": "https://example.org/page"}),
        (
            Detail.ADDRESS,
            "https://example.org/new",
            {"addresses": ("https://example.org/pythia", "https://example.org/new")},
        ),
    ],
)
def test_a_detail_changes_what_it_names_and_nothing_else(
    detail: Detail, value: str, changed: dict[str, object]
) -> None:
    assert detailed(detail, value) == replace(PYTHIA, **changed)  # type: ignore[arg-type]


def test_every_detail_has_a_case_above() -> None:
    (mark,) = test_a_detail_changes_what_it_names_and_nothing_else.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in mark.args[1]} == set(Detail)


@pytest.mark.parametrize(
    ("detail", "value"),
    [
        (Detail.NAME, "Pythia"),
        (Detail.ALIAS, "py"),
        (Detail.ALIAS, "pythia"),
        (Detail.DEVELOPER, "Developer of pythia"),
        (Detail.FAMILY, "Pythia"),
        (Detail.BASE, "gpt-j"),
        (Detail.ADDRESS, "https://example.org/pythia"),
    ],
)
def test_what_would_change_nothing_is_refused(detail: Detail, value: str) -> None:
    with pytest.raises(Impossible, match=r"^That is what is recorded of Pythia already\.$"):
        detailed(detail, value)


@pytest.mark.parametrize("detail", [Detail.NAME, Detail.ALIAS])
@pytest.mark.parametrize("value", ["other", "OTHER-ONE", "second"])
def test_a_name_of_another_system_is_refused(detail: Detail, value: str) -> None:
    with pytest.raises(Impossible, match=rf"^“{value}” is already a name of Other One\.$"):
        detailed(detail, value)


@pytest.mark.parametrize("value", ["!!!", "--", "🦙"])
def test_a_name_needs_letters_or_digits(value: str) -> None:
    with pytest.raises(Impossible, match="A name needs letters or digits"):
        detailed(Detail.ALIAS, value)


def test_a_name_that_is_too_long_when_folded_is_refused() -> None:
    with pytest.raises(Impossible, match=r"“\ufdfa+” is too long for a name"):
        detailed(Detail.ALIAS, "\ufdfa" * 200)


def test_nothing_is_made_from_itself() -> None:
    with pytest.raises(Impossible, match=r"^Pythia cannot be made from itself\.$"):
        detailed(Detail.BASE, "pythia")


@pytest.mark.parametrize("base", ["tuned", "again"])
def test_nothing_is_made_from_what_is_made_from_it(base: str) -> None:
    with pytest.raises(Impossible, match=r"^Pythia cannot be made from .+, which is made from Pythia\.$"):
        detailed(Detail.BASE, base)


def test_a_base_that_is_recorded_now_takes_the_place_of_its_name() -> None:
    named = replace(PYTHIA, unrecorded_bases=("Second", "GPT-J"))
    library = a_library(named, OTHER)
    proposal = a_proposal(proposed=DetailProposed(Detail.BASE, "other"))

    assert amended(proposal, library) == replace(PYTHIA, bases=("other",), unrecorded_bases=("GPT-J",))


def test_a_base_that_is_recorded_now_can_be_taken_away_where_only_its_name_stands() -> None:
    named = replace(PYTHIA, unrecorded_bases=("Second",))
    proposal = a_proposal(proposed=DetailProposed(Detail.NOT_BASE, "other"))

    assert amended(proposal, a_library(named, OTHER)) == replace(PYTHIA, unrecorded_bases=())


@pytest.mark.parametrize(
    ("detail", "value", "sentence"),
    [
        (Detail.NOT_ALIAS, "Oracle", r"^Pythia has no alias “Oracle”\. It has: Py\.$"),
        (Detail.NOT_ALIAS, "Pythia", r"^Pythia has no alias “Pythia”\. It has: Py\.$"),
        (Detail.NOT_BASE, "other", r"^Pythia is not recorded as made from “Other One”\.$"),
        (Detail.NOT_BASE, "GPT-3", r"^Pythia is not recorded as made from “GPT-3”\.$"),
    ],
)
def test_what_is_not_there_cannot_be_taken_away(detail: Detail, value: str, sentence: str) -> None:
    with pytest.raises(Impossible, match=sentence):
        detailed(detail, value)


def test_words_change_nothing() -> None:
    assert amended(a_proposal(proposed=WordsProposed("It is wrong.")), LIBRARY) is None


def test_a_new_system_begins_without_facts_and_with_its_page() -> None:
    proposal = a_proposal(system="fable-7b", proposed=SystemProposed("Fable 7B", "Fable", Kind.CODE, "fable"))

    assert amended(proposal, LIBRARY) == System(
        id="fable-7b",
        name="Fable 7B",
        developer="Fable",
        kind=Kind.CODE,
        family="fable",
        addresses=("https://example.org/page",),
        note="The page says so.",
    )


@pytest.mark.parametrize(("id_", "name"), [("fable", "Second"), ("other", "Fable"), ("o-ther", "Fable")])
def test_a_new_system_takes_no_name_of_another(id_: str, name: str) -> None:
    with pytest.raises(Impossible, match="is already a name of Other One"):
        amended(a_proposal(system=id_, proposed=SystemProposed(name, "Fable", Kind.CODE, "fable")), LIBRARY)


def test_a_system_that_was_taken_out_meanwhile_is_unknown() -> None:
    with pytest.raises(Unknown, match="No system has the id “gone”"):
        detailed(Detail.DEVELOPER, "x", system="gone")


@pytest.mark.parametrize(
    ("system", "sentence"),
    [
        (replace(PYTHIA, aliases=("Second",)), "“Second” is already a name of Other One"),
        (replace(PYTHIA, bases=("again",)), "Pythia cannot be made from Again, which is made from Pythia"),
        (replace(PYTHIA, bases=("gone",)), "“gone”, from which it would be made, is not recorded"),
    ],
)
def test_a_system_of_a_file_has_to_go_together_with_the_others(system: System, sentence: str) -> None:
    with pytest.raises(Impossible, match=sentence):
        check_possible(system, LIBRARY)


def test_a_system_as_it_is_goes_together_with_the_others() -> None:
    for system in LIBRARY.systems.values():
        check_possible(system, LIBRARY)
