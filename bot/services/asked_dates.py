"""The date that a question is about: given apart, or named in the question."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.domain.days import AskedDate, Trouble, asked_date
from bot.domain.questions import Question
from bot.domain.refusals import Refusal
from bot.services.understanding.dates import find_date
from bot.services.understanding.tokens import fold_piece
from bot.texts import _

_YEAR = re.compile(r"(?:19|20)\d\d")
# What looks like a month or day of a year, and is none: "2023-13", "2023-05-32".
_MISWRITTEN = re.compile(r"(?<![\w.-])(?:19|20)\d\d-(?:\d\d-\d\d|1[3-9]|00)\b(?!-)")
# The farthest that a clock on earth is ahead.
_AHEAD_OF_UTC = timedelta(hours=14)


def latest_day(now: datetime) -> date:
    """The day that it is already, somewhere on earth."""
    return (now + _AHEAD_OF_UTC).date()


def given_date(text: str, today: date) -> AskedDate:
    """Read a date that was given apart from the question: "2023-05-31", "2023-05", "2023", "May 2023".

    Raises:
        Refusal: It is no date, or it lies ahead.
    """
    folded = fold_piece(text.strip())
    found = folded if _YEAR.fullmatch(folded) else find_date(folded)
    if found is None or not _whole(folded, found):
        raise Refusal(
            _("I cannot read “{text}” as a date. Write it like 2023-05-31, 2023-05, 2023 or May 2023.").format(
                text=text
            )
        )
    asked = asked_date(found, today)
    if asked.trouble is Trouble.NO_SUCH_DAY:
        raise Refusal(_("There is no day {text}. Write a date like 2023-05-31, 2023-05 or 2023.").format(text=found))
    if asked.trouble is Trouble.AHEAD:
        text_ = _("{text} lies ahead, and I can only look back. Leave the date out to ask about today.")
        raise Refusal(text_.format(text=found))
    return asked


def _whole(written: str, found: str) -> bool:
    """Whether every number that was written is part of the date that was found: not so in "45 May 2023"."""
    return {int(number) for number in re.findall(r"\d+", written)} <= {int(part) for part in found.split("-")}


def date_of(question: Question, today: date) -> AskedDate | None:
    """The date that a question names; None if it names none."""
    if question.as_of is not None:
        # The end of a name is no date that is asked about: "gpt-4o-2024-05-13".
        of_a_name = re.search(rf"[\w.][-_]{re.escape(question.as_of)}", question.text)
        return None if of_a_name else asked_date(question.as_of, today)
    miswritten = _MISWRITTEN.search(question.text)
    return AskedDate(miswritten[0], None, Trouble.NO_SUCH_DAY) if miswritten else None
