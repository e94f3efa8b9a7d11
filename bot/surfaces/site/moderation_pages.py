"""The log of moderation: what moderators did, kind by kind; the public part of each action, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.services.published.moderation import ActionKind, ModerationAction
from bot.surfaces.site.addresses import decision_path, hall_path, poll_path
from bot.surfaces.site.numbers import numbered
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.things import Entry, Findable, Made, Site, Thing, Topic, maker, stamp
from bot.surfaces.site.words import day, machine
from bot.texts import _

LIST = "m/index.html"

KINDS: Mapping[ActionKind, str] = {
    ActionKind.DECISION: _("Actions about members"),
    ActionKind.EXCLUSION: _("Ballots left out of a count"),
    ActionKind.DISMISSAL: _("Challenges dismissed"),
    ActionKind.VOID: _("Polls declared void"),
    ActionKind.ROLL: _("Rolls changed while a poll was open"),
    ActionKind.RETRACTION: _("Minutes retracted"),
    ActionKind.REDACTION: _("Texts taken out"),
}


async def moderation(site: Site) -> Sequence[Thing]:
    """The one page of the log of moderation."""
    found = await site.app.published_moderation.all()

    return [
        Thing("m/", stamp("moderation", site.pages.version, [repr(one) for one in found]), maker(_listed, site, found))
    ]


def _listed(site: Site, found: Sequence[ModerationAction]) -> Made:
    macros = site.pages.macros(LIST)
    groups = []
    for kind, title in KINDS.items():
        mine = [one for one in found if one.kind is kind]
        if mine:
            columns = _DECIDED if kind is ActionKind.DECISION else _DONE
            groups.append((kind.value, title, len(mine), columns, [[*_row(macros, one)] for one in mine]))
    page = site.pages.fill("moderation.html", LIST, count=len(found), groups=groups)
    lines = {"schema": "moderation/1", "actions": [_tree(one) for one in found]}
    headings = ("id", "kind", "subject", "at", "action", "why", "moderators", "rule", "scope", "duration", "appeal",
                "ended_at", "path")  # fmt: skip
    files = {
        LIST: page,
        "m/moderation.csv": csv_file(headings, (list(_tree(one).values()) for one in found)),
        "m/moderation.json": json_file(lines),
    }
    entries = tuple(entry for one in found if (entry := _entry(one)))
    return Made(files, entries, (Findable("m/", _("Log of moderation"), _("List"), _("What moderators did, and why")),))


_DECIDED = (_("Number"), _("Day"), _("What was done"), _("Rule"), _("Where, and for how long"), _("Why"), _("Appeal"))
_DONE = (_("About"), _("Day"), _("What was done"), _("Why"), _("Moderators"))


_TOLD = (ActionKind.VOID, ActionKind.EXCLUSION, ActionKind.RETRACTION)
"""What the feeds of polls and of town halls tell as well."""


def _row(macros: Any, one: ModerationAction) -> Iterator[object]:
    yield numbered(macros, _path(one), one.subject)
    yield macros.day(one.at)
    if one.kind is not ActionKind.DECISION:
        # Of minutes their own page says it, without the names of those who are not named.
        yield from (one.action, one.why or macros.link(_path(one), _("said there")), one.persons)
        return
    yield f"{one.action} ({_ended(one)})" if one.ended_at else one.action
    yield one.rule
    yield ", ".join(filter(None, (one.scope, one.duration)))
    yield one.why
    yield one.appeal


def _ended(one: ModerationAction) -> str:
    text = _("superseded on {day}") if one.superseded else _("withdrawn on {day}")
    return text.format(day=day(one.ended_at)) if one.ended_at else ""


def _path(one: ModerationAction) -> str:
    # Endorsements have a page by version, and not by number.
    paths = {"D": decision_path, "P": poll_path, "T": hall_path}
    kind = one.subject[0]
    return paths[kind](one.subject) if kind in paths else "e/"


def _entry(one: ModerationAction) -> Entry | None:
    """What feeds tell of an action; decisions tell of themselves."""
    if one.kind is ActionKind.DECISION:
        return None
    title = _("{subject}: {action}").format(subject=one.subject, action=one.action)
    # An id is given once: what the poll or the town hall tells of the same is another entry.
    return Entry(f"{one.id}/moderation", Topic.MODERATION, _path(one), title, one.why, one.at, again=one.kind in _TOLD)


def _tree(one: ModerationAction) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "subject": one.subject,
        "at": machine(one.at),
        "action": one.action,
        "why": one.why,
        "moderators": one.persons,
        "rule": one.rule,
        "scope": one.scope,
        "duration": one.duration,
        "appeal": one.appeal,
        "ended_at": machine(one.ended_at) if one.ended_at else None,
        "path": _path(one),
    }
