"""What moderators type about a decision, brought to what can be kept; or a sentence that says what to mend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.adoptions import Adoption
from bot.domain.decisions.decisions import Affected, DecisionKind, DecisionText, Effect, ModerationTerms
from bot.domain.decisions.happenings import Disposition
from bot.domain.written import Unfit, check_unnamed, name, readable, words
from bot.texts import _

TITLE_LIMIT = 150
TEXT_LIMIT = 2000
LINE_LIMIT = 300
OPTIONS_LIMIT = 12
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class DissentTyped:
    """A dissent as it was typed. ``by`` is a person as they are stored; None where nobody is named."""

    text: str
    disposition: Disposition = Disposition.NOTED
    why: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionTyped:
    """A decision as it was typed. ``basis`` names what it rests on, ``options`` are parted by semicolons or lines."""

    title: str
    question: str
    outcome: str
    because: str
    options: str | None = None
    basis: str | None = None
    kind: DecisionKind = DecisionKind.RESOLUTION
    effect: Effect = Effect.BINDING
    body: str | None = None
    dissent: DissentTyped | None = None
    decided: str | None = None
    review: str | None = None
    adopts: str | None = None
    in_force_from: str | None = None
    context: str | None = None
    drivers: str | None = None
    good: str | None = None
    bad: str | None = None
    confirmation: str | None = None
    affects: str | None = None

    def text(self, adopts: Adoption | None = None, affects: tuple[Affected, ...] = ()) -> DecisionText:
        """What the decision says, with the versions that it was found to adopt, and to bear on.

        Raises:
            Unfit: Something is missing or too long.
        """
        return DecisionText(
            name(self.title, _("what the decision is called"), TITLE_LIMIT),
            words(self.question, _("what was to be decided"), TEXT_LIMIT),
            words(self.outcome, _("what was decided"), TEXT_LIMIT),
            words(self.because, _("why"), TEXT_LIMIT),
            several(self.options, _("an option"), _("options")),
            self.effect,
            name(self.body, _("who decided"), TITLE_LIMIT) if self.body else "",
            adopts=adopts,
            context=words(self.context, _("how things stood"), TEXT_LIMIT, needed=False),
            drivers=several(self.drivers, _("what mattered"), _("things that mattered")),
            good=several(self.good, _("what is good about it"), _("good consequences")),
            bad=several(self.bad, _("what is bad about it"), _("bad consequences")),
            confirmation=words(self.confirmation, _("how it will be seen that it was right"), LINE_LIMIT, needed=False),
            affects=affects,
        )


@dataclass(frozen=True, slots=True)
class ModerationTyped:
    """A moderation action as it was typed: what the public reads, and in ``target`` and ``detail`` what it does not."""

    action: str
    rule: str
    because: str
    target: str
    detail: str | None = None
    scope: str | None = None
    duration: str | None = None
    appeal: str | None = None
    basis: str | None = None
    review: str | None = None

    def text(self) -> DecisionText:
        """What everybody reads of it.

        Raises:
            Unfit: Something is missing or too long.
        """
        action = check_unnamed(name(self.action, _("what was done"), TITLE_LIMIT), _("what was done"))
        terms = ModerationTerms(
            _unnamed(self.rule, _("which rule was broken")),
            _line(self.scope, _("where it holds")),
            _line(self.duration, _("for how long")),
            _line(self.appeal, _("how it can be appealed against")),
        )
        question = _("What is to be done about a breach of this rule: {rule}").format(rule=terms.rule)
        because = check_unnamed(words(self.because, _("why"), TEXT_LIMIT), _("why"))
        return DecisionText(action, question, action, because, terms=terms)


def _line(text: str | None, what: str) -> str:
    return name(text, what, LINE_LIMIT) if text else ""


def _unnamed(text: str, what: str) -> str:
    return check_unnamed(name(text, what, LINE_LIMIT), what)


def several(text: str | None, one_of: str, what: str) -> tuple[str, ...]:
    """What somebody names one after the other, with semicolons or lines between.

    Args:
        one_of: What each is, to stand in a sentence: "an option".
        what: What they are: "options".

    Raises:
        Unfit: There are too many, or one is too long.
    """
    found = [name(one, one_of, LINE_LIMIT) for one in re.split(r"\s*[;\n]\s*", text or "") if one.strip()]
    if len(found) > OPTIONS_LIMIT:
        raise Unfit(_("Name at most {limit} {what}; you named {count}.").format(
            limit=OPTIONS_LIMIT, what=what, count=len(found)))  # fmt: skip
    return tuple(found)


def decided_on(text: str | None, now: datetime) -> date:
    """The day on which something was decided; today if nothing is said.

    Raises:
        Unfit: It is no day such as 2026-05-31, or lies in the future.
    """
    found = readable(text or "")
    day = _day(found) if found else now.date()
    if day is None or day > now.date():
        message = _("“{text}” is no day until today; write the day of the decision like {today}.")
        raise Unfit(message.format(text=found[:40], today=now.date().isoformat()))
    return day


def review_day(text: str | None, now: datetime) -> date | None:
    """The day on which a decision should be looked at again; None if nothing is said.

    Raises:
        Unfit: It is no day such as 2027-05-31, or does not lie ahead.
    """
    found = readable(text or "")
    if not found:
        return None
    day = _day(found)
    if day is None or day <= now.date():
        message = _("“{text}” is no day ahead; write the day of the review like {example}.")
        raise Unfit(message.format(text=found[:40], example=f"{now.year + 1}-05-01"))
    return day


def day_in_force(text: str | None, now: datetime) -> date | None:
    """The day from which something is to be in force; None if nothing is said.

    Raises:
        Unfit: It is no day such as 2027-05-31, or is over.
    """
    found = readable(text or "")
    if not found:
        return None
    day = _day(found)
    if day is None or day < now.date():
        message = _("“{text}” is no day from today on. Nothing is in force before it is decided here: write a day like "
                    "{today}, or leave it out.")  # fmt: skip
        raise Unfit(message.format(text=found[:40], today=now.date().isoformat()))
    return day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
