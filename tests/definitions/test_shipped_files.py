"""The files that are shipped, and the examples by which their README explains them."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from bot.definitions import data_root, read_files, shapes
from bot.definitions.checking import VOCABULARY, digest, link_reference, reference_documents
from bot.definitions.reading import Document
from bot.domain.definitions import AnyOf, DefinitionStatus, Level, Needs
from bot.domain.libraries import Library
from bot.domain.logic import Truth

ROOT = data_root()
VERSIONS = sorted(path.name for path in ROOT.glob("*.yaml"))
SYSTEMS = sorted(path.name for path in (ROOT / "systems").glob("*.yaml"))
VOCABULARY_SHAPES: dict[str, TypeAdapter[Any]] = {
    "vocabulary/components.yaml": shapes.COMPONENTS,
    "vocabulary/licences.yaml": shapes.LICENCES,
    "vocabulary/terms.yaml": shapes.TERMS,
}


def read(name: str, shape: TypeAdapter[Any]) -> Document:
    """A shipped file, read as what it should be."""
    document = Document.of(ROOT / name, ROOT)
    document.read_as(shape)
    return document


@pytest.mark.parametrize("name", VERSIONS)
def test_a_shipped_version_has_every_key_that_it_needs_and_no_other(name: str) -> None:
    assert read(name, shapes.DEFINITION).problems == []


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_shipped_system_has_every_key_that_it_needs_and_no_other(name: str) -> None:
    assert read(f"systems/{name}", shapes.SYSTEM).problems == []


@pytest.mark.parametrize("name", VOCABULARY)
def test_the_shipped_vocabulary_has_every_key_that_it_needs_and_no_other(name: str) -> None:
    assert read(name, VOCABULARY_SHAPES[name]).problems == []


def test_everything_shipped_fits_together(library: Library) -> None:
    assert len(library.systems) == len(SYSTEMS)
    assert len(library.reference.definitions) == len(VERSIONS)


def test_the_reference_is_the_same_read_from_files_and_from_kept_trees(library: Library) -> None:
    kept = [Document.of_tree(document.file, document.tree) for document in reference_documents(ROOT)]

    assert link_reference(kept) == library.reference


def test_every_published_version_is_frozen(library: Library) -> None:
    lines = (ROOT / "DIGESTS").read_text(encoding="utf-8").splitlines()
    frozen = {name: sha for sha, name in (line.split("  ") for line in lines)}

    assert frozen == {name: digest(ROOT / name) for name in VERSIONS}
    assert {d.status for d in library.reference.definitions.values()} >= {DefinitionStatus.STABLE}


def test_trees_are_read_as_they_stand(library: Library) -> None:
    checklist = library.reference.definition("osaid 0.0.9").levels[0].requires
    report = library.reference.definition("mof 1.0").levels[0].requires

    assert checklist.parts[0] == AnyOf(  # type: ignore[union-attr]
        (Needs("datasets"), Needs("research-paper"), Needs("technical-report"), Needs("data-card"))
    )
    assert report.parts[-1] == AnyOf(  # type: ignore[union-attr]
        (Needs("technical-report"), Needs("research-paper")), replaces=True
    )


# -- The README ----------------------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = {
    re.split("[:\n]", section, maxsplit=1)[0]: section.partition("```yaml\n")[2].partition("```")[0]
    for section in README.split("\n## ")[1:]
    if "```yaml" in section
}
BASE = """\
id: example-base
name: Example Base
developer: Example Lab
kind: language
family: example
reader: terminal:anna
"""


def test_the_readme_has_an_example_of_every_kind_of_file() -> None:
    assert list(EXAMPLES) == [
        "A version of a definition",
        "A component",
        "A licence",
        "Terms and rules",
        "A system",
    ]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped folder, to be added to."""
    return Path(shutil.copytree(ROOT, tmp_path / "definitions"))


def test_the_version_and_the_system_of_the_readme_fit_what_is_shipped(copied: Path) -> None:
    (copied / "osaid-9.9.yaml").write_text(EXAMPLES["A version of a definition"], encoding="utf-8")
    (copied / "systems" / "example-7b.yaml").write_text(EXAMPLES["A system"], encoding="utf-8")
    (copied / "systems" / "example-base.yaml").write_text(BASE, encoding="utf-8")

    library = read_files(copied)

    definition = library.reference.definition("osaid 9.9")
    assert definition.levels[1] == Level("open-source-ai-plus", "Open Source AI Plus", definition.levels[1].requires)
    assert library.assess("example-7b", definition).truths["data-information"] is Truth.UNKNOWN
    assert len(library.systems["example-7b"].facts) == 2


@pytest.mark.parametrize(
    ("title", "name"), list(zip(["A component", "A licence", "Terms and rules"], VOCABULARY, strict=True))
)
def test_the_vocabulary_of_the_readme_can_be_read(title: str, name: str) -> None:
    document = Document(name, EXAMPLES[title])

    assert document.read_as(VOCABULARY_SHAPES[name]) is not None
    assert document.problems == []


def test_the_terms_of_the_readme_name_licences_that_are_shipped(library: Library) -> None:
    example = yaml.safe_load(EXAMPLES["Terms and rules"])

    assert set(example["terms"][0]["named"]) <= set(library.reference.licences)


def keys(shape: type) -> set[str]:
    """The keys that a shape knows, as files spell them."""
    return {field.name.removesuffix("_") for field in dataclasses.fields(shape)}


def found(entries: Any) -> set[str]:
    """The keys that entries use, all together."""
    return {key for entry in entries for key in entry}


def test_the_readme_shows_every_key_there_is() -> None:
    trees = {title: yaml.safe_load(example) for title, example in EXAMPLES.items()}
    version, system, terms = trees["A version of a definition"], trees["A system"], trees["Terms and rules"]

    assert set(version) == keys(shapes.DefinitionFile)
    assert found(version["requirements"]) == keys(shapes.RequirementShape)
    assert found(version["levels"]) == keys(shapes.LevelShape)
    assert set(system) == keys(shapes.SystemFile)
    assert found(system["facts"].values()) == keys(shapes.FactShape)
    assert found(system["licence_history"]) == keys(shapes.LicencePeriodShape)
    assert found(system["reviews"]) == keys(shapes.ReviewShape)
    assert found(trees["A component"]["components"]) == keys(shapes.ComponentShape)
    assert found(trees["A licence"]["licences"]) == keys(shapes.LicenceShape)
    assert found(terms["terms"]) == keys(shapes.TermsShape)
    assert set(terms["rules"]) == keys(shapes.RulesShape)
