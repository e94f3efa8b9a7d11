"""Proofs to keep: that one leaf is in the log, in a file that can be checked without the log.

Source: C2SP tlog-proof, read 2026-11-28.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.logs.auditing import named
from bot.domain.logs.breaches import Breach
from bot.domain.logs.disclosures import Disclosure, digest_of
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import base64_of, from_base64
from bot.domain.logs.trees import includes, inclusion_proof, leaf_hash
from bot.domain.refusals import Unknown
from bot.services.logs import canonical
from bot.services.logs.chains import check_signed, read_chain, signed_by
from bot.services.logs.disclosing import content_of, disclosure_of
from bot.services.logs.entries import entry_of, read_entry
from bot.services.logs.keys import VerifierKey, verifier_key
from bot.services.logs.reading import Head, head_of, read_disclosures, read_head, read_leaves, read_tree
from bot.services.logs.sources import Source
from bot.services.logs.verifying import Report
from bot.texts import _, plural

SUFFIX = ".tlog-proof"
FIRST_LINE = "c2sp.org/tlog-proof@v1"

_INDEX = re.compile(r"index (0|[1-9]\d{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Proof:
    """A leaf, what is disclosed of it, its path to the root, and the checkpoint that signs that root.

    ``key`` is the one that the proof itself names; whoever trusts it has it from elsewhere.
    """

    sequence: int
    leaf: Leaf
    disclosed: tuple[Disclosure, ...]
    key: VerifierKey
    path: tuple[bytes, ...]
    head: Head

    def __str__(self) -> str:
        extra = {
            "disclosures": [[one.salt, one.name, one.value] for one in self.disclosed],
            "key": str(self.key),
            "leaf": entry_of(self.leaf, self.sequence).decode(),
        }
        lines = [
            FIRST_LINE,
            f"extra {base64_of(canonical.written(extra))}",
            f"index {self.sequence}",
            *(base64_of(step) for step in self.path),
            "",
            str(self.head.note),
        ]
        return "\n".join(lines)


def prove(source: Source, id_: str, key: VerifierKey | None = None) -> Proof:
    """Make the proof of a leaf from a published log, which is checked on the way.

    Args:
        key: The log's key, from somewhere else than the log; if left out, the one that the log itself names.

    Raises:
        Unknown: The log holds no such leaf.
        Breach: The log is not what was signed.
        NoLog: There is none, or it cannot be reached.
    """
    head = read_head(source)
    tree = read_tree(source, head.checkpoint)
    leaves = read_leaves(tree.entries)
    chain = read_chain(leaves)
    found = next((at for at, leaf in enumerate(leaves) if leaf.id == id_), None)
    if chain is None or found is None:
        raise Unknown(_("The log holds nothing with the id {id}.").format(id=id_))
    check_signed(head.note, head.checkpoint.origin, chain, leaves, key)
    disclosed = read_disclosures(source, leaves[found : found + 1])
    return Proof(
        found,
        leaves[found],
        tuple(disclosed[digest] for digest in sorted(disclosed)),
        key or chain.keys[-1],
        inclusion_proof(found, tree.hashes),
        head,
    )


def read_proof(content: bytes) -> Proof:
    """Read a proof; nothing of it is checked but its form.

    Raises:
        Breach: It is none.
    """
    try:
        above, _blank, note = content.decode().partition("\n\n")
        lines = above.split("\n")
        match = _INDEX.fullmatch(lines[2]) if len(lines) > 2 else None
        if match is None or lines[0] != FIRST_LINE or not lines[1].startswith("extra "):
            raise ValueError("it does not begin as proofs of the record do")
        tree = canonical.read(from_base64(lines[1].removeprefix("extra ")))
        head = head_of(note.encode(), _("The checkpoint in the proof"))
        return _proof(int(match[1]), tree, [from_base64(step) for step in lines[3:]], head)
    except UnicodeDecodeError as error:
        raise Breach(_("The proof cannot be read: it is no text in UTF-8.")) from error
    except ValueError as error:
        raise Breach(_("The proof cannot be read: {error}.").format(error=error)) from error


def _proof(sequence: int, tree: object, path: Sequence[bytes], head: Head) -> Proof:
    if not isinstance(tree, dict) or set(tree) != {"disclosures", "key", "leaf"}:
        raise ValueError("it does not hold the leaf, its disclosures and the key")
    if not isinstance(tree["leaf"], str) or not isinstance(tree["key"], str):
        raise ValueError("it does not hold the leaf, its disclosures and the key")
    if not isinstance(tree["disclosures"], list):
        raise ValueError("it does not hold the leaf, its disclosures and the key")
    disclosed = tuple(disclosure_of(canonical.written(one)) for one in tree["disclosures"])
    leaf = read_entry(tree["leaf"].encode(), sequence)
    return Proof(sequence, leaf, disclosed, verifier_key(tree["key"]), tuple(path), head)


def verify_proof(content: bytes, *, key: VerifierKey | None = None) -> Report:
    """Check a proof by itself.

    Args:
        key: The log's key, from somewhere else; if left out, the one that the proof names.
    """
    checks: list[str] = []
    try:
        proof = read_proof(content)
        checks.append(_signed(proof, key))
        checks.append(_included(proof))
        checks.append(_disclosed(proof))
    except Breach as breach:
        return Report(tuple(checks), str(breach))
    return Report(tuple(checks), None, proof.head.checkpoint)


def _signed(proof: Proof, key: VerifierKey | None) -> str:
    trusted = key or proof.key
    if trusted.name != proof.head.checkpoint.origin or trusted not in signed_by(proof.head.note, [trusted]):
        raise Breach(_("The checkpoint in the proof is not signed by {key}.").format(key=trusted))
    if key is not None:
        return _("The checkpoint in the proof is signed by the key that you named.")
    text = _("The checkpoint in the proof is signed by {key}; compare that with the key that the log publishes.")
    return text.format(key=trusted)


def _included(proof: Proof) -> str:
    checkpoint = proof.head.checkpoint
    hash_ = leaf_hash(entry_of(proof.leaf, proof.sequence))
    if not includes(checkpoint.root, checkpoint.size, proof.sequence, hash_, proof.path):
        text = _("The proof does not lead from {leaf} to the root that the checkpoint signs.")
        raise Breach(text.format(leaf=named(proof.sequence, proof.leaf)))
    text = _("The log held {leaf} when it had {size} leaves.")
    return text.format(leaf=named(proof.sequence, proof.leaf), size=checkpoint.size)


def _disclosed(proof: Proof) -> str:
    for disclosure in proof.disclosed:
        if digest_of(content_of(disclosure)) not in proof.leaf.digests:
            text = _("The disclosure “{name}” in the proof does not belong to {leaf}.")
            raise Breach(text.format(name=disclosure.name, leaf=named(proof.sequence, proof.leaf)))
    return plural("{count} disclosure belongs to it.", "{count} disclosures belong to it.", len(proof.disclosed))
