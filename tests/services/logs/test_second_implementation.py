"""What we publish, read by somebody else's program (aics-tlog, which needs Python 3.12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.logs.trees import consistency_proof, inclusion_proof, leaf_hash, root
from bot.services.logs.entries import entry_of
from tests.support.logs import KEY, files, leaves, published

aics_tlog = pytest.importorskip("aics_tlog", reason="aics-tlog needs Python 3.12")

SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 600]


@pytest.mark.parametrize("size", SIZES)
def test_the_same_leaves_give_the_same_tiles(size: int, tmp_path: Path) -> None:
    published(tmp_path, leaves(size))
    entries = [entry_of(leaf, sequence) for sequence, leaf in enumerate(leaves(size))]

    expected = aics_tlog.tiles.materialise_tiles(entries)

    assert {path: content for path, content in files(tmp_path).items() if path != "checkpoint"} == expected


@pytest.mark.parametrize("size", SIZES)
def test_our_proofs_convince_it(size: int) -> None:
    hashes = [leaf_hash(number.to_bytes(4)) for number in range(size)]
    top = root(hashes)

    for index in range(size):
        assert aics_tlog.verify_inclusion(hashes[index], index, size, inclusion_proof(index, hashes), top)
    for old in range(1, size + 1):
        proof = consistency_proof(old, hashes)
        assert aics_tlog.verify_consistency(old, size, root(hashes[:old]), top, proof)


def test_our_checkpoints_are_signed_as_it_reads_them(tmp_path: Path) -> None:
    checkpoint = published(tmp_path, leaves(9))
    note = aics_tlog.parse_note((tmp_path / "checkpoint").read_bytes())

    read = aics_tlog.parse_checkpoint(note.text)

    assert aics_tlog.verify_note(note, [aics_tlog.parse_vkey(str(KEY.verifier))])
    assert (read.origin, read.size) == (checkpoint.origin, checkpoint.size)
