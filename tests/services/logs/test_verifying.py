from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.logs.leaves import Leaf
from bot.domain.logs.tiles import bundled
from bot.services.logs.chains import rotated_leaf
from bot.services.logs.keys import SigningKey
from bot.services.logs.sources import Folder, NoLog
from bot.services.logs.verifying import Report, verify
from tests.support.logs import (
    KEY,
    OTHER_KEY,
    THEN,
    a_disclosure,
    ballot,
    closed,
    digest,
    entries,
    files,
    forced,
    leaves,
    published,
)

P = "P-2026-0001"


def checked(folder: Path, **more: bytes) -> Report:
    return verify(Folder(folder), **more)  # type: ignore[arg-type]


def test_a_sound_log_holds(tmp_path: Path) -> None:
    published(tmp_path, [*leaves(4), *closed()], opened=[a_disclosure(2), a_disclosure(3)])

    report = checked(tmp_path)

    assert report.breach is None
    assert report.checks == (
        "The tiles and the leaves have the root that the checkpoint signs; it is of 7 leaves.",
        "Every leaf is canonical JSON, at its place.",
        f"The checkpoint is signed by {KEY.verifier}.",
        "4 disclosures fit their digests.",
        "Every id is used once, and what takes the place of something names it.",
        "Every poll has one charter, from before its first ballot, and no ballot came after its end.",
        "All that the leaves stand for is disclosed, sealed, superseded or redacted.",
        "Every poll was opened under the charter that is disclosed, and kept to it.",
        "Whoever voted was on the roll of the poll then.",
        "Counted again from the ballots alone, 1 tally is what was published.",
        "Counted again from the endorsements, 0 gates were crossed as they say.",
        "0 decisions say what was fixed, and all that they lead to is there.",
    )


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 600), st.integers(0, 600))
def test_every_log_holds_and_has_grown_from_every_smaller_one(one: int, other: int) -> None:
    old, new = sorted((one, other))
    with TemporaryDirectory() as name:
        published(Path(name), leaves(old))
        kept = (Path(name) / "checkpoint").read_bytes()
        published(Path(name), leaves(new))

        report = verify(Folder(Path(name)), key=KEY.verifier, since=kept)

    assert report.breach is None
    assert f"The log begins with the {old} leaves of the checkpoint that you kept." in report.checks


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_single_changed_byte_in_any_file_is_found_and_named(grown: Path, data: st.DataObject) -> None:
    content = files(grown)
    # Disclosures are many and alike: one of them stands for all.
    alike = max(path for path in content if path.startswith("disclosures/"))
    path = data.draw(st.sampled_from([path for path in sorted(content) if path[:4] != "disc" or path == alike]))
    at = data.draw(st.integers(0, len(content[path]) - 1))
    mask = data.draw(st.integers(1, 255))
    original = content[path]
    try:
        (grown / path).write_bytes(original[:at] + bytes([original[at] ^ mask]) + original[at + 1 :])
        report = checked(grown)
    finally:
        (grown / path).write_bytes(original)

    assert report.breach is not None
    if path == "checkpoint":
        # Another size asks for files that are not there.
        assert "heckpoint" in report.breach or report.breach.endswith(" is missing.")
    else:
        assert path in report.breach


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/0/000", "tile/1/000.p/1", "tile/0/001.p/38"])
def test_a_missing_file_is_named(path: str, grown: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(grown, tmp_path / "log")
    (folder / path).unlink()

    assert checked(folder).breach == f"{path} is missing."


def test_a_changed_leaf_is_named_by_its_number(grown: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(grown, tmp_path / "log")
    bundle = folder / "tile/entries/000"
    bundle.write_bytes(bundle.read_bytes().replace(f"{P}/B-77".encode(), f"{P}/B-78".encode(), 1))

    assert checked(folder).breach == (
        "Leaf 77, in tile/entries/000, is not the one that was published: its digest in tile/0/000 is another."
    )


def test_leaves_that_were_swapped_are_named(tmp_path: Path) -> None:
    published(tmp_path, leaves(9))
    bundle = tmp_path / "tile/entries/000.p/9"
    made = entries(leaves(9))
    bundle.write_bytes(bundled([*made[:4], made[5], made[4], *made[6:]]))

    assert "Leaf 4, in tile/entries/000.p/9," in (checked(tmp_path).breach or "")


def test_a_dropped_leaf_is_noticed(tmp_path: Path) -> None:
    published(tmp_path, leaves(9))
    made = entries(leaves(9))
    (tmp_path / "tile/entries/000.p/9").write_bytes(bundled([*made[:4], *made[5:]]))

    assert checked(tmp_path).breach == "tile/entries/000.p/9 does not hold 9 leaves, one after the other."


def test_leaves_and_tiles_that_were_changed_together_have_another_root(tmp_path: Path) -> None:
    published(tmp_path / "one", leaves(9))
    published(tmp_path / "two", [*leaves(8), ballot(99)])
    shutil.copytree(tmp_path / "two" / "tile", tmp_path / "one" / "tile", dirs_exist_ok=True)

    assert checked(tmp_path / "one").breach == (
        "The 9 leaves and the tiles do not have the root that the checkpoint signs."
    )


def test_a_log_signed_by_a_foreign_key_is_noticed(tmp_path: Path) -> None:
    forced(tmp_path, entries(leaves(9)), OTHER_KEY)

    assert checked(tmp_path).breach == f"The checkpoint is not signed by the log's key {KEY.verifier}."


def test_a_log_that_is_not_by_the_key_that_is_trusted_is_noticed(tmp_path: Path) -> None:
    published(tmp_path, leaves(9))

    report = verify(Folder(tmp_path), key=OTHER_KEY.verifier)

    assert report.breach == f"The checkpoint is not signed by the key that you named, {OTHER_KEY.verifier}."


def test_a_log_that_was_set_back_is_noticed(tmp_path: Path) -> None:
    published(tmp_path / "old", leaves(9))
    published(tmp_path / "new", leaves(12))

    report = checked(tmp_path / "old", since=(tmp_path / "new" / "checkpoint").read_bytes())

    assert report.breach == "The log was set back: it has 9 leaves, the checkpoint that you kept has 12."


def test_a_log_that_was_rewritten_is_noticed(tmp_path: Path) -> None:
    published(tmp_path / "old", leaves(9))
    published(tmp_path / "new", [*leaves(8), ballot(99), ballot(100)])

    report = checked(tmp_path / "new", since=(tmp_path / "old" / "checkpoint").read_bytes())

    assert report.breach == ("The log was rewritten: its first 9 leaves are not those of the checkpoint that you kept.")


def test_a_kept_checkpoint_that_is_nobodys_is_refused(tmp_path: Path) -> None:
    published(tmp_path / "log", leaves(9))
    forced(tmp_path / "other", entries(leaves(5)), OTHER_KEY)

    report = checked(tmp_path / "log", since=(tmp_path / "other" / "checkpoint").read_bytes())

    assert report.breach == "The checkpoint that you kept is not signed by a key of this log."


def test_a_key_after_rotation_still_knows_what_it_signed_before(grown: Path, tmp_path: Path) -> None:
    published(tmp_path, leaves(40))

    assert checked(grown, since=(tmp_path / "checkpoint").read_bytes()).breach is None


def test_a_key_that_a_stranger_added_is_not_trusted_for_what_the_log_says_of_it(tmp_path: Path) -> None:
    published(tmp_path / "mine", leaves(9))
    kept = (tmp_path / "mine" / "checkpoint").read_bytes()
    stolen = [SigningKey(KEY.name, OTHER_KEY.seed), SigningKey(KEY.name, KEY.seed, THEN)]
    forced(tmp_path / "theirs", entries([*leaves(9), rotated_leaf(stolen, "K-2", THEN), ballot(99)]), OTHER_KEY)

    report = checked(tmp_path / "theirs", since=kept)

    assert report.breach == (
        f"The checkpoint that you kept is signed by {KEY.verifier}, which does not sign this one. If the key was "
        "replaced, name the new one with --key, from somewhere else than the record."
    )
    assert verify(Folder(tmp_path / "theirs"), since=kept, key=OTHER_KEY.verifier).breach is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda entry: entry.replace(b'"at":"2026-11', b'"at":"2026-99'), "month must be in 1..12"),
        (lambda entry: entry.replace(b'"id":', b'"closes_at":"2026-99-01T00:00:00.000Z","id":'), "month must be in"),
        (lambda entry: b"[" * 30_000, "it is no canonical JSON."),
        (lambda entry: entry.replace(b'"v":1', b'"v": 1'), "it is no canonical JSON"),
        (lambda entry: entry.replace(b'"seq":3', b'"seq":4'), "it has the number 4"),
        (lambda entry: entry.replace(b'"v":1', b'"v":2'), "it is of version 2"),
        (lambda entry: entry.replace(b'{"', b'{"Name":"Ada","', 1), "a leaf says nothing of “Name”"),
        (lambda entry: b"\xff" + entry, "it is no canonical"),
    ],
)
def test_a_signed_leaf_that_is_not_written_as_leaves_are_is_named(
    change: Callable[[bytes], bytes], said: str, tmp_path: Path
) -> None:
    made = entries(leaves(5))
    made[3] = change(made[3])
    forced(tmp_path, made)

    assert (checked(tmp_path).breach or "").startswith(f"Leaf 3 is not as a leaf is written: {said}")


def test_a_sealed_ballot_that_is_shown_early_is_noticed(tmp_path: Path) -> None:
    published(tmp_path, leaves(4), opened=[a_disclosure(3)])

    assert checked(tmp_path).breach == (
        f"disclosures/{digest(a_disclosure(3))}.json is published, though the ballots of poll {P} are sealed."
    )


def test_something_redacted_that_is_still_shown_is_noticed(tmp_path: Path) -> None:
    shown = a_disclosure(2, "name", "Ada")
    made = [*leaves(1), Leaf("decision.accepted", "D-1", THEN, {}, (digest(shown),))]
    redaction = Leaf("redaction", "R-1", THEN, {"digest": digest(shown), "reason": "erasure"})
    published(tmp_path, [*made, redaction], opened=[shown])

    assert checked(tmp_path).breach == (
        f"disclosures/{digest(shown)}.json is published, though leaf 2 says that it was redacted."
    )


def test_erasing_somebody_changes_no_leaf_and_the_log_still_holds(tmp_path: Path) -> None:
    shown = a_disclosure(2, "name", "Ada Lovelace")
    made = [*leaves(1), Leaf("decision.accepted", "D-1", THEN, {}, (digest(shown),))]
    published(tmp_path, made, opened=[shown])
    kept = (tmp_path / "checkpoint").read_bytes()

    redaction = Leaf("redaction", "R-1", THEN, {"digest": digest(shown), "reason": "erasure"})
    published(tmp_path, [*made, redaction], withdrawn=[digest(shown)])

    report = checked(tmp_path, since=kept)
    assert report.breach is None
    assert (
        "All that the leaves stand for is disclosed, sealed, superseded or redacted. 1 disclosure was redacted."
        in report.checks
    )
    assert [path for path, content in files(tmp_path).items() if b"Ada" in content] == []


def test_a_changed_disclosure_is_named(tmp_path: Path) -> None:
    published(tmp_path, [*leaves(3), *closed()], opened=[a_disclosure(2)])
    path = tmp_path / f"disclosures/{digest(a_disclosure(2))}.json"
    path.write_bytes(path.read_bytes().replace(b"yes", b"nay"))

    assert checked(tmp_path).breach == (
        f"disclosures/{digest(a_disclosure(2))}.json is not what was published: its digest is another."
    )


def test_strange_files_are_mentioned(tmp_path: Path) -> None:
    published(tmp_path, leaves(4), opened=[a_disclosure(99)])
    (tmp_path / "tile/README").write_text("hello")
    (tmp_path / "notes.html").write_text("not the log's")

    report = checked(tmp_path)

    assert report.breach is None
    assert report.checks[-1] == (
        "Not part of the log that the checkpoint signs, and not checked: "
        f"disclosures/{digest(a_disclosure(99))}.json, tile/README."
    )


def test_an_empty_log_holds_under_the_key_that_is_named(tmp_path: Path) -> None:
    published(tmp_path, [])

    assert verify(Folder(tmp_path), key=KEY.verifier).breach is None
    with pytest.raises(NoLog, match="names no key"):
        checked(tmp_path)


def test_an_empty_folder_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(NoLog, match="“checkpoint” is missing"):
        checked(tmp_path)
