"""A poll's charter in words: all its rules, as voters read them before they vote."""

from __future__ import annotations

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
from bot.domain.polls.polls import Poll
from bot.domain.polls.rulebooks import RULES
from bot.domain.polls.scales import BallotScale
from bot.services.polling.previews import Preview
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Table
from bot.texts import _, listed, plural


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


def lines(found: Preview) -> list[str]:
    """Every rule of a poll, a sentence or two each."""
    charter = found.poll.charter
    told = [
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
        when(found.poll),
        _extension(found.poll),
        interim(charter),
        _reminders(charter),
        _published(charter),
        outsider_words(charter),
        effect_words(charter),
    ]
    if charter.round_of:
        told.append(_("Second round of {number}; you may begin with your own answers.").format(number=charter.round_of))
    if charter.contact:
        told.append(_("Questions and challenges go to {contact}.").format(contact=quoted(charter.contact, 200)))
    return told


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
    told = [text.format(rule=counting.rule, summary=RULES[counting.rule].summary,
                         parameters=f": {given}" if given else "")]  # fmt: skip
    told.append(_quorum(counting.quorum))
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
    return [*told, f"{tie} {unit} {roll_up}"]


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


def when(poll: Poll) -> str:
    """When a poll opens and closes."""
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


def interim(charter: PollCharter) -> str:
    """What is seen before the close."""
    return {
        Interim.TURNOUT: _("Until the close only the turnout of each category is shown."),
        Interim.LIVE: _("Results are shown while it is open."),
        Interim.AFTER_OWN_VOTE: _("While it is open, results are shown to those who have voted."),
    }[charter.interim]


def _published(charter: PollCharter) -> str:
    named = charter.names is NamesPolicy.NAMED
    names = (
        _("Ballots are published with the names that voters chose for the record")
        if named
        else _("Ballots are published under a handle for this poll")
    )
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


def asked(charter: PollCharter) -> Table:
    """What is asked, as a table to be filled in."""
    freedoms = tuple(freedom.value for freedom in charter.freedoms)
    rows = tuple((one.name, one.id, *("·" for _freedom in freedoms)) for one in charter.components)
    return Table((_("Component"), _("in a ballot's text"), *freedoms), rows)


def small_print(poll: Poll, digest: str) -> str:
    """The digest of a poll's charter, and what its pseudonyms hide, where it has any."""
    text = _("Charter {digest}.").format(digest=digest)
    if poll.charter.names is NamesPolicy.NAMED:
        return text
    return f"{text} {_('Pseudonymous is not anonymous: who runs the bot could tell who voted how.')}"
