"""YAML, read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.definitions import Problem, data_root, migrations_root
from bot.definitions.checking import digest_of_folder
from bot.definitions.places import shipped
from bot.definitions.reading import Document
from tests.definitions.folders import Folder


def tree(text: str) -> object:
    """What a text is read as."""
    document = Document("file.yaml", text)
    assert document.problems == []
    return document.tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05-11", "2026-05-11"),
        ("2026-05-11T10:00:00Z", "2026-05-11T10:00:00Z"),
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("1.0", 1.0),
        ('"1.0"', "1.0"),
        ("", None),
        ("~", None),
    ],
)
def test_dates_and_words_stay_text(text: str, value: object) -> None:
    assert tree(f"key: {text}") == {"key": value}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_bytes(b"\xef\xbb\xbfid: base\n")

    assert Document.of(tmp_path / "file.yaml", tmp_path).tree == {"id": "base"}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("id",), 2),
        (("facts", "code", "licence"), 6),
        (("facts", "code", "missing"), 4),
        (("aliases", 1), 9),
        (("aliases", 7), 7),
        (("missing",), 1),
    ],
)
def test_a_place_has_the_line_it_stands_on_or_that_of_the_closest_above(
    place: tuple[str | int, ...], line: int
) -> None:
    text = "# a comment\nid: base\nfacts:\n  code:\n    access: open\n    licence: MIT\naliases:\n  - one\n  - two\n"

    assert Document("file.yaml", text).line(place) == line


def test_a_problem_reads_like_a_line_of_a_compiler() -> None:
    assert str(Problem("a.yaml", 3, "levels[0].id", "expected text")) == "a.yaml:3: levels[0].id: expected text"
    assert str(Problem("a.yaml", 0, "", "expected text")) == "a.yaml: expected text"


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()

    document = Document.of(tmp_path / "folder.yaml", tmp_path)

    assert [str(problem) for problem in document.problems] == [
        "folder.yaml: expected a file that can be read (Is a directory)"
    ]


def test_the_digest_of_a_folder_changes_with_any_file_and_with_no_other(folder: Folder) -> None:
    before = digest_of_folder(folder.root)
    folder.write("README.md", "words")
    assert digest_of_folder(folder.root) == before

    folder.replace("systems/base.yaml", "name: Base One", "name: Base 1")
    changed = digest_of_folder(folder.root)
    (folder.root / "systems" / "base.yaml").rename(folder.root / "systems" / "renamed.yaml")
    renamed = digest_of_folder(folder.root)
    folder.write("DIGESTS", "")

    assert len({before, changed, renamed, digest_of_folder(folder.root)}) == 4


def test_the_shipped_folders_are_found() -> None:
    assert (data_root() / "vocabulary" / "terms.yaml").is_file()
    assert (migrations_root() / "env.py").is_file()


def test_an_incomplete_installation_says_what_is_missing() -> None:
    with pytest.raises(FileNotFoundError, match=r"^the folder nothing/ was not installed with the bot$"):
        shipped("nothing")
