"""Polls in words: what voters will see, how a poll stands, what it decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.polls.polls import CONFIRMATIONS, Poll, PollEvent, PollState
from bot.domain.polls.tallies import Turnout
from bot.services.polling.polls import Extension
from bot.services.polling.previews import Preview
from bot.services.polling.statuses import Status
from bot.surfaces.replies import poll_charters, poll_disputes, poll_outsiders, poll_rolls, tallies
from bot.surfaces.replies.wording import cited, quoted
from bot.surfaces.reply import Button, Menu, Option, Reply, Table
from bot.texts import _, plural

STATES: Mapping[PollState, str] = {
    PollState.DRAFT: _("draft"),
    PollState.CONFIRMED: _("roll confirmed"),
    PollState.OPEN: _("open"),
    PollState.CLOSED: _("closed"),
    PollState.VOID: _("void"),
}


# -- Before it opens ------------------------------------------------------------------------------------------------


def preview(found: Preview) -> Reply:
    """A poll as voters will see it, its roll, and what to look at."""
    poll = found.poll
    parts = [
        f"**{quoted(poll.charter.question, 1000)}**",
        "\n".join(f"- {line}" for line in poll_charters.lines(found)),
        poll_rolls.roll(found),
        poll_rolls.cautions(found),
        _next(found),
    ]
    title = _("Poll {number}: {state}").format(number=poll.number, state=STATES[found.state])
    return Reply(
        title,
        "\n\n".join(part for part in parts if part),
        table=poll_charters.asked(poll.charter),
        buttons=_buttons(found),
        footer=poll_charters.small_print(poll, poll.digest[:16]),
    )


# -- What comes next ------------------------------------------------------------------------------------------------


def _next(found: Preview) -> str:
    missing = CONFIRMATIONS - len(found.poll.confirmed_by)
    if found.state is PollState.DRAFT and found.token:
        who = plural("{count} moderator has", "{count} moderators have", missing)
        text = _(
            "Next: {who} to confirm this roll, with /poll confirm poll:{number} seen:{token}; its author cannot be one "
            "of them."
        )
        return text.format(who=who, number=found.poll.number, token=found.token)
    if found.state is PollState.DRAFT:
        return _("Next: give it a roll, with /poll roll.")
    if found.state is PollState.CONFIRMED and not found.poll.opened_at:
        return _("Next: open it, with /poll open. From then on nothing of this can be changed.")
    return ""


def _buttons(found: Preview) -> tuple[Button, ...]:
    number = {"poll": found.poll.number}
    if found.state is PollState.DRAFT:
        roll = poll_rolls.buttons(found.poll.number)
        confirm = Button(_("Confirm the roll"), "poll confirm", {**number, "seen": found.token}, private=False)
        everybody = Button(_("Show it here to everybody"), "poll preview", number, private=False)
        return (confirm, *roll, everybody) if found.token else roll
    if found.state is PollState.CONFIRMED and not found.poll.opened_at:
        return (Button(_("Open it"), "poll open", number),)
    if found.state is PollState.OPEN:
        return (Button(_("My ballot"), "ballot show", number), Button(_("How it stands"), "poll status", number))
    if found.state is PollState.CLOSED:
        return (Button(_("Result"), "poll result", number, private=False),)
    return ()


# -- Its life ------------------------------------------------------------------------------------------------------


def extended(extension: Extension) -> Reply:
    """The old close and the new."""
    text = _("It was to close on {before}, and closes on {after}.")
    after = extension.poll.closes_at
    title = _("Poll {number} is extended").format(number=extension.poll.number)
    return Reply(title, text.format(before=poll_charters.moment(extension.before), after=poll_charters.moment(after)))


def voided(poll: Poll) -> Reply:
    """That a poll is void."""
    text = _("It has no result. Its ballots stay stored and sealed; the reason is kept with it.")
    return Reply(_("Poll {number} is void").format(number=poll.number), text)


def closed(number: str, *, now: bool) -> Reply:
    """That the close of a poll is noted."""
    text = _("Its ballots are counted.") if now else _("Its close was noted before; nothing was done twice.")
    return Reply(_("Poll {number} is closed").format(number=number), text,
                 buttons=(Button(_("Result"), "poll result", {"poll": number}, private=False),))  # fmt: skip


def listing(polls: Sequence[tuple[Poll, PollState]]) -> Reply:
    """The last polls as a table, with a menu to look at one."""
    if not polls:
        return Reply(_("Polls"), _("There are none. A facilitator drafts one with /poll draft."))
    headings = (_("Poll"), _("Question"), _("State"), _("Closes"))
    rows = tuple((poll.number, quoted(poll.charter.question, 60), STATES[state], poll_charters.moment(poll.closes_at))
                 for poll, state in polls)  # fmt: skip
    options = tuple(Option(poll.number, poll.number, STATES[state]) for poll, state in polls[:25])
    menu = Menu(_("Look at one"), "poll preview", "poll", options)
    text = plural("{count} poll, the newest first.", "{count} polls, the newest first.", len(polls))
    return Reply(_("Polls"), text, Table(headings, rows), menus=(menu,))


def status(found: Status) -> Reply:
    """How a poll stands: turnout by category, and no more unless its charter says so."""
    poll = found.poll
    closes = _("Closes {closes}, by the platform's clock, and never early.").format(
        closes=poll_charters.moment(poll.closes_at)
    )
    lines = [
        closes if found.state is PollState.OPEN else poll_charters.when(poll),
        took_part(found.turnout),
        *_complete(found),
        *_extensions(found.extensions),
    ]
    if found.open_objections:
        lines.append(plural("{count} objection waits for a disposition.", "{count} objections wait for a disposition.",
                            found.open_objections))  # fmt: skip
    lines += poll_disputes.counted(found.moderation)
    lines += [poll_outsiders.answered(found.outsiders)] if found.outsiders else []
    if found.state is PollState.CLOSED and not found.final:
        lines.append(_("Ballots cast before the close may still be on their way; the result follows in a minute."))
    if found.interim:
        lines.append(_("**Not final:** its charter shows results while it is open."))
    elif found.state is PollState.OPEN:
        lines.append(poll_charters.interim(poll.charter))
    title = _("Poll {number}: {state}").format(number=poll.number, state=STATES[found.state])
    if found.tally is not None:
        counted = tallies.count(found.tally)
        return Reply(title, "\n".join(f"- {line}" for line in lines), counted.table, footer=counted.footer)
    return Reply(title, "\n".join(f"- {line}" for line in lines), by_category(found))


def by_category(found: Status) -> Table | None:
    """How many of each category took part, and how many may; None where nobody may."""
    rows = tuple((cited(name, 60) if name else _("not recorded"), str(one.voted), str(one.eligible))
                 for name, one in found.by_category.items())  # fmt: skip
    return Table((_("Category"), _("took part"), _("may vote")), rows) if rows else None


def took_part(turnout: Turnout) -> str:
    """How many took part, and how many may."""
    text = _("Took part: {voted} of {eligible} who may vote.")
    return text.format(voted=turnout.voted, eligible=turnout.eligible)


def _complete(found: Status) -> list[str]:
    return [_("{count} answered every cell.").format(count=found.complete)] if found.turnout.voted else []


def _extensions(events: Sequence[PollEvent]) -> list[str]:
    text = _("Extended from {before} to {after} ({by}): {reason}")
    return [
        text.format(
            before=poll_charters.moment(datetime.fromisoformat(event.body["before"])),
            after=poll_charters.moment(datetime.fromisoformat(event.body["after"])),
            by=event.body["by"].replace("_", " "),
            reason=quoted(event.body["reason"], 300),
        )
        for event in events
    ]
