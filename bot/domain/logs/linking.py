"""Whether what the leaves of decisions say of each other, and of what they rest on, leads somewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.logs.auditing import named, named_first
from bot.domain.logs.breaches import Breach
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.shown import Disclosures, shown
from bot.domain.logs.telling.decisions import text_hash
from bot.texts import _

FAMILIES = frozenset({"decision", "moderation"})
"""The families of leaves that tell of decisions."""

_TEXT = "text"


def check_links(leaves: Sequence[Leaf], disclosed: Disclosures) -> int:
    """Check that decisions rest on, and take the place of, what is in the log, and say what was fixed; says how many.

    Raises:
        Breach: Naming the first leaf of which that is not so.
    """
    accepted: dict[str, int] = {}
    superseded: dict[str, str] = {}
    things = {leaf.id.partition("/")[0] for leaf in leaves if leaf.kind in _BEGINNINGS or _word(leaf) == "accepted"}
    for sequence, leaf in enumerate(leaves):
        if leaf.kind.partition(".")[0] not in FAMILIES:
            continue
        for one in map(str, leaf.all("basis")):
            if one not in things:
                text = _("{leaf} rests on {basis}, which is not in the log.")
                raise Breach(text.format(leaf=named_first(sequence, leaf), basis=one))
        if _word(leaf) == "accepted":
            _check_text(sequence, leaf, disclosed)
            _check_earlier(sequence, leaf, accepted)
            accepted[leaf.id] = sequence
        elif leaf.text("subject") not in things:
            text = _("There is no decision {id} that {leaf} could be about.")
            raise Breach(text.format(id=leaf.text("subject") or _("without an id"), leaf=named(sequence, leaf)))
        elif _word(leaf) == "superseded":
            _note(sequence, leaf, superseded)
    _check_both_ways(leaves, accepted, superseded)
    return len(accepted)


_BEGINNINGS = frozenset({"poll.opened", "minutes.published", "minutes.corrected", "minutes.redacted"})


def _word(leaf: Leaf) -> str:
    """What happened, of a leaf that tells of a decision."""
    family, _dot, word = leaf.kind.partition(".")
    return word if family in FAMILIES else ""


def _check_text(sequence: int, leaf: Leaf, disclosed: Disclosures) -> None:
    said = shown(leaf, disclosed).get(_TEXT)
    if said is not None and text_hash(said) != leaf.text("document"):
        text = _("The text of {leaf} is not the one whose digest it names.")
        raise Breach(text.format(leaf=named(sequence, leaf)))


def _check_earlier(sequence: int, leaf: Leaf, accepted: Mapping[str, int]) -> None:
    for old in map(str, leaf.all("supersedes")):
        if old not in accepted:
            text = _("{leaf} takes the place of {old}, which the log has not before it.")
            raise Breach(text.format(leaf=named_first(sequence, leaf), old=old))


def _note(sequence: int, leaf: Leaf, superseded: dict[str, str]) -> None:
    old, new = leaf.text("subject"), leaf.text("decision")
    if old in superseded:
        text = _("{old} was superseded before, by {first}; {leaf} says it again.")
        raise Breach(text.format(old=old, first=superseded[old], leaf=named(sequence, leaf)))
    superseded[old] = new


def _check_both_ways(leaves: Sequence[Leaf], accepted: Mapping[str, int], superseded: Mapping[str, str]) -> None:
    """Check that of two decisions of which one takes the other's place each names the other."""
    for id_, sequence in accepted.items():
        for old in map(str, leaves[sequence].all("supersedes")):
            if superseded.get(old) != id_:
                text = _("{leaf} takes the place of {old}, and nothing in the log says so of {old}.")
                raise Breach(text.format(leaf=named_first(sequence, leaves[sequence]), old=old))
    for old, new in superseded.items():
        if new not in accepted or old not in map(str, leaves[accepted[new]].all("supersedes")):
            text = _("{old} is said to be superseded by {new}, which does not say so.")
            raise Breach(text.format(old=old, new=new or _("nothing")))
