from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.logs.tiles import Tile, bundled, bundles, hashes_of, tile_at, tiles, unbundled


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(1, 255, 17), "tile/1/255.p/17"),
        (Tile(None, 1_234_067, 8), "tile/entries/x001/x234/067.p/8"),
        (Tile(None, 1000), "tile/entries/x001/000"),
    ],
)
def test_a_tile_has_the_path_that_the_specification_gives(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tile_at(path) == tile


@pytest.mark.parametrize(
    "path",
    ["tile/00/000", "tile/0/0", "tile/0/x000/001", "tile/0/001/002", "tile/0/000.p/0", "tile/0/000.p/01",
     "tile/0/000.p/256", "tile/0/000.p/999", "tile/0/000/", "tile/0/00٣", "checkpoint", "tile/Entries/000"],
)  # fmt: skip
def test_a_path_that_is_not_written_so_names_no_tile(path: str) -> None:
    assert tile_at(path) is None


def test_a_log_of_seventy_thousand_has_the_tiles_of_the_specification() -> None:
    found = list(tiles(70_000))

    assert [tile for tile in found if tile.level == 0] == [*(Tile(0, index) for index in range(273)), Tile(0, 273, 112)]
    assert [tile for tile in found if tile.level] == [Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]


def test_a_full_tile_has_a_partial_one_above_it() -> None:
    assert list(tiles(256)) == [Tile(0, 0), Tile(1, 0, 1)]


def test_a_log_without_leaves_has_no_files_of_them() -> None:
    assert [*tiles(0), *bundles(0)] == []


def test_a_leaf_stands_behind_its_length() -> None:
    assert bundled([b"one", b""]) == b"\x00\x03one\x00\x00"


def test_a_leaf_longer_than_its_length_can_say_is_refused() -> None:
    with pytest.raises(ValueError, match="65536 bytes"):
        bundled([b"x" * 65_536])


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_leaves_come_back_out_of_a_bundle(entries: list[bytes]) -> None:
    assert unbundled(bundled(entries), len(entries)) == entries


@pytest.mark.parametrize("content", [b"\x00\x03on", b"\x00\x03one\x00", b"\x00\x03one\x00\x00", b""])
def test_a_bundle_that_is_cut_or_holds_more_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not 1 leaves"):
        unbundled(content, 1)


def test_a_tile_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="not 3 digests"):
        hashes_of(bytes(64), 3)
