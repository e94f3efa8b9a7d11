from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.logs.keyrings import OVERLAP, BadKeys, generate, read_keys, rotate
from tests.support.logs import ORIGIN, THEN


def test_a_key_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "record.key"

    key = generate(path, ORIGIN)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_keys(path) == (key,)
    assert [one.name for one in path.parent.iterdir()] == ["record.key"]


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    key = generate(path, ORIGIN)

    with pytest.raises(BadKeys, match="add --rotate"):
        generate(path, ORIGIN)

    assert read_keys(path) == (key,)
    assert [one.name for one in tmp_path.iterdir()] == ["record.key"]


@pytest.mark.parametrize("name", ["", "two words", "one+two", "tab\there"])
def test_a_name_that_keys_cannot_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadKeys, match="such as forum"):
        generate(tmp_path / "record.key", name)


def test_a_rotated_key_goes_on_for_ninety_days(tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    first = generate(path, ORIGIN)

    second = rotate(path, THEN)

    newest, before = read_keys(path)
    assert newest == second
    assert (before.seed, before.until) == (first.seed, THEN + timedelta(days=90))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_not_rotated_while_the_one_before_still_signs(tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    generate(path, ORIGIN)
    rotate(path, THEN)

    with pytest.raises(BadKeys, match="until 19 February 2027"):
        rotate(path, THEN + OVERLAP - timedelta(seconds=1))


def test_a_key_that_is_done_is_forgotten_at_the_next_rotation(tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    generate(path, ORIGIN)
    second = rotate(path, THEN)

    third = rotate(path, THEN + OVERLAP)

    assert [key.seed for key in read_keys(path)] == [third.seed, second.seed]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    generate(path, ORIGIN)
    path.chmod(0o640)

    with pytest.raises(BadKeys, match="chmod 600"):
        read_keys(path)


def test_a_missing_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadKeys, match="make one with osaibot record keygen"):
        read_keys(tmp_path / "record.key")


@pytest.mark.parametrize("change", ["", "nonsense\n", "{line}{line}", "{line} tomorrow\n"])
def test_a_file_of_something_else_is_refused(change: str, tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    generate(path, ORIGIN)
    path.write_text(change.format(line=path.read_text()))

    with pytest.raises(BadKeys, match="holds no keys"):
        read_keys(path)
