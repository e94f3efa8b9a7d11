"""Files of the Model Openness Tool: what becomes a claim, and what is wrong with a broken one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.domain.licences import NONE_STATED
from bot.domain.systems import Access, Assessor, Fact
from bot.importers import IMPORTERS, Reading
from bot.importers.licences import Spellings
from tests.support.upstream import old_tool_tree, tool_tree, written


@pytest.fixture
def read(tmp_path: Path, spellings: Spellings) -> Any:
    """Reads a tree as a file of the tool."""

    def reader(tree: Any, file: str = "Pythia-6.9B.yml") -> Reading:
        return IMPORTERS["mot"].read(written(tmp_path, file, tree), spellings)

    return reader


def claims(reading: Reading) -> dict[str, Fact]:
    """The claims of a file that could be read."""
    assert reading.entry is not None
    return {claim.component: claim for claim in reading.entry.claims}


def test_a_component_with_a_licence_is_claimed_to_be_published_under_it(read: Any) -> None:
    reading = read(tool_tree(components={"Datasets": "CC-BY-4.0"}))

    claim = claims(reading)["training_data"]
    assert (claim.access, claim.licence and claim.licence.text, claim.note) == (Access.OPEN, "CC-BY-4.0", None)
    assert claim.evidence.by is Assessor.MODEL_OPENNESS_TOOL
    assert claim.evidence.read_on == date(2025, 5, 22)
    assert reading.entry.url == "https://github.com/lfai/model_openness_tool/blob/main/models/Pythia-6.9B.yml"


def test_an_address_holds_the_name_of_the_file_percent_encoded(read: Any) -> None:
    reading = read(tool_tree(), "Pile-T5 (XXL) 100%.yml")

    assert reading.entry.url.endswith("/models/Pile-T5%20%28XXL%29%20100%25.yml")


def test_defaults_give_the_licence_of_what_has_none_of_its_own(read: Any) -> None:
    tree = tool_tree(components=["Training code", "Data card"], licence={"code": "MIT", "distribution": "CC0-1.0"})

    found = claims(read(tree))

    assert {name: claim.licence and claim.licence.text for name, claim in found.items()} == {
        "training_code": "MIT", "data_card": "CC0-1.0"
    }  # fmt: skip


@pytest.mark.parametrize("text", ["unlicensed", "", "Unlicensed"])
def test_unlicensed_means_that_no_licence_is_stated(read: Any, text: str) -> None:
    claim = claims(read(tool_tree(components={"Model card": text}, licence={"distribution": "MIT"})))["model_card"]

    assert (claim.access, claim.licence and claim.licence.text) == (Access.OPEN, NONE_STATED)


def test_without_any_licence_the_licence_is_not_known(read: Any) -> None:
    claim = claims(read(tool_tree(components=["Model card"])))["model_card"]

    assert (claim.access, claim.licence, claim.note) == (Access.OPEN, None, "no licence is named there")


@pytest.mark.parametrize(
    ("text", "id_"),
    [("Apache 2.0", "Apache-2.0"), ("MIT license", "MIT"), ("apache-2.0", "Apache-2.0"),
     (" Falcon-180B TII License", "LicenseRef-Falcon-180B-TII")],
)  # fmt: skip
def test_spellings_of_one_licence_are_tied_to_it(read: Any, text: str, id_: str) -> None:
    claim = claims(read(tool_tree(components={"Model card": text})))["model_card"]

    assert claim.licence is not None
    assert claim.licence.text == id_


@pytest.mark.parametrize(
    "text", ["OpenRAIL", "Other License", "License not specified", "Modified MIT", "https://example.org/licence", "NA"]
)
def test_a_text_that_fits_no_licence_for_certain_stands_in_the_note(read: Any, text: str) -> None:
    claim = claims(read(tool_tree(components={"Model card": text})))["model_card"]

    assert (claim.licence, claim.note) == (None, f"licence as written there: “{text}”")


def test_what_a_stranger_wrote_cannot_act_in_a_chat(read: Any) -> None:
    text = "[free](https://evil.example) <@42> @everyone **x** `y`\u202e\u200b"

    claim = claims(read(tool_tree(components={"Model card": text})))["model_card"]

    assert claim.note == "licence as written there: “free (https://evil.example) 42 everyone x y”"


@pytest.mark.parametrize(
    "text", ["Component not included", "component not include.", "Component Component not included"]
)  # fmt: skip
def test_component_not_included_means_not_released(read: Any, text: str) -> None:
    assert claims(read(tool_tree(components={"Model card": text})))["model_card"].access is Access.ABSENT


def test_what_is_not_listed_and_what_is_pending_is_no_claim(read: Any) -> None:
    assert set(claims(read(tool_tree(components={"Model card": "MIT", "Data card": "Pending evaluation"})))) == {
        "model_card"
    }


def test_a_name_that_the_tool_does_not_know_is_no_claim_and_a_problem(read: Any) -> None:
    reading = read(tool_tree(components={"Tokeniser": "MIT", "Model card": "MIT"}))

    assert set(claims(reading)) == {"model_card"}
    assert [problem.path for problem in reading.problems] == ["release.components[0].name"]


def test_the_older_layout_has_no_class_and_its_claims_are_taken(read: Any) -> None:
    parts = {"Model card": "MIT", "Data card": "Component not included", "Datasets": "License not specified"}

    reading = read(old_tool_tree("Amber", parts))

    assert reading.grading is None
    assert reading.entry.outcome == "none"
    assert {name: claim.access for name, claim in claims(reading).items()} == {
        "model_card": Access.OPEN, "data_card": Access.ABSENT, "training_data": Access.OPEN
    }  # fmt: skip
    assert "older layout" in reading.problems[0].expected


@pytest.mark.parametrize("written_date", ["yesterday", "2025-13-45", 20250522, None, "", ["2025"]])
def test_a_strange_date_is_left_out_and_breaks_nothing(read: Any, written_date: Any) -> None:
    reading = read(tool_tree(date=written_date))

    assert reading.entry is not None
    assert claims(reading)["model_architecture"].evidence.read_on is None
    assert bool(reading.problems) is (written_date not in (None, ""))


def test_all_problems_of_a_broken_file_are_told_with_line_and_place(read: Any) -> None:
    tree = tool_tree()
    tree["framework"]["name"] = "Another"
    tree["release"]["name"] = 7
    tree["release"]["license"] = {"code": "MIT", "data": {"name": ["MIT"]}}
    tree["release"]["components"] = ["Model card", {"name": None}, {"name": "Data card", "license": 1.0}]

    reading = read(tree)

    assert reading.entry is None
    assert [(problem.path, problem.expected) for problem in reading.problems] == [
        ("framework.name", "expected Model Openness Framework"),
        ("release.name", "expected text, found 7"),
        ("release.components[0]", "expected keys and values, found the text 'Model card'"),
        ("release.components[1].name", "expected a name, found none"),
        ("release.components[2].license", "expected text, found 1.0"),
        ("release.license.code", "expected keys and values, found the text 'MIT'"),
        ("release.license.data.name", "expected text, found a list"),
    ]
    assert all(problem.line > 0 and problem.file == "Pythia-6.9B.yml" for problem in reading.problems)


@pytest.mark.parametrize("tree", [None, [], "text", 7, {}, {"release": None}, {"release": []}, {"release": {}}])
def test_a_file_without_a_release_is_broken(read: Any, tree: Any) -> None:
    reading = read(tree)

    assert reading.entry is None
    assert reading.problems
