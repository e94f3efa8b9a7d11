"""Builders of transparency logs: a key, leaves of a poll, a published folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.domain.logs.disclosures import Disclosure, base64url_of, digest_of
from bot.domain.logs.edges import Edge
from bot.domain.logs.leaves import Leaf, Member, tree_of
from bot.domain.logs.notes import Checkpoint, Note
from bot.domain.logs.tiles import Tile, bundled
from bot.domain.logs.trees import leaf_hash
from bot.services.logs import canonical
from bot.services.logs.chains import created_leaf
from bot.services.logs.disclosing import content_of
from bot.services.logs.keys import SigningKey
from bot.services.logs.publishing import prepare

ORIGIN = "forum.example/record"
KEY = SigningKey(ORIGIN, bytes(range(32)))
OTHER_KEY = SigningKey(ORIGIN, bytes(range(1, 33)))
THEN = datetime(2026, 11, 21, 17, 4, tzinfo=UTC)


def a_disclosure(number: int, name: str = "cells", value: str = "yes") -> Disclosure:
    """A disclosure whose salt follows from its number, so that logs come out the same."""
    return Disclosure(base64url_of(number.to_bytes(16)), name, value)


def digest(disclosure: Disclosure) -> str:
    """The digest under which a leaf names it."""
    return digest_of(content_of(disclosure))


def opened(*, sealed: bool = False, poll: str = "P-2026-0001") -> Leaf:
    """A poll that opens."""
    members: dict[str, Member] = {
        "poll": poll,
        "charter": f"sha256:{'0' * 64}",
        "sealed": sealed,
        "closes_at": "2027-01-01T00:00:00.000Z",
    }
    return Leaf("poll.opened", f"{poll}/E-1", THEN, members)


def ballot(number: int, *, prev: int | None = None, voter: int | None = None, poll: str = "P-2026-0001") -> Leaf:
    """A ballot with one disclosure, of the same number."""
    members: dict[str, Member] = {"poll": poll, "voter": f"{poll}/V-{number if voter is None else voter}"}
    members |= {} if prev is None else {"prev": f"{poll}/B-{prev}"}
    at = THEN + timedelta(seconds=number)
    return Leaf("ballot.cast", f"{poll}/B-{number}", at, members, (digest(a_disclosure(number)),))


@cache
def _leaves(size: int) -> tuple[Leaf, ...]:
    return tuple(_each(size))


def _each(size: int) -> Iterator[Leaf]:
    if size > 0:
        yield created_leaf(KEY, "K-1", THEN)
    if size > 1:
        yield opened(sealed=True)
    for number in range(2, size):
        yield ballot(number)


def leaves(size: int) -> list[Leaf]:
    """A key, a sealed poll, and ballots in it."""
    return list(_leaves(size))


def published(
    folder: Path,
    made: Sequence[Leaf],
    *,
    keys: Sequence[SigningKey] = (KEY,),
    opened: Sequence[Disclosure] = (),
    withdrawn: Sequence[str] = (),
    signed: Checkpoint | None = None,
) -> Checkpoint:
    """Publish leaves into a folder."""
    publication = prepare(folder, made, keys, opened=opened, withdrawn=withdrawn, signed=signed)
    publication.write()
    return publication.checkpoint


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def closed(poll: str = "P-2026-0001") -> list[Leaf]:
    """A poll that closes, and whose ballots are opened."""
    at = THEN + timedelta(days=30)
    return [
        Leaf("poll.closed", f"{poll}/E-8", at, {"poll": poll}),
        Leaf("ballots.opened", f"{poll}/E-9", at, {"poll": poll}),
    ]


def forced(folder: Path, contents: Sequence[bytes], key: SigningKey = KEY) -> None:
    """Sign and write these leaves, whatever they hold: what somebody with the key could do."""
    edge = Edge()
    tiles = [*edge.grow(leaf_hash(entry) for entry in contents), *edge.partial()]
    content = {tile.path: made for tile, made in tiles} | {Tile(None, 0, len(contents)).path: bundled(contents)}
    text = str(Checkpoint(key.name, edge.size, edge.root))
    content["checkpoint"] = str(Note(text, (key.sign(text),))).encode()
    for path, made in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(made)


def entries(made: Sequence[Leaf]) -> list[bytes]:
    """Leaves as the log holds them."""
    return [canonical.written(tree_of(leaf, sequence)) for sequence, leaf in enumerate(made)]
