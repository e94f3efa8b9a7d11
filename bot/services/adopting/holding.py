"""What a decision changes by taking hold, or by being over, where it adopts a version of a definition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.definitions.reading import Document
from bot.domain.actors import Actor
from bot.domain.adoptions import Adopted, Adoption, time_at, times_in_force
from bot.domain.decisions.decisions import Decision
from bot.domain.decisions.happenings import DecisionEvent, DecisionEventKind
from bot.domain.drafts import DraftDefinition
from bot.domain.refusals import Refusal
from bot.store import Records
from bot.store.library_records import ReferenceFile
from bot.texts import _


class NotAdoptable(Refusal):
    """No decision can adopt this; the message says what can be done."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a decision is to adopt, with the text of it."""

    adoption: Adoption
    draft: DraftDefinition


async def keep(records: Records, decision: Decision, chosen: Chosen) -> None:
    """Keep with a new decision what it adopts, once it is accepted.

    Raises:
        NotAdoptable: Another text was adopted under this label, or it is in force already.
    """
    adoption = decision.text.adopts
    if adoption is None:
        return
    await _check_label(records, adoption)
    await records.definition_drafts.add(chosen.draft)
    await records.decision_adoptions.add(decision.number, adoption)


async def take_hold(records: Records, decision: Decision, actor: Actor, now: datetime) -> None:
    """Let what an accepted decision adopts be among the versions, so that it is in force from its day on.

    Raises:
        NotAdoptable: Another text has its label by now.
    """
    adoption = decision.text.adopts
    if adoption is None:
        return
    await records.library.lock()
    await _check_label(records, adoption, besides=decision.number)
    draft = await records.definition_drafts.find(adoption.digest)
    assert draft is not None  # noqa: S101 - it was kept with the decision
    tree = Document.of_bytes(draft.file, draft.content).tree
    await records.library.add_reference(ReferenceFile(draft.file, draft.digest, tree))
    await _changed(records)
    day = adoption.in_force_from
    body = {"definition": adoption.definition, "digest": adoption.digest,
            "in_force_from": day.isoformat() if day else None}  # fmt: skip
    await records.decision_events.add(DecisionEvent(DecisionEventKind.ADOPTED, decision.number, now, actor.id, body))


async def let_go(records: Records, decision: Decision) -> None:
    """Have every process look again at what is in force, after a decision that adopts something is over."""
    if decision.text.adopts is not None and decision.public:
        await _changed(records)


async def check_new(records: Records, chosen: Chosen, begins: datetime, instead_of: str | None) -> None:
    """Refuse to adopt what will be in force anyway.

    Raises:
        NotAdoptable: It will, by another decision than the one that is superseded.
    """
    adopted = [one for one in await records.decision_adoptions.accepted() if one.decision != instead_of]
    held = time_at(times_in_force("", adopted), begins)
    if held.decision and _digest(held.decision, adopted) == chosen.adoption.digest and held.until is None:
        text = _("{label} is in force by {number} already; /decision show tells since when.")
        raise NotAdoptable(text.format(label=held.definition, number=held.decision))


def _digest(decision: str, adopted: list[Adopted]) -> str:
    return next(one.adoption.digest for one in adopted if one.decision == decision)


async def _changed(records: Records) -> None:
    await records.library.reference_changed(await records.library.advance())


async def check_free(records: Records, label: str, digest: str) -> None:
    """Refuse a draft under the name of a version that there is."""
    for file in await records.library.versions():
        if f"{file.tree['id']} {file.tree['version']}" == label and file.digest != digest:
            text = _("{label} is there already, with another text: a version is never edited. Give the draft the next "
                     "number.")  # fmt: skip
            raise NotAdoptable(text.format(label=label))


async def _check_label(records: Records, adoption: Adoption, besides: str = "") -> None:
    """Refuse a second text under a label that a decision, or a file, has given a text for good."""
    for one in await records.decision_adoptions.of(adoption.definition):
        if one.decision != besides and one.adoption.digest != adoption.digest:
            text = _("{label} is what {number} adopted, with another text: a version is never edited. Give this one "
                     "the next number.")  # fmt: skip
            raise NotAdoptable(text.format(label=adoption.definition, number=one.decision))
    await check_free(records, adoption.definition, adoption.digest)
