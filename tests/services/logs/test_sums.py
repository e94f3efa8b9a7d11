"""The files around the log: whoever changes one, takes one away or signs with another key is noticed, by its name."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from bot.domain.logs.breaches import Breach
from bot.services.logs.keys import new_key
from bot.services.logs.sources import Folder
from bot.services.logs.sums import SIGNED, SUMS, check_files, signed, sums

KEY = new_key("forum.example/record")
PAGES = {"index.html": b"<p>Hello</p>", "p/P-2026-0001/ballots.csv": b"voter,choice\n", "empty.txt": b""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with its list."""
    for path, content in PAGES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    listed = sums({path: sha256(content).hexdigest() for path, content in PAGES.items()})
    (tmp_path / SUMS).write_bytes(listed)
    (tmp_path / SIGNED).write_bytes(signed(listed, [KEY]))
    return tmp_path


def checked(folder: Path) -> str:
    return check_files(Folder(folder), KEY.name, [KEY.verifier])


def test_files_as_they_were_signed_are_counted(folder: Path) -> None:
    assert checked(folder) == "3 files around the log are as they were signed."


def test_a_list_that_a_new_key_signs_too_holds_before_the_log_names_that_one(folder: Path) -> None:
    (folder / SIGNED).write_bytes(signed((folder / SUMS).read_bytes(), [new_key(KEY.name), KEY]))

    assert checked(folder) == "3 files around the log are as they were signed."


def test_a_log_without_pages_has_nothing_to_sign(tmp_path: Path) -> None:
    assert checked(tmp_path) == ""


def _stranger(folder: Path) -> None:
    (folder / SIGNED).write_bytes(signed((folder / SUMS).read_bytes(), [new_key(KEY.name)]))


def _outside(folder: Path) -> None:
    listed = f"{'0' * 64}  ../secret\n".encode()
    (folder / SUMS).write_bytes(listed)
    (folder / SIGNED).write_bytes(signed(listed, [KEY]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda here: (here / "index.html").write_bytes(b"<p>Hallo</p>"), "index.html was changed"),
        (lambda here: (here / "p/P-2026-0001/ballots.csv").unlink(), "p/P-2026-0001/ballots.csv is missing"),
        (lambda here: (here / SUMS).write_bytes(b""), "SHA256SUMS is not the list that was signed"),
        (lambda here: (here / SUMS).unlink(), "The pages are not signed"),
        (lambda here: (here / SIGNED).unlink(), "SHA256SUMS.note is not what was signed"),
        (lambda here: (here / SIGNED).write_bytes(b"nothing"), "SHA256SUMS.note is not what was signed: it is no text"),
        (_stranger, "SHA256SUMS.note is not signed by a key of the log"),
        (_outside, "SHA256SUMS is no list of files"),
    ],
)
def test_what_was_changed_is_named(folder: Path, change: Callable[[Path], object], said: str) -> None:
    change(folder)

    with pytest.raises(Breach, match=said):
        checked(folder)
