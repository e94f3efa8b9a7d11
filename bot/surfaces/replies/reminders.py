"""Reminders of polls in words: when it closes and how many took part, and never what anybody said."""

from __future__ import annotations

from bot.domain.polls.poll_charters import Reminding
from bot.domain.polls.polls import Poll
from bot.domain.polls.reminders import RemindHow
from bot.services.polling.reminding import Reminder
from bot.services.polling.statuses import Status
from bot.surfaces.replies import poll_charters, polls
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Button, Reply
from bot.texts import _


def reminder(found: Reminder, status: Status) -> Reply:
    """That a poll closes soon, for its channel."""
    poll = found.poll
    lines = [_question(poll), _closes(poll), polls.took_part(status.turnout)]
    if found.persons:
        lines.append(_("Pinged are those who may vote and have not answered every cell."))
    footer = ""
    if poll.charter.reminders is Reminding.PING:
        footer = _("With /ballot remind you are told directly instead, or not at all.")
    return Reply(
        _title(poll),
        "\n".join(lines),
        polls.by_category(status),
        buttons=_buttons(poll),
        footer=footer,
        pings=found.persons,
    )


def call(found: Reminder) -> Reply:
    """The same in short, for more people than one message can ping."""
    poll = found.poll
    text = _("You may vote, and have not answered every cell.")
    return Reply(_title(poll), f"{_closes(poll)} {text}", buttons=_buttons(poll), pings=found.persons)


def direct(found: Reminder) -> Reply:
    """The same for one person, who has asked for it."""
    poll = found.poll
    text = _("You have not answered every cell. What you leave blank counts as no answer, never as a no.")
    never = Button(_("No more reminders"), "ballot remind", {"how": RemindHow.NEVER.value})
    return Reply(
        _title(poll), "\n".join([_question(poll), _closes(poll), text]), buttons=(*_buttons(poll), never)
    )  # fmt: skip


def chosen(how: RemindHow) -> Reply:
    """How somebody is reminded from now on."""
    text = {
        RemindHow.CHANNEL: _("If a poll's charter lets its reminders ping, you are pinged in its channel while your "
                             "ballot is not complete."),
        RemindHow.DIRECT: _("While your ballot is not complete, you get the reminders of a poll as direct messages, "
                            "and are not pinged."),
        RemindHow.NEVER: _("You are neither pinged nor written to. What is posted in a poll's channel stays for all."),
    }[how]  # fmt: skip
    more = _("This holds in every poll, until you choose anew.")
    return Reply(_("Reminders"), f"{text} {more}")


def _title(poll: Poll) -> str:
    return _("Reminder: poll {number}").format(number=poll.number)


def _question(poll: Poll) -> str:
    return f"**{quoted(poll.charter.question, 300)}**"


def _closes(poll: Poll) -> str:
    return _("Closes {closes}, by the platform's clock.").format(closes=poll_charters.moment(poll.closes_at))


def _buttons(poll: Poll) -> tuple[Button, ...]:
    number = {"poll": poll.number}
    return (Button(_("Vote"), "ballot quick", number), Button(_("My ballot"), "ballot show", number))
