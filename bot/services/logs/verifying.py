"""Checks a published log: against its own signature, against itself, against a checkpoint that somebody kept."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.domain.logs.auditing import check_chains, check_disclosures, check_polls
from bot.domain.logs.boxes import check_rolls
from bot.domain.logs.breaches import Breach
from bot.domain.logs.chartering import check_times, read_charters
from bot.domain.logs.disclosures import Disclosure
from bot.domain.logs.gating import check_gates
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.linking import check_links
from bot.domain.logs.notes import Checkpoint
from bot.domain.logs.recounting import check_tallies
from bot.domain.logs.tiles import WIDTH, Tile, bundled, tile_at
from bot.domain.logs.trees import EMPTY_ROOT, HASH_BYTES
from bot.domain.refusals import Refusal
from bot.services.logs.chains import check_signed, read_chain, signed_by
from bot.services.logs.keys import VerifierKey
from bot.services.logs.reading import (
    CHECKPOINT,
    Head,
    Tree,
    check_grown,
    checked_disclosure,
    head_of,
    read_disclosures,
    read_head,
    read_leaves,
    read_tree,
)
from bot.services.logs.sources import NoLog, Source
from bot.services.logs.sums import check_files
from bot.texts import _, plural


@dataclass(frozen=True, slots=True)
class Log:
    """A log that was read and is what was signed."""

    checkpoint: Checkpoint
    leaves: tuple[Leaf, ...]
    disclosed: Mapping[str, Disclosure]


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, a sentence each; ``breach`` is the first thing that is wrong, None if nothing is."""

    checks: tuple[str, ...]
    breach: str | None = None
    checkpoint: Checkpoint | None = None


def _chains(log: Log) -> str:
    check_chains(log.leaves)
    return _("Every id is used once, and what takes the place of something names it.")


def _polls(log: Log) -> str:
    check_polls(log.leaves)
    return _("Every poll has one charter, from before its first ballot, and no ballot came after its end.")


def _disclosures(log: Log) -> str:
    redacted = check_disclosures(log.leaves, log.disclosed)
    said = _("All that the leaves stand for is disclosed, sealed, superseded or redacted.")
    if not redacted:
        return said
    return f"{said} {plural('{count} disclosure was redacted.', '{count} disclosures were redacted.', redacted)}"


def _charters(log: Log) -> str:
    check_times(log.leaves, read_charters(log.leaves, log.disclosed))
    return _("Every poll was opened under the charter that is disclosed, and kept to it.")


def _rolls(log: Log) -> str:
    check_rolls(log.leaves, read_charters(log.leaves, log.disclosed))
    return _("Whoever voted was on the roll of the poll then.")


def _tallies(log: Log) -> str:
    found = check_tallies(log.leaves, log.disclosed, read_charters(log.leaves, log.disclosed))
    said = plural(
        "Counted again from the ballots alone, {count} tally is what was published.",
        "Counted again from the ballots alone, {count} tallies are what was published.",
        found.tallies,
    )
    if not found.partly:
        return said
    text = _("{said} Not all of it can be counted of {polls}: it rests on what is withheld or was redacted.")
    return text.format(said=said, polls=", ".join(dict.fromkeys(found.partly)))


def _gates(log: Log) -> str:
    count = check_gates(log.leaves, log.disclosed)
    return plural(
        "Counted again from the endorsements, {count} gate was crossed as it says.",
        "Counted again from the endorsements, {count} gates were crossed as they say.",
        count,
    )


def _links(log: Log) -> str:
    count = check_links(log.leaves, log.disclosed)
    return plural(
        "{count} decision says what was fixed, and all that it leads to is there.",
        "{count} decisions say what was fixed, and all that they lead to is there.",
        count,
    )


CHECKS: tuple[Callable[[Log], str], ...] = (
    _chains,
    _polls,
    _disclosures,
    _charters,
    _rolls,
    _tallies,
    _gates,
    _links,
)
"""What the leaves have to hold among themselves; each says what holds, or raises a Breach."""


def verify(source: Source, *, key: VerifierKey | None = None, since: bytes | None = None) -> Report:
    """Check a published log.

    Args:
        key: The log's key, from somewhere else than the log; if left out, the one that the log itself names.
        since: A checkpoint that was kept; the log has to have grown from it.

    Raises:
        NoLog: There is none, or it cannot be reached.
    """
    checks: list[str] = []
    checkpoint = None
    try:
        head = read_head(source)
        checkpoint = head.checkpoint
        with _nothing_to_collect():
            for sentence in _checked(source, head, key, since):
                checks.append(sentence)  # noqa: PERF402 - what held before a breach is to stay
    except Breach as breach:
        return Report(tuple(checks), str(breach), checkpoint)
    return Report(tuple(checks), None, checkpoint)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Look for no garbage: all that is read is needed to the end, and looking through it takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _checked(source: Source, head: Head, key: VerifierKey | None, since: bytes | None) -> Iterator[str]:
    if key is not None:
        yield _signed_by_key(head, key)
    tree = read_tree(source, head.checkpoint)
    text = _("The tiles and the leaves have the root that the checkpoint signs; it is of {size} leaves.")
    yield text.format(size=head.checkpoint.size)
    leaves = read_leaves(tree.entries)
    yield _("Every leaf is canonical JSON, at its place.")
    yield from _keys_checked(head, leaves, tree, key, since)
    log = Log(head.checkpoint, leaves, read_disclosures(source, leaves))
    yield plural("{count} disclosure fits its digest.", "{count} disclosures fit their digests.", len(log.disclosed))
    for check in CHECKS:
        yield _said(check, log)
    yield from _rest(source, tree, log)
    chain = read_chain(leaves)
    known = [*(chain.keys if chain else ()), *([key] if key else [])]
    if said := check_files(source, head.checkpoint.origin, known):
        yield said


# What values of another sort than they should be bring about; whoever has the key can disclose any.
_NONSENSE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, Refusal)


def _said(check: Callable[[Log], str], log: Log) -> str:
    try:
        return check(log)
    except _NONSENSE as error:
        text = _("Something that is disclosed is not of the sort that it should be: {error}.")
        raise Breach(text.format(error=repr(error))) from error


def _signed_by_key(head: Head, key: VerifierKey) -> str:
    if key not in signed_by(head.note, [key]):
        raise Breach(_("The checkpoint is not signed by the key that you named, {key}.").format(key=key))
    return _("The checkpoint is signed by the key that you named.")


def _keys_checked(
    head: Head, leaves: tuple[Leaf, ...], tree: Tree, key: VerifierKey | None, since: bytes | None
) -> Iterator[str]:
    chain = read_chain(leaves)
    if chain is not None:
        yield check_signed(head.note, head.checkpoint.origin, chain, leaves, key)
    elif key is None:
        raise NoLog(_("The log has no leaves yet, so it names no key; name the key that it should be signed by."))
    elif key.name != head.checkpoint.origin or head.checkpoint.root != EMPTY_ROOT:
        raise Breach(_("The checkpoint is of {origin}, not of the key’s.").format(origin=head.checkpoint.origin))
    if since is None:
        return
    old = head_of(since, _("The checkpoint that you kept"))
    known = [*(chain.keys if chain else ()), *([key] if key else [])]
    before = signed_by(old.note, known)
    if not before:
        raise Breach(_("The checkpoint that you kept is not signed by a key of this log."))
    if key is None and not signed_by(head.note, before):
        # Anybody can add a leaf that names a key of their own, and sign with that one alone.
        text = _(
            "The checkpoint that you kept is signed by {key}, which does not sign this one. If the key was replaced, "
            "name the new one with --key, from somewhere else than the record."
        )
        raise Breach(text.format(key=before[0]))
    check_grown(tree.hashes, old.checkpoint, head.checkpoint)
    text = _("The log begins with the {size} leaves of the checkpoint that you kept.")
    yield text.format(size=old.checkpoint.size)


def _rest(source: Source, tree: Tree, log: Log) -> Iterator[str]:
    """Look at the files that a reader of this checkpoint does not need: what the log was before, and strange ones."""
    whole = {(tile.level, tile.index): content for tile, content in tree.tiles.items()}
    strange = []
    for path in source.paths() or ():
        if path == CHECKPOINT or _named_digest(path) in log.disclosed:
            continue
        tile = tile_at(path)
        if tile is not None and tile.index * WIDTH + tile.width <= log.checkpoint.size // WIDTH ** (tile.level or 0):
            _check_older(source, path, tile, tree, whole)
            continue
        if digest := _named_digest(path):
            checked_disclosure(digest, source.read(path) or b"")
        strange.append(path)
    if strange:
        text = _("Not part of the log that the checkpoint signs, and not checked: {paths}.")
        yield text.format(paths=", ".join(strange[:10]) + (" …" if len(strange) > 10 else ""))


def _named_digest(path: str) -> str:
    """The digest that the name of a disclosure's file gives; empty if it is none."""
    folder, _slash, name = path.partition("/")
    return name.removesuffix(".json") if folder == "disclosures" and name.endswith(".json") else ""


def _check_older(
    source: Source, path: str, tile: Tile, tree: Tree, whole: Mapping[tuple[int | None, int], bytes]
) -> None:
    """Check that what a tile was before it grew is the beginning of what it is."""
    content = source.read(path) or b""
    if tile.level is None:
        first = tile.index * WIDTH
        expected = bundled(tree.entries[first : first + tile.width])
    else:
        expected = whole[tile.level, tile.index][: tile.width * HASH_BYTES]
    if content != expected:
        raise Breach(_("{path} is not the beginning of what the log holds there.").format(path=path))
