"""The first page: what waits for a review, what is open, what was decided, what the version lacks, what is new."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.services.published.fronts import Front
from bot.surfaces.site.addresses import endorsements_path
from bot.surfaces.site.pages import HOME, sections
from bot.surfaces.site.things import Made, Site, Thing, Whole, stamp
from bot.texts import _

_DECISIONS = 6
_ENTRIES = 10
_FILES = (("gates.csv", "CSV"), ("record.json", "JSON"))


async def things(site: Site, whole: Whole) -> Sequence[Thing]:
    """The page."""
    front = await site.app.published_front.front(_DECISIONS)
    entries = [entry for entry in whole.told if not entry.removed][:_ENTRIES]
    there = set(whole.paths)
    numbers = [*(one.number for one in (*front.overdue, *front.decisions)), *(one.number for one in front.polls)]
    shown = [number for number in numbers if _path(number) + HOME in there]
    counts = _counts(whole.paths, front)
    endorsed = endorsements_path(front.label)
    files = [(endorsed + name, form) for name, form in _FILES if endorsed + name in there]

    async def make() -> Made:
        columns, rows = gates(front)
        page = site.pages.fill(
            "front.html", HOME, front=front, entries=entries, shown=shown, counts=counts, columns=columns, rows=rows,
            path=_path, files=files,
        )  # fmt: skip
        return Made({HOME: page})

    return [Thing("front", stamp(site.pages.version, front, entries, shown, counts, files), make)]


def _path(number: str) -> str:
    return f"{number[0].lower()}/{number}/"


def _counts(paths: Sequence[str], front: Front) -> list[tuple[str, str, int]]:
    """How many things stand in each section, of those with any: its place, its name, the number.

    Every version has a page of endorsements, also where nobody endorsed it: of those the endorsers are told.
    """
    found = []
    for place, title in sections():
        # What has numbers stands by them: the replay of 2024 is no poll of the forum.
        number = f"{place[0].upper()}-" if place in ("p/", "t/", "d/") else ""
        pattern = re.compile(rf"{place}{number}[^/]+/{HOME}")
        count = sum(bool(pattern.fullmatch(path)) for path in paths)
        if place == "e/":
            title, count = _("Endorsers of {label}").format(label=front.label), front.endorsers
        elif place == "v/":
            title = _("Versions of definitions")
        if count and place != "search/":
            found.append((place, title, count))
    return found


def gates(front: Front) -> tuple[list[str], list[list[str]]]:
    """A table of the gates: headings, and a row for each thing that any of them asks for, with how far it is."""
    asked = list(dict.fromkeys(need.category for one in front.passages for need in one.needs))
    rows = []
    for category in asked:
        name = _("Organisations") if category is None else front.stakeholders.category_name(category)
        needs = [next((need for need in one.needs if need.category == category), None) for one in front.passages]
        far = [_("{found} of {least}").format(found=one.found, least=one.least) if one else "–" for one in needs]
        rows.append([name, *far])
    standing = [_("reached") if one.open else _("not reached") for one in front.passages]
    return [_("Needed for"), *(one.gate.label for one in front.passages)], [*rows, [_("All of it"), *standing]]
