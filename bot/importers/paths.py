"""Which files are meant by what was typed: files, folders and patterns."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.refusals import Refusal
from bot.texts import _

_ENDINGS = (".yml", ".yaml")


class NothingThere(Refusal):
    """A path leads to nothing that could be imported."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Files to read, each once, in order of their names, with the folder that was named for it (None if the file was).

    ``folders`` are those named as wholes: what was imported from one of them and is gone has vanished.
    """

    files: tuple[tuple[Path, str | None], ...]
    folders: tuple[str, ...]


def choose(paths: Sequence[str], passed_over: frozenset[str] = frozenset()) -> Chosen:
    """Find the files.

    Args:
        paths: Files, folders (of which the YAML files count, without those that begin with "_" or "."), or patterns.
        passed_over: Names of files that are left out of folders.

    Raises:
        NothingThere: A path does not exist, or a folder or pattern holds no YAML file.
    """
    files: dict[Path, str | None] = {}
    folders: list[str] = []
    for text in paths:
        try:
            found, folder = _found(Path(text), passed_over, text)
        except OSError as error:
            message = _("The path {path} cannot be read ({cause}).")
            raise NothingThere(message.format(path=text, cause=error.strerror)) from error
        folders += [folder] if folder else []
        for file in found:
            files[file.resolve()] = folder or files.get(file.resolve())
    return Chosen(tuple(sorted(files.items(), key=lambda pair: (pair[0].name, pair[0]))), tuple(dict.fromkeys(folders)))


def _found(path: Path, passed_over: frozenset[str], text: str) -> tuple[list[Path], str | None]:
    if path.is_dir():
        return _inside(path, passed_over, text), str(path.resolve())
    return _named(path, text), None


def _inside(folder: Path, passed_over: frozenset[str], text: str) -> list[Path]:
    found = [
        path
        for path in folder.iterdir()
        if path.suffix.lower() in _ENDINGS and path.name not in passed_over and not path.name.startswith(("_", "."))
    ]
    if not found:
        message = _("The folder {path} holds no YAML file; name the folder in which the project keeps its files.")
        raise NothingThere(message.format(path=text))
    return found


def _named(path: Path, text: str) -> list[Path]:
    if path.exists():
        return [path]
    names = glob.glob(text, recursive=True)  # noqa: PTH207 - a path's own takes no absolute pattern
    found = [Path(name) for name in names if Path(name).suffix.lower() in _ENDINGS]
    if not found:
        message = _("There is no file or folder {path}, and no file that fits it as a pattern.")
        raise NothingThere(message.format(path=text))
    return found
