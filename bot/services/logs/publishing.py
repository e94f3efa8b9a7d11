"""Publishes the log as files: only adds to them, the checkpoint last, so that what was there stays whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.logs.breaches import Breach
from bot.domain.logs.disclosures import Disclosure, digest_of, path_of
from bot.domain.logs.edges import Edge, partial_tiles
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import Checkpoint, Note
from bot.domain.logs.tiles import WIDTH, Tile, bundled, bundles, unbundled
from bot.domain.logs.trees import EMPTY_ROOT, leaf_hash, root
from bot.domain.refusals import Refusal
from bot.services.logs.chains import CREATED, ROTATED, signed_by
from bot.services.logs.disclosing import content_of
from bot.services.logs.entries import entry_of
from bot.services.logs.keys import SigningKey
from bot.services.logs.reading import CHECKPOINT, read_head
from bot.services.logs.sources import Folder
from bot.texts import _

_FEW = 64
"""Up to so many files are brought to the disk one by one; more of them all at once."""


class NotPublished(Refusal):
    """Nothing was signed, and nothing written: what is to be published does not extend what is."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What there is to write: files in their order, the checkpoint, and what may go afterwards.

    ``checkpoint`` has to be stored before this is written: it is the last one signed.
    """

    folder: Path
    files: tuple[tuple[str, bytes], ...]
    checkpoint: Checkpoint
    note: Note
    withdrawn: tuple[str, ...]

    def write(self) -> None:
        """Write everything; until the last step, the checkpoint, the log is what it was."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))
        try:
            files = [*self.files, (CHECKPOINT, str(self.note).encode())]
            for path, content in files:
                _put(new / path, content, sync=len(files) <= _FEW)
            if len(files) > _FEW:
                os.sync()
            for path, _content in files:
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (new / path).replace(self.folder / path)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self._clear()

    def _clear(self) -> None:
        for digest in self.withdrawn:
            (self.folder / path_of(digest)).unlink(missing_ok=True)
        for path, _content in self.files:
            # What a tile was before it was full is of no use any more.
            shutil.rmtree(self.folder / f"{path}.p", ignore_errors=True)


def _put(path: Path, content: bytes, *, sync: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())


def prepare(
    folder: Path,
    leaves: Sequence[Leaf],
    keys: Sequence[SigningKey],
    *,
    signed: Checkpoint | None = None,
    opened: Sequence[Disclosure] = (),
    withdrawn: Sequence[str] = (),
) -> Publication:
    """Sign the log of these leaves, of which those that are published already come first; nothing is written yet.

    Args:
        leaves: All leaves; those that are published are looked at only where the log may have been set back.
        keys: As they stand in their file.
        signed: The checkpoint signed last, as it was stored; if it is not the published one, every leaf is compared.
        opened: Disclosures to publish.
        withdrawn: Digests of disclosures to take away; the leaves have to say why.

    Raises:
        NotPublished: The published log is not a beginning of these leaves, is damaged, or is somebody else's.
    """
    published = _published(folder, keys)
    _check_extends(leaves, published, signed)
    edge, tail = _edge(folder, published)
    added = _added(leaves, published.size)
    _check_keys(leaves[published.size :], published.size, keys)
    tiles = [*edge.grow([leaf_hash(entry) for entry in added]), *edge.partial()]
    checkpoint = Checkpoint(keys[0].name, edge.size, edge.root)
    files = list(_disclosed(opened))
    if added:
        files += [*_bundles([*tail, *added], published.size - len(tail)), *((tile.path, made) for tile, made in tiles)]
    return Publication(folder, tuple(files), checkpoint, _signed(checkpoint, leaves, keys), tuple(withdrawn))


def _published(folder: Path, keys: Sequence[SigningKey]) -> Checkpoint:
    """The checkpoint of the folder, or of a log without leaves; it has to be signed by one of the keys."""
    source = Folder(folder)
    if source.read(CHECKPOINT) is None:
        return Checkpoint(keys[0].name, 0, EMPTY_ROOT)
    try:
        head = read_head(source)
        found = signed_by(head.note, [key.verifier for key in keys])
    except Breach as breach:
        raise NotPublished(_("The published log is damaged. {breach}").format(breach=breach)) from breach
    if not found or head.checkpoint.origin != keys[0].name:
        text = _("The log in {folder} was not signed by the key in use; publish into another folder, or use its key.")
        raise NotPublished(text.format(folder=folder))
    return head.checkpoint


def _check_extends(leaves: Sequence[Leaf], published: Checkpoint, signed: Checkpoint | None) -> None:
    """Refuse leaves that do not begin with what was published or signed: an old backup, or a change."""
    known = [published] if signed is None or signed == published else [published, signed]
    for checkpoint in known:
        if len(leaves) < checkpoint.size:
            text = _(
                "The log was published or signed with {size} leaves, the database has {count}: it was set back, "
                "perhaps to an old backup. Nothing was signed; restore a newer one first."
            )
            raise NotPublished(text.format(size=checkpoint.size, count=len(leaves)))
    if signed == published:
        return
    hashes = [leaf_hash(entry_of(leaf, at)) for at, leaf in enumerate(leaves[: max(one.size for one in known)])]
    for checkpoint in known:
        if root(hashes[: checkpoint.size]) != checkpoint.root:
            text = _(
                "The first {size} leaves of the database are not those that were published or signed; perhaps an old "
                "backup was restored and gone on with. Nothing was signed."
            )
            raise NotPublished(text.format(size=checkpoint.size))


def _edge(folder: Path, published: Checkpoint) -> tuple[Edge, list[bytes]]:
    """The right edge of the published log, and the leaves of its last bundle if that is not full."""
    source = Folder(folder)
    contents = {tile: source.read(tile.path) for tile in partial_tiles(published.size)}
    try:
        edge = Edge.read(published.size, {tile: made for tile, made in contents.items() if made is not None})
        tail = _tail(source, published.size)
    except ValueError as error:
        raise NotPublished(_("The published log is damaged: {error}.").format(error=error)) from error
    rest = edge.partial() if tail else ()
    lowest = {tile: made for tile, made in rest if tile.level == 0}
    if edge.root != published.root or b"".join(lowest.values()) != b"".join(leaf_hash(entry) for entry in tail):
        text = _("The published log is damaged: its last tiles do not fit its checkpoint. Check it, and restore it.")
        raise NotPublished(text)
    return edge, tail


def _tail(source: Folder, size: int) -> list[bytes]:
    index, width = divmod(size, WIDTH)
    if not width:
        return []
    bundle = Tile(None, index, width)
    content = source.read(bundle.path)
    if content is None:
        raise ValueError(f"{bundle.path} is missing")
    return unbundled(content, width)


def _added(leaves: Sequence[Leaf], size: int) -> list[bytes]:
    return [entry_of(leaf, sequence) for sequence, leaf in enumerate(leaves[size:], start=size)]


def _check_keys(added: Sequence[Leaf], size: int, keys: Sequence[SigningKey]) -> None:
    """Refuse a log that does not begin with its key, or that names one that is not there to sign."""
    if size == 0 and added and added[0].kind != CREATED:
        raise NotPublished(_("A log begins with the leaf of its key; there is none."))
    known = {str(key.verifier) for key in keys}
    for leaf in added:
        if leaf.kind in (CREATED, ROTATED) and leaf.text("key") not in known:
            text = _("The log names the key {key}, which is not in the file of keys; nothing was signed.")
            raise NotPublished(text.format(key=leaf.text("key")))


def _bundles(entries: Sequence[bytes], start: int) -> Iterator[tuple[str, bytes]]:
    """The bundles of leaves that begin at a whole bundle."""
    for bundle in bundles(len(entries)):
        first = bundle.index * WIDTH
        place = Tile(None, start // WIDTH + bundle.index, bundle.width)
        yield place.path, bundled(entries[first : first + bundle.width])


def _disclosed(opened: Sequence[Disclosure]) -> Iterator[tuple[str, bytes]]:
    for disclosure in opened:
        content = content_of(disclosure)
        yield path_of(digest_of(content)), content


def _signed(checkpoint: Checkpoint, leaves: Sequence[Leaf], keys: Sequence[SigningKey]) -> Note:
    """Sign with the newest key, and with what it replaces as long as that still signs at the last event."""
    text = str(checkpoint)
    newest, *older = keys
    last = max(leaf.at for leaf in leaves) if older and leaves else None
    due = [key for key in older if key.until and (last is None or key.until > last)]
    return Note(text, tuple(key.sign(text) for key in (newest, *due)))
