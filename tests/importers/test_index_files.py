"""Files of the European index and its ancestor: what becomes a claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.domain.systems import Access, Assessor, Extent, Fact
from bot.importers import IMPORTERS, Reading
from bot.importers.licences import Spellings
from tests.support.upstream import index_tree, written


@pytest.fixture
def read(tmp_path: Path, spellings: Spellings) -> Any:
    """Reads a tree as a file of the index."""

    def reader(tree: Any, file: str = "BERT.yaml") -> Reading:
        return IMPORTERS["osai-index"].read(written(tmp_path, file, tree), spellings)

    return reader


def claims(reading: Reading) -> dict[str, Fact]:
    """The claims of a file that could be read."""
    assert reading.entry is not None
    return {claim.component: claim for claim in reading.entry.claims}


@pytest.mark.parametrize(
    ("judged", "access", "extent"),
    [("open", Access.OPEN, Extent.FULL), ("partial", Access.OPEN, Extent.PARTIAL), ("closed", Access.ABSENT, None)],
)
def test_a_judgement_becomes_a_claim(read: Any, judged: str, access: Access, extent: Extent | None) -> None:
    claim = claims(read(index_tree(trainingcode=judged)))["training_code"]

    assert (claim.access, claim.extent, claim.licence) == (access, extent, None)
    assert (claim.evidence.by, claim.evidence.read_on) == (Assessor.EUROPEAN_INDEX, None)


def test_what_is_unset_is_no_claim(read: Any) -> None:
    tree = index_tree()
    tree["modelcard"]["class"] = None
    del tree["datasheet"]

    reading = read(tree)

    assert not {"model_card", "data_card"} & set(claims(reading))
    assert reading.score.unset == 2


def test_a_partial_judgement_keeps_the_indexs_note(read: Any) -> None:
    tree = index_tree(datasheet="partial")
    tree["datasheet"]["notes"] = "Concise;\n  no [funders](https://x)."

    assert claims(read(tree))["data_card"].note == "Concise; no funders (https://x)."


@pytest.mark.parametrize(
    ("base", "end", "access", "extent"),
    [("open", "open", Access.OPEN, Extent.FULL), ("open", "closed", Access.OPEN, Extent.PARTIAL),
     ("closed", "partial", Access.OPEN, Extent.PARTIAL), ("closed", "closed", Access.ABSENT, None),
     ("", "open", Access.OPEN, Extent.FULL), ("closed", "", Access.ABSENT, None)],
)  # fmt: skip
def test_base_and_end_model_make_one_claim(
    read: Any, base: str, end: str, access: Access, extent: Extent | None
) -> None:
    claim = claims(read(index_tree(datasources_basemodel=base, datasources_endmodel=end)))["training_data"]

    assert (claim.access, claim.extent) == (access, extent)
    if "" not in (base, end) and base != end:
        assert claim.note == f"base model {base}, end model {end}"


def test_the_named_licence_is_that_of_the_parameters_alone(read: Any) -> None:
    found = claims(read(index_tree(other="open", licence="Apache 2.0")))

    assert {name for name, claim in found.items() if claim.licence} == {"model_parameters"}
    assert found["model_parameters"].licence.text == "Apache-2.0"  # type: ignore[union-attr]


def test_a_licence_that_fits_none_stands_in_the_note(read: Any) -> None:
    found = claims(read(index_tree(other="open", licence="Apache-2.0 and BigScience RAIL License v1.0")))

    claim = found["model_parameters"]
    assert (claim.licence, claim.note) == (
        None, "licence as written there: “Apache-2.0 and BigScience RAIL License v1.0”"
    )  # fmt: skip


def test_a_licence_stands_under_its_other_key_too(read: Any) -> None:
    tree = index_tree(other="open")
    tree["system"]["endmodel license"] = tree["system"].pop("endmodellicense") or "MIT License"

    licence = claims(read(tree))["model_parameters"].licence
    assert licence is not None
    assert licence.text == "MIT"


def test_no_reviewed_paper_says_little_where_there_is_a_preprint(read: Any) -> None:
    assert "research_paper" not in claims(read(index_tree(preprint="open", paper="closed")))
    assert claims(read(index_tree(preprint="closed", paper="closed")))["research_paper"].access is Access.ABSENT
    assert claims(read(index_tree(preprint="closed", paper="open")))["research_paper"].access is Access.OPEN


def test_the_ancestors_layout_is_told_by_its_head(read: Any) -> None:
    tree = {
        "project": {"name": "AmberChat", "license": "Apache 2.0"},
        "llmdata": {"class": "open"},
        "llmweights": {"class": "open"},
        "rlweights": {"class": "partial"},
        "opencode": {"class": "open"},
    }

    reading = read(tree, "amber.yaml")

    assert reading.entry.project is Assessor.OPENING_UP_CHATGPT
    assert reading.entry.url.endswith("/blob/main/projects/amber.yaml")
    assert set(claims(reading)) == {"training_data", "model_parameters"}
    assert (reading.score.open, reading.score.partial, reading.score.unset) == (3, 1, 10)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path, spellings: Spellings) -> None:
    path = written(tmp_path, "BERT.yaml", index_tree(other="open"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    reading = IMPORTERS["osai-index"].read(path, spellings)

    assert reading.entry is not None
    assert reading.score is not None
    assert reading.score.value == 1


def test_all_problems_of_a_broken_file_are_told(read: Any) -> None:
    tree = index_tree(trainingcode="mostly")
    tree["system"]["name"] = None
    tree["modelcard"] = "open"
    tree["paper"]["class"] = True

    reading = read(tree)

    assert reading.entry is None
    assert [(problem.path, problem.expected) for problem in reading.problems] == [
        ("system.name", "expected a name, found none"),
        ("trainingcode.class", "expected open, partial or closed, found the text 'mostly'"),
        ("paper.class", "expected text, found True"),
        ("modelcard", "expected keys and values, found the text 'open'"),
    ]


@pytest.mark.parametrize("tree", [None, [], {"release": {}}, {"system": {"name": "X"}}, {"system": None}])
def test_a_file_of_something_else_is_broken(read: Any, tree: Any) -> None:
    reading = read(tree)

    assert reading.entry is None
    assert len(reading.problems) == 1, reading.problems
