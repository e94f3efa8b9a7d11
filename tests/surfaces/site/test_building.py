"""Building the site: only what changed, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from bot.app import App
from bot.services.logs.sums import SIGNED, SUMS
from bot.surfaces.site.building import build
from bot.surfaces.site.staging import NotOurs
from bot.surfaces.site.things import Entry, Findable, Made, Section, Site, Thing, Topic


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where to build."""
    made = tmp_path / "record"
    made.mkdir()
    return made


def section(texts: dict[str, str], made: list[str] | None = None) -> Section:
    """A section with a page a text; ``made`` notes which were made."""

    async def things(_site: Site) -> Sequence[Thing]:
        return [_thing(key, text, made) for key, text in texts.items()]

    return things


def _thing(key: str, text: str, made: list[str] | None) -> Thing:
    async def make() -> Made:
        if text == "broken":
            raise OSError("the disk is gone")
        if made is not None:
            made.append(key)
        entry = Entry(key, Topic.POLLS, f"{key}/", key, text, datetime(2026, 11, 21, tzinfo=UTC))
        return Made({f"{key}/index.html": text.encode()}, (entry,), (Findable(f"{key}/", key, "poll", text),))

    return Thing(key, text, make)


def content(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


async def test_only_what_changed_is_made_anew(light_app: App, folder: Path) -> None:
    made: list[str] = []
    await build(Site(light_app), folder, [section({"a": "one", "b": "two"})])

    done = await build(Site(light_app), folder, [section({"a": "one", "b": "three", "c": "four"}, made)])

    assert made == ["b", "c"]
    assert done.made == 2
    assert (folder / "a/index.html").read_text() == "one"
    assert (folder / "b/index.html").read_text() == "three"


async def test_a_build_in_steps_is_the_same_as_a_whole_one(light_app: App, folder: Path) -> None:
    texts = {"a": "one", "b": "three"}
    await build(Site(light_app), folder / "steps", [section({"a": "one", "b": "two", "gone": "x"})])

    await build(Site(light_app), folder / "steps", [section(texts)])
    await build(Site(light_app), folder / "whole", [section(texts)])

    assert content(folder / "steps") == content(folder / "whole")


async def test_a_build_that_fails_leaves_everything_as_it_was(light_app: App, folder: Path) -> None:
    await build(Site(light_app), folder, [section({"a": "one", "b": "two"})])
    before = content(folder)

    with pytest.raises(OSError, match="disk is gone"):
        await build(Site(light_app), folder, [section({"a": "changed", "b": "broken"})])

    assert content(folder) == before


async def test_a_file_that_somebody_took_away_comes_back(light_app: App, folder: Path) -> None:
    await build(Site(light_app), folder, [section({"a": "one"})])
    (folder / "a/index.html").unlink()

    await build(Site(light_app), folder, [section({"a": "one"})])

    assert (folder / "a/index.html").read_text() == "one"


async def test_a_folder_with_other_files_is_refused(light_app: App, folder: Path) -> None:
    (folder / "thesis.odt").write_text("my only copy")

    with pytest.raises(NotOurs, match="holds files that no build put there"):
        await build(Site(light_app), folder, [section({"a": "one"})])

    assert content(folder) == {"thesis.odt": b"my only copy"}


async def test_the_list_of_files_is_signed_anew_with_them_and_goes_where_nobody_signs(
    light_app: App, folder: Path
) -> None:
    signing = Site(light_app, seal=lambda listed: b"signed " + listed)
    await build(signing, folder, [section({"a": "one"})])
    first = (folder / SUMS).read_bytes()

    await build(signing, folder, [section({"a": "two"})])
    second, signed = (folder / SUMS).read_bytes(), (folder / SIGNED).read_bytes()
    await build(Site(light_app), folder, [section({"a": "three"})])

    assert f"{sha256(b'one').hexdigest()}  a/index.html\n" in first.decode()
    assert f"{sha256(b'two').hexdigest()}  a/index.html\n" in second.decode()
    assert signed == b"signed " + second
    assert not (folder / SUMS).exists()
    assert not (folder / SIGNED).exists()


async def test_a_list_that_is_missing_is_signed_though_nothing_changed(light_app: App, folder: Path) -> None:
    await build(Site(light_app), folder, [section({"a": "one"})])

    await build(Site(light_app, seal=lambda _listed: b"signed"), folder, [section({"a": "one"})])

    assert (folder / SIGNED).read_bytes() == b"signed"
