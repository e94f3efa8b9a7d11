from __future__ import annotations

import fcntl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import Checkpoint, read_checkpoint, read_note
from bot.domain.logs.tiles import bundles, tiles
from bot.services.logs import placing, publishing
from bot.services.logs.chains import rotated_leaf
from bot.services.logs.keys import SigningKey
from bot.services.logs.placing import NotPublished, Overtaken
from bot.services.logs.publishing import prepare
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from tests.support.logs import (
    KEY,
    OTHER_KEY,
    THEN,
    a_charter,
    a_disclosure,
    ballot,
    digest,
    files,
    leaves,
    opened,
    published,
)

sizes = st.one_of(st.integers(0, 600), st.sampled_from([0, 1, 255, 256, 257, 511, 512, 513]))


def test_a_log_has_the_files_that_its_size_asks_for(tmp_path: Path) -> None:
    published(tmp_path, leaves(300))

    expected = {"checkpoint", *(tile.path for tile in (*tiles(300), *bundles(300)))}
    assert {path for path in files(tmp_path) if not path.startswith("disclosures/")} == expected


def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        published(tmp_path / name, leaves(300), opened=[a_disclosure(2)])

    assert files(tmp_path / "one") == files(tmp_path / "two")


@settings(deadline=None, max_examples=25)
@given(st.lists(sizes, min_size=1, max_size=4).map(sorted))
def test_a_log_that_grew_ends_as_the_one_that_was_built_at_once(steps: list[int]) -> None:
    with TemporaryDirectory() as name:
        grown, whole = Path(name) / "grown", Path(name) / "whole"
        for size in steps:
            published(grown, leaves(size))
        published(whole, leaves(steps[-1]))

        assert files(whole).items() <= files(grown).items()
        assert verify(Folder(grown), key=KEY.verifier).breach is None


def test_adding_rewrites_nothing_but_the_checkpoint(tmp_path: Path) -> None:
    published(tmp_path, leaves(255))
    before = files(tmp_path)

    published(tmp_path, leaves(300))

    kept = {path: content for path, content in files(tmp_path).items() if path in before}
    assert {path for path, content in kept.items() if content != before[path]} == {"checkpoint"}


def test_a_full_tile_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    published(tmp_path, leaves(255))

    published(tmp_path, leaves(300))

    assert [path for path in files(tmp_path) if ".p/255" in path] == []


def test_an_older_partial_tile_stays_as_long_as_the_full_one_is_not_there(tmp_path: Path) -> None:
    published(tmp_path, leaves(5))

    published(tmp_path, leaves(9))

    assert {"tile/0/000.p/5", "tile/0/000.p/9", "tile/entries/000.p/5"} <= set(files(tmp_path))


def test_a_build_that_fails_anywhere_leaves_the_old_log_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, leaves(250))
    checkpoint = (tmp_path / "checkpoint").read_bytes()
    steps = _fails_at(monkeypatch, 10_000)
    prepare(tmp_path / "other", leaves(300), [KEY]).write()
    assert steps()

    for step in range(steps()):
        _fails_at(monkeypatch, step)
        with pytest.raises(OSError, match="no space"):
            prepare(tmp_path, leaves(300), [KEY]).write()

        assert (tmp_path / "checkpoint").read_bytes() == checkpoint
        assert verify(Folder(tmp_path)).breach is None
        assert not list(tmp_path.glob(".new-*"))
    monkeypatch.undo()
    published(tmp_path, leaves(300))
    assert verify(Folder(tmp_path)).breach is None


def _fails_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """Let the disk be full at a step: while files are written, or while they are put in their place."""
    monkeypatch.undo()
    taken = 0
    put, replace = placing.put, Path.replace

    def counted() -> None:
        nonlocal taken
        if taken == step:
            raise OSError("no space")
        taken += 1

    def full_put(path: Path, content: bytes, *, sync: bool) -> None:
        counted()
        put(path, content, sync=sync)

    def full_replace(path: Path, target: Path) -> Path:
        counted()
        return replace(path, target)

    monkeypatch.setattr(publishing, "put", full_put)
    monkeypatch.setattr(Path, "replace", full_replace)
    return lambda: taken


def test_the_checkpoint_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    replace = Path.replace

    def noted(path: Path, target: Path) -> Path:
        order.append(target.relative_to(tmp_path).as_posix())
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", noted)
    published(tmp_path, [*leaves(2), ballot(2)], opened=[a_disclosure(2)])

    assert [path.split("/")[0:2] for path in order] == [
        ["disclosures", f"{digest(a_charter(sealed=True)[1])}.json"],
        ["disclosures", f"{digest(a_disclosure(2))}.json"],
        ["tile", "entries"],
        ["tile", "0"],
        ["checkpoint"],
    ]


def test_a_restored_backup_signs_nothing(tmp_path: Path) -> None:
    published(tmp_path, leaves(20))

    with pytest.raises(NotPublished, match="published or signed with 20 leaves, the database has 12"):
        prepare(tmp_path, leaves(12), [KEY])


def test_a_restored_backup_that_went_on_signs_nothing(tmp_path: Path) -> None:
    at_backup = published(tmp_path, leaves(300))
    published(tmp_path, leaves(400), signed=at_backup)
    went_on = [*leaves(300), *(ballot(number) for number in range(1_000, 1_500))]

    with pytest.raises(NotPublished, match="first 400 leaves of the database are not those"):
        prepare(tmp_path, went_on, [KEY], signed=at_backup)


def test_a_published_folder_that_was_set_back_is_caught_up_with(tmp_path: Path) -> None:
    published(tmp_path, leaves(20))
    signed = prepare(tmp_path, leaves(30), [KEY]).checkpoint

    published(tmp_path, leaves(40), signed=signed)

    assert verify(Folder(tmp_path)).breach is None


def test_what_was_signed_and_never_published_still_binds(tmp_path: Path) -> None:
    published(tmp_path, leaves(20))
    signed = prepare(tmp_path, leaves(30), [KEY]).checkpoint
    other = [*leaves(20), *(ballot(number) for number in range(100, 150))]

    with pytest.raises(NotPublished, match="first 30 leaves"):
        prepare(tmp_path, other, [KEY], signed=signed)


@pytest.mark.parametrize("path", ["tile/0/000.p/20", "tile/entries/000.p/20"])
@pytest.mark.parametrize("spoil", [bytes.swapcase, bytes.upper, lambda content: content[:-1]])
def test_a_damaged_edge_is_not_built_upon(path: str, spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    published(tmp_path, leaves(20))
    (tmp_path / path).write_bytes(spoil((tmp_path / path).read_bytes()))

    with pytest.raises(NotPublished, match="damaged"):
        prepare(tmp_path, leaves(30), [KEY], signed=_head(tmp_path))


@pytest.mark.parametrize("path", ["tile/0/000.p/20", "tile/entries/000.p/20"])
def test_a_missing_edge_is_not_built_upon(path: str, tmp_path: Path) -> None:
    published(tmp_path, leaves(20))
    (tmp_path / path).unlink()

    with pytest.raises(NotPublished, match=f"{path} is missing"):
        prepare(tmp_path, leaves(30), [KEY])


def _head(folder: Path) -> Checkpoint:
    return read_checkpoint(read_note((folder / "checkpoint").read_bytes()).text)


def test_a_log_signed_by_another_key_is_left_alone(tmp_path: Path) -> None:
    published(tmp_path, leaves(20))

    with pytest.raises(NotPublished, match="not signed by the key in use"):
        prepare(tmp_path, leaves(30), [OTHER_KEY])


def test_a_spoilt_checkpoint_is_left_alone(tmp_path: Path) -> None:
    published(tmp_path, leaves(20))
    content = (tmp_path / "checkpoint").read_text()
    (tmp_path / "checkpoint").write_text(content.replace("\n20\n", "\n19\n"))

    with pytest.raises(NotPublished, match="does not fit the text"):
        prepare(tmp_path, leaves(30), [KEY])


def test_a_log_begins_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="begins with the leaf of its key"):
        prepare(tmp_path, [opened()], [KEY])


def test_a_key_that_cannot_sign_is_not_named(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="not in the file of keys"):
        prepare(tmp_path, leaves(3), [OTHER_KEY])


def test_both_keys_sign_until_the_older_one_is_done(tmp_path: Path) -> None:
    until = THEN + timedelta(days=90)
    keys = [OTHER_KEY, SigningKey(KEY.name, KEY.seed, until)]
    rotated = rotated_leaf(keys, "K-2", THEN)
    later = Leaf("outage", "O-1", until + timedelta(seconds=1))

    signers = []
    for made in ([*leaves(5), rotated], [*leaves(5), rotated, later]):
        published(tmp_path, made, keys=keys)
        signers.append([one.key_id for one in read_note((tmp_path / "checkpoint").read_bytes()).signatures])
        assert verify(Folder(tmp_path)).breach is None

    assert signers == [[OTHER_KEY.verifier.id, KEY.verifier.id], [OTHER_KEY.verifier.id]]


def test_a_withdrawn_disclosure_goes_when_the_log_says_so(tmp_path: Path) -> None:
    made = [*leaves(1), opened(), ballot(2), ballot(3, prev=2, voter=2)]
    published(tmp_path, made, opened=[a_disclosure(2), a_disclosure(3)])
    gone = digest(a_disclosure(2))

    redaction = Leaf("redaction", "R-1", THEN, {"digest": gone, "reason": "erasure"})
    published(tmp_path, [*made, redaction], withdrawn=[gone])

    assert not (tmp_path / f"disclosures/{gone}.json").exists()
    assert verify(Folder(tmp_path)).breach is None


def test_what_a_killed_process_left_goes_with_the_next_publication(tmp_path: Path) -> None:
    published(tmp_path, leaves(4))
    left = tmp_path / ".new-killed" / "disclosures"
    left.mkdir(parents=True)
    (left / "somebody.json").write_text("Ada Lovelace")

    published(tmp_path, leaves(5))

    assert list(tmp_path.glob(".new-*")) == []


def test_of_two_that_publish_at_once_one_leaves_it_to_the_other(tmp_path: Path) -> None:
    publication = prepare(tmp_path, leaves(4), [KEY])

    with (tmp_path / ".log.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Overtaken, match=r"Another process is publishing the log now"):
            publication.write()

    assert not (tmp_path / "checkpoint").exists()
