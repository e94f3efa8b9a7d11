from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.logs.edges import Edge
from bot.domain.logs.tiles import WIDTH, tiles
from bot.domain.logs.trees import (
    EMPTY_ROOT,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

# The eight leaves with which implementations of Certificate Transparency are tested, and what they give.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
INCLUSIONS = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
CONSISTENCIES = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (6, 7): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4)) for number in range(count)]


def oracle(leaves: Sequence[bytes]) -> bytes:
    """The root as section 2.1.1 of RFC 9162 defines it, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(oracle(leaves[:split]), oracle(leaves[split:]))


def oracle_path(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """The path of section 2.1.3.1, word for word."""
    if len(leaves) < 2:
        return ()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return (*oracle_path(index, leaves[:split]), oracle(leaves[split:]))
    return (*oracle_path(index - split, leaves[split:]), oracle(leaves[:split]))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_published(size: int) -> None:
    assert root([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_root_of_nothing() -> None:
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("index", "size"), INCLUSIONS)
def test_the_proofs_of_inclusion_are_those_published(index: int, size: int) -> None:
    leaves = [leaf_hash(leaf) for leaf in LEAVES[:size]]

    proof = inclusion_proof(index, leaves)

    assert tuple(step.hex() for step in proof) == INCLUSIONS[index, size]
    assert includes(bytes.fromhex(ROOTS[size - 1]), size, index, leaves[index], proof)


@pytest.mark.parametrize(("old", "new"), CONSISTENCIES)
def test_the_proofs_of_consistency_are_those_published(old: int, new: int) -> None:
    proof = consistency_proof(old, [leaf_hash(leaf) for leaf in LEAVES[:new]])

    assert tuple(step.hex() for step in proof) == CONSISTENCIES[old, new]
    assert extends(bytes.fromhex(ROOTS[old - 1]), old, bytes.fromhex(ROOTS[new - 1]), new, proof)


@pytest.mark.parametrize(("index", "size"), INCLUSIONS)
def test_a_spoilt_proof_of_inclusion_proves_nothing(index: int, size: int) -> None:
    top = bytes.fromhex(ROOTS[size - 1])
    leaf = leaf_hash(LEAVES[index])
    proof = tuple(bytes.fromhex(step) for step in INCLUSIONS[index, size])

    spoilt = [
        (top, size, index - 1, leaf, proof),
        (top, size, index + 1, leaf, proof),
        (top, size, index ^ 2, leaf, proof),
        (top, size * 2, index, leaf, proof),
        (top, size // 2, index, leaf, proof),
        (top, size, index, b"wrong leaf", proof),
        (top, size, index, SOME_HASH, proof),
        (EMPTY_ROOT, size, index, leaf, proof),
        (SOME_HASH, size, index, leaf, proof),
        (top, size, index, leaf, (*proof, b"")),
        (top, size, index, leaf, (*proof, top)),
        (top, size, index, leaf, (b"", *proof)),
        (top, size, index, leaf, (top, *proof)),
        (top, size, index, leaf, proof[:-1]),
        (top, size, index, leaf, (flipped(proof[0]), *proof[1:])),
    ]

    assert [case for case in spoilt if includes(*case)] == []


@pytest.mark.parametrize(("old", "new"), [sizes for sizes in CONSISTENCIES if sizes != (1, 1)])
def test_a_spoilt_proof_of_consistency_proves_nothing(old: int, new: int) -> None:
    before, after = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1])
    proof = tuple(bytes.fromhex(step) for step in CONSISTENCIES[old, new])

    spoilt = [
        (before, old - 1, after, new, proof),
        (before, old + 1, after, new, proof),
        (before, old ^ 2, after, new, proof),
        (before, old, after, new * 2, proof),
        (before, old, after, new // 2, proof),
        (b"wrong root", old, after, new, proof),
        (before, old, b"wrong root", new, proof),
        (after, old, before, new, proof),
        (before, old, after, new, ()),
        (before, old, after, new, (*proof, b"")),
        (before, old, after, new, (*proof, before)),
        (before, old, after, new, (*proof, after)),
        (before, old, after, new, (before, *proof)),
        (before, old, after, new, (after, *proof)),
        (before, old, after, new, (proof[0], *proof)),
        (before, old, after, new, proof[:-1]),
        *((before, old, after, new, (*proof[:at], flipped(proof[at]), *proof[at + 1 :])) for at in range(len(proof))),
    ]

    assert [case for case in spoilt if extends(*case)] == []


def flipped(hash_: bytes) -> bytes:
    return bytes([hash_[0] ^ 8]) + hash_[1:]


@pytest.mark.parametrize(
    ("old", "old_root", "new", "proof", "holds"),
    [
        (0, EMPTY_ROOT, 0, (), True),
        (0, EMPTY_ROOT, 1, (), True),
        (0, SOME_HASH, 1, (), False),
        (0, EMPTY_ROOT, 1, (EMPTY_ROOT,), False),
        (1, bytes.fromhex(ROOTS[0]), 2, (), False),
        (2, bytes.fromhex(ROOTS[1]), 1, (), False),
    ],
)
def test_sizes_at_the_edge(old: int, old_root: bytes, new: int, proof: tuple[bytes, ...], *, holds: bool) -> None:
    new_root = bytes.fromhex(ROOTS[new - 1]) if new else EMPTY_ROOT

    assert extends(old_root, old, new_root, new, proof) is holds


@settings(deadline=None)
@given(st.integers(0, 600))
def test_the_root_is_the_one_that_the_definition_gives(size: int) -> None:
    assert root(hashes(size)) == oracle(hashes(size))


@settings(deadline=None)
@given(st.integers(1, 600), st.data())
def test_every_leaf_is_proved_by_the_path_that_the_definition_gives(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = hashes(size)

    proof = inclusion_proof(index, leaves)

    assert proof == oracle_path(index, leaves)
    assert includes(root(leaves), size, index, leaves[index], proof)


@settings(deadline=None)
@given(st.integers(0, 600), st.data())
def test_every_beginning_is_consistent_with_every_longer_tree(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, new))
    leaves = hashes(new)

    proof = consistency_proof(old, leaves)

    assert extends(root(leaves[:old]), old, root(leaves), new, proof)


@settings(deadline=None)
@given(st.integers(1, 600), st.data())
def test_no_tree_with_another_beginning_is_consistent(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    leaves = hashes(new)
    others = [*leaves[:changed], SOME_HASH, *leaves[changed + 1 :]]

    proof = consistency_proof(old, others)

    assert not extends(root(leaves[:old]), old, root(others), new, proof)


@settings(deadline=None, max_examples=20)
@given(st.one_of(st.integers(0, 600), st.integers(65_000, 66_000)), st.integers(0, 600))
def test_an_edge_grows_to_the_root_and_tiles_of_the_whole(old: int, more: int) -> None:
    leaves = hashes(old + more)
    edge = Edge()
    written = dict(edge.grow(leaves[:old]))
    edge = Edge.read(old, dict(edge.partial()))

    written |= dict(edge.grow(leaves[old:]))

    assert edge.root == root(leaves)
    assert set(written) | {tile for tile, _content in edge.partial()} == set(tiles(old + more))


def test_an_edge_without_one_of_its_tiles_is_refused() -> None:
    edge = Edge()
    list(edge.grow(hashes(WIDTH + 2)))
    contents = dict(edge.partial())
    contents.popitem()

    with pytest.raises(ValueError, match=r"tile/1/000\.p/1 is missing"):
        Edge.read(WIDTH + 2, contents)
