"""Polls in words: what voters will see, how a poll stands, what it decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.polls.ballots import VoteUnit
from bot.domain.polls.charters import NO_LEAST, Charter, Quorum, Tie
from bot.domain.polls.outcomes import RollUp
from bot.domain.polls.parameters import shown, values
from bot.domain.polls.poll_charters import (
    Effect,
    ExtensionReason,
    Interim,
    NamesPolicy,
    Outsiders,
    PollCharter,
    Reminding,
    RoleLoss,
)
from bot.domain.polls.polls import CONFIRMATIONS, Poll, PollEvent, PollState
from bot.domain.polls.rulebooks import RULES
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import Turnout
from bot.services.polling.polls import Extension
from bot.services.polling.previews import Preview
from bot.services.polling.results import Status
from bot.surfaces.replies import poll_disputes, poll_outsiders, poll_rolls, tallies
from bot.surfaces.replies.wording import cited, quoted
from bot.surfaces.reply import Button, Field, Menu, Option, Reply, Table
from bot.texts import _, listed, plural

_WHY = (Field("reason", _("Why?"), long=True),)

STATES: Mapping[PollState, str] = {
    PollState.DRAFT: _("draft"),
    PollState.CONFIRMED: _("roll confirmed"),
    PollState.OPEN: _("open"),
    PollState.CLOSED: _("closed"),
    PollState.VOID: _("void"),
}


def moment(at: datetime) -> str:
    """A moment to the second: polls open and close at one."""
    return f"{at.day} {at:%B %Y, %H:%M:%S} UTC"


def _span(span: timedelta) -> str:
    """A span in its largest whole unit."""
    minutes = round(span.total_seconds() / 60)
    if minutes % (24 * 60) == 0:
        return plural("{count} day", "{count} days", minutes // (24 * 60))
    if minutes % 60 == 0:
        return plural("{count} hour", "{count} hours", minutes // 60)
    return plural("{count} minute", "{count} minutes", minutes)


# -- The charter ---------------------------------------------------------------------------------------------------


def preview(found: Preview) -> Reply:
    """A poll as voters will see it, its roll, and what to look at."""
    poll = found.poll
    parts = [
        f"**{quoted(poll.charter.question, 1000)}**",
        "\n".join(f"- {line}" for line in _charter(found)),
        poll_rolls.roll(found),
        poll_rolls.cautions(found),
        _next(found),
    ]
    title = _("Poll {number}: {state}").format(number=poll.number, state=STATES[found.state])
    return Reply(
        title,
        "\n\n".join(part for part in parts if part),
        table=_asked(poll.charter),
        buttons=_buttons(found),
        footer=small_print(poll, poll.digest[:16]),
    )


def small_print(poll: Poll, digest: str) -> str:
    """The digest of a poll's charter, and what its pseudonyms hide, where it has any."""
    text = _("Charter {digest}.").format(digest=digest)
    if poll.charter.names is NamesPolicy.NAMED:
        return text
    return f"{text} {_('Pseudonymous is not anonymous: who runs the bot could tell who voted how.')}"


def _charter(found: Preview) -> list[str]:
    charter = found.poll.charter
    lines = [
        about(found),
        _("What you can say: {choices}; {blank}").format(
            choices="; ".join(
                f"**{choice.value}** ({charter.meanings.of(choice)})" for choice in charter.scale.choices
            ),
            blank=_("a blank is {meaning}.").format(meaning=charter.meanings.of(None)),
        ),
        *_sides(charter),
        *_counting(charter.counting),
        *_mergings(charter),
        _when(found.poll),
        _extension(found.poll),
        _interim(charter),
        _reminders(charter),
        _published(charter),
        outsider_words(charter),
        effect_words(charter),
    ]
    if charter.round_of:
        lines.append(
            _("Second round of {number}; you may begin with your own answers.").format(number=charter.round_of)
        )
    if charter.contact:
        lines.append(_("Questions and challenges go to {contact}.").format(contact=quoted(charter.contact, 200)))
    return lines


def about(found: Preview) -> str:
    """What a poll is about, and by whose rows."""
    text = _("About {subject}, by the rows of {label}.")
    return text.format(subject=found.subject or _("AI systems in general"), label=found.poll.charter.definition)


def _sides(charter: PollCharter) -> list[str]:
    """How steps are read by a rule that asks for yes and no."""
    if charter.scale is not BallotScale.TEMPERATURE:
        return []
    return [_("To the rule a yes is everybody who is for it, strongly or not, and a no everybody who is against it; "
              "who is neutral has answered, and is neither.")]  # fmt: skip


def _counting(counting: Charter) -> list[str]:
    given = " ".join(f"{name}={shown(value)}" for name, value in values(counting.parameters).items())
    text = _("Counted by the rule {rule} ({summary}){parameters}.")
    lines = [text.format(rule=counting.rule, summary=RULES[counting.rule].summary,
                         parameters=f": {given}" if given else "")]  # fmt: skip
    lines.append(_quorum(counting.quorum))
    tie = {
        Tie.TIE: _("A tie decides nothing."),
        Tie.REQUIRED: _("A tie means required."),
        Tie.NOT_REQUIRED: _("A tie means not required."),
    }[counting.tie]
    unit = {
        VoteUnit.PERSON: _("Each person votes."),
        VoteUnit.ORGANISATION: _("Each organisation has one vote; of its people's ballots the later one stands."),
    }[counting.vote_unit]
    roll_up = {
        RollUp.ANY: _("A component is required if one freedom requires it."),
        RollUp.ALL: _("A component is required only if every freedom requires it."),
    }[counting.roll_up]
    return [*lines, f"{tie} {unit} {roll_up}"]


def _quorum(quorum: Quorum) -> str:
    leasts = (
        (quorum.overall, _("{least} of the roll")),
        (quorum.category, _("{least} of each category")),
        (quorum.cell, _("{least} answers in a cell")),
    )
    asked = [text.format(least=least) for least, text in leasts if least != NO_LEAST]
    return _("Quorum: {leasts}.").format(leasts=listed(asked)) if asked else _("There is no quorum.")


def _mergings(charter: PollCharter) -> list[str]:
    text = _("Counted as one row: {row} = {how} of {names}{kept}.")
    return [
        text.format(row=quoted(one.row), how=one.how.value, names=listed(list(one.of)),
                    kept=_(", which stay as rows too") if one.keep else "")
        for one in charter.mergings
    ]  # fmt: skip


def _when(poll: Poll) -> str:
    opens = moment(poll.charter.opens_at) if poll.charter.opens_at else _("when a facilitator opens it")
    closes = moment(poll.closes_at)
    if poll.charter.lasts and not poll.opened_at:
        return _("Opens {opens}. Closes {span} after that.").format(opens=opens, span=_span(poll.charter.lasts))
    text = _("Opens {opens}. Closes {closes}, by the platform's clock, and never early.")
    return text.format(opens=opens, closes=closes)


def _extension(poll: Poll) -> str:
    policy = poll.charter.extending
    if not policy.reasons:
        return _("It is never extended.")
    names = listed([one.value.replace("_", " ") for one in policy.reasons], _("or"))
    text = _("It may be extended for {reasons}, by {span} at most in all, and only before it closes.")
    allowed = text.format(reasons=names, span=_span(policy.most))
    if ExtensionReason.OUTAGE not in policy.reasons or (poll.opened_at and poll.guild is None):
        return allowed
    text = _("If it is opened on Discord, and I cannot be reached there for more than {span} while it is open, it "
             "closes that much later, in full hours, without anybody's doing.")  # fmt: skip
    if poll.opened_at:
        text = _("If I cannot be reached here for more than {span} while it is open, it closes that much later, in "
                 "full hours, without anybody's doing.")  # fmt: skip
    return f"{allowed} {text.format(span=_span(policy.outage_from))}"


def _reminders(charter: PollCharter) -> str:
    return {
        Reminding.POST: _("In its channel reminders are posted 72, 24 and 3 hours before the close; they ping nobody."),
        Reminding.PING: _("In its channel reminders are posted 72, 24 and 3 hours before the close; they ping those "
                          "whose ballot is not complete."),
        Reminding.NONE: _("There are no reminders."),
    }[charter.reminders]  # fmt: skip


def _interim(charter: PollCharter) -> str:
    return {
        Interim.TURNOUT: _("Until the close only the turnout of each category is shown."),
        Interim.LIVE: _("Results are shown while it is open."),
        Interim.AFTER_OWN_VOTE: _("While it is open, results are shown to those who have voted."),
    }[charter.interim]


def _published(charter: PollCharter) -> str:
    named = charter.names is NamesPolicy.NAMED
    names = _("Ballots are published with names") if named else _("Ballots are published under a handle for this poll")
    reasons = _("with reasons") if charter.reasons_published else _("without reasons")
    kept = {
        RoleLoss.KEEP: _("who leaves the roll keeps a ballot cast before"),
        RoleLoss.VOID_AT_CLOSE: _("the ballot of who leaves the roll is not counted"),
    }[charter.on_role_loss]
    return f"{names}, {reasons}; {kept}."


def outsider_words(charter: PollCharter) -> str:
    """What people can do who are not on the roll."""
    if charter.outsiders is Outsiders.ADVISORY:
        return _(
            "People who are not on the roll may answer too: that is advisory, shown apart, and counts in no verdict."
        )
    return _("Only people on the roll can vote.")


def effect_words(charter: PollCharter) -> str:
    """What follows from the result, and who decides."""
    who = quoted(charter.deciding_body, 200) if charter.deciding_body else ""
    if charter.effect is Effect.BINDING:
        return _("Binding; it is carried out by {who}.").format(who=who)
    return _("Advisory; {who} decides.").format(who=who) if who else _("Advisory: it decides nothing by itself.")


def _asked(charter: PollCharter) -> Table:
    freedoms = tuple(freedom.value for freedom in charter.freedoms)
    rows = tuple((one.name, one.id, *("·" for _freedom in freedoms)) for one in charter.components)
    return Table((_("Component"), _("in a ballot's text"), *freedoms), rows)


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
    return Reply(title, text.format(before=moment(extension.before), after=moment(after)))


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
    rows = tuple((poll.number, quoted(poll.charter.question, 60), STATES[state], moment(poll.closes_at))
                 for poll, state in polls)  # fmt: skip
    options = tuple(Option(poll.number, poll.number, STATES[state]) for poll, state in polls[:25])
    menu = Menu(_("Look at one"), "poll preview", "poll", options)
    text = plural("{count} poll, the newest first.", "{count} polls, the newest first.", len(polls))
    return Reply(_("Polls"), text, Table(headings, rows), menus=(menu,))


def status(found: Status) -> Reply:
    """How a poll stands: turnout by category, and no more unless its charter says so."""
    poll = found.poll
    closes = _("Closes {closes}, by the platform's clock, and never early.").format(closes=moment(poll.closes_at))
    lines = [
        closes if found.state is PollState.OPEN else _when(poll),
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
        lines.append(_interim(poll.charter))
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
            before=moment(datetime.fromisoformat(event.body["before"])),
            after=moment(datetime.fromisoformat(event.body["after"])),
            by=event.body["by"].replace("_", " "),
            reason=quoted(event.body["reason"], 300),
        )
        for event in events
    ]
