"""The sections of polls: each poll with its cells, the list of all, and components over all polls."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.polls.polls import PollState
from bot.services.published.poll_outlines import PollOutline
from bot.surfaces.replies.tallies import share
from bot.surfaces.site.addresses import POLLS, REPLAY, poll_path
from bot.surfaces.site.numbers import numbered
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls import components, files, replays, telling
from bot.surfaces.site.polls.making import made, opening_leaf, tally_leaf
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.schema_files import schema
from bot.surfaces.site.things import Findable, Made, Site, Thing, maker, stamp
from bot.texts import _


async def polls(site: Site) -> Sequence[Thing]:
    """Every poll that was ever opened, with its cells; the list of them; the history of components."""
    outlines = await site.app.published_polls.all()
    asked = await site.app.published_polls.components()
    categories = {one.id: one.name for one in site.app.settings.stakeholders.values.categories}
    version = site.pages.version
    leaves = await _leaves(site, outlines)
    return [
        *(_poll(site, one, categories, leaves[one.number]) for one in outlines),
        Thing("polls", stamp(version, *(map(_lined, outlines))), maker(_list, site.pages, outlines)),
        *components.things(site.pages, outlines, asked),
        Thing("polls: replay", stamp(version, replays.digest()), maker(replays.made, site.pages)),
        *map(schema, ("poll", "polls", "component", "components")),
    ]


def _poll(site: Site, outline: PollOutline, categories: Mapping[str, str], leaves: Mapping[str, int]) -> Thing:
    async def make() -> Made:
        decided = await site.app.published_polls.result(outline)
        interim = await site.app.published_polls.interim(outline)
        return await asyncio.to_thread(made, site.pages, outline, decided, interim, categories, leaves)

    return Thing(
        f"poll:{outline.number}",
        stamp(site.pages.version, repr(outline), dict(categories), dict(leaves)),
        make,
    )


async def _leaves(site: Site, outlines: Sequence[PollOutline]) -> Mapping[str, Mapping[str, int]]:
    """Where charters and tallies stand in the log, by the number of the poll."""
    wanted = {one.number: [id_ for id_ in (opening_leaf(one), tally_leaf(one)) if id_] for one in outlines}
    places = await site.app.published_places.of([id_ for ids in wanted.values() for id_ in ids])
    return {number: {id_: places[id_] for id_ in ids if id_ in places} for number, ids in wanted.items()}


# -- The list ------------------------------------------------------------------------------------------------------


def _lined(outline: PollOutline) -> list[Any]:
    return [*files.line(outline), outline.subject]


def _list(pages: Pages, outlines: Sequence[PollOutline]) -> Made:
    path = f"{POLLS}index.html"
    macros = pages.macros(path)
    newest = list(reversed(outlines))
    groups = (
        ("open", _("Open"), _("Polls that are open, or about to open"), (PollState.CONFIRMED, PollState.OPEN)),
        ("closed", _("Closed"), _("Polls that are closed, with what they found"), (PollState.CLOSED,)),
        ("void", _("Void"), _("Polls that were made void; they stay here, and have no result"), (PollState.VOID,)),
    )
    tables = [
        (id_, title, caption, *_rows(macros, [one for one in newest if one.state in states]))
        for id_, title, caption, states in groups
        if any(one.state in states for one in newest)
    ]
    page = pages.fill("polls.html", path, tables=tables, replay=REPLAY)
    found = {
        path: page,
        f"{POLLS}polls.csv": csv_file(files.LIST_COLUMNS, map(files.line, outlines)),
        f"{POLLS}polls.json": json_file(files.listed(outlines)),
    }
    words = " ".join(one.poll.charter.question for one in newest)
    return Made(found, findable=(Findable(POLLS, _("Polls"), _("List"), words),))


def _rows(macros: Any, several: Sequence[PollOutline]) -> tuple[list[str], list[list[Any]]]:
    found = any(one.final for one in several)
    rows = []
    for one in several:
        turnout = one.roll.turnout
        row = [
            numbered(macros, poll_path(one.number), one.number),
            one.poll.charter.question,
            macros.status(*telling.standing(one)),
            macros.day(one.poll.closes_at),
            share(turnout.voted, turnout.eligible),
        ]
        rows.append([*row, _found(one)] if found else row)
    void = all(one.state is PollState.VOID for one in several)
    close = _("Would have closed") if void else _("Close")
    head = [_("Poll"), _("Question"), _("Standing"), close, _("Took part")]
    return ([*head, _("Components")] if found else head), rows


def _found(one: PollOutline) -> str:
    if not one.final:
        return ""
    *_others, required, not_required, other, _digest = files.line(one)
    text = _("{required} required, {not_required} not, {other} left open")
    return text.format(required=required, not_required=not_required, other=other)
