"""Reads a published log whole, and compares it with what its checkpoint says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.logs.breaches import Breach
from bot.domain.logs.disclosures import Disclosure, digest_of, path_of
from bot.domain.logs.edges import Edge
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import Checkpoint, Note, read_checkpoint, read_note
from bot.domain.logs.tiles import WIDTH, Tile, bundles, hashes_of, unbundled
from bot.domain.logs.trees import HASH_BYTES, leaf_hash, root
from bot.services.logs.disclosing import disclosure_of
from bot.services.logs.entries import read_entry
from bot.services.logs.sources import NoLog, Source
from bot.texts import _

CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint as it was read: the signed note, and what its text says."""

    note: Note
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Tree:
    """The leaves of a log as bytes, with their hashes, which agree with its tiles and with its root."""

    entries: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    tiles: Mapping[Tile, bytes]


def read_head(source: Source) -> Head:
    """Read the checkpoint of a log; its signatures are not checked.

    Raises:
        NoLog: There is none.
        Breach: It is none.
    """
    content = source.read(CHECKPOINT)
    if content is None:
        raise NoLog(_("There is no log: the file “checkpoint” is missing."))
    return head_of(content, _("The checkpoint"))


def head_of(content: bytes, named: str) -> Head:
    """A checkpoint from its bytes.

    Raises:
        Breach: It is none; the sentence begins with ``named``.
    """
    try:
        note = read_note(content)
        return Head(note, read_checkpoint(note.text))
    except ValueError as error:
        raise Breach(_("{named} cannot be read: {error}.").format(named=named, error=error)) from error


def read_tree(source: Source, checkpoint: Checkpoint) -> Tree:
    """Read all leaves, and check that they are those of the tiles and of the root.

    Raises:
        Breach: Naming the first leaf or file that is not.
    """
    entries = tuple(entry for bundle in bundles(checkpoint.size) for entry in _entries(source, bundle))
    hashes = tuple(leaf_hash(entry) for entry in entries)
    edge = Edge()
    expected = [*edge.grow(hashes), *edge.partial()]
    whole = edge.root == checkpoint.root
    for tile, content in expected:
        found = _file(source, tile)
        if found != content:
            raise _different(tile, found, content, whole=whole)
    if not whole:
        text = _("The {size} leaves and the tiles do not have the root that the checkpoint signs.")
        raise Breach(text.format(size=checkpoint.size))
    return Tree(entries, hashes, dict(expected))


def _entries(source: Source, bundle: Tile) -> list[bytes]:
    content = source.read(bundle.path)
    whole = bundle
    if content is None and bundle.width < WIDTH:
        # Once a bundle is full, a log may take away what it was before.
        whole = Tile(None, bundle.index)
        content = source.read(whole.path)
    if content is None:
        raise Breach(_("{path} is missing.").format(path=bundle.path))
    try:
        return unbundled(content, whole.width)[: bundle.width]
    except ValueError as error:
        text = _("{path} does not hold {width} leaves, one after the other.")
        raise Breach(text.format(path=whole.path, width=whole.width)) from error


def _file(source: Source, tile: Tile) -> bytes:
    content = source.read(tile.path)
    if content is not None:
        return content
    full = source.read(Tile(tile.level, tile.index).path)
    if full is None:
        raise Breach(_("{path} is missing.").format(path=tile.path))
    return full[: tile.width * HASH_BYTES]


def _different(tile: Tile, found: bytes, expected: bytes, *, whole: bool) -> Breach:
    """The sentence about a tile that is not what its leaves give."""
    if whole or tile.level or len(found) != len(expected):
        return Breach(_("{path} is not what the leaves give.").format(path=tile.path))
    place = next(at for at, (one, other) in enumerate(_pairs(found, expected, tile.width)) if one != other)
    text = _("Leaf {sequence}, in {bundle}, is not the one that was published: its digest in {path} is another.")
    bundle = Tile(None, tile.index, tile.width).path
    return Breach(text.format(sequence=tile.index * WIDTH + place, bundle=bundle, path=tile.path))


def _pairs(found: bytes, expected: bytes, width: int) -> Iterator[tuple[bytes, bytes]]:
    return zip(hashes_of(found, width), hashes_of(expected, width), strict=True)


def check_grown(hashes: Sequence[bytes], old: Checkpoint, new: Checkpoint) -> None:
    """Check that a log begins with all that an older checkpoint of it stands for.

    Raises:
        Breach: It is another log, was set back, or was rewritten.
    """
    if old.origin != new.origin:
        text = _("The checkpoint that you kept is of another log, {old}; this one is {new}.")
        raise Breach(text.format(old=old.origin, new=new.origin))
    if old.size > new.size:
        text = _("The log was set back: it has {new} leaves, the checkpoint that you kept has {old}.")
        raise Breach(text.format(new=new.size, old=old.size))
    if root(hashes[: old.size]) != old.root:
        text = _("The log was rewritten: its first {old} leaves are not those of the checkpoint that you kept.")
        raise Breach(text.format(old=old.size))


def read_leaves(entries: Sequence[bytes]) -> tuple[Leaf, ...]:
    """Read the leaves strictly.

    Raises:
        Breach: Naming the first that is not canonical, not in its place, or no leaf.
    """
    leaves = []
    for sequence, entry in enumerate(entries):
        try:
            leaves.append(read_entry(entry, sequence))
        except ValueError as error:
            text = _("Leaf {sequence} is not as a leaf is written: {error}.")
            raise Breach(text.format(sequence=sequence, error=error)) from error
    return tuple(leaves)


def read_disclosures(source: Source, leaves: Sequence[Leaf]) -> dict[str, Disclosure]:
    """Read what is disclosed of the leaves; what is missing is left out.

    Raises:
        Breach: Naming the first that does not fit its digest.
    """
    disclosed = {}
    for leaf in leaves:
        for digest in leaf.digests:
            content = source.read(path_of(digest))
            if content is not None:
                disclosed[digest] = checked_disclosure(digest, content)
    return disclosed


def checked_disclosure(digest: str, content: bytes) -> Disclosure:
    """Read a disclosure that has to fit its digest.

    Raises:
        Breach: It does not.
    """
    try:
        if digest_of(content) == digest:
            return disclosure_of(content)
    except ValueError as error:
        text = _("{path} is no disclosure: {error}.")
        raise Breach(text.format(path=path_of(digest), error=error)) from error
    raise Breach(_("{path} is not what was published: its digest is another.").format(path=path_of(digest)))
