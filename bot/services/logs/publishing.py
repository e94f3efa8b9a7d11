"""Publishes the log as files: only adds to them, the checkpoint last, so that what was there stays whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.logs.breaches import Breach
from bot.domain.logs.disclosures import Disclosure, digest_of, path_of
from bot.domain.logs.edges import Edge, partial_tiles
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import Checkpoint, Note
from bot.domain.logs.tiles import WIDTH, Tile, bundled, bundles, unbundled
from bot.domain.logs.trees import EMPTY_ROOT, leaf_hash, root
from bot.services.logs.chains import CREATED, ROTATED, signed_by
from bot.services.logs.disclosing import content_of
from bot.services.logs.entries import entry_of, read_entry
from bot.services.logs.keys import SigningKey
from bot.services.logs.placing import NotPublished, Overtaken, alone, put
from bot.services.logs.reading import CHECKPOINT, read_head
from bot.services.logs.sources import Folder, Source
from bot.texts import _

_OF_KEYS = b'"type":"key.'

_NEW = ".new-"

_FEW = 64
"""Up to so many files are brought to the disk one by one; more of them all at once."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What there is to write: files in their order, the checkpoint, and what may go afterwards.

    ``before`` is what it was made upon. ``checkpoint`` has to be stored before this is written: it is the last one
    signed.
    """

    folder: Path
    files: tuple[tuple[str, bytes], ...]
    before: Checkpoint
    checkpoint: Checkpoint
    note: Note
    withdrawn: tuple[str, ...]

    def write(self) -> None:
        """Write everything; until the last step, the checkpoint, the log is what it was.

        Raises:
            Overtaken: Somebody else has published meanwhile, or does so now; the checkpoint is left as it is.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone(self.folder):
            self._write()

    def _write(self) -> None:
        for left in self.folder.glob(f"{_NEW}*"):
            # Whoever was killed while writing left disclosures there, which may have been erased since.
            shutil.rmtree(left, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix=_NEW, dir=self.folder))
        try:
            files = [*self.files, (CHECKPOINT, str(self.note).encode())]
            for path, content in files:
                put(new / path, content, sync=len(files) <= _FEW)
            if len(files) > _FEW:
                os.sync()
            for path, _content in files:
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                if path == CHECKPOINT:
                    self._check_alone()
                (new / path).replace(self.folder / path)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self._clear()

    def _check_alone(self) -> None:
        """Refuse to go on where another process has published while this one wrote: it may have come further."""
        source = Folder(self.folder)
        found = read_head(source).checkpoint if source.read(CHECKPOINT) is not None else None
        if found != self.before and (found is not None or self.before.size):
            raise Overtaken(_("Another process has published the log meanwhile; this one leaves it as it is."))

    def _clear(self) -> None:
        for digest in self.withdrawn:
            (self.folder / path_of(digest)).unlink(missing_ok=True)
        for path, _content in self.files:
            # What a tile was before it was full is of no use any more.
            shutil.rmtree(self.folder / f"{path}.p", ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Stock:
    """The leaves of a log as they are published, from a place on.

    ``latest`` is the last moment that any of its leaves names, also of those before ``start``.
    """

    entries: Sequence[bytes]
    latest: datetime | None
    start: int = 0

    @property
    def size(self) -> int:
        """How many leaves the log has."""
        return self.start + len(self.entries)


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
        leaves: All leaves.
        keys: As they stand in their file.
        signed: The checkpoint signed last, as it was stored.
        opened: Disclosures to publish.
        withdrawn: Digests of disclosures to take away; the leaves have to say why.

    Raises:
        NotPublished: The published log is not a beginning of these leaves, is damaged, or is somebody else's.
    """
    latest = max((leaf.at for leaf in leaves), default=None)
    stock = Stock([entry_of(leaf, at) for at, leaf in enumerate(leaves)], latest)
    contents = [content_of(disclosure) for disclosure in opened]
    return extended(folder, stock, keys, published_in(folder, keys), signed, contents, withdrawn)


def extended(
    folder: Path,
    stock: Stock,
    keys: Sequence[SigningKey],
    published: Checkpoint,
    signed: Checkpoint | None = None,
    opened: Sequence[bytes] = (),
    withdrawn: Sequence[str] = (),
) -> Publication:
    """The same of leaves and disclosures as bytes.

    Args:
        stock: All leaves; if what is published is what was signed last, those that are not published are enough.
        published: The checkpoint of the folder.

    Raises:
        NotPublished: As for ``prepare``.
    """
    check_extends(stock, published, signed)
    edge, tail = _edge(folder, published)
    added = stock.entries[published.size - stock.start :]
    _check_keys(added, published.size, keys)
    tiles = [*edge.grow([leaf_hash(entry) for entry in added]), *edge.partial()]
    checkpoint = Checkpoint(keys[0].name, edge.size, edge.root)
    files = [(path_of(digest_of(content)), content) for content in opened]
    if added:
        files += [*_bundles([*tail, *added], published.size - len(tail)), *((tile.path, made) for tile, made in tiles)]
    note = _signed(checkpoint, stock.latest, keys)
    return Publication(folder, tuple(files), published, checkpoint, note, tuple(withdrawn))


def published_in(folder: Path, keys: Sequence[SigningKey]) -> Checkpoint:
    """The checkpoint of the log in a folder, or of one without leaves.

    Raises:
        NotPublished: It is damaged, or not signed by one of the keys.
    """
    return signed_at(Folder(folder), str(folder), keys) or Checkpoint(keys[0].name, 0, EMPTY_ROOT)


def signed_at(source: Source, where: str, keys: Sequence[SigningKey]) -> Checkpoint | None:
    """The checkpoint of the log at some place; None if there is no log.

    Raises:
        NotPublished: It is damaged, or not signed by one of the keys.
        NoLog: It cannot be read.
    """
    if source.read(CHECKPOINT) is None:
        return None
    try:
        head = read_head(source)
        found = signed_by(head.note, [key.verifier for key in keys])
    except Breach as breach:
        raise NotPublished(_("The published log is damaged. {breach}").format(breach=breach)) from breach
    if not found or head.checkpoint.origin != keys[0].name:
        text = _("The log in {folder} was not signed by the key in use; publish into another folder, or use its key.")
        raise NotPublished(text.format(folder=where))
    return head.checkpoint


def check_extends(stock: Stock, published: Checkpoint, signed: Checkpoint | None) -> None:
    """Refuse leaves that do not begin with what was published or signed: an old backup, or a change.

    Raises:
        NotPublished: They do not.
    """
    known = [published] if signed is None or signed == published else [published, signed]
    for checkpoint in known:
        if stock.size < checkpoint.size:
            text = _(
                "The log was published or signed with {size} leaves, the database has {count}: it was set back, "
                "perhaps to an old backup. Nothing was signed; restore a newer one first."
            )
            raise NotPublished(text.format(size=checkpoint.size, count=stock.size))
    if signed == published:
        return
    if stock.start:
        raise ValueError("to compare them, all leaves are needed")
    hashes = [leaf_hash(entry) for entry in stock.entries[: max(one.size for one in known)]]
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


def _check_keys(added: Sequence[bytes], size: int, keys: Sequence[SigningKey]) -> None:
    """Refuse a log that does not begin with its key, or that names one that is not there to sign."""
    named = {at: read_entry(entry, size + at) for at, entry in enumerate(added) if _OF_KEYS in entry}
    if size == 0 and added and (0 not in named or named[0].kind != CREATED):
        raise NotPublished(_("A log begins with the leaf of its key; there is none."))
    known = {str(key.verifier) for key in keys}
    for leaf in named.values():
        if leaf.kind in (CREATED, ROTATED) and leaf.text("key") not in known:
            text = _("The log names the key {key}, which is not in the file of keys; nothing was signed.")
            raise NotPublished(text.format(key=leaf.text("key")))


def _bundles(entries: Sequence[bytes], start: int) -> Iterator[tuple[str, bytes]]:
    """The bundles of leaves that begin at a whole bundle."""
    for bundle in bundles(len(entries)):
        first = bundle.index * WIDTH
        place = Tile(None, start // WIDTH + bundle.index, bundle.width)
        yield place.path, bundled(entries[first : first + bundle.width])


def _signed(checkpoint: Checkpoint, latest: datetime | None, keys: Sequence[SigningKey]) -> Note:
    """Sign with the newest key, and with what it replaces as long as that still signs at the last event."""
    text = str(checkpoint)
    newest, *older = keys
    due = [key for key in older if key.until and (latest is None or key.until > latest)]
    return Note(text, tuple(key.sign(text) for key in (newest, *due)))
