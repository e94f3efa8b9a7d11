"""Systems written into a folder: only what differs, nothing of others, and proved by reading it back."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.definitions import data_root
from bot.definitions.exporting import Exported, export_systems, replace_file
from bot.domain.libraries import Library
from bot.domain.refusals import Refusal
from tests.definitions.folders import Folder
from tests.support.builders import a_fact


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_library_of_the_shipped_files_gives_the_shipped_files(library: Library, tmp_path: Path) -> None:
    done = export_systems(library, tmp_path / "deep" / "systems")

    assert done == Exported(written=162, unchanged=0, removed=0)
    assert files(tmp_path / "deep" / "systems") == files(data_root() / "systems")


def test_what_is_the_same_is_not_touched(folder: Folder, tmp_path: Path) -> None:
    small = folder.read()
    export_systems(small, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        os.utime(path, (1, 1))
    renamed = replace(small.systems["tuned"], name="Tuned Three")

    done = export_systems(small.with_systems({"tuned": renamed}), tmp_path / "out")

    assert done == Exported(written=1, unchanged=1, removed=0)
    assert (tmp_path / "out" / "base.yaml").stat().st_mtime == 1
    assert (tmp_path / "out" / "tuned.yaml").stat().st_mtime > 1
    assert "name: Tuned Three\n" in (tmp_path / "out" / "tuned.yaml").read_text(encoding="utf-8")


def test_what_was_written_is_loaded_and_written_again_the_same(folder: Folder) -> None:
    systems = folder.root / "systems"
    export_systems(folder.read(), systems)
    before = files(systems)

    done = export_systems(folder.read(), systems)

    assert done == Exported(written=0, unchanged=2, removed=0)
    assert files(systems) == before


def test_the_file_of_a_system_that_is_gone_is_removed(folder: Folder) -> None:
    small = folder.read()

    done = export_systems(small.with_systems({}, gone=frozenset({"tuned"})), folder.root / "systems")

    assert done.removed == 1
    assert list(files(folder.root / "systems")) == ["base.yaml"]


def test_files_that_are_no_yaml_stay(folder: Folder) -> None:
    folder.write("systems/README.md", "words")

    export_systems(folder.read(), folder.root / "systems")

    assert (folder.root / "systems" / "README.md").read_text(encoding="utf-8") == "words"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("compose.yaml", "services: {}\n", "compose.yaml:1: id: expected this key, found none"),
        ("base.yaml", "id: base\nname: [\n", "base.yaml:3: not valid YAML: did not find expected node content"),
        ("other.yaml", None, "its id is base"),
    ],
)
def test_a_folder_with_anything_else_is_refused_and_left_as_it_is(
    folder: Folder, name: str, content: str | None, why: str
) -> None:
    small = folder.read()
    systems = folder.root / "systems"
    folder.write(f"systems/{name}", content or (systems / "base.yaml").read_text(encoding="utf-8"))
    before = files(systems)

    with pytest.raises(Refusal) as refused:
        export_systems(small.with_systems({}, gone=frozenset({"tuned"})), systems)

    assert str(refused.value) == (
        f"{systems} holds {name}, which is not the file of a system ({why}). Nothing was changed; name a folder "
        "that is empty, new, or holds only systems, as definitions/systems does."
    )
    assert files(systems) == before


def test_a_folder_called_like_a_file_is_refused(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "out" / "base.yaml").mkdir(parents=True)

    with pytest.raises(Refusal, match=r"holds base\.yaml, which is not the file of a system"):
        export_systems(folder.read(), tmp_path / "out")


def test_a_place_that_cannot_be_a_folder_is_refused(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words", encoding="utf-8")

    with pytest.raises(Refusal, match=r"file cannot be written \(File exists\)\. Every file there is whole"):
        export_systems(folder.read(), tmp_path / "file")


def test_a_system_that_no_file_can_hold_is_named_before_anything_is_written(folder: Folder, tmp_path: Path) -> None:
    small = folder.read()
    twice = replace(small.systems["base"], facts=(a_fact("training_code"), a_fact("training_code")))

    with pytest.raises(
        Refusal, match=r"^The system base cannot be written as a file: two facts are about one component"
    ):
        export_systems(small.with_systems({"base": twice}), tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_what_the_reader_would_refuse_is_told_after_writing(folder: Folder, tmp_path: Path) -> None:
    small = folder.read()
    wrong = replace(small.systems["base"], released="yesterday")

    with pytest.raises(Refusal) as refused:
        export_systems(small.with_systems({"base": wrong}), tmp_path / "out")

    assert str(refused.value).startswith(f"{tmp_path / 'out'} was written but cannot be read back: base.yaml:")
    assert "released: expected a date in quotes" in str(refused.value)


def test_what_reads_back_as_something_else_is_named(folder: Folder, tmp_path: Path) -> None:
    small = folder.read()
    # An expression whose meaning was kept otherwise than its text says.
    fact = small.systems["base"].facts[0]
    assert fact.licence is not None
    odd = replace(fact, licence=replace(fact.licence, alternatives=(("CC-BY-4.0",),)))

    with pytest.raises(Refusal) as refused:
        export_systems(small.with_systems({"base": replace(small.systems["base"], facts=(odd,))}), tmp_path / "out")

    assert str(refused.value) == f"{tmp_path / 'out'} was written but does not say what the database says of base."


def test_facts_that_came_later_stand_in_the_order_of_the_components(folder: Folder, tmp_path: Path) -> None:
    small = folder.read()
    base = small.systems["base"]
    turned = replace(base, facts=base.facts[::-1])

    export_systems(small.with_systems({"base": turned}), tmp_path / "out")

    text = (tmp_path / "out" / "base.yaml").read_text(encoding="utf-8")
    assert text.index("training_code:") < text.index("model_parameters:")


def test_no_part_of_a_file_stays_when_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()

    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "table.csv", b"words")

    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
