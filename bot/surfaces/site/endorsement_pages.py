"""Pages of endorsements: all versions, and for each who stands behind it, from where, and what it still needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from bot.domain.endorsements.endorsements import EndorsementState, Means
from bot.domain.endorsements.readiness import Need, Passage
from bot.domain.stakeholders import Stakeholders
from bot.services.published.endorsements import PublishedEndorsement, PublishedReadiness
from bot.surfaces.site import endorsement_files, endorsement_lists
from bot.surfaces.site.addresses import endorsements_path, label_path
from bot.surfaces.site.charts import Bar, Line, bars, steps
from bot.surfaces.site.schema_files import schema_file, schema_thing
from bot.surfaces.site.things import Entry, Findable, Made, Site, Thing, Topic, maker, stamp
from bot.surfaces.site.words import day
from bot.texts import _, plural


async def endorsements(site: Site) -> Sequence[Thing]:
    """All versions, and each of them."""
    found = await site.app.published_endorsements.all()
    places = await site.app.published_places.of([id_ for one in found for id_ in _leaf_ids(one)])
    whole = stamp("endorsements", site.pages.version, [repr(one) for one in found])
    things = [Thing("e/", whole, maker(endorsement_lists.listed, site, found)), _schema()]
    for one in found:
        leaves = [(id_, places[id_]) for id_ in _leaf_ids(one) if id_ in places]
        sealed = stamp("endorsement", site.pages.version, repr(one), leaves)
        things.append(Thing(_path(one), sealed, maker(_shown, site, one, leaves)))
    return things


def _leaf_ids(one: PublishedReadiness) -> list[str]:
    """The ids of the leaves of what is shown: endorsements with a name, and gates that were reached or lost."""
    leaves = [*(line.leaf for line in one.named), *(crossing.leaf for crossing in one.crossings)]
    return [leaf for leaf in leaves if leaf]


def _path(one: PublishedReadiness) -> str:
    return endorsements_path(one.edition.label)


def _schema() -> Thing:
    title = _("Who stands behind a version of a definition (endorsements/1)")
    return schema_thing("endorsements-1", schema_file(endorsement_files.ADAPTER, "endorsements-1", title))


# -- A version --------------------------------------------------------------------------------------------------------


def _shown(site: Site, one: PublishedReadiness, leaves: Sequence[tuple[str, int]]) -> Made:
    path = f"{_path(one)}index.html"
    macros = site.pages.macros(path)
    page = site.pages.fill(
        "endorsement.html",
        path,
        one=one,
        leaves=leaves,
        label=one.edition.label,
        digest=Markup('<span class="digest">{}</span>').format(one.edition.digest),
        version_place=label_path(one.edition.label),
        standfirst=_standfirst(one),
        gates=[_gate(macros, passage, one) for passage in one.passages],
        asked=list(_asked(one)),
        asked_columns=(_("Of"), _("There are"), *(passage.gate.label for passage in one.passages)),
        columns=(_("Category"), *(one.stakeholders.region_name(id_) for id_ in _regions(one)), _("All")),
        rows=list(_matrix(one)),
        foot=[(_("All"), *(one.counts.in_region(id_) for id_ in _regions(one)), one.counts.total)],
        numbers=tuple(range(1, len(_regions(one)) + 2)),
        named=[list(_line(macros, line, one)) for line in one.named],
        ended=[list(_ended(macros, line, one)) for line in one.ended],
        chart=_chart(one),
        history=[list(_step(macros, step, one)) for step in one.steps],
        history_columns=(
            _("From"), _("All"), _("Organisations"), *(one.stakeholders.category_name(id_) for id_ in _categories(one)),
        ),
        history_numbers=tuple(range(1, len(_categories(one)) + 3)),
        crossings=[list(_crossing(macros, crossing, one)) for crossing in one.crossings],
        badge_words=": ".join((one.edition.label, " · ".join(endorsement_files.badge_words(one)))),
    )  # fmt: skip
    title = _("Endorsements of {label}").format(label=one.edition.label)
    findable = Findable(_path(one), title, _("Endorsements"), " ".join(line.name for line in one.named))
    return Made({path: page} | _files(one), tuple(_entries(one)), (findable,) if one.touched else ())


def _files(one: PublishedReadiness) -> dict[str, bytes]:
    here = _path(one)
    files = {
        f"{here}record.json": endorsement_files.as_json(one),
        f"{here}categories.csv": endorsement_files.matrix(one),
        f"{here}endorsers.csv": endorsement_files.endorsers(one),
        f"{here}gates.csv": endorsement_files.gates(one),
        f"{here}history.csv": endorsement_files.history(one),
        f"{here}badge.svg": endorsement_files.badge(one),
    }
    if one.crossings:
        files[f"{here}crossings.csv"] = endorsement_files.crossings(one)
    return files


def _standfirst(one: PublishedReadiness) -> str:
    if not one.counts.total:
        return _("Nobody has endorsed it so far.")
    endorsers = plural("{count} endorser", "{count} endorsers", one.counts.total)
    among = plural("{count} organisation", "{count} organisations", one.counts.organisations)
    text = _("{endorsers}, {organisations} among them.")
    return text.format(endorsers=endorsers, organisations=among)


def _categories(one: PublishedReadiness) -> Sequence[str]:
    return one.counts.categories(one.stakeholders)


def _regions(one: PublishedReadiness) -> Sequence[str]:
    return one.counts.regions(one.stakeholders)


def _gate(macros: Any, passage: Passage, one: PublishedReadiness) -> dict[str, Any]:
    words = _("reached") if passage.open else _("not yet")
    rows = [Bar(_what(need, one), (min(need.found, need.least),), _needs(need)) for need in passage.needs]
    shares = [Bar(bar.label, (100 * bar.values[0] / (need.least or 1),), bar.said)
              for bar, need in zip(rows, passage.needs, strict=True)]  # fmt: skip
    return {
        "id": f"gate-{passage.gate.id.replace('_', '-')}",
        "label": passage.gate.label,
        "status": macros.status(words, "good" if passage.open else "open"),
        "chart": bars(shares, whole=100),
    }


def _asked(one: PublishedReadiness) -> Iterator[Sequence[object]]:
    """What every gate asks for, in one table: a row a category, and one for organisations."""
    found: dict[str | None, Need] = {need.category: need for passage in one.passages for need in passage.needs}
    for category, first in found.items():
        needs = [next((each for each in passage.needs if each.category == category), None) for passage in one.passages]
        yield (_what(first, one), first.found, *(_needed(need) if need else _("nothing") for need in needs))


def _needed(need: Need) -> str:
    if not need.missing:
        return _("needs {least}, all there").format(least=need.least)
    return _("needs {least}, {missing} missing").format(least=need.least, missing=need.missing)


def _what(need: Need, one: PublishedReadiness) -> str:
    return _("Organisations") if need.category is None else one.stakeholders.category_name(need.category)


def _needs(need: Need) -> str:
    if not need.missing:
        return _("{found} of {least}").format(found=need.found, least=need.least)
    text = _("{found} of {least}, {missing} missing")
    return text.format(found=need.found, least=need.least, missing=need.missing)


def _matrix(one: PublishedReadiness) -> Iterator[Sequence[object]]:
    for category in _categories(one):
        cells = [one.counts.cells.get((category, region), 0) for region in _regions(one)]
        yield (one.stakeholders.category_name(category), *cells, one.counts.in_category(category))


def _line(macros: Any, line: PublishedEndorsement, one: PublishedReadiness) -> Iterator[object]:
    yield _name(macros, line, one.stakeholders)
    yield _("organisation") if line.organisation else _("person")
    yield one.stakeholders.category_name(line.category)
    yield one.stakeholders.region_name(line.region)
    yield macros.day(line.verified_at)
    yield macros.link(line.statement_url, _MEANS[line.means]) if line.statement_url else _MEANS[line.means]
    yield _said(line)


def _name(macros: Any, line: PublishedEndorsement, names: Stakeholders) -> object:
    shown = Markup("{}").format(line.name)
    if line.with_others:
        text = _("counts once, with {names}").format(names=", ".join(line.with_others))
        shown += Markup(" <small>({})</small>").format(text)
    if line.organisation and (conflict := names.conflict(line.name)):
        shown += Markup(" <small>{}</small>").format(macros.link(conflict.source, conflict.note))
    return shown


def _said(line: PublishedEndorsement) -> str:
    parts = [f"“{line.statement}”"] if line.statement else []
    if line.of:
        parts.append(_("Said of {label}; it counts here too.").format(label=line.of))
    return " ".join(parts)


_MEANS = {
    Means.PUBLIC_STATEMENT: _("public statement"),
    Means.MAIL: _("mail from its domain"),
    Means.SIGNED_NOTE: _("signed note"),
    Means.IN_PERSON: _("in person"),
    Means.ACCOUNT: _("the account that said it"),
    Means.EARLIER: _("verified for an earlier version"),
}


def _ended(macros: Any, line: PublishedEndorsement, one: PublishedReadiness) -> Iterator[object]:
    yield line.name or _("A person, not named")
    yield one.stakeholders.category_name(line.category)
    yield one.stakeholders.region_name(line.region)
    yield macros.day(line.verified_at)
    yield macros.day(line.ended_at) if line.ended_at else ""
    yield _("withdrawn") if line.state is EndorsementState.WITHDRAWN else _("rejected by a moderator")
    yield line.reason


def _chart(one: PublishedReadiness) -> object:
    if len(one.steps) < 2:
        return ""
    lines = [
        Line(_("in all"), [(step.at.timestamp(), step.total) for step in one.steps]),
        Line(_("organisations"), [(step.at.timestamp(), step.organisations) for step in one.steps]),
    ]
    ends = (day(one.steps[0].at), day(one.steps[-1].at))
    text = _("How many endorsed {label}: {first} on {begin}, {last} on {end}.")
    said = text.format(label=one.edition.label, first=one.steps[0].total, begin=ends[0], last=one.steps[-1].total,
                       end=ends[1])  # fmt: skip
    return steps(lines, ends, said)


def _step(macros: Any, step: Any, one: PublishedReadiness) -> Iterator[object]:
    yield macros.time(step.at)
    yield step.total
    yield step.organisations
    for category in _categories(one):
        yield step.categories.get(category, 0)


def _crossing(macros: Any, crossing: Any, one: PublishedReadiness) -> Iterator[object]:
    yield macros.time(crossing.at)
    yield crossing.gate
    yield macros.status(_("reached") if crossing.reached else _("lost"), "good" if crossing.reached else "bad")
    needs = [Need(*need) for need in crossing.needs]
    yield ", ".join(f"{_what(need, one)} {_needs(need)}" for need in needs)


def _entries(one: PublishedReadiness) -> Iterator[Entry]:
    here, label = _path(one), one.edition.label
    for number, crossing in enumerate(one.crossings, 1):
        text = _("{label} reached: {gate}") if crossing.reached else _("{label} lost: {gate}")
        title = text.format(label=label, gate=crossing.gate)
        said = ", ".join(f"{_what(Need(*need), one)} {_needs(Need(*need))}" for need in crossing.needs)
        id_ = f"{here}crossing-{number}"
        yield Entry(id_, Topic.ENDORSEMENTS, here, title, said, crossing.at)
    for line in one.counting:
        if line.name and not line.of:
            title = _("{name} endorses {label}").format(name=line.name, label=label)
            category = one.stakeholders.category_name(line.category)
            yield Entry(line.number, Topic.ENDORSEMENTS, here, title, category, line.verified_at)
    for line in one.ended:
        if line.ended_at:
            yield Entry(line.number, Topic.ENDORSEMENTS, here, "", "", line.ended_at, removed=True)
            yield Entry(f"{line.number}/ended", Topic.ENDORSEMENTS, here, *_ended_words(line, one), line.ended_at)


def _ended_words(line: PublishedEndorsement, one: PublishedReadiness) -> tuple[str, str]:
    """That an endorsement ended, as feeds tell it: whose it was is nothing to be sent around any more."""
    withdrawn = line.state is EndorsementState.WITHDRAWN
    text = _("An endorsement of {label} was withdrawn") if withdrawn else _("An endorsement of {label} was rejected")
    return text.format(label=one.edition.label), one.stakeholders.category_name(line.category)
