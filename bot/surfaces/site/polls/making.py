"""Making the files of one poll: its page, the pages of its cells, its report, and what programs read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup, escape

from bot.domain.polls.adoptions import Adoption
from bot.domain.polls.parameters import shown, values
from bot.domain.polls.polls import EventKind
from bot.domain.polls.results import PollResult
from bot.domain.polls.rulebooks import RULES
from bot.services.polling.statuses import Result
from bot.services.published.poll_outlines import PollOutline
from bot.surfaces.replies.tallies import share
from bot.surfaces.site.addresses import component_path, decision_path, hall_path, label_path, poll_path, system_path
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls import cells, files, telling
from bot.surfaces.site.polls.feeding import entries, findable, teaser
from bot.surfaces.site.polls.rows import Rows, sensitivity_csv
from bot.surfaces.site.polls.views import PollView
from bot.surfaces.site.record_files import json_file
from bot.surfaces.site.things import Made
from bot.surfaces.site.words import day
from bot.texts import _, listed, plural

_FIRST = ("ballots.csv", "roll.csv", "tally.json", "popolo.json", "report.html", "record.json", "charter.json")
_FORMS = {
    "ballots.csv": _("ballots (CSV)"), "roll.csv": _("roll (CSV)"), "tally.json": _("tally (JSON)"),
    "popolo.json": _("votes (Popolo)"), "report.html": _("everything to print"), "record.json": _("this page (JSON)"),
    "charter.json": _("charter"), "objections.csv": _("objections (CSV)"), "merged.yaml": _("merged rows"),
    "advisory.csv": _("advisory answers (CSV)"), "cells.csv": _("cells (CSV)"),
    "turnout.csv": _("turnout (CSV)"), "sensitivity.csv": _("under every rule (CSV)"),
}  # fmt: skip


def made(
    pages: Pages,
    outline: PollOutline,
    decided: Result | None,
    interim: PollResult | None,
    categories: Mapping[str, str],
    leaves: Mapping[str, int] | None = None,
) -> Made:
    """All files of a poll; ``decided`` and ``interim`` only where they may be seen.

    Args:
        categories: What each stakeholder category is called.
        leaves: Where what is known of the poll stands in the log, by the ids of leaves.
    """
    path = poll_path(outline.number)
    page = f"{path}index.html"
    result = decided.found if decided else interim
    names = {one.id: one.name for one in outline.poll.charter.components}
    rows = Rows(pages.macros(page), names, categories, linked=decided is not None)
    view = PollView(outline, rows, names, result, decided)
    beside = {"charter.json": files.charter_text(outline), "turnout.csv": files.turnout_csv(outline)}
    if decided is not None:
        beside |= files.closed(decided, names)
        beside["sensitivity.csv"] = sensitivity_csv(decided.found)
        beside["report.html"] = _report(pages, view, categories)
    record = files.record(outline, decided, names, [*beside, "record.json"])
    beside["record.json"] = json_file(record)
    found = {f"{path}{name}": content for name, content in beside.items()}
    found[page] = _page(pages, page, view, beside, leaves or {})
    found |= cells.pages(pages, view, tally_leaf(outline), (leaves or {}).get(tally_leaf(outline)))
    return Made(found, entries(view), (findable(view),))


def _page(pages: Pages, path: str, view: PollView, beside: Mapping[str, bytes], leaves: Mapping[str, int]) -> bytes:
    outline, charter = view.outline, view.outline.poll.charter
    macros = pages.macros(path)
    turnout = outline.roll.turnout
    about = outline.subject or _("AI systems in general")
    subject = macros.link(system_path(charter.subject or ""), about) if outline.subject_recorded else about
    definition = charter.definition
    if definition in outline.definitions:
        definition = macros.link(label_path(definition), definition)
    return pages.fill(
        "poll.html",
        path,
        view=view,
        teaser=teaser(view),
        standing=telling.standing(outline),
        took_part=share(turnout.voted, turnout.eligible),
        rule=_rule(view),
        subject=subject,
        definition=definition,
        round_of=macros.link(poll_path(charter.round_of), charter.round_of) if charter.round_of else "",
        downloads=[(name, _FORMS[name]) for name in (*_FIRST, *sorted(set(beside) - {*_FIRST})) if name in beside],
        leaf=leaves.get(opening_leaf(outline)),
        opening=opening_leaf(outline),
        tally_leaf=leaves.get(tally_leaf(outline)),
        tally=tally_leaf(outline),
        links=links(view),
        void_words=_void(outline),
        voided_at=next((one.at for one in outline.happenings if one.kind is EventKind.VOIDED), None),
        rule_words=RULES[charter.counting.rule].summary,
        contents=_contents(view),
        **_shared(view, macros, linked=True),
    )


def _contents(view: PollView) -> list[tuple[str, str]]:
    """What stands on the page, with its place there."""
    result = view.result is not None
    parts = (
        ("verdicts", _("What came out") if view.decided else _("How it stands"), result),
        ("agenda", _("Settled, divided, to be discussed"), result),
        ("turnout", _("Who may vote, and who did"), True),
        ("categories", _("By stakeholder category"), view.has_categories),
        ("sensitivity", _("What the verdicts hang on"), result),
        ("adopted", _("If the result were adopted"), view.decided is not None),
        ("excluded", _("Excluded ballots and conflicts of interest"), view.disputed),
        ("objections", _("Objections"), bool(view.objections())),
        ("events", _("What happened"), True),
        ("charter", _("The charter"), True),
        ("links", _("What rests on it"), bool(links(view))),
        ("recount", _("Count it again"), view.decided is not None),
    )
    return [(place, title) for place, title, there in parts if there]


def _shared(view: PollView, macros: Any, *, linked: bool) -> dict[str, Any]:
    """What the page and the report both show."""
    return {
        "files": linked,
        "component_path": component_path,
        "freedoms": listed([one.value for one in view.outline.poll.charter.freedoms], _("or")),
        "adoption_words": _adoption_words(view.outline),
        "adoption_rows": _adoption_rows(view.outline, macros, linked=linked),
    }


def _rule(view: PollView) -> str:
    counting = view.outline.poll.charter.counting
    given = " ".join(f"{name}={shown(value)}" for name, value in values(counting.parameters).items())
    return f"{counting.rule} ({given})" if given else counting.rule


def _void(outline: PollOutline) -> str:
    found = [one for one in outline.happenings if one.kind is EventKind.VOIDED]
    return _("A moderator made it void: “{reason}”").format(reason=found[-1].told["reason"]) if found else ""


def opening_leaf(outline: PollOutline) -> str:
    """The id of the leaf that binds the charter."""
    return f"{outline.number}/O-1"


def tally_leaf(outline: PollOutline) -> str:
    """The id of the leaf that binds the tally; empty where it was not counted, or nothing may be seen of it."""
    found = [one for one in outline.happenings if one.kind is EventKind.CLOSED and outline.final]
    return f"{outline.number}/T-{found[-1].number}" if found else ""


# -- If it were adopted --------------------------------------------------------------------------------------------


def _adoption_words(outline: PollOutline) -> str:
    adoption = outline.adoption
    if adoption is None or adoption.before is None or outline.adoption_at is None:
        return ""
    turned = plural("{count} system", "{count} systems", len(adoption.turns))
    if not adoption.turns:
        turned = _("no system")
    text = _("Of {all} systems that were recorded when it was counted, {turned} would change verdict against {before}, "
             "if what came out as required were required. It decides nothing by itself. Noted on {day}.")  # fmt: skip
    noted = day(outline.adoption_at)
    return text.format(all=adoption.systems, turned=turned, before=adoption.before, day=noted)


def _adoption_rows(outline: PollOutline, macros: Any, *, linked: bool) -> list[list[Any]] | None:
    adoption: Adoption | None = outline.adoption
    if adoption is None or adoption.before is None:
        return None
    return [
        [
            macros.link(system_path(one.system), one.name) if linked and one.system not in outline.gone else one.name,
            macros.status(*telling.stood(one.before)),
            macros.status(*telling.stood(one.after)),
            "; ".join(dict.fromkeys(name for name, _clause in one.because)),
        ]
        for one in adoption.turns
    ]


# -- What leads on from it -----------------------------------------------------------------------------------------


def links(view: PollView) -> list[dict[str, str]]:
    """Decisions, town halls, drafts that became versions, and the round after."""
    outline = view.outline
    found = []
    by_number: dict[str, list[str]] = {}
    for one in outline.decisions:
        by_number.setdefault(one.number, []).append(one.part)
    titles = {one.number: one for one in outline.decisions}
    for number, parts in by_number.items():
        cited = ", ".join(part for part in parts if part) or _("the whole poll")
        one = titles[number]
        text = _("Rests on {cited}.").format(cited=cited)
        found.append(_link(decision_path(number), f"{number}: {one.title}", text, one.status.value))
    for hall in outline.halls:
        text = _("Took up what voters asked to discuss.")
        found.append(_link(hall_path(hall), _("Town hall {number}").format(number=hall), text))
    for label in outline.definitions:
        if label != outline.poll.charter.definition:
            found.append(_link(label_path(label), label, _("A draft with this number was made of its result.")))
    return found


def _link(path: str, title: str, text: str, note: str = "") -> dict[str, str]:
    return {"path": path, "title": title, "text": text, "note": note}


# -- The report ----------------------------------------------------------------------------------------------------


@cache
def _style() -> Markup:
    """The style of every page, to stand within one."""
    file = resources.files("bot.surfaces.site") / "assets" / "style.css"
    # It is the product's own file.
    return Markup(file.read_text(encoding="utf-8"))  # noqa: S704


def _report(pages: Pages, view: PollView, categories: Mapping[str, str]) -> bytes:
    path = f"{poll_path(view.outline.number)}report.html"
    macros = pages.macros(path)
    alone = view.unlinked(macros, categories)
    poll = view.outline.poll
    columns, rows = _ballots(alone)
    return pages.fill(
        "poll_report.html",
        path,
        view=alone,
        style=_style(),
        facts=[
            (_("Standing"), macros.status(*telling.standing(view.outline))),
            (_("Opened"), macros.time(poll.opens_at)),
            (_("Closed"), macros.time(poll.closes_at)),
            (_("Rule"), _rule(view)),
            (_("By the rows of"), poll.charter.definition),
            (_("Decisions that rest on it"), ", ".join(dict.fromkeys(one.number for one in view.outline.decisions))),
        ],
        ballot_columns=columns,
        ballot_rows=rows,
        reason_rows=[[alone.rows.cell(cell), *said] for cell, several in alone.reasons.items() for said in several],
        **_shared(alone, macros, linked=False),
    )


def _ballots(view: PollView) -> tuple[list[str], Markup]:
    """Ballots as a table: a line for each voter and component that they answered."""
    if view.decided is None or view.result is None:
        return [], Markup("")
    freedoms = [one.value for one in view.outline.poll.charter.freedoms]
    listed_ = {elector.voter for elector in view.result.listed.electors}
    said: dict[tuple[str, str], dict[str, str]] = {}
    for one in view.decided.cells:
        if one.choice is not None and one.handle in listed_:
            words = one.choice.value.replace("_", " ")
            said.setdefault((one.handle, one.cell.component), {})[one.cell.freedom.value] = words
    order = {one.id: place for place, one in enumerate(view.outline.poll.charter.components)}
    names = {component: escape(view.rows.name(component)) for component in order}
    rows = [
        f'<tr><th scope="row">{escape(handle)}</th><td>{names[component]}</td>'
        + "".join(f"<td>{escape(answers.get(freedom, ''))}</td>" for freedom in freedoms)
        + "</tr>"
        for (handle, component), answers in sorted(said.items(), key=lambda pair: (pair[0][0], order[pair[0][1]]))
    ]
    # Every part was escaped; as a macro thousands of lines take as long as the rest of the poll.
    return [_("Voter"), _("Component"), *freedoms], Markup("\n".join(rows))  # noqa: S704
