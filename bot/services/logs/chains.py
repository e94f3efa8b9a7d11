"""Which keys have to sign a log, as the log itself says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.logs.auditing import named
from bot.domain.logs.breaches import Breach
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import Note
from bot.domain.logs.shapes import moment_text
from bot.services.logs.keys import SigningKey, VerifierKey, signers, verifier_key
from bot.texts import _

CREATED = "key.created"
ROTATED = "key.rotated"


@dataclass(frozen=True, slots=True)
class Chain:
    """The keys of a log, oldest first, and until when each but the last signs."""

    keys: tuple[VerifierKey, ...]
    untils: tuple[datetime, ...]

    def due(self, at: datetime) -> list[VerifierKey]:
        """The keys that sign when the last event of the log was at this moment, the newest first."""
        older = [key for key, until in zip(self.keys, self.untils, strict=False) if until > at]
        return [self.keys[-1], *reversed(older)]


def read_chain(leaves: Sequence[Leaf]) -> Chain | None:
    """The keys that the leaves name; None for a log without leaves.

    Raises:
        Breach: The first leaf names no key, or a later one is not its successor.
    """
    keys: list[VerifierKey] = []
    untils: list[datetime] = []
    for sequence, leaf in enumerate(leaves):
        if leaf.kind not in (CREATED, ROTATED):
            if sequence == 0:
                raise Breach(_("The log does not begin with its key, but with {leaf}.").format(leaf=named(0, leaf)))
            continue
        until = leaf.moment("until")
        if (leaf.kind == CREATED) != (sequence == 0) or (leaf.kind == ROTATED and until is None):
            raise Breach(_("The key of {leaf} follows no other.").format(leaf=named(sequence, leaf)))
        try:
            keys.append(verifier_key(leaf.text("key")))
        except ValueError as error:
            raise Breach(_("The key of {leaf} is none.").format(leaf=named(sequence, leaf))) from error
        untils += [until] if until else []
    return Chain(tuple(keys), tuple(untils)) if keys else None


def created_leaf(key: SigningKey, id_: str, at: datetime) -> Leaf:
    """The leaf with which a log begins: its key."""
    return Leaf(CREATED, id_, at, {"key": str(key.verifier)})


def rotated_leaf(keys: Sequence[SigningKey], id_: str, at: datetime) -> Leaf:
    """The leaf that says which key replaced another, and until when that one still signs.

    Args:
        keys: As they stand in their file after the rotation, the newest first.
    """
    newest, before = keys[:2]
    if before.until is None:
        raise ValueError("no key is being replaced")
    return Leaf(ROTATED, id_, at, {"key": str(newest.verifier), "until": moment_text(before.until)})


def check_signed(note: Note, origin: str, chain: Chain, leaves: Sequence[Leaf], pinned: VerifierKey | None) -> str:
    """Check that all keys signed a checkpoint that had to, and the one that is trusted.

    Returns:
        A sentence that says which.

    Raises:
        Breach: One did not, or a signature does not fit.
    """
    last = max(leaf.at for leaf in leaves)
    due = chain.due(last)
    if any(key.name != origin for key in chain.keys):
        raise Breach(_("The checkpoint is of {origin}, but a key of the log has another name.").format(origin=origin))
    found = signed_by(note, [*chain.keys, *([pinned] if pinned and pinned not in chain.keys else [])])
    if pinned is not None and pinned not in found:
        text = _("The checkpoint is not signed by the key that you named, {key}.")
        raise Breach(text.format(key=pinned))
    for key in due:
        if key not in found:
            raise Breach(_("The checkpoint is not signed by the log's key {key}.").format(key=key))
    return _("The checkpoint is signed by {key}.").format(key=due[0])


def signed_by(note: Note, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Which of the keys signed a note.

    Raises:
        Breach: A signature names one of them and is not by it.
    """
    try:
        return signers(note, keys)
    except ValueError as error:
        raise Breach(_("The checkpoint is not what was signed: {error}.").format(error=error)) from error
