"""Decisions as the log tells them: accepted, and all that came after; of moderation actions the public part alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import Decision, DecisionKind
from bot.domain.decisions.happenings import DecisionEvent, DecisionEventKind, dissent_text, involved_name, involved_why
from bot.domain.logs.leaves import Leaf, Member
from bot.domain.logs.shapes import Shape, fits
from bot.domain.logs.telling.ids import hash_text, slug
from bot.domain.logs.telling.told import Disclosed, Told, disclosed

ACCEPTING = frozenset({DecisionEventKind.ACCEPTED, DecisionEventKind.CONFIRMED})
"""The events by which a decision comes to hold."""


@dataclass(frozen=True, slots=True)
class DecisionHistory:
    """A decision that was accepted, with all that happened to it in its order.

    ``basis`` is what it rested on from the beginning, ``evidence`` what was added. ``supersedes`` are the decisions
    whose place it took, ``disclosed`` what everybody may read of what can be taken back.
    """

    decision: Decision
    events: Sequence[DecisionEvent]
    basis: Sequence[Citation] = ()
    evidence: Sequence[Citation] = ()
    supersedes: tuple[str, ...] = ()
    disclosed: Mapping[str, str] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """What kinds of leaves tell of it."""
        return "moderation" if self.decision.kind is DecisionKind.MODERATION else "decision"


def told(history: DecisionHistory) -> list[Told]:
    """All that there is to tell of an accepted decision; what was said of it before goes after that it holds."""
    accepting = next((one for one in history.events if one.kind in ACCEPTING), None)
    if accepting is None:
        return []
    found = [_accepted(history, accepting)]
    for event in history.events:
        if event.kind in _TELLERS:
            found.append(_event(history, event))
    return found


def _accepted(history: DecisionHistory, event: DecisionEvent) -> Told:
    decision = history.decision
    said = plain(decision.text.plain())
    members: dict[str, Member] = {
        "kind": decision.kind.value,
        "effect": decision.text.effect.value,
        "document": text_hash(said),
        **_basis(history.basis),
    }
    if history.supersedes:
        members["supersedes"] = history.supersedes
    shown = disclosed(text=said, decided_on=decision.decided_on.isoformat())
    leaf = Leaf(f"{history.family}.accepted", decision.number, event.at, members)
    return Told(leaf, (*shown, *_cited(history.basis)))


def _event(history: DecisionHistory, event: DecisionEvent) -> Told:
    members, shown = _TELLERS[event.kind](history, event)
    number = history.decision.number
    leaf = Leaf(
        f"{history.family}.{event.kind.value}", f"{number}/A-{event.id}", event.at, {"subject": number, **members}
    )
    return Told(leaf, tuple(shown))


_Said = tuple[Mapping[str, Member], Iterable[Disclosed]]


def _superseded(_history: DecisionHistory, event: DecisionEvent) -> _Said:
    return {"decision": event.body["by"]}, ()


def _withdrawn(_history: DecisionHistory, event: DecisionEvent) -> _Said:
    return {}, disclosed(why=event.body["why"])


def _erratum(_history: DecisionHistory, event: DecisionEvent) -> _Said:
    body = event.body
    return {}, disclosed(wrong=body["wrong"], right=body["right"], why=body["why"])


def _evidence(history: DecisionHistory, event: DecisionEvent) -> _Said:
    added = {tuple(one) for one in event.body["added"]}
    several = [one for one in history.evidence if (one.source.value, one.target, one.part) in added]
    return _basis(several), _cited(several)


def _dissent(history: DecisionHistory, event: DecisionEvent) -> _Said:
    body = event.body
    text = history.disclosed.get(dissent_text(int(body["number"])), "")
    return {"state": slug(body["disposition"])}, disclosed(dissent=text, why=body["why"])


def _reviewed(_history: DecisionHistory, event: DecisionEvent) -> _Said:
    body = event.body
    shown = disclosed(why=body["why"], correction=body["correction"], next_due=body["next_due"])
    return {"verdict": slug(body["verdict"])}, shown


def _people(history: DecisionHistory, event: DecisionEvent) -> _Said:
    """Who had a part in it, each by themselves; persons are not named."""
    shown = []
    for one in event.body["people"]:
        number = int(one["number"])
        name, why = (history.disclosed.get(key(number), "") for key in (involved_name, involved_why))
        said = {"part": one["part"], "role": one["role"], "name": name, "why": why}
        shown.append(Disclosed(f"people:{number}", {word: value for word, value in said.items() if value}))
    return {}, shown


def _adopted(_history: DecisionHistory, event: DecisionEvent) -> _Said:
    """A version that is in force by it: which, and from which day."""
    body = event.body
    members: dict[str, Member] = {"document": hash_text(body["digest"])}
    if fits(body["definition"], Shape.LABEL):
        members["definition"] = body["definition"]
    return members, disclosed(adopts=plain(dict(body)))


_TELLERS: Mapping[DecisionEventKind, Callable[[DecisionHistory, DecisionEvent], _Said]] = {
    DecisionEventKind.ADOPTED: _adopted,
    DecisionEventKind.SUPERSEDED: _superseded,
    DecisionEventKind.WITHDRAWN: _withdrawn,
    DecisionEventKind.ERRATUM: _erratum,
    DecisionEventKind.EVIDENCE: _evidence,
    DecisionEventKind.DISSENT: _dissent,
    DecisionEventKind.REVIEWED: _reviewed,
    DecisionEventKind.PEOPLE: _people,
}

_NUMBERED = frozenset({Source.POLL, Source.MINUTES, Source.DECISION})


def _basis(citations: Iterable[Citation]) -> Mapping[str, Member]:
    """What of a basis stands in the record itself, each once."""
    found = tuple(dict.fromkeys(one.target for one in citations if one.source in _NUMBERED))
    return {"basis": found} if found else {}


def _cited(citations: Iterable[Citation]) -> Sequence[Disclosed]:
    """Each thing that is cited, to be taken away by itself."""
    return [Disclosed(f"basis:{number}", plain(asdict(one))) for number, one in enumerate(citations, 1)]


def text_hash(said: Any) -> str:
    """The digest of what a decision says, as its leaf holds it; the same as that of its text."""
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hash_text(hashlib.sha256(written.encode()).hexdigest())


def plain(value: Any) -> Any:
    """A value as plain JSON types."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value
