"""How far a version is, in words: endorsers by category and region, and what each gate still needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.endorsements.endorsements import EndorsementEvent, EndorsementEventKind
from bot.domain.endorsements.readiness import Need, Passage
from bot.domain.logic import Truth
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing.reading import Readiness
from bot.surfaces.replies.wording import day, quoted, truth_word
from bot.surfaces.reply import Button, Picture, Reply, Table
from bot.texts import _, listed, plural

_EVENTS_SHOWN = 5
_NEEDS_NAMED = 3


def readiness(found: Readiness) -> Reply:
    """A version, its endorsers by category and region, and its gates."""
    title = _("Who endorses {label}").format(label=found.edition.label)
    content = table(found)
    parts = [_head(found), *_gate_lines(found), *_around(found), *_history(found)]
    version = {"version": found.edition.label}
    return Reply(
        title,
        "\n".join(parts),
        content,
        Picture(title, _described(title, found), content, marked_column=-1),
        buttons=(
            Button(_("Endorse it"), "endorse", version),
            Button(_("Read the endorsements"), "endorsement list", version),
        ),
        footer=_("Every endorser counts once, and only what moderators verified; organisations of one group are one."),
    )


def table(found: Readiness) -> Table:
    """Category by region, with the sums; and beside each category whether there are enough for every gate."""
    names, counts = found.stakeholders, found.counts
    regions = counts.regions(names)
    headings = (_("Category"), *map(names.region_name, regions), _("All"), _("Missing"))
    rows = []
    for category in counts.categories(names):
        cells = (str(counts.cells.get((category, region), 0)) for region in regions)
        enough = _enough(category, found.passages)
        rows.append((names.category_name(category), *cells, str(counts.in_category(category)), enough))
    sums = map(str, map(counts.in_region, regions))
    rows.append((_("All"), *sums, str(counts.total), "–"))
    empty = ("–" for _region in regions)
    rows.append((_("Organisations"), *empty, str(counts.organisations), _enough(None, found.passages)))
    return Table(headings, tuple(rows))


def _enough(category: str | None, passages: Sequence[Passage]) -> str:
    """Whether there are enough of a category, or of organisations, for every gate that asks; else how many to go."""
    asked = [need for one in passages for need in one.needs if need.category == category]
    if not asked:
        return "–"
    if missing := max(need.missing for need in asked):
        return _("{unmet}, {count}").format(unmet=truth_word(Truth.UNMET), count=missing)
    return truth_word(Truth.MET)


def _head(found: Readiness) -> str:
    count = found.counts.total
    label = found.edition.label
    if not count:
        return _("Nobody endorses **{label}** yet.").format(label=label)
    endorsers = plural("{count} endorser", "{count} endorsers", count)
    among = plural("{count} organisation", "{count} organisations", found.counts.organisations)
    text = _("**{label}** has {endorsers}, {organisations} among them.")
    return text.format(label=label, endorsers=endorsers, organisations=among)


def _gate_lines(found: Readiness) -> Iterator[str]:
    for passage in found.passages:
        if passage.open:
            yield _("- {gate}: **{met}**.").format(gate=passage.gate.label, met=truth_word(Truth.MET))
            continue
        missing = needs_words(passage.missing, found.stakeholders)
        text = _("- {gate}: **{unmet}**; missing: {missing}.")
        yield text.format(gate=passage.gate.label, unmet=truth_word(Truth.UNMET), missing=missing)
    if not found.passages:
        yield _("The configuration names nothing that a version needs (readiness).")


def needs_words(needs: Sequence[Need], names: Stakeholders) -> str:
    """What is missing, in a line: "3 more of Regulator (2 of 5) and 1 more organisation (11 of 12)".

    Where that is much, the categories are summed.
    """
    categories = [need for need in needs if need.category is not None]
    said = [_need(need, names) for need in categories]
    if len(categories) > _NEEDS_NAMED:
        text = _("{count} more, in {categories} categories")
        said = [text.format(count=sum(need.missing for need in categories), categories=len(categories))]
    return listed([*said, *(_need(need, names) for need in needs if need.category is None)])


def _need(need: Need, names: Stakeholders) -> str:
    so_far = _("({found} of {least})").format(found=need.found, least=need.least)
    if need.category is None:
        text = plural("{count} more organisation", "{count} more organisations", need.missing)
        return f"{text} {so_far}"
    text = _("{count} more of {category}")
    return f"{text.format(count=need.missing, category=names.category_name(need.category))} {so_far}"


def _around(found: Readiness) -> Iterator[str]:
    """What carries over, what waits, and who has to say so again."""
    for label, why in found.carried:
        text = _("Endorsements of {label} count too: by a moderator's word nothing of substance changed ({why}).")
        yield text.format(label=label, why=quoted(why, 200))
    if found.waiting:
        yield plural("{count} endorsement waits for a moderator.", "{count} endorsements wait for a moderator.",
                     found.waiting)  # fmt: skip
    if found.unconfirmed:
        yield plural(
            "{count} endorsement of an earlier version does not count here until its endorser confirms it.",
            "{count} endorsements of earlier versions do not count here until their endorsers confirm them.",
            found.unconfirmed,
        )


def _history(found: Readiness) -> Iterator[str]:
    labels = {passage.gate.id: passage.gate.label for passage in found.passages}
    last = [event for event in found.events if event.gate][-_EVENTS_SHOWN:]
    if last:
        yield _("Crossed: {events}.").format(events="; ".join(_crossing(event, labels) for event in last))


def _crossing(event: EndorsementEvent, labels: Mapping[str, str]) -> str:
    reached = _("{gate} reached on {day}")
    text = reached if event.kind is EndorsementEventKind.REACHED else _("{gate} lost on {day}")
    gate = str(event.body.get("gate") or labels.get(event.gate or "", event.gate))
    return text.format(gate=gate, day=day(event.at.date()))


def _described(title: str, found: Readiness) -> str:
    names, counts = found.stakeholders, found.counts
    each = [f"{names.category_name(id_)} {counts.in_category(id_)}" for id_ in counts.categories(names)]
    text = _("{title}, by category and region. {categories}; {total} in all, organisations {organisations}.")
    return text.format(title=title, categories=", ".join(each), total=counts.total, organisations=counts.organisations)


def crossed(payload: Mapping[str, Any], names: Stakeholders) -> Reply:
    """That a version reached a gate, or lost it again, with the numbers of that moment."""
    needs = [Need(one["category"], one["least"], one["found"]) for one in payload["needs"]]
    words = {"version": payload["version"], "gate": payload["gate"]}
    if payload["open"]:
        title = _("{version} has what it needs: {gate}").format(**words)
        text = _("Enough endorsers stand behind **{version}** for **{gate}**: {needs}.")
        said = listed([_met(need, names) for need in needs])
    else:
        title = _("{version} no longer has what it needs: {gate}").format(**words)
        text = _("**{version}** had enough endorsers for **{gate}**, and has not now. Missing: {needs}.")
        missing = [need for need in needs if need.missing]
        said = needs_words(missing, names) or _("what the configuration asks for now")
    version = {"version": str(payload["version"])}
    footer = _("Whether a step is taken, people decide; this says only that its condition is met, or no longer.")
    return Reply(
        title,
        text.format(**words, needs=said),
        buttons=(Button(_("How far it is"), "readiness", version),),
        footer=footer,
    )


def _met(need: Need, names: Stakeholders) -> str:
    what = _("organisations") if need.category is None else names.category_name(need.category)
    return _("{what} {found} of {least}").format(what=what, found=need.found, least=need.least)
