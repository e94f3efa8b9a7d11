"""Which files are meant by what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.importers import NothingThere, choose


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of all sorts."""
    for name in ("b.yml", "a.yaml", "C.YML", "_template.yml", ".hidden.yml", "skip.yaml", "notes.md", "deep/d.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def names(*paths: object, passed_over: frozenset[str] = frozenset()) -> list[str]:
    """The files chosen, by name."""
    return [path.name for path, _folder in choose([str(path) for path in paths], passed_over).files]


def test_of_a_folder_the_yaml_files_count_but_no_templates(folder: Path) -> None:
    assert names(folder, passed_over=frozenset({"skip.yaml"})) == ["C.YML", "a.yaml", "b.yml"]


def test_a_file_that_is_named_counts_whatever_it_is_called(folder: Path) -> None:
    assert names(folder / "_template.yml", folder / "notes.md") == ["_template.yml", "notes.md"]


def test_a_pattern_finds_files_deep_ones_too(folder: Path) -> None:
    assert names(folder / "?.y*ml") == ["a.yaml", "b.yml"]
    assert names(folder / "**" / "d.yml") == ["d.yml"]


def test_each_file_counts_once_and_belongs_to_its_folder(folder: Path) -> None:
    chosen = choose([str(folder / "b.yml"), str(folder), str(folder), str(folder / "*.yml")])

    assert [path.name for path, _folder in chosen.files].count("b.yml") == 1
    assert {owner for path, owner in chosen.files if path.name == "b.yml"} == {str(folder)}
    assert chosen.folders == (str(folder),)


def test_what_leads_to_nothing_is_refused_in_a_sentence(folder: Path) -> None:
    (folder / "empty").mkdir()

    with pytest.raises(NothingThere, match=r"There is no file or folder .*nowhere, and no file that fits"):
        choose([str(folder), str(folder / "nowhere")])
    with pytest.raises(NothingThere, match=r"The folder .*empty holds no YAML file"):
        choose([str(folder / "empty")])
    with pytest.raises(NothingThere, match=r"The path .* cannot be read \(File name too long\)\."):
        choose(["x" * 5000])
