"""What people type into a command or a form, brought to what can be kept; or a sentence that says what to mend."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from bot.domain.days import span_of
from bot.domain.refusals import Refusal
from bot.texts import _

ADDRESS_LIMIT = 2000
# What no address holds unescaped, with the letters that turn the direction of writing or are not seen.
_FORBIDDEN = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ACCOUNT = re.compile(r"<@!?\d+>|\b(?:discord:\d+|terminal:\w+)|(?<!\w)@\w[\w.-]*")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PART_OF_A_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Unfit(Refusal):
    """Something that was typed cannot be kept as it is."""


def readable(text: str) -> str:
    """What somebody wrote, without what no database and no surface can take.

    These are halves of letters, what steers a terminal, and what turns the direction of writing.
    """
    return _STEERING.sub(" ", text.encode("utf-8", "replace").decode()).strip()


def words(text: str | None, what: str, limit: int, *, needed: bool = True) -> str:
    """A text that somebody wrote.

    Args:
        text: As typed; None and blanks alone are no text.
        what: What it is for, to stand in a sentence: "why".
        limit: The most letters it may have.
        needed: Whether there has to be one.

    Raises:
        Unfit: It is missing or too long; the message holds its beginning, so that it can be found again.
    """
    found = readable(text or "")
    if not found and needed:
        raise Unfit(_("Say {what}, in a few words.").format(what=what))
    if len(found) > limit:
        message = _("Say {what} in at most {limit} letters; you wrote {count}, which begin: “{start} …”.")
        raise Unfit(message.format(what=what, limit=limit, count=len(found), start=found[:60]))
    return found


def name(text: str | None, what: str, limit: int) -> str:
    """A name or a value that somebody wrote, on one line; the rest is as for `words`.

    Raises:
        Unfit: As for `words`.
    """
    return " ".join(words(text, what, limit).split())


def check_unnamed(text: str, what: str) -> str:
    """What everybody is to read, and what is to name nobody.

    Raises:
        Unfit: An account is mentioned in it.
    """
    if found := _ACCOUNT.search(text):
        message = _("Everybody reads {what}: name nobody in it; you mentioned “{mention}”. You wrote: “{start}”.")
        raise Unfit(message.format(what=what, mention=found[0], start=text[:200]))
    return text


def address(text: str | None) -> str:
    """The address of a page that shows something; it is kept, and never fetched.

    Raises:
        Unfit: It is no http or https address.
    """
    found = readable(text or "").removeprefix("<").removesuffix(">")
    try:
        split = urlsplit(found)
        sound = split.scheme in ("http", "https") and bool(split.hostname) and "." in (split.hostname or "")
    except ValueError:
        sound = False
    if not sound or _FORBIDDEN.search(found) or len(found) > ADDRESS_LIMIT:
        message = _("A source is the address of a page that shows it, beginning with https://; “{text}” is none.")
        raise Unfit(message.format(text=found[:100] or "…"))
    return found


def day_read(text: str | None, today: date) -> date:
    """The day on which a page was read; today if nothing is said.

    Raises:
        Unfit: It is no day such as 2026-05-31, or lies in the future.
    """
    found = readable(text or "")
    if not found:
        return today
    match = _DAY.fullmatch(found)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise Unfit(_("“{text}” is no day; write it like {today}.").format(text=found[:40], today=today.isoformat()))
    if day > today or day.year < 1990:
        message = _("Nobody can have read a page on {day}; write the day on which you read it, like {today}.")
        raise Unfit(message.format(day=day.isoformat(), today=today.isoformat()))
    return day


def part_of_a_day(text: str | None) -> str | None:
    """A date as far as it is known: "2023", "2023-05" or "2023-05-31"; None for no text.

    Raises:
        Unfit: It is none of the three, or there is no such day.
    """
    found = readable(text or "")
    if not found:
        return None
    try:
        span = span_of(found) if _PART_OF_A_DAY.fullmatch(found) else None
    except ValueError:
        span = None
    if span is None:
        message = _("“{text}” is no date; write it as far as it is known: 2023, 2023-05 or 2023-05-31.")
        raise Unfit(message.format(text=found[:40]))
    return found
