"""Endorsements counted again from nothing but the log, and compared with the gates that are said to be crossed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.logs.auditing import named, named_first
from bot.domain.logs.breaches import Breach
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.shown import Disclosures, shown
from bot.domain.logs.telling.endorsements import COUNTS, ENTITIES
from bot.domain.logs.telling.ids import slug
from bot.texts import _

_BEGINNING = timedelta(hours=1)
"""What happened before a log began comes first in it; only what was being stored just then may come this much later."""

VERIFIED = "endorsement.verified"


@dataclass(frozen=True, slots=True)
class Standing:
    """An endorsement that counts."""

    id: str
    at: datetime
    document: str
    category: str
    organisation: bool


@dataclass(slots=True)
class Endorsed:
    """Endorsements as far as a log has been read: those that count, under whose name each, and what carries over.

    ``verified`` are all that were ever. ``carried`` says for a text which earlier one's endorsements count for it too,
    ``open`` which gates are open for which text.
    """

    standing: dict[str, Standing] = field(default_factory=dict)
    verified: set[str] = field(default_factory=set)
    entities: dict[str, str] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    open: dict[tuple[str, str], bool] = field(default_factory=dict)

    def counted(self, document: str) -> list[Standing]:
        """Those that count for a text, each endorser once, by what they said of the text itself if they did."""
        order = [document]
        while (before := self.carried.get(order[-1])) is not None and before not in order:
            order.append(before)
        place = {text: number for number, text in enumerate(order)}
        found: dict[str, Standing] = {}
        mine = [one for one in self.standing.values() if one.document in place]
        for one in sorted(mine, key=lambda one: (place[one.document], one.at, one.id)):
            found.setdefault(self.entities.get(one.id, one.id), one)
        return list(found.values())


def check_gates(leaves: Sequence[Leaf], disclosed: Disclosures) -> int:
    """Check that every gate was crossed as the endorsements before it give; says how many were counted again.

    What happened before the log began is told as it is remembered: which organisations counted as one then is not, and
    so gates that were crossed before are not counted again.

    Raises:
        Breach: Naming the first gate, or the first endorsement, that is not as it can be.
    """
    found = Endorsed()
    gates = 0
    latest = leaves[0].at if leaves else None
    for sequence, leaf in enumerate(leaves):
        latest = max(leaf.at, latest or leaf.at)
        if leaf.kind == "gate.crossed":
            recounted = leaf.at > leaves[0].at
            if not recounted and latest > leaves[0].at + _BEGINNING:
                text = _("{leaf} says that its gate was crossed before the log began, and comes after what is newer.")
                raise Breach(text.format(leaf=named_first(sequence, leaf)))
            _check_gate(sequence, leaf, shown(leaf, disclosed), found, recounted=recounted)
            gates += recounted
        elif leaf.kind in _STEPS:
            _STEPS[leaf.kind](sequence, leaf, shown(leaf, disclosed), found)
    return gates


def _check_gate(
    sequence: int, leaf: Leaf, said: Mapping[str, Any], found: Endorsed, *, recounted: bool
) -> None:  # fmt: skip
    gate, document = leaf.text("gate"), leaf.text("document")
    reached = bool(leaf.members.get("reached"))
    if found.open.get((gate, document), False) is reached:
        text = _("{leaf} says that the gate {gate} was crossed, and it stood so before.")
        raise Breach(text.format(leaf=named_first(sequence, leaf), gate=gate))
    found.open[gate, document] = reached
    if not recounted:
        return
    needs = list(_needs(sequence, leaf, said))
    counted = found.counted(document)
    by_category = Counter(one.category for one in counted)
    organisations = sum(one.organisation for one in counted)
    for category, _least, told in needs:
        own = organisations if category is None else by_category[slug(category)]
        if own != told:
            text = _("The gate {gate} of {leaf} is said to have {told} of {category}; the endorsements give {own}.")
            what = category or _("organisations")
            raise Breach(text.format(gate=gate, leaf=named(sequence, leaf), told=told, category=what, own=own))
    if reached != (bool(needs) and all(told >= least for _category, least, told in needs)):
        text = _("The gate {gate} was not crossed as {leaf} says: what it asked for says otherwise.")
        raise Breach(text.format(gate=gate, leaf=named(sequence, leaf)))


def _needs(sequence: int, leaf: Leaf, said: Mapping[str, Any]) -> Iterator[tuple[str | None, int, int]]:
    """What a gate asked for: a category (None: organisations), the least, and what is said to have been found."""
    try:
        for need in said[COUNTS]["needs"]:
            yield need["category"], int(need["least"]), int(need["found"])
    except (KeyError, TypeError, ValueError) as error:
        text = _("What the gate of {leaf} asked for is not disclosed.")
        raise Breach(text.format(leaf=named(sequence, leaf))) from error


def _number(leaf: Leaf) -> str:
    return leaf.id.partition("/")[0]


def _verified(sequence: int, leaf: Leaf, _said: Mapping[str, Any], found: Endorsed) -> None:
    number = _number(leaf)
    if number in found.verified:
        text = _("The endorsement {number} was verified before; {leaf} cannot do it again.")
        raise Breach(text.format(number=number, leaf=named(sequence, leaf)))
    found.verified.add(number)
    organisation = leaf.members.get("organisation") is True
    found.standing[number] = Standing(number, leaf.at, leaf.text("document"), leaf.text("category"), organisation)
    found.entities[number] = leaf.text("entity") or number


def _ended(sequence: int, leaf: Leaf, _said: Mapping[str, Any], found: Endorsed) -> None:
    number = _number(leaf)
    if number not in found.verified:
        text = _("The endorsement {number} was never verified, and {leaf} says what became of it.")
        raise Breach(text.format(number=number, leaf=named(sequence, leaf)))
    if leaf.text("state") != "verified" and leaf.kind != "endorsement.named":
        found.standing.pop(number, None)


def _grouped(_sequence: int, _leaf: Leaf, said: Mapping[str, Any], found: Endorsed) -> None:
    """From here on organisations count as this says, and those that it does not name by themselves."""
    of = said.get(ENTITIES) or {}
    for number, one in found.standing.items():
        if one.organisation:
            found.entities[number] = of.get(number, number)


def _editorial(_sequence: int, leaf: Leaf, _said: Mapping[str, Any], found: Endorsed) -> None:
    found.carried[leaf.text("document")] = leaf.text("before")


def _substantive(_sequence: int, leaf: Leaf, _said: Mapping[str, Any], found: Endorsed) -> None:
    found.carried.pop(leaf.text("document"), None)


_STEPS: Mapping[str, Callable[[int, Leaf, Mapping[str, Any], Endorsed], None]] = {
    VERIFIED: _verified,
    "endorsement.withdrawn": _ended,
    "endorsement.rejected": _ended,
    "endorsement.forgotten": _ended,
    "endorsement.named": _ended,
    "endorsement.grouped": _grouped,
    "definition.editorial": _editorial,
    "definition.substantive": _substantive,
}
