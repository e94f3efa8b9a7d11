"""Lists of decisions in words, with a menu to read one or to add to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.decisions.decisions import Decision
from bot.services.deciding import Listed, Which
from bot.surfaces.replies.decisions import GROUP, STATUSES, VERDICTS
from bot.surfaces.replies.wording import day, harmless, one_line, quoted
from bot.surfaces.reply import Button, Menu, Option, Reply, Table
from bot.texts import _, plural

_MENU = 25
_BUTTONS = 5

HEADINGS: Mapping[Which, str] = {
    Which.ALL: _("Decisions"),
    Which.IN_FORCE: _("Decisions in force"),
    Which.PROPOSED: _("Decisions that wait for a second moderator"),
    Which.SUPERSEDED: _("Decisions that were superseded"),
    Which.WITHDRAWN: _("Decisions that were withdrawn"),
    Which.MODERATION: _("Moderation actions"),
    Which.REVIEW_DUE: _("Decisions whose review is due"),
    Which.REGRETTED: _("Decisions that were regretted"),
    Which.NOT_CORRECTED: _("Decisions that were regretted, and not corrected"),
}


def several(found: Listed) -> Reply:
    """A page of decisions, with a menu to read one."""
    heading = HEADINGS[found.which]
    if found.words:
        heading = _("Decisions about {words}").format(words=quoted(found.words, 80))
    if not found.decisions:
        return Reply(heading, _("There are none."))
    headings = (_("Number"), _("Title"), _("Standing"), _("Decided"), _("Review"))
    rows = tuple((one.number, one_line(one.text.title, 80), STATUSES[one.status], one.decided_on.isoformat(), _due(one))
                 for one in found.decisions)  # fmt: skip
    options = tuple(option(one) for one in found.decisions[:_MENU])
    return Reply(
        heading,
        plural("{count} decision.", "{count} decisions.", found.count),
        Table(headings, rows),
        buttons=_further(found),
        menus=(Menu(_("Read one"), f"{GROUP} show", "decision", options),),
    )


def _due(one: Decision) -> str:
    if one.review_due:
        return one.review_due.isoformat()
    return VERDICTS[one.review_verdict] if one.review_verdict else ""


def _further(found: Listed) -> tuple[Button, ...]:
    if not found.more:
        return ()
    page_ = {"page": str(found.page + 1)}
    if found.words:
        return (Button(_("More"), f"{GROUP} search", {"words": found.words} | page_),)
    return (Button(_("More"), f"{GROUP} list", {"which": found.which.value} | page_),)


def option(one: Decision) -> Option:
    """A line of a menu that stands for a decision."""
    return Option(one_line(f"{one.number}: {one.text.title}", 100), one.number, STATUSES[one.status])


def due(since: date, decisions: Sequence[Decision]) -> Reply:
    """That the review of some decisions is due since a day; or that all of them were looked at."""
    title = _("Reviews due since {day}").format(day=day(since))
    if not decisions:
        return Reply(title, _("All decisions that were due were looked at, or are over."))
    text = plural(
        "A decision said when to look at it again: /decision review notes what came out. That it is regretted and "
        "stays is a legitimate end.",
        "{count} decisions said when to look at them again: /decision review notes what came out. That one is "
        "regretted and stays is a legitimate end.",
        len(decisions),
    )
    lines = [f"- {one.number}: {harmless(one.text.title, 150)}" for one in decisions[:_MENU]]
    if len(decisions) > len(lines):
        lines.append(_("- and {count} more").format(count=len(decisions) - len(lines)))
    buttons = tuple(Button(one.number, f"{GROUP} show", {"decision": one.number}) for one in decisions[:_BUTTONS])
    return Reply(title, "\n".join([text, *lines]), buttons=buttons)


def which_one(found: Listed, message: str | None) -> Reply:
    """Ask to which decision something is to be added: a menu of the newest."""
    if not found.decisions:
        return Reply(_("Add as evidence"), _("No decision is logged yet; “Log as decision” logs the first."))
    options = tuple(option(one) for one in found.decisions[:_MENU])
    arguments = {"message": message} if message else {}
    menu = Menu(_("To which decision?"), f"{GROUP} evidence", "decision", options, arguments, replaces=True)
    text = _("Choose the decision that it is evidence for. Older ones: /decision evidence, with the number and a link.")
    return Reply(_("Add as evidence"), text, menus=(menu,))
