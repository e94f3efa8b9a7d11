"""Pages of town halls: the list, and the published minutes of each in all their versions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.domain.meetings.halls import HallState
from bot.domain.meetings.reviews import MinutesStatus
from bot.services.minutes import minutes_json
from bot.services.minutes.minutes_markdown import markdown
from bot.services.published.minutes import PublishedHall, PublishedMinutes, PublishedVersion
from bot.surfaces.site.addresses import decision_path, hall_path
from bot.surfaces.site.minutes_views import TopicSaid, View
from bot.surfaces.site.numbers import numbered
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.schema_files import schema_thing
from bot.surfaces.site.things import Entry, Findable, Made, Site, Thing, Topic, maker, stamp
from bot.surfaces.site.words import day, machine
from bot.texts import _, plural

LIST = "t/index.html"


Leaves = Mapping[int, int | None]
"""Where the versions of minutes stand in the log, by their numbers."""


async def town_halls(site: Site) -> Sequence[Thing]:
    """The list of town halls, and the minutes of each that the public has seen."""
    found = await site.app.published_minutes.halls()
    places = await site.app.published_places.of([_leaf(one, each.number) for one in found for each in one.versions])
    whole = stamp("town halls", site.pages.version, [repr(one) for one in found])
    things = [Thing("t/", whole, maker(_listed, site, found)), _schema()]
    for one in found:
        if one.versions:
            here = {each.number: places.get(_leaf(one, each.number)) for each in one.versions}
            sealed = stamp("minutes", site.pages.version, repr(one), [*here.items()])
            things.append(Thing(hall_path(one.number), sealed, _minutes_maker(site, one, here)))
    return things


def _leaf(hall: PublishedHall, version: int) -> str:
    return f"{hall.number}/M-{version}"


def _minutes_maker(site: Site, hall: PublishedHall, leaves: Leaves) -> Callable[[], Awaitable[Made]]:
    async def made() -> Made:
        return _shown(site, hall, await site.app.published_minutes.minutes(hall), leaves)

    return made


def _schema() -> Thing:
    return schema_thing("minutes-1", minutes_json.schema_text().encode())


# -- The minutes of one -----------------------------------------------------------------------------------------------


def _shown(site: Site, hall: PublishedHall, several: Sequence[PublishedMinutes], leaves: Leaves) -> Made:
    files: dict[str, bytes] = {}
    findable: tuple[Findable, ...] = ()
    for one in several:
        home, own = hall_path(hall.number), f"{hall_path(hall.number)}v{one.version.number}/"
        leaf = leaves[one.version.number]
        if one.version.number == hall.current:
            files |= _files(site, hall, one, home, leaf)
            files |= {f"{own}index.html": _page(site, hall, one, own, leaf, "../")}
            findable = (_findable(hall, one),)
        else:
            files |= _files(site, hall, one, own, leaf)
    return Made(files, tuple(_entries(hall)), findable)


def _files(
    site: Site, hall: PublishedHall, one: PublishedMinutes, folder: str, leaf: int | None
) -> dict[str, bytes]:  # fmt: skip
    topics = View(hall, one).topics
    positions = {f"{folder}positions.csv": _positions(topics)} if any(each.positions for each in topics) else {}
    return positions | {
        f"{folder}index.html": _page(site, hall, one, folder, leaf),
        f"{folder}record.json": minutes_json.published(one.document),
        f"{folder}record.md": markdown(one.document).encode(),
    }


def _positions(topics: Sequence[TopicSaid]) -> bytes:
    """Where categories stand on every topic, a row for each of their positions; nobody is named in it."""
    rows = (
        (topic.title, position.category, position.persons, stand.stand, stand.count)
        for topic in topics
        for position in topic.positions
        for stand in position.stands
    )
    return csv_file(("topic", "category", "persons", "position", "how many"), rows)


def _page(
    site: Site, hall: PublishedHall, one: PublishedMinutes, folder: str, leaf: int | None, files_at: str = ""
) -> bytes:
    """The page of a version; its files stand at ``files_at``, from there."""
    path = f"{folder}index.html"
    view = View(hall, one)
    return site.pages.fill(
        "minutes.html",
        path,
        hall=hall,
        minutes=one,
        view=view,
        leaf=leaf,
        title=one.document.meeting.title or hall.title or _("Town hall"),
        began=one.document.meeting.started or hall.opened_at,
        current=one.version.number == hall.current,
        versions=[(f"{hall_path(hall.number)}v{each.number}/", _version_words(each), each) for each in hall.versions],
        version_words=_version_words(one.version),
        superseding=_superseding(hall, one.version),
        decision_place=decision_path,
        counted=_counted(one),
        files_at=files_at,
        digest=Markup('<span class="digest">{}</span>').format(one.document.source.sha256),
    )


def _counted(one: PublishedMinutes) -> str:
    source = one.document.source
    remarks = plural("{count} remark", "{count} remarks", source.remarks)
    speakers = plural("{count} speaker", "{count} speakers", source.speakers)
    text = _("{remarks} of {speakers}; {cited} are cited, {withheld} not shown")
    cited = one.document.coverage.remarks_cited
    return text.format(remarks=remarks, speakers=speakers, cited=cited, withheld=source.withheld)


def _version_words(one: PublishedVersion) -> str:
    text = {
        MinutesStatus.PUBLISHED: _("version {number}, the one that holds"),
        MinutesStatus.SUPERSEDED: _("version {number}, replaced"),
        MinutesStatus.RETRACTED: _("version {number}, retracted"),
    }[one.status]
    return text.format(number=one.number)


def _superseding(hall: PublishedHall, one: PublishedVersion) -> str:
    """Where the version stands that holds now; empty for that one itself, and where none does."""
    holds = next((each for each in hall.versions if each.status is MinutesStatus.PUBLISHED), None)
    return hall_path(hall.number) if holds and holds.number != one.number else ""


def _findable(hall: PublishedHall, one: PublishedMinutes) -> Findable:
    document = one.document
    words = [*(s.text for s in document.sentences()), *(item.text for item in document.items())]
    words += [topic.title for topic in document.topics]
    return Findable(hall_path(hall.number), f"{hall.number} {hall.title}", _("Town hall"), " ".join(words))


def _entries(hall: PublishedHall) -> Iterator[Entry]:
    def entry(id_: str, title: str, at: datetime, text: str) -> Entry:
        named = title.format(number=hall.number, title=hall.title)
        return Entry(id_, Topic.TOWN_HALLS, hall_path(hall.number), named, text, at)

    gone = [one.ended_at for one in hall.versions if one.status is MinutesStatus.RETRACTED and one.ended_at]
    for one in hall.versions:
        id_ = f"{hall.number}/v{one.number}"
        if (since := next((at for at in gone if one.ended_at and one.ended_at <= at), None)) is not None:
            yield Entry(id_, Topic.TOWN_HALLS, hall_path(hall.number), "", "", since, removed=True)
        elif one.replaces is None:
            yield entry(id_, _("Minutes of {number}: {title}"), one.published_at, _("The minutes are published."))
        else:
            text = _("Version {number} takes the place of version {before}.")
            said = text.format(number=one.number, before=one.replaces)
            yield entry(id_, _("Minutes of {number} were corrected: {title}"), one.published_at, said)
        if one.status is MinutesStatus.RETRACTED and one.ended_at:
            text = _("Version {number} was retracted.").format(number=one.number)
            yield entry(f"{id_}/retracted", _("Minutes of {number} were retracted: {title}"), one.ended_at, text)


# -- The list ---------------------------------------------------------------------------------------------------------


def _listed(site: Site, found: Sequence[PublishedHall]) -> Made:
    macros = site.pages.macros(LIST)
    ahead = sorted((one for one in found if one.state is HallState.PLANNED), key=_begins)
    going_on = [one for one in found if one.state in (HallState.OPEN, HallState.PAUSED)]
    over = sorted((one for one in found if one.state is HallState.CLOSED), key=_begins, reverse=True)
    page = site.pages.fill(
        "halls.html",
        LIST,
        groups=[
            ("open", _("Going on"), [[*_row(macros, one)] for one in going_on]),
            ("planned", _("Planned"), [[*_row(macros, one)] for one in ahead]),
            ("held", _("Held"), [[*_row(macros, one)] for one in over]),
        ],
        columns=(_("Number"), _("Town hall"), _("Begins or began"), _("Minutes")),
    )
    lines = {"schema": "town-halls/1", "town_halls": [_tree(one) for one in found]}
    headings = ("number", "title", "state", "starts_at", "opened_at", "closed_at", "minutes", "versions", "path")
    files = {
        LIST: page,
        "t/town-halls.csv": csv_file(headings, (list(_tree(one).values()) for one in found)),
        "t/town-halls.json": json_file(lines),
    }
    return Made(files, findable=(Findable("t/", _("Town halls"), _("List"), _("Town halls and their minutes")),))


def _begins(one: PublishedHall) -> tuple[str, str]:
    return (machine(one.held_at) if one.held_at else "", one.number)


def _row(macros: Any, one: PublishedHall) -> Iterator[object]:
    yield numbered(macros, hall_path(one.number) if one.versions else "", one.number)
    yield one.title
    yield macros.time(one.held_at) if one.held_at else ""
    yield _minutes_words(one)


def _minutes_words(one: PublishedHall) -> str:
    current = next((each for each in one.versions if each.number == one.current), None)
    if current is None:
        return _("not published yet") if one.state is HallState.CLOSED else ""
    if current.status is MinutesStatus.RETRACTED and current.ended_at:
        return _("retracted on {day}").format(day=day(current.ended_at))
    published = _("published on {day}").format(day=day(current.published_at))
    return f"{published}, {_('version {number}').format(number=current.number)}" if current.number > 1 else published


def _tree(one: PublishedHall) -> dict[str, object]:
    current = next((each for each in one.versions if each.number == one.current), None)
    moments = (one.starts_at, one.opened_at, one.closed_at)
    starts, opened, closed = (machine(at) if at else None for at in moments)
    return {
        "number": one.number,
        "title": one.title,
        "state": one.state.value,
        "starts_at": starts,
        "opened_at": opened,
        "closed_at": closed,
        "minutes": current.status.value if current else None,
        "versions": len(one.versions),
        "path": hall_path(one.number) if one.versions else None,
    }
