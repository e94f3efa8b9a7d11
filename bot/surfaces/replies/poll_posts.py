"""What a poll's own message in its channel says: how to vote, how many have, and at last where the result is."""

from __future__ import annotations

from bot.domain.polls.poll_charters import Outsiders
from bot.domain.polls.polls import PollState
from bot.services.polling.previews import Preview
from bot.services.polling.statuses import Status
from bot.surfaces.replies import poll_charters, polls
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Button, Reply
from bot.texts import _, plural


def standing(preview: Preview, status: Status) -> Reply:
    """How a poll stands, for everybody who passes by."""
    poll = preview.poll
    lines = [f"**{quoted(poll.charter.question, 1000)}**", poll_charters.about(preview)]
    if status.state in (PollState.OPEN, PollState.CONFIRMED):
        lines += [_cells(preview), poll_charters.effect_words(poll.charter)]
        lines += [poll_charters.outsider_words(poll.charter)] if poll.charter.outsiders is Outsiders.ADVISORY else []
    reply = polls.status(status)
    title = _("Poll {number}: {state}").format(number=poll.number, state=polls.STATES[status.state])
    text = "\n\n".join(["\n".join(lines), reply.text])
    footer = poll_charters.small_print(poll, poll.digest)
    return Reply(title, text, reply.table, buttons=_buttons(status), footer=footer)


def _cells(preview: Preview) -> str:
    charter = preview.poll.charter
    text = _("{components}, for {freedoms}: {cells}. Answer as many as you like, in as many sittings as you like.")
    return text.format(
        components=plural("{count} component", "{count} components", len(charter.components)),
        freedoms=plural("{count} freedom", "{count} freedoms", len(charter.freedoms)),
        cells=plural("{count} cell", "{count} cells", len(charter.cells)),
    )


def _buttons(status: Status) -> tuple[Button, ...]:
    number = {"poll": status.poll.number}
    rules = Button(_("What is asked, and how it counts"), "poll preview", number)
    if status.state is PollState.OPEN:
        return (
            Button(_("Vote"), "ballot quick", number),
            Button(_("One by one, with reasons"), "ballot careful", number),
            Button(_("My ballot"), "ballot show", number),
            rules,
        )
    if status.state is PollState.CLOSED and status.final:
        return (Button(_("Result"), "poll result", number), rules)
    return (rules,)
