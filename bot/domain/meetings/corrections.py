"""Corrections typed into a log: ``s/old/new/`` and ``i/where/new line/`` change lines above them.

Source: scribe2doc, "Corrections" (w3c/scribe2). Read November 2026.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.meetings.records import LIMIT_LETTERS, Kind, Record

# So many lines are looked at for all corrections of a log together: a log made of corrections must come to an end.
LOOKED_AT = 20_000_000


@dataclass(frozen=True, slots=True)
class Correction:
    """What to change. ``scope`` is empty (the nearest line above), ``g`` (all above) or ``G`` (all)."""

    insert: bool
    old: str
    new: str
    scope: str


def correction(text: str) -> Correction | None:
    """Read a correction; None if the text is none."""
    line = text.lstrip(" ")
    if len(line) < 4 or line[0] not in "si" or line[1] not in "/|":
        return None
    sign = line[1]
    old, found, new = line[2:].partition(sign)
    if not found:
        return None
    ended, scope = new.rstrip(" "), ""
    if ended.endswith((sign + "g", sign + "G")):
        new, scope = ended[:-2], ended[-1]
    elif ended.endswith(sign):
        new = ended[:-1]
    return Correction(line[0] == "i", old, new, scope)


def corrected(records: Sequence[Record]) -> list[Record]:
    """Apply every correction, in order; one that found nothing stays as the line that it is."""
    found: list[Record] = list(records)
    commands = [record for record in found if correction(record.text)]
    for record in commands:
        record.kind = Kind.CORRECTION
    budget, place = LOOKED_AT, 0
    for record in commands:
        command = correction(record.text)
        if command is None or not command.old:
            # Nothing between two signs is nothing to look for.
            continue
        place = found.index(record, place)
        if command.insert:
            done, looked = _insert(found, place, command)
            place += done
        elif command.scope:
            done, looked = _replace_all(found, place, command)
        else:
            done, looked = _replace_one(found, place, command)
        if done:
            record.kind = Kind.LEFT_OUT
        budget -= looked
        if budget < 0:
            break
    return found


def _insert(found: list[Record], place: int, command: Correction) -> tuple[bool, int]:
    for index in range(place - 1, -1, -1):
        one = found[index]
        if one.kind is Kind.TYPED and command.old in one.text:
            by = found[place]
            found.insert(index, Record(by.line, by.speaker, command.new, sources=(one.line,), inserted=True))
            # Moving what stands below costs too.
            return True, place - index + len(found) // 100
    return False, place


def _replace_one(found: list[Record], place: int, command: Correction) -> tuple[bool, int]:
    for index in range(place - 1, -1, -1):
        if _replace(found[index], command, found[place].line, 1):
            return True, place - index
    return False, place


def _replace_all(found: list[Record], place: int, command: Correction) -> tuple[bool, int]:
    reach = place if command.scope == "g" else len(found)
    line = found[place].line
    changed = [one for one in found[:reach] if _replace(one, command, line, -1)]
    return bool(changed), reach


def _replace(record: Record, command: Correction, line: int, times: int) -> bool:
    if record.kind is not Kind.TYPED or command.old not in record.text:
        return False
    count = 1 if times == 1 else record.text.count(command.old)
    if len(record.text) + count * (len(command.new) - len(command.old)) > LIMIT_LETTERS:
        return False
    record.text = record.text.replace(command.old, command.new, times)
    record.rest_on((line,))
    return True
