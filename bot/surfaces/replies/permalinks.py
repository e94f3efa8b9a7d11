"""Where the public record shows things: addresses that stay, the same in chat and on the site."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.surfaces.reply import Link, Reply
from bot.texts import _


class Shelf(StrEnum):
    """What is shown, by the part of the record where it stands."""

    SYSTEM = "s"
    POLL = "p"
    TOWN_HALL = "t"
    DECISION = "d"


def permalink(shelf: Shelf, id_: str) -> str:
    """Where a thing stands, from the record's root: ``d/D-2026-0014/``."""
    return f"{shelf.value}/{id_}/"


def linked(reply: Reply, record_url: str | None) -> Reply:
    """A reply with a link to where the public record shows what it is about; unchanged where there is no record."""
    if not reply.record or not record_url:
        return reply
    link = Link(_("In the public record"), f"{record_url.rstrip('/')}/{reply.record}")
    return replace(reply, links=(*reply.links, link))
