"""The pages of versions: the list of all, one for each, and one for what lies between each and the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.definitions import Definition
from bot.domain.drafts import file_of
from bot.services.published.definitions import PublishedDefinition
from bot.services.published.systems import PublishedSystems
from bot.surfaces.replies import in_force
from bot.surfaces.replies.wording import partial_day
from bot.surfaces.site import addresses, definition_records
from bot.surfaces.site.definition_views import (
    DefinitionView,
    counts_in_words,
    definition_view,
    difference_view,
)
from bot.surfaces.site.schema_files import schema
from bot.surfaces.site.things import Entry, Findable, Made, Site, Thing, Topic, maker, stamp
from bot.surfaces.verdict_tables import Format, write_table
from bot.texts import _

LIST = "v/"


async def definitions(site: Site) -> Sequence[Thing]:
    """The list of all versions, every version, and what lies between each and the one before."""
    everything = await site.app.published_systems.current()
    several = await site.app.published_definitions.all(everything)
    found = [_list(site, several, everything), *map(schema, ("definition", "definitions", "difference"))]
    for one in several:
        found.append(_page(site, one, everything))
        if one.before is not None:
            found.append(_difference(site, one, one.before, everything))
    return found


def _basis(site: Site, everything: PublishedSystems) -> list[object]:
    """What every page of a version is made from, besides the version: the vocabulary, and which is in force."""
    vocabulary = sorted((name, digest) for name, digest in everything.files.items() if "/" in name)
    return [site.pages.version, vocabulary, everything.holding]


def _verdicts(one: PublishedDefinition, everything: PublishedSystems) -> list[object]:
    label, before = one.definition.label, one.before.label if one.before else None
    return [
        (
            id_,
            found.system.name,
            repr(found.standing.rows[label]),
            repr(found.standing.rows[before]) if before else "",
            found.standing.turned.get(label),
        )
        for id_, found in sorted(everything.systems.items())
    ]


def _page(site: Site, one: PublishedDefinition, everything: PublishedSystems) -> Thing:
    path = addresses.definition_path(one.definition)
    beside = [version.label if version else "" for version in (one.before, one.after)]
    files = [everything.files.get(file_of(version.label)) for version in (one.definition, one.before) if version]

    parts = (
        _basis(site, everything),
        one.content is None,
        one.times,
        one.polls,
        one.decisions,
        beside,
        files,
        _verdicts(one, everything),
    )
    return Thing(path, stamp(*parts), maker(_made, site, one, everything))


def _made(site: Site, one: PublishedDefinition, everything: PublishedSystems) -> Made:
    view = definition_view(one, everything)
    path = addresses.definition_path(one.definition)
    page = path + "index.html"
    rows = [found.standing.rows[one.definition.label] for _id, found in sorted(everything.systems.items())]
    files = {
        page: site.pages.fill(
            "definition.html",
            page,
            view=view,
            counts=counts_in_words(one.definition, everything),
            rules=everything.library.reference.rules,
            now=in_force.now(everything.holding),
            endorsed=addresses.endorsements_path(one.definition.label),
        ),
        path + "record.json": definition_records.record(one, everything),
        path + "requirements.csv": definition_records.requirements_csv(one.definition),
        path + "verdicts.csv": write_table(rows, Format.CSV).encode(),
    }
    if one.content is not None:
        files[path + one.file] = one.content
    return Made(files, _entries(path, view), (_findable(path, view),))


def _entries(path: str, view: DefinitionView) -> tuple[Entry, ...]:
    """That a version was published, where the day is known."""
    try:
        at = datetime.strptime(view.definition.published, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return ()
    title = _("{title} was published").format(title=view.definition.title)
    return (Entry(f"{path}published", Topic.DEFINITIONS, path, title, view.definition.summary, at),)


def _findable(path: str, view: DefinitionView) -> Findable:
    definition = view.definition
    words = [definition.label, definition.status.value, definition.summary, *(row.name for row in view.rows)]
    return Findable(path, definition.title, _("Definition"), " · ".join(words))


def _difference(site: Site, one: PublishedDefinition, before: Definition, everything: PublishedSystems) -> Thing:
    path = addresses.difference_path(one.definition, before)
    files = [everything.files.get(file_of(version.label)) for version in (one.definition, before)]

    def make() -> Made:
        page = path + "index.html"
        view = difference_view(one, everything)
        content = site.pages.fill("difference.html", page, view=view, rules=everything.library.reference.rules)
        found = {
            page: content,
            path + "record.json": definition_records.comparison(one, before, everything),
            path + "differences.csv": definition_records.differences_csv(one.rows),
            path + "turned.csv": definition_records.turned_csv(one.definition, everything),
        }
        title = _("From {before} to {after}").format(before=before.label, after=one.definition.label)
        return Made(found, findable=(Findable(path, title, _("Definition"), " · ".join(one.definition.changes)),))

    return Thing(path, stamp(_basis(site, everything), files, _verdicts(one, everything)), maker(make))


def _list(site: Site, several: Sequence[PublishedDefinition], everything: PublishedSystems) -> Thing:
    counts = [counts_in_words(one.definition, everything) for one in several]
    files = [(one.definition.label, one.digest, one.content is None) for one in several]

    def make() -> Made:
        rows = [
            (
                one.definition,
                addresses.definition_path(one.definition),
                partial_day(one.definition.published),
                addresses.difference_path(one.definition, one.before) if one.before else "",
                sum(row.obligation.value == "required" for row in one.definition.requirements),
                count,
            )
            for one, count in zip(several, counts, strict=True)
        ]
        page = LIST + "index.html"
        content = site.pages.fill(
            "definitions.html",
            page,
            rows=rows,
            in_force=everything.in_force,
            held=in_force.now(everything.holding),
            decided=everything.holding.decision,
        )
        found = {
            page: content,
            LIST + "definitions.json": definition_records.index(several, everything),
            LIST + "definitions.csv": definition_records.index_csv(several, everything),
        }
        text = _("All versions of all definitions, which one is in force, and what each asks")
        return Made(found, findable=(Findable(LIST, _("Definitions"), _("List"), text),))

    return Thing(LIST, stamp(_basis(site, everything), files, counts), maker(make))
