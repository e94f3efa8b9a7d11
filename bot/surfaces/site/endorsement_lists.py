"""The page that lists the endorsements of all versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.services.published.endorsements import PublishedReadiness
from bot.surfaces.site.addresses import endorsements_path
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.things import Findable, Made, Site
from bot.texts import _

LIST = "e/index.html"


def listed(site: Site, found: Sequence[PublishedReadiness]) -> Made:
    """The page, and the same for programs."""
    macros = site.pages.macros(LIST)
    shown = [one for one in reversed(found) if one.touched]
    gates = [passage.gate.label for passage in found[0].passages] if found else []
    page = site.pages.fill(
        "endorsements.html",
        LIST,
        columns=(_("Version"), _("Endorsers"), _("Organisations"), *gates),
        rows=[[*_version_row(macros, one)] for one in shown],
        others=[(endorsements_path(one.edition.label), one.edition.label) for one in found if not one.touched],
    )
    headings = (
        "version",
        "sha256",
        "endorsers",
        "organisations",
        *(p.gate.id for one in found[:1] for p in one.passages),
    )
    rows = [(one.edition.label, one.edition.digest, one.counts.total, one.counts.organisations,
             *("reached" if passage.open else "not yet" for passage in one.passages)) for one in found]  # fmt: skip
    lines = {"schema": "endorsed/1", "versions": [dict(zip(headings, row, strict=True)) for row in rows]}
    files = {LIST: page, "e/versions.csv": csv_file(headings, rows), "e/versions.json": json_file(lines)}
    return Made(files, findable=(Findable("e/", _("Endorsements"), _("List"), _("Endorsements of all versions")),))


def _version_row(macros: Any, one: PublishedReadiness) -> Iterator[object]:
    yield macros.link(endorsements_path(one.edition.label), one.edition.label)
    yield one.counts.total
    yield one.counts.organisations
    for passage in one.passages:
        yield macros.status(_("reached") if passage.open else _("not yet"), "good" if passage.open else "open")
