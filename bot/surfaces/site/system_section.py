"""The pages of systems: the list of all, and one for each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.drafts import file_of
from bot.domain.histories import WHOLE
from bot.services.published.definitions import PollAbout
from bot.services.published.systems import Histories, PublishedChange, PublishedSystem, PublishedSystems
from bot.surfaces.replies import in_force
from bot.surfaces.site import addresses, system_records
from bot.surfaces.site.schema_files import schema
from bot.surfaces.site.system_histories import hands, history_view, in_short
from bot.surfaces.site.system_lists import list_view
from bot.surfaces.site.system_parts import SystemView
from bot.surfaces.site.system_views import system_view
from bot.surfaces.site.things import Entry, Findable, Made, Site, Thing, Topic, maker, stamp
from bot.surfaces.verdict_tables import Format, write_table
from bot.texts import _

LIST = "s/"
FACTS = "s/facts.csv"


async def systems(site: Site) -> Sequence[Thing]:
    """The list of all systems, and every system."""
    everything = await site.app.published_systems.current()
    histories = site.app.published_systems.histories(everything)
    basis = (site.pages.version, everything.holding, sorted(everything.files.items()))
    polls = await site.app.published_polls.about_systems()
    pages = [
        _System(site, one, everything, histories, polls.get(id_, ())).thing(basis)
        for id_, one in everything.systems.items()
    ]
    return [*_lists(site, everything, basis), *pages, schema("system"), schema("systems")]


class _System:
    """One system."""

    def __init__(
        self,
        site: Site,
        published: PublishedSystem,
        everything: PublishedSystems,
        histories: Histories,
        polls: Sequence[PollAbout],
    ) -> None:
        self._site = site
        self._published = published
        self._everything = everything
        self._histories = histories
        self._polls = polls
        self._path = addresses.system_path(published.system.id)

    def thing(self, basis: object) -> Thing:
        """Its page and files, to be made anew where something of it changed, or of the systems that it names."""
        shown = (self._published.digest, self._published.history, list(self._relatives()), list(self._polls))
        return Thing(self._path, stamp(basis, shown), self._make)

    def _relatives(self) -> Iterator[tuple[str, ...]]:
        published, everything = self._published, self._everything
        for id_ in dict.fromkeys((*published.system.bases, *published.family, *published.derived)):
            if id_ in everything.systems:
                other = everything.systems[id_]
                row = other.standing.rows[everything.in_force.label]
                yield id_, other.system.name, row.verdict.value, row.level or "", row.possible_level or ""

    async def _make(self) -> Made:
        changes = await self._histories.of(self._published.system.id, self._everything.systems)
        return await asyncio.to_thread(self._made, changes)

    def _made(self, changes: Sequence[PublishedChange]) -> Made:
        view = system_view(self._published, self._everything)
        page = self._path + "index.html"
        content = self._site.pages.fill(
            "system.html",
            page,
            view=view,
            in_force=self._everything.in_force,
            in_force_path=addresses.definition_path(self._everything.in_force),
            held=in_force.now(self._everything.holding),
            decided=self._everything.holding.decision,
            file_digest=self._everything.files.get(file_of(self._everything.in_force.label), ""),
            rules=self._everything.library.reference.rules,
            polls=self._polls,
            history=history_view(changes, self._names()),
        )
        rows = self._published.standing.rows.values()
        files = {
            page: content,
            self._path + "record.json": system_records.record(view, self._published, self._everything, changes),
            self._path + "facts.csv": system_records.facts_csv([view.system]),
            self._path + "findings.csv": system_records.findings_csv(view.about.versions),
            self._path + "verdicts.csv": write_table(rows, Format.CSV).encode(),
        }
        return Made(files, tuple(_entries(self._path, view, changes)), (_findable(self._path, view),))

    def _names(self) -> Mapping[str, str]:
        """The names of this system and of those made from it; a stamp tells when one of them changes."""
        ids = (self._published.system.id, *self._published.derived)
        return {id_: self._everything.systems[id_].system.name for id_ in ids}


def _entries(path: str, view: SystemView, changes: Sequence[PublishedChange]) -> Iterator[Entry]:
    """What feeds tell: every change but that a system came with the data files."""
    for change in changes:
        if change.confirmed_by is None and any(one.part == WHOLE for one in change.alterations):
            continue
        title = _("{name}: verdict changed") if change.turns else _("{name}: the record changed")
        text = _("{what}. By {who}.").format(what=in_short(change), who=hands(change))
        if change.why:
            text += " " + _("Why: {why}").format(why=change.why)
        id_ = f"{path}change-{change.id}"
        yield Entry(id_, Topic.SYSTEMS, path, title.format(name=view.system.name), text, change.at)


def _findable(path: str, view: SystemView) -> Findable:
    system = view.system
    words = [system.developer, view.mark.word, str(view.sentence.striptags()), *system.aliases]
    words += [reason for _anchor, _name, reason in view.why]
    return Findable(path, system.name, _("System"), " · ".join(words))


def _lists(site: Site, everything: PublishedSystems, basis: object) -> list[Thing]:
    """The list with the verdicts, and all facts as one file."""
    ordered = [everything.systems[id_] for id_ in sorted(everything.systems)]
    rows = [
        (one.system.name, one.system.kind.value, one.system.family, [repr(row) for row in one.standing.rows.values()])
        for one in ordered
    ]

    return [
        Thing(LIST, stamp(basis, rows), maker(_made_list, site, everything, ordered)),
        Thing(FACTS, stamp(basis, [one.digest for one in ordered]), maker(_made_facts, ordered)),
    ]


def _made_facts(ordered: Sequence[PublishedSystem]) -> Made:
    return Made({FACTS: system_records.facts_csv(one.system for one in ordered)})


def _made_list(site: Site, everything: PublishedSystems, ordered: Sequence[PublishedSystem]) -> Made:
    page = LIST + "index.html"
    rows = [one.standing.rows[definition.label] for definition in everything.definitions for one in ordered]
    files = {
        page: site.pages.fill(
            "systems.html",
            page,
            view=list_view(everything),
            in_force=everything.in_force,
            in_force_path=addresses.definition_path(everything.in_force),
            held=in_force.now(everything.holding),
            decided=everything.holding.decision,
            rules=everything.library.reference.rules,
        ),
        LIST + "systems.json": system_records.index(everything, everything.definitions),
        LIST + "verdicts.csv": write_table(rows, Format.CSV).encode(),
    }
    text = _("All recorded systems with their verdicts")
    return Made(files, findable=(Findable(LIST, _("Systems"), _("List"), text),))
