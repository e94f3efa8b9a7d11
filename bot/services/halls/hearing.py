"""What becomes of one message: kept, kept without its text, carried out as a mark, answered with a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.meetings.captured import Captured, Heard, captured, digest_of
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.halls import HallEvent, HallEventKind, TownHall, spans
from bot.domain.meetings.heard import Right, TypedMark, off_alone, off_the_record, span_switched, typed_mark
from bot.store import Records
from bot.texts import _

# What logs of MeetBot know and town halls do by commands, or by themselves.
_EMPTY: Mapping[str, str] = {
    "startmeeting": _("/townhall open opens a town hall"),
    "endmeeting": _("/townhall close closes the town hall"),
    "save": _("what is said is kept at once"),
}
_SWITCHES = (HallEventKind.PAUSED, HallEventKind.RESUMED, HallEventKind.OFF, HallEventKind.ON)


class AnswerKind(StrEnum):
    """How somebody is told what became of their mark: it is noted, is off the record, is on it again, or is none."""

    NOTED = "noted"
    OFF = "off"
    ON = "on"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer; ``text`` is a sentence where a sign would not do."""

    kind: AnswerKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What became of a message: whether it was kept for the first time, or an edit of it, and what to answer.

    ``withheld``: it was kept without its text.
    """

    kept: bool = False
    changed: bool = False
    answer: Answer | None = None
    withheld: bool = False


def only_leading() -> str:
    """That somebody cannot take the whole town hall off the record."""
    return _(
        "Only those who lead the town hall take all of it off the record. For one message of your own, begin it with "
        "“off the record”, or reply to it with these words."
    )


async def first(records: Records, hall: TownHall, heard: Heard) -> Hearing:
    """Take in a message that is new to a town hall that is held."""
    recorded = spans(await records.hall_events.of(hall.number, *_SWITCHES))
    if recorded.paused(heard.at):
        return Hearing()
    off = span_switched(heard.text)
    if off is not None:
        return await _switched(records, hall, heard, off=off)
    if heard.reply_to and off_alone(heard.text):
        return await _taken_off(records, hall, heard)
    withheld = off_the_record(heard.text) or recorded.off_record(heard.at)
    typed = None if withheld else typed_mark(heard.text)
    allowed = typed is None or may_mark(hall, typed, heard)
    undone = allowed and await _undone(records, hall, typed, heard)
    gone = Gone.OFF_THE_RECORD if withheld else None
    if not await records.hall_remarks.add(captured(hall.number, heard, gone=gone, mark_void=undone or not allowed)):
        return Hearing()
    if typed is not None and allowed and typed.roles:
        await _give_roles(records, hall, typed, heard)
    own = off_the_record(heard.text)
    answer = Answer(AnswerKind.OFF) if own else _answer(typed, allowed=allowed)
    return Hearing(kept=True, answer=answer, withheld=withheld)


async def changed(records: Records, hall: TownHall, before: Captured, heard: Heard) -> Hearing:
    """Follow an edit of a message that is kept; an older edit than the last one changes nothing.

    A text that asks not to be kept is heeded whenever it comes.
    """
    at = heard.edited_at
    if off_the_record(heard.text) and before.gone is None:
        await take_away(records, before, Gone.OFF_THE_RECORD)
        return Hearing(changed=True, answer=Answer(AnswerKind.OFF))
    if at is None or digest_of(heard.text) == before.digest or (before.edited_at and at <= before.edited_at):
        return Hearing()
    if hall.closed_at is not None and at >= hall.closed_at:
        if before.edited_since is None or before.edited_since < at:
            await records.hall_remarks.put(replace(before, edited_since=at))
        return Hearing(changed=before.edited_since != at)
    typed = None if before.gone else typed_mark(heard.text)
    allowed = typed is None or may_mark(hall, typed, heard)
    await records.hall_remarks.put(before.with_text(heard.text, at, mark_void=not allowed))
    return Hearing(changed=True, answer=_answer(typed, allowed=allowed))


async def take_away(records: Records, remark: Captured, why: Gone) -> None:
    """Take the text of a remark away, with the reactions to it."""
    await records.hall_reactions.remove(remark.message)
    await records.hall_remarks.put(remark.without_text(why))


def may_take_off(hall: TownHall, remark: Captured, person: str, *, moderates: bool) -> bool:
    """Whether somebody may take a remark off the record."""
    return remark.author == person or hall.leads(person) or moderates


def may_mark(hall: TownHall, typed: TypedMark, heard: Heard) -> bool:
    """Whether a mark counts from whoever typed it."""
    return typed.right is Right.ALL or hall.minutes_by(heard.author) or heard.moderates


async def switch(records: Records, hall: TownHall, *, off: bool, at: datetime, by: str, delivery: str | None) -> bool:
    """Go off the record at a moment, or back on it; what was said after the moment and is known already goes too."""
    kind = HallEventKind.OFF if off else HallEventKind.ON
    if not await records.hall_events.add(HallEvent(kind, hall.number, at, {}, by, delivery)):
        return False
    recorded = spans(await records.hall_events.of(hall.number, *_SWITCHES))
    for remark in await records.hall_remarks.since(hall.number, at) if off else ():
        if remark.at is not None and recorded.off_record(remark.at) and remark.gone is None:
            await take_away(records, remark, Gone.OFF_THE_RECORD)
    return True


async def _switched(records: Records, hall: TownHall, heard: Heard, *, off: bool) -> Hearing:
    """The message itself is no remark."""
    if not hall.leads(heard.author) and not heard.moderates:
        return Hearing(answer=Answer(AnswerKind.NO, only_leading()))
    done = await switch(records, hall, off=off, at=heard.at, by=heard.author, delivery=heard.message)
    return Hearing(answer=Answer(AnswerKind.OFF if off else AnswerKind.ON)) if done else Hearing()


async def _taken_off(records: Records, hall: TownHall, heard: Heard) -> Hearing:
    """A reply that takes off the record what it replies to; it is no remark itself."""
    remark = await records.hall_remarks.held(heard.reply_to or "")
    if remark is None or remark.gone:
        return Hearing()
    if not may_take_off(hall, remark, heard.author, moderates=heard.moderates):
        text = _("Somebody else wrote that; they can take it off the record, or those who lead can.")
        return Hearing(answer=Answer(AnswerKind.NO, text))
    body = {"message": remark.message}
    event = HallEvent(HallEventKind.TAKEN_OFF, hall.number, heard.at, body, heard.author, heard.message)
    if not await records.hall_events.add(event):
        return Hearing()
    await take_away(records, remark, Gone.OFF_THE_RECORD)
    return Hearing(answer=Answer(AnswerKind.OFF))


async def _give_roles(records: Records, hall: TownHall, typed: TypedMark, heard: Heard) -> None:
    """Let those lead, or take notes, whom a mark mentions; or no longer. Somebody who leads stays."""
    scribes, taken = typed.name.endswith("scribe"), typed.name.startswith("un")
    before = hall.scribes if scribes else hall.facilitators
    named = typed.persons
    after = tuple(one for one in before if one not in named) if taken else tuple(dict.fromkeys((*before, *named)))
    if after == before or not (after or scribes):
        return
    body = {
        "role": "scribe" if scribes else "facilitator",
        "added": [] if taken else list(named),
        "removed": list(named) if taken else [],
    }
    await records.halls.put(replace(hall, scribes=after) if scribes else replace(hall, facilitators=after))
    kind = HallEventKind.ROLES_CHANGED
    await records.hall_events.add(HallEvent(kind, hall.number, heard.at, body, heard.author, heard.message))


async def _undone(records: Records, hall: TownHall, typed: TypedMark | None, heard: Heard) -> bool:
    """Carry out an undo where the last mark is one that nobody typed; it takes back no typed one then."""
    if typed is None or typed.name != "undo":
        return False
    declared = [one for one in await records.hall_declared.of(hall.number, {}) if not one.struck]
    if not declared or any(
        one.at and one.at > declared[-1].at and not one.mark_void and typed_mark(one.text)
        for one in await records.hall_remarks.of(hall.number)
    ):
        return False
    body = {"mark": declared[-1].number}
    await records.hall_declared.strike(hall.number, declared[-1].number, heard.author, heard.at)
    await records.hall_events.add(HallEvent(HallEventKind.STRUCK, hall.number, heard.at, body, heard.author))
    return True


def _answer(typed: TypedMark | None, *, allowed: bool) -> Answer | None:
    if typed is None or (typed.quiet and not allowed):
        return None
    if not allowed:
        text = _("“{name}” is for those who lead the town hall and its scribes; everybody can use action, info, idea, "
                 "help and link.")  # fmt: skip
        return Answer(AnswerKind.NO, text.format(name=typed.name))
    if typed.name in _EMPTY:
        text = _("“{name}” does nothing here: {instead}.")
        return Answer(AnswerKind.NO, text.format(name=typed.name, instead=_EMPTY[typed.name]))
    if typed.needs_text and not typed.text:
        text = _("“{name}” says nothing yet: write what it is about behind it.")
        return Answer(AnswerKind.NO, text.format(name=typed.name))
    return Answer(AnswerKind.NOTED)
