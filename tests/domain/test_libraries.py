"""Finding versions and systems, and judging with bases."""

from __future__ import annotations

import pytest

from bot.domain.assessments import Verdict
from bot.domain.definitions import DefinitionStatus
from bot.domain.libraries import Library
from bot.domain.refusals import Unknown
from tests.support.builders import a_definition, a_fact, a_library, a_system, absent

RELEASE = a_definition("training-code", version="1.0", published="2024-10-28")
DRAFT = a_definition(version="1.1", published="2026-01-01", status=DefinitionStatus.DRAFT)
CANDIDATE = a_definition(version="1.0-RC1", published="2024-10-02", status=DefinitionStatus.RELEASE_CANDIDATE)
OLDER = a_definition(version="0.9", published="2024-08")
LADDER = a_definition(id="mof", version="1.0", published="2025-01-01")
LIBRARY = a_library(a_system(id="pythia"), definitions=[OLDER, CANDIDATE, RELEASE, DRAFT, LADDER])


@pytest.mark.parametrize("name", ["osaid 1.0-RC1", "osaid-1.0-RC1", "OSAID 1.0 rc1", "osaid_1.0-rc1"])
def test_a_version_is_found_by_its_label_or_the_stem_of_its_file(name: str) -> None:
    assert LIBRARY.reference.definition(name) is CANDIDATE


def test_an_unknown_version_is_refused_with_those_there_are() -> None:
    with pytest.raises(Unknown) as refused:
        LIBRARY.reference.definition("osaid 2")

    assert str(refused.value) == (
        "No definition is called “osaid 2”. There are: osaid 0.9, osaid 1.0-RC1, osaid 1.0, osaid 1.1, mof 1.0."
    )


def test_the_newest_stable_version_is_the_one_published_last() -> None:
    assert LIBRARY.reference.newest_stable() is RELEASE
    assert LIBRARY.reference.newest_stable("mof") is LADDER


def test_an_unknown_system_is_refused() -> None:
    assert LIBRARY.system("pythia").id == "pythia"
    with pytest.raises(Unknown) as refused:
        LIBRARY.system("llama-9")

    assert str(refused.value) == "No system has the id “llama-9”."


def test_a_system_is_judged_together_with_what_it_was_made_from() -> None:
    base = a_system(absent("training_code"), id="base")
    tuned = a_system(a_fact("training_code"), id="tuned", bases=("base",))
    twice = a_system(a_fact("training_code"), id="twice-tuned", bases=("tuned",))
    library = a_library(base, tuned, twice, definitions=[RELEASE])

    assert library.assess("tuned", RELEASE).verdict is Verdict.NOT_CONFORMANT
    assert library.assess("twice-tuned", RELEASE).verdict is Verdict.NOT_CONFORMANT


def test_systems_can_be_changed_added_and_removed_without_touching_the_library_before() -> None:
    one, two, three = (a_system(id=id_) for id_ in ("one", "two", "three"))
    before = a_library(one, two)
    changed = a_system(a_fact(), id="one")

    after = before.with_systems({"one": changed, "three": three}, gone=frozenset({"two"}))

    assert after.systems == {"one": changed, "three": three}
    assert before.systems == {"one": one, "two": two}
    assert after.reference is before.reference


def test_judging_all_at_once_gives_what_judging_each_gives(library: Library) -> None:
    for definition in library.reference.definitions.values():
        each = [library.assess(id_, definition) for id_ in library.systems]

        assert list(library.assess_all(definition)) == each
