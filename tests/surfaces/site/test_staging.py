"""A build that is killed leaves the old site, or lets the next build finish the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.surfaces.site.manifests import NAME
from bot.surfaces.site.staging import Busy, NotOurs, alone, place, recover

# Places two hundred files, and stops for ever before the n-th step on the disk.
PLACING = """
import pathlib, sys, time
from bot.surfaces.site.staging import alone, place

folder, stop = pathlib.Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def counted(function):
    def step(*arguments, **named):
        global steps
        steps += 1
        if steps == stop:
            print("stopped", flush=True)
            time.sleep(600)
        return function(*arguments, **named)
    return step

for name in ("write_bytes", "write_text", "replace", "unlink"):
    setattr(pathlib.Path, name, counted(getattr(pathlib.Path, name)))
with alone(folder):
    place(folder, {f"d/{n}/index.html": b"new" for n in range(20)}, b"new", ["d/gone/index.html"])
print("done", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of ten pages and a log beside it."""
    folder = tmp_path / "record"
    with alone(folder):
        files = {f"d/{number}/index.html": b"old" for number in range(10)} | {"d/gone/index.html": b"old"}
        place(folder, files, b"old", [])
    (folder / "checkpoint").write_text("signed")
    return folder


def content(folder: Path) -> dict[str, str]:
    """What a visitor can see."""
    return {
        str(file.relative_to(folder)): file.read_text()
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".site") for part in file.relative_to(folder).parts)
        and file.name != ".build.lock"
    }  # fmt: skip


def killed(folder: Path, step: int) -> bool:
    """Kill a process that builds, before one of its steps; False if it was done before that."""
    command = [sys.executable, "-c", PLACING, str(folder), str(step)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        if said == "stopped":
            os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == (-signal.SIGKILL if said == "stopped" else 0)
    return said == "stopped"


OLD = {f"d/{n}/index.html": "old" for n in range(10)} | {
    "d/gone/index.html": "old",
    NAME: "old",
    "checkpoint": "signed",
}
NEW = {f"d/{n}/index.html": "new" for n in range(20)} | {NAME: "new", "checkpoint": "signed"}


# Steps of writing beside the site: twenty pages, the manifest, the list of moves and its coming into place.
WRITING = (1, 12, 22, 23)
# Twenty moves of pages, that of the manifest, and what is taken away.
MOVING = (24, 25, 34, 44, 45)


@pytest.mark.parametrize("step", WRITING)
def test_one_that_is_killed_while_it_writes_leaves_the_old_site(folder: Path, step: int) -> None:
    assert killed(folder, step)

    assert content(folder) == OLD
    with alone(folder):
        assert content(folder) == OLD


@pytest.mark.parametrize("step", MOVING)
def test_one_that_is_killed_while_it_moves_is_finished_by_the_next(folder: Path, step: int) -> None:
    assert killed(folder, step)

    seen = content(folder)
    assert all(seen.get(path) in (text, OLD.get(path)) for path, text in NEW.items())
    with alone(folder):
        assert content(folder) == NEW


def test_one_that_is_not_killed_puts_everything_in_its_place(folder: Path) -> None:
    assert not killed(folder, 46)

    assert content(folder) == NEW
    assert not (folder / "d/gone").exists()


def test_new_pages_come_before_what_leads_to_them_and_go_after(folder: Path) -> None:
    assert killed(folder, 34)  # ten new pages were moved, and none of those that were there

    seen = content(folder)
    assert [seen[f"d/{n}/index.html"] for n in (0, 9, 10, 19)] == ["old", "old", "new", "new"]
    assert "d/gone/index.html" in seen


def test_two_never_build_into_one_folder(folder: Path) -> None:
    with alone(folder), pytest.raises(Busy, match="Another process is building"), alone(folder):
        pass


def test_a_list_of_moves_that_was_cut_short_is_none(folder: Path) -> None:
    new = folder / ".site-new"
    new.mkdir()
    (new / ".moves.json.part").write_text('{"put": ["a')

    recover(folder)

    assert content(folder) == OLD
    assert not new.exists()


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(NotOurs, match=r"file/record cannot be written to .* name another folder"), \
            alone(tmp_path / "file" / "record"):  # fmt: skip
        pass
