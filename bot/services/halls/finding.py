"""Finding a town hall by what somebody typed or where they are, and refusing what its state or a right forbids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor, Role
from bot.domain.meetings.halls import TERMINAL, HallState, TownHall
from bot.domain.numbers import numbered
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.store import Records
from bot.texts import _

_LINK = re.compile(r"(?:^|/channels/\d+/\d+/)(\d{15,20})$")
_REMARK = re.compile(r"r?(\d{1,6})", re.IGNORECASE)


class NotGoingOn(Refusal):
    """What was asked cannot be done with a town hall as it stands; the message says what can."""


@dataclass(frozen=True, slots=True)
class Venue:
    """Where somebody is: a channel as the outbox names channels, and what it is part of."""

    channel: str = TERMINAL
    guild: str | None = None
    thread: bool = False

    @property
    def place(self) -> str:
        """What kind of place it is."""
        if self.channel == TERMINAL:
            return TERMINAL
        return "discord thread" if self.thread else "discord channel"

    @property
    def source_kind(self) -> str:
        """By which surface its remarks come."""
        return self.channel.partition(":")[0]


async def found(records: Records, text: str, now: datetime) -> TownHall:
    """The town hall that is meant.

    Raises:
        Unknown: There is none of this number.
    """
    hall = await records.halls.find(numbered(text, "T", now.year))
    if hall is None:
        text_ = _("There is no town hall “{number}”; /townhall list shows those there are.")
        raise Unknown(text_.format(number=text[:40]))
    return hall


async def meant(records: Records, text: str | None, venue: Venue, now: datetime) -> TownHall:
    """The town hall of a number; without one, that of the channel: the one going on, the next planned, or the last.

    Raises:
        Unknown: There is none of this number, or none in the channel.
    """
    if text is not None:
        return await found(records, text, now)
    going_on = await records.halls.going_on(venue.channel)
    planned = () if going_on else await records.halls.planned(venue.channel)
    several = (going_on,) if going_on else planned or await records.halls.newest(1, venue.channel)
    if not several:
        raise Unknown(_("No town hall was held or planned here; name one by its number. /townhall list shows all."))
    return several[0]


async def last_held(records: Records, text: str | None, venue: Venue, now: datetime) -> TownHall:
    """The town hall of a number; without one, that of the channel: the one going on, the last, or the next planned.

    What is done after a town hall means the one that is over, also where the next is planned already.

    Raises:
        Unknown: There is none of this number, or none in the channel.
    """
    began = None
    if text is None:
        began = await records.halls.going_on(venue.channel) or await records.halls.last_begun(venue.channel)
    return began or await meant(records, text, venue, now)


async def held(records: Records, text: str | None, venue: Venue, now: datetime) -> TownHall:
    """The one of ``meant``, kept from changing until the transaction ends.

    Raises:
        Unknown: There is none of this number, or none in the channel.
    """
    return await kept_from_changing(records, await meant(records, text, venue, now))


async def kept_from_changing(records: Records, hall: TownHall) -> TownHall:
    """A town hall that was found, as it stands now, kept from changing until the transaction ends."""
    return await records.halls.held(hall.number) or hall


async def going_on_here(records: Records, venue: Venue, *, alone: bool = True) -> TownHall:
    """The town hall of a channel that is open or paused, kept from changing until the transaction ends.

    Raises:
        NotGoingOn: There is none.
    """
    hall = await records.halls.going_on(venue.channel)
    held = await records.halls.held(hall.number, alone=alone) if hall else None
    if held is None or held.state not in (HallState.OPEN, HallState.PAUSED):
        raise NotGoingOn(_("No town hall is going on here; a facilitator opens one with /townhall open."))
    return held


async def message_of(records: Records, hall: TownHall, text: str) -> str:
    """The message that somebody means: by its link, by its id, or by the number of its remark ("r12", "12").

    Raises:
        Unknown: It is none of these, or there is no such remark.
    """
    wanted = text.strip()
    if match := _LINK.search(wanted):
        return f"discord:{match[1]}"
    if match := _REMARK.fullmatch(wanted):
        kept = await records.hall_remarks.of(hall.number)
        if 0 < int(match[1]) <= len(kept):
            return kept[int(match[1]) - 1].message
    if ":" in wanted:
        return wanted
    raise Unknown(_("“{text}” is no remark of this town hall; name it by its number, or by the link of its message.")
                  .format(text=wanted[:60]))  # fmt: skip


def check_leads(hall: TownHall, actor: Actor) -> None:
    """Refuse somebody who does not lead a town hall.

    Raises:
        Forbidden: They are neither a facilitator of it nor a moderator.
    """
    if not hall.leads(actor.id) and not actor.has(Role.MODERATOR):
        text = _("Town hall {number} is led by its facilitators and by moderators; ask one of them.")
        raise Forbidden(text.format(number=hall.number))


def check_shared(venue: Venue) -> None:
    """Refuse a place where nobody else is.

    Raises:
        Refusal: It is a direct message.
    """
    if venue.guild is not None and venue.guild.endswith("@me"):
        raise Refusal(_("A town hall is held where others are: use this in a channel of the server."))


def standing(hall: TownHall) -> str:
    """How a town hall stands, and what can be done with it, in a sentence."""
    text = {
        HallState.PLANNED: _("Town hall {number} is planned and was not opened yet; /townhall open begins it."),
        HallState.OPEN: _("Town hall {number} is open; /townhall pause and /townhall close end that."),
        HallState.PAUSED: _("Town hall {number} is paused; /townhall resume goes on with it."),
        HallState.CLOSED: _("Town hall {number} is closed, and is not opened again."),
        HallState.CANCELLED: _("Town hall {number} was cancelled; /townhall plan plans another one."),
    }[hall.state]
    return text.format(number=hall.number)
