"""What decisions rest on: polls, minutes, other decisions, messages and pages, as people name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.written import Unfit, address, name
from bot.texts import _

TITLE_LIMIT = 200
# An index of PostgreSQL holds no more than a third of its page of 8,192 bytes.
ADDRESS_BYTES = 2000
MOST = 30

_NUMBERED = re.compile(r"(?P<kind>[PTD])-(?:(?P<year>\d{4})-)?(?P<number>\d{1,9})", re.IGNORECASE)
_PARTED = re.compile(r"\s*[;\n]\s*")
_IN_MINUTES = re.compile(r"[a-z][1-9]\d{0,8}")
_MESSAGE = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/(?:@me|\d{1,20})/\d{1,20}/\d{1,20}")
_AT_ALL = ("", "all")


class Source(StrEnum):
    """What kind of thing something rests on."""

    POLL = "poll"
    MINUTES = "minutes"
    DECISION = "decision"
    MESSAGE = "message"
    LINK = "link"


_KINDS = {"P": Source.POLL, "T": Source.MINUTES, "D": Source.DECISION}


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing that a decision rests on.

    ``target`` is a number or an address; ``part`` a cell of the poll ("training-code/study") or an item of the minutes
    ("d2"), empty for the whole. ``title`` is what the page is called. ``digest`` tells what was there when it was
    cited: the charter of a poll, the version of minutes; ``tally`` what was counted, of a poll alone. What a message
    says is not copied: it belongs to who wrote it.
    """

    source: Source
    target: str
    part: str = ""
    title: str = ""
    digest: str = ""
    tally: str = ""

    @property
    def key(self) -> tuple[Source, str, str]:
        """What tells it from others: nothing is cited twice."""
        return (self.source, self.target, self.part)

    @property
    def named(self) -> str:
        """All by which it can be found."""
        return f"{self.shown} {self.title}".rstrip()

    @property
    def shown(self) -> str:
        """How people name it: "P-2026-0003 training-code/study"."""
        return f"{self.target} {self.part}".rstrip()


def citations(text: str | None, year: int) -> tuple[Citation, ...]:
    """Read what somebody names as a basis or as evidence, one after the other, parted by semicolons or lines.

    "P-2026-0003 training-code/study, datasets/use; T-2026-0011 d2; D-2026-0009; https://example.org/paper A paper"

    Args:
        text: As typed; None and blanks name nothing.
        year: The year of a number that is said without one.

    Returns:
        Each once, in the order of the text; whether there are such things is not looked at.

    Raises:
        Unfit: Something is none of these, or there are too many.
    """
    found: dict[tuple[Source, str, str], Citation] = {}
    for one in filter(None, _PARTED.split((text or "").strip())):
        for citation in _read(one, year):
            found.setdefault(citation.key, citation)
    if len(found) > MOST:
        text_ = _(
            "At most {limit} things can be named as a basis at once; you named {count}. Add the rest as evidence."
        )
        raise Unfit(text_.format(limit=MOST, count=len(found)))
    return tuple(found.values())


def _read(text: str, year: int) -> list[Citation]:
    first, _space, rest = text.partition(" ")
    if (match := _NUMBERED.fullmatch(first)) is not None:
        letter = match["kind"].upper()
        whole = Citation(_KINDS[letter], f"{letter}-{match['year'] or year}-{int(match['number']):04}")
        return [replace(whole, part=part) for part in _parts(whole.source, rest, text)]
    if not first.lower().startswith(("http://", "https://", "<http")):
        text_ = _("“{text}” names nothing to rest on: write a poll and its cells (P-2026-0003 datasets/study), an item "
                  "of minutes (T-2026-0011 d2), a decision (D-2026-0009), or a link.")  # fmt: skip
        raise Unfit(text_.format(text=text[:60]))
    found = address(first)
    if len(found.encode()) > ADDRESS_BYTES:
        raise Unfit(_("The address that begins “{text}” is too long to be kept.").format(text=found[:60]))
    source = Source.MESSAGE if _MESSAGE.fullmatch(found) else Source.LINK
    return [Citation(source, found, title=name(rest, _("what the page is called"), TITLE_LIMIT) if rest else "")]


def _parts(source: Source, text: str, whole: str) -> list[str]:
    """The cells or items that are named after a number; the whole thing where none is."""
    parts = [part for part in re.split(r"[\s,]+", text.strip().lower()) if part not in _AT_ALL]
    if source is Source.DECISION and parts:
        raise Unfit(_("A decision is cited as a whole; “{text}” names a part of it.").format(text=whole[:60]))
    if source is Source.MINUTES and not all(_IN_MINUTES.fullmatch(part) for part in parts):
        text_ = _("An item of minutes is named by its id, as in “T-2026-0011 d2”; “{text}” has another.")
        raise Unfit(text_.format(text=whole[:60]))
    return parts or [""]
