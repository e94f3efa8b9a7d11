"""The texts that can be taken out by themselves: where each stands, and what is left without it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.decisions.happenings import DETAIL, TARGET, dissent_text
from bot.domain.logs.telling.polls import ballot_id
from bot.domain.privacy.kept import REMOVED
from bot.domain.refusals import Unknown
from bot.services.minutes import minutes_json
from bot.services.privacy.logged import Wanted, of_decisions
from bot.store import Records
from bot.store.poll_forgetting import Seat
from bot.texts import _

_DISSENT = re.compile(r"dissent[ .]?(\d{1,6})", re.IGNORECASE)
_REASON = re.compile(r"([0-9a-f]{4,32})[ ,]+([\w.-]+)[/:] ?(use|study|modify|share)", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z][1-9]\d{0,8}")
_OF_ENDORSEMENTS = ("statement", "name")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: in what, which part of it in its one form, and what it says. ``key`` is what the store calls it."""

    subject: str
    part: str
    words: str
    key: str


async def find(records: Records, subject: str, part: str) -> Text:
    """The text that is meant.

    Raises:
        Unknown: There is none.
    """
    found = await KINDS[subject[0]](records, subject, " ".join(part.split()))
    if found is None or not found.words:
        text = _("There is no text “{part}” in {subject}. {help}")
        raise Unknown(text.format(part=part[:60], subject=subject, help=_HELP[subject[0]]))
    return found


async def _in_decision(records: Records, subject: str, part: str) -> Text | None:
    disclosed = await records.decision_disclosures.of(subject, public=False)
    if (match := _DISSENT.fullmatch(part)) is not None:
        key = dissent_text(int(match[1]))
        return Text(subject, f"dissent {int(match[1])}", disclosed.get(key, ""), key)
    key = part.casefold()
    return Text(subject, key, disclosed.get(key, ""), key) if key in (TARGET, DETAIL) else None


async def _in_poll(records: Records, subject: str, part: str) -> Text | None:
    match = _REASON.fullmatch(part)
    if match is None:
        return None
    handle, component, freedom = (one.lower() for one in match.groups())
    for one in await records.poll_cells.of(subject, handle):
        if (one.cell.component, one.cell.freedom.value) == (component, freedom) and one.reason != REMOVED:
            return Text(subject, f"{handle} {component}/{freedom}", one.reason, f"{component}/{freedom}")
    return None


async def _in_endorsement(records: Records, subject: str, part: str) -> Text | None:
    found, key = await records.endorsements.find(subject), part.casefold()
    if found is None or key not in _OF_ENDORSEMENTS:
        return None
    return Text(subject, key, found.statement if key == "statement" else found.named, key)


async def _in_minutes(records: Records, subject: str, part: str) -> Text | None:
    key = part.casefold()
    if not _SENTENCE.fullmatch(key):
        return None
    if key.startswith("r"):
        remarks = dict(enumerate(await records.hall_remarks.of(subject), 1))
        found_ = remarks.get(int(key[1:]))
        return Text(subject, key, found_.text, key) if found_ else None
    for version in reversed(await records.minutes.of(subject)):
        document = minutes_json.recalled(await records.minutes.document(subject, version.number))
        if (found := document.find(key)) is not None:
            return Text(subject, key, getattr(found, "text", "") or getattr(found, "title", ""), key)
    return None


_Finding = Callable[[Records, str, str], Awaitable[Text | None]]

KINDS: Mapping[str, _Finding] = {"D": _in_decision, "P": _in_poll, "E": _in_endorsement, "T": _in_minutes}

_HELP: Mapping[str, str] = {
    "D": _("Of a decision: “dissent 1”, “target”, “detail”."),
    "P": _("Of a poll, a reason: the voter’s handle and the cell, as in “3f2a9c… datasets/study”."),
    "E": _("Of an endorsement: “statement”, “name”."),
    "T": _("Of minutes: the id of a sentence or an item, as in “s3”, or of a remark, “r12”."),
}


def told_by(subject: str) -> str:
    """What the messages in chat about a thing are about, as the outbox names subjects."""
    kinds = {"D": "decision:", "P": "poll:", "E": "endorsement:", "T": "minutes published:"}
    return f"{kinds[subject[0]]}{subject}"


async def take(records: Records, text: Text) -> None:
    """Take a text out of a decision, a poll or an endorsement; what else stands there stays."""
    if text.subject.startswith("D-"):
        await records.decision_disclosures.erase(text.subject, text.key)
    elif text.subject.startswith("P-"):
        handle = text.part.partition(" ")[0]
        component, _stroke, freedom = text.key.partition("/")
        await records.poll_forgetting.without_reason(Seat(text.subject, handle, ""), component, freedom)
    elif (found := await records.endorsements.find(text.subject)) is not None:
        without = replace(found, statement="") if text.key == "statement" else replace(found, named="")
        await records.endorsements.put(without)


async def logged_at(records: Records, text: Text) -> Wanted:
    """Where the log shows a text of a decision, a poll or an endorsement."""
    if text.subject.startswith("D-"):
        return await of_decisions(records, [(text.subject, text.key)])
    if text.subject.startswith("P-"):
        seat = Seat(text.subject, text.part.partition(" ")[0], "")
        casts = await records.poll_forgetting.casts(seat)
        return {ballot_id(text.subject, cast): [f"why:{text.key}"] for cast in casts}
    if text.subject.startswith("E-"):
        events = await records.endorsement_events.of(text.subject)
        return {f"{text.subject}/V-{event.id}": [text.key] for event in events}
    return {}
