"""Builders of transparency logs: a key, leaves of a poll, a published folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.domain.definitions import Freedom
from bot.domain.logs.disclosures import Disclosure, Value, base64url_of, digest_of, path_of
from bot.domain.logs.edges import Edge
from bot.domain.logs.leaves import Leaf, Member, tree_of
from bot.domain.logs.notes import Checkpoint, Note
from bot.domain.logs.shapes import moment_text
from bot.domain.logs.telling.ids import hash_text
from bot.domain.logs.telling.polls import roll_hash
from bot.domain.logs.tiles import Tile, bundled
from bot.domain.logs.trees import leaf_hash
from bot.domain.polls.asked import Asked
from bot.domain.polls.poll_charters import Interim, Outsiders, PollCharter
from bot.domain.polls.standing import rows_digest
from bot.services.logs import canonical
from bot.services.logs.chains import created_leaf
from bot.services.logs.disclosing import content_of
from bot.services.logs.keys import SigningKey
from bot.services.logs.publishing import prepare

ORIGIN = "forum.example/record"
KEY = SigningKey(ORIGIN, bytes(range(32)))
OTHER_KEY = SigningKey(ORIGIN, bytes(range(1, 33)))
THEN = datetime(2026, 11, 21, 17, 4, tzinfo=UTC)


def a_disclosure(number: int, name: str = "cells", value: Value = "yes") -> Disclosure:
    """A disclosure whose salt follows from its number, so that logs come out the same."""
    return Disclosure(base64url_of(number.to_bytes(16)), name, value)


def digest(disclosure: Disclosure) -> str:
    """The digest under which a leaf names it."""
    return digest_of(content_of(disclosure))


@cache
def a_charter(*, sealed: bool) -> tuple[PollCharter, Disclosure]:
    """A charter that lets everybody answer and has nobody on its roll, with its disclosure."""
    charter = PollCharter(
        "Must it be there?", "osaid 1.0", (Asked("code", "Code", "training-code"),),
        datetime(2027, 1, 1, tzinfo=UTC), THEN, freedoms=(Freedom.USE,), outsiders=Outsiders.ADVISORY,
        interim=Interim.TURNOUT if sealed else Interim.LIVE,
    )  # fmt: skip
    return charter, a_disclosure(10**9 + sealed, "charter", charter.canonical)


ROWS: list[list[Value]] = [["code", "use", 0, 0, 0, 0, 0, "no_votes"]]
TALLY = a_disclosure(10**9 + 2, "tally", ROWS)


def _own(made: Sequence[Leaf]) -> list[Disclosure]:
    """The charters and tallies of these leaves: they are always shown."""
    several = [a_charter(sealed=True)[1], a_charter(sealed=False)[1], TALLY]
    stood_for = {digest for leaf in made for digest in leaf.digests}
    return [one for one in several if digest(one) in stood_for]


def opened(*, sealed: bool = False, poll: str = "P-2026-0001") -> Leaf:
    """A poll that opens."""
    charter, shown = a_charter(sealed=sealed)
    members: dict[str, Member] = {
        "poll": poll,
        "charter": hash_text(charter.digest),
        "rule": charter.counting.rule,
        "opens_at": moment_text(THEN),
        "closes_at": moment_text(charter.closes_at),
        "roll": roll_hash(()),
        "sealed": sealed,
    }
    return Leaf("poll.opened", f"{poll}/E-1", THEN, members, (digest(shown),))


def ballot(number: int, *, prev: int | None = None, voter: int | None = None, poll: str = "P-2026-0001") -> Leaf:
    """A ballot with one disclosure, of the same number."""
    members: dict[str, Member] = {"poll": poll, "voter": f"{poll}/V-{number if voter is None else voter}"}
    members["advisory"] = True
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
    publication = prepare(folder, made, keys, opened=[*_own(made), *opened], withdrawn=withdrawn, signed=signed)
    publication.write()
    return publication.checkpoint


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder that a host shows."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def closed(poll: str = "P-2026-0001") -> list[Leaf]:
    """A poll that closes, whose ballots are opened, and that gets its tally."""
    at = THEN + timedelta(days=45)
    tally: dict[str, Member] = {"poll": poll, "tally": hash_text(rows_digest(ROWS))}
    return [
        Leaf("poll.closed", f"{poll}/E-8", at, {"poll": poll}),
        Leaf("ballots.opened", f"{poll}/E-9", at, {"poll": poll}),
        Leaf("tally.published", f"{poll}/E-10", at, tally, (digest(TALLY),)),
    ]


def forced(folder: Path, contents: Sequence[bytes], key: SigningKey = KEY) -> None:
    """Sign and write these leaves, whatever they hold: what somebody with the key could do."""
    edge = Edge()
    tiles = [*edge.grow(leaf_hash(entry) for entry in contents), *edge.partial()]
    content = {tile.path: made for tile, made in tiles} | {Tile(None, 0, len(contents)).path: bundled(contents)}
    text = str(Checkpoint(key.name, edge.size, edge.root))
    content["checkpoint"] = str(Note(text, (key.sign(text),))).encode()
    shown = [a_charter(sealed=True)[1], a_charter(sealed=False)[1], TALLY]
    content |= {path_of(digest(one)): content_of(one) for one in shown if digest(one).encode() in b"".join(contents)}
    for path, made in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(made)


def entries(made: Sequence[Leaf]) -> list[bytes]:
    """Leaves as the log holds them."""
    return [canonical.written(tree_of(leaf, sequence)) for sequence, leaf in enumerate(made)]
