"""Bringing the files of a build to their places: what breaks off leaves the old site or can be finished.

All files are written beside the site first, then a list of what has to be done; only then is anything moved. Whoever
was killed before the list was there has changed nothing; whoever was killed after it left the rest to the next build.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.refusals import Refusal
from bot.surfaces.site.manifests import NAME
from bot.texts import _

CHECKPOINT = "checkpoint"
NOT_OURS = (CHECKPOINT, "tile/", "disclosures/")
"""What the log keeps in the same folder; the site neither writes it nor takes it away."""

_NEW = ".site-new"
_LIST = ".moves.json"
_LOCK = ".build.lock"
_OF_LOG = (".log.lock", ".new-")


class NotOurs(Refusal):
    """The folder holds files that no build put there, or cannot be written to."""


class Busy(Refusal):
    """Another process is building into the folder."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What a build has to do: files to put in place, in order, and files to take away."""

    put: Sequence[str]
    take: Sequence[str]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have the folder for oneself; what an earlier build left over is finished or thrown away first.

    Raises:
        NotOurs: The folder holds files of somebody else, or cannot be written to.
        Busy: Another process has it.
    """
    _refuse_strange(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")
    except OSError as error:
        text = _("{folder} cannot be written to ({reason}); name another folder.")
        raise NotOurs(text.format(folder=folder, reason=error.strerror)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = _("Another process is building into {folder}; try again in a minute.")
            raise Busy(text.format(folder=folder)) from error
        recover(folder)
        yield


def place(folder: Path, fresh: Mapping[str, bytes], manifest: bytes, taken: Sequence[str]) -> None:
    """Put files in their places and take others away; until all of them are written nothing is changed.

    New files come first, then those that take the place of others, then the manifest; what is not wanted goes last. So
    no page leads to one that is not there, whenever somebody looks.
    """
    new = folder / _NEW
    for path, content in fresh.items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_bytes(content)
    new.mkdir(exist_ok=True)
    (new / NAME).write_bytes(manifest)
    put = sorted(fresh, key=lambda path: ((folder / path).exists(), path))
    moves = {"put": [*put, NAME], "take": sorted(taken)}
    unready = new / f"{_LIST}.part"
    unready.write_text(json.dumps(moves))
    unready.replace(new / _LIST)
    _move(folder, Moves(moves["put"], moves["take"]))


def recover(folder: Path) -> None:
    """Finish what a build that was killed had ready, or throw away what it had not."""
    new = folder / _NEW
    if (new / _LIST).is_file():
        tree = json.loads((new / _LIST).read_text())
        _move(folder, Moves(tree["put"], tree["take"]))
    shutil.rmtree(new, ignore_errors=True)


def _move(folder: Path, moves: Moves) -> None:
    new = folder / _NEW
    for path in moves.put:
        if (new / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).replace(folder / path)
    for path in moves.take:
        (folder / path).unlink(missing_ok=True)
        _drop_empty(folder, (folder / path).parent)
    shutil.rmtree(new, ignore_errors=True)


def _drop_empty(folder: Path, place: Path) -> None:
    while place != folder and place.is_dir() and not any(place.iterdir()):
        place.rmdir()
        place = place.parent


def _refuse_strange(folder: Path) -> None:
    if not folder.exists() or any((folder / one).exists() for one in (NAME, CHECKPOINT, _LOCK)):
        return
    # The log may be just beginning there.
    if not folder.is_dir() or any(not one.name.startswith(_OF_LOG) for one in folder.iterdir()):
        text = _("{folder} holds files that no build put there; name an empty folder, or a new one.")
        raise NotOurs(text.format(folder=folder))
