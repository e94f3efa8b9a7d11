"""Writing all systems into a folder, and reading it back as proof."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.definitions import shapes
from bot.definitions.checking import read_systems
from bot.definitions.problems import BadFiles
from bot.definitions.reading import Document
from bot.definitions.writing import as_written, text_of
from bot.domain.libraries import Library
from bot.domain.refusals import Refusal
from bot.domain.systems import System
from bot.texts import _, listed


@dataclass(frozen=True, slots=True)
class Exported:
    """How many files were written, were the same already, and were removed because their system is gone."""

    written: int
    unchanged: int
    removed: int


def export_systems(library: Library, folder: Path) -> Exported:
    """Make a folder hold every system's file and nothing else, and read it back.

    Raises:
        Refusal: The folder holds something else than systems' files (nothing was changed), a system cannot be written
            (nothing was changed), a file cannot be written, or what was written reads back as something else.
    """
    systems = {id_: as_written(system, library.reference.components) for id_, system in library.systems.items()}
    wanted = {f"{id_}.yaml": _content(system) for id_, system in sorted(systems.items())}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unchanged, gone = _compare(folder, wanted)
        for name in wanted.keys() - unchanged:
            replace_file(folder / name, wanted[name])
        for path in gone:
            path.unlink()
    except OSError as error:
        text = _("{path} cannot be written ({reason}). Every file there is whole; export again when that is mended.")
        raise Refusal(text.format(path=error.filename or folder, reason=error.strerror)) from error
    _prove(folder, library, systems)
    return Exported(len(wanted) - len(unchanged), len(unchanged), len(gone))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it sees the old one or the new one, never a part."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _content(system: System) -> bytes:
    try:
        return text_of(system).encode()
    except ValueError as error:
        text = _("The system {id} cannot be written as a file: {reason}. Nothing was changed.")
        raise Refusal(text.format(id=system.id, reason=error)) from error


def _compare(folder: Path, wanted: Mapping[str, bytes]) -> tuple[set[str], list[Path]]:
    """The files that are as wanted already, and those whose system is gone.

    Raises:
        Refusal: Some file there is no system's; so the folder is something else, and nothing in it may be touched.
    """
    unchanged = set()
    gone = []
    for path in sorted(folder.glob("*.yaml")):
        content = wanted.get(path.name)
        if content is not None and _holds(path, content):
            unchanged.add(path.name)
            continue
        if problem := _no_system(path, folder):
            text = _(
                "{folder} holds {name}, which is not the file of a system ({problem}). Nothing was changed; name a "
                "folder that is empty, new, or holds only systems, as definitions/systems does."
            )
            raise Refusal(text.format(folder=folder, name=path.name, problem=problem))
        if content is None:
            gone.append(path)
    return unchanged, gone


def _holds(path: Path, content: bytes) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(content) + 1) == content


def _no_system(path: Path, folder: Path) -> str | None:
    """Why a file is not that of a system; None if it is."""
    document = Document.of(path, folder)
    shape = document.read_as(shapes.SYSTEM)
    if shape is None:
        return str(document.problems[0])
    return None if shape.id == path.stem else _("its id is {id}").format(id=shape.id)


def _prove(folder: Path, library: Library, systems: Mapping[str, System]) -> None:
    """Read the folder back.

    Raises:
        Refusal: It does not say what the library says.
    """
    try:
        found = read_systems(folder, library.reference)
    except BadFiles as error:
        text = _("{folder} was written but cannot be read back: {problems}.")
        problems = "; ".join(str(problem) for problem in error.problems[:5])
        raise Refusal(text.format(folder=folder, problems=problems)) from error
    differing = sorted(id_ for id_ in systems.keys() | found.keys() if systems.get(id_) != found.get(id_))
    if differing:
        text = _("{folder} was written but does not say what the database says of {systems}.")
        raise Refusal(text.format(folder=folder, systems=listed(differing)))
