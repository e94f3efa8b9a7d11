"""What a leaf may say, and in which form; all of it is of a kind that names no person.

Leaves can never be taken back. So every member is listed here with the shape of what it holds: numbers and names of
things in the record, digests, moments. Texts, people and the numbers of a chat service belong into disclosures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

LIMIT_COUNT = 10**14
"""Smaller than the numbers of a chat service, and than what JSON can hold."""

_NO_PLATFORM_ID = r"(?!.*\d{15})"


class Shape(StrEnum):
    """A form of values; each is a pattern, but for counts and flags."""

    ID = _NO_PLATFORM_ID + r"[A-Z]{1,3}-[A-Za-z0-9-]{1,40}(?:/[A-Z]{1,3}-[A-Za-z0-9-]{1,40})?"
    SLUG = _NO_PLATFORM_ID + r"[a-z0-9][a-z0-9._-]{0,79}(?:/[a-z0-9][a-z0-9._-]{0,79})*"
    LABEL = _NO_PLATFORM_ID + r"[a-z0-9-]{1,40} [A-Za-z0-9.-]{1,40}"
    RULE = r"[a-z_]{1,40}(?:\([0-9/.,]{1,40}\))?"
    HASH = r"sha256:[0-9a-f]{64}"
    DIGEST = r"[A-Za-z0-9_-]{43}"
    MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    KEY = r"[^\s+]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"
    COUNT = "count"
    FLAG = "flag"


MEMBERS: Mapping[str, Shape] = {
    "action": Shape.SLUG,
    "advisory": Shape.FLAG,
    "basis": Shape.ID,
    "before": Shape.HASH,
    "category": Shape.SLUG,
    "cells": Shape.SLUG,
    "charter": Shape.HASH,
    "closes_at": Shape.MOMENT,
    "count": Shape.COUNT,
    "decision": Shape.ID,
    "definition": Shape.LABEL,
    "digest": Shape.DIGEST,
    "document": Shape.HASH,
    "effect": Shape.SLUG,
    "entity": Shape.ID,
    "gate": Shape.SLUG,
    "key": Shape.KEY,
    "kind": Shape.SLUG,
    "opens_at": Shape.MOMENT,
    "organisation": Shape.FLAG,
    "poll": Shape.ID,
    "prev": Shape.ID,
    "reached": Shape.FLAG,
    "reason": Shape.SLUG,
    "region": Shape.SLUG,
    "replaces": Shape.COUNT,
    "roll": Shape.HASH,
    "rule": Shape.RULE,
    "sealed": Shape.FLAG,
    "state": Shape.SLUG,
    "subject": Shape.ID,
    "supersedes": Shape.ID,
    "system": Shape.SLUG,
    "tally": Shape.HASH,
    "until": Shape.MOMENT,
    "verdict": Shape.SLUG,
    "version": Shape.COUNT,
    "voter": Shape.ID,
}
"""What a leaf may say beside its kind, id and moment; each as one value, or as a list of them."""

KINDS = frozenset(
    "poll.opened poll.extended poll.closed poll.voided poll.recounted roll.changed ballot.cast ballots.opened "
    "tally.published gate.crossed redaction erratum outage".split()
)
FAMILIES = frozenset({"key", "objection", "decision", "endorsement", "moderation", "minutes", "definition"})
"""The kinds of leaves; of a family there are as many as it has words: key.created, key.rotated."""

_PATTERNS = {shape: re.compile(shape.value, re.ASCII) for shape in Shape}
_IN_FAMILY = re.compile(r"([a-z]+)\.[a-z_]+", re.ASCII)


def is_kind(text: str) -> bool:
    """Whether leaves may be of this kind."""
    match = _IN_FAMILY.fullmatch(text)
    return text in KINDS or (match is not None and match[1] in FAMILIES)


def fits(value: object, shape: Shape) -> bool:
    """Whether a single value has a shape."""
    if shape is Shape.FLAG:
        return isinstance(value, bool)
    if shape is Shape.COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LIMIT_COUNT
    return isinstance(value, str) and _PATTERNS[shape].fullmatch(value) is not None


def moment_text(moment: datetime) -> str:
    """A moment as a leaf holds it: UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The moment that a leaf holds.

    Raises:
        ValueError: It is none.
    """
    if not fits(text, Shape.MOMENT):
        raise ValueError(f"“{text}” is no moment")
    return datetime.fromisoformat(text)
