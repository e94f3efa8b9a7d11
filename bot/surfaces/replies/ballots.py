"""A voter's own ballot in words, and the receipt for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.logs.places import LoggedBallot
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Poll, PollState, Receipt, Via
from bot.domain.polls.scales import STEP_WORDS, BallotScale
from bot.services.polling.own_ballots import OwnBallot
from bot.surfaces.replies.poll_charters import moment
from bot.surfaces.replies.wording import cited, one_line, quoted
from bot.surfaces.reply import Button, Field, Menu, Option, Reply, Table
from bot.texts import _, plural

SIGNS = {
    Choice.YES: _("✓ required"),
    Choice.NO: _("✗ not required"),
    Choice.DISCUSS: _("? discuss"),
    Choice.STRONGLY_FOR: _("▲▲ strongly for"),
    Choice.FOR: _("▲ for"),
    Choice.NEUTRAL: _("◆ neutral"),
    Choice.AGAINST: _("▼ against"),
    Choice.STRONGLY_AGAINST: _("▼▼ strongly against"),
    Choice.ABSTAIN: _("– abstain"),
    None: _("○ no answer"),
}
_MANY = 8  # cells of which it is worth a word that all are answered alike


def saved(found: Receipt) -> str:
    """That a step is stored: when, and what one can point at later."""
    text = _("✓ Saved on {at}: {answered} of {asked} cells answered. Receipt {event}, digest {digest}")
    return text.format(
        at=moment(found.at),
        answered=found.answered,
        asked=found.asked,
        event=found.event,
        digest=found.digest[:16],
    ) + (_(" (advisory)") if found.advisory else "")


def receipt(found: Receipt) -> Reply:
    """What a voter can keep: when, what number, and the digest of the ballot as it is stored."""
    text = _(
        "Stored on {at}: {changed}. Your ballot now answers {answered} of {asked} cells; what you leave blank counts "
        "as no answer, never as a no. You can change it until the poll closes.\n\nReceipt {event}, digest {digest}"
    ).format(
        at=moment(found.at),
        changed=plural("{count} cell", "{count} cells", found.changed),
        answered=found.answered,
        asked=found.asked,
        event=found.event,
        digest=found.digest,
    )
    if found.logged is not None:
        text = f"{text}\n\n{_logged(found.logged)}"
    if found.advisory:
        apart = _("**You are not on the roll: this is advisory, shown apart, and counts in no verdict.**")
        text = f"{apart}\n\n{text}"
    title = _("Your ballot in poll {number} is stored").format(number=found.poll)
    return Reply(title, text, buttons=(Button(_("My ballot"), "ballot show", {"poll": found.poll}),))


def listing(found: Sequence[OwnBallot]) -> Reply:
    """The polls that somebody can vote in, and how far each ballot is; a menu leads to one."""
    if not found:
        text = _("There is no open poll that you can vote in. /poll list shows all polls.")
        return Reply(_("Your ballots"), text)
    headings = (_("Poll"), _("Question"), _("Answered"), _("Closes"))
    rows, options = [], []
    for one in found:
        poll = one.poll
        done = _("{answered} of {asked}").format(answered=len(one.cells), asked=len(poll.charter.cells))
        rows.append((poll.number, cited(poll.charter.question, 60), done, moment(poll.closes_at)))
        options.append(Option(f"{poll.number}: {one_line(poll.charter.question, 70)}", poll.number, done))
    menu = Menu(_("Vote"), "ballot quick", "poll", tuple(options[:25]))
    text = plural("You can vote in {count} poll.", "You can vote in {count} polls; the one that closes first stands "
                  "first.", len(found))  # fmt: skip
    return Reply(_("Your ballots"), text, Table(headings, tuple(rows)), menus=(menu,))


def own(found: OwnBallot) -> Reply:
    """A ballot as it is stored, in words; a blank is shown as what it is."""
    charter = found.poll.charter
    freedoms = charter.freedoms
    answered = {cell.component for cell in found.cells}
    rows = tuple(
        (one.name, *(_cell(found, Cell(one.id, freedom)) for freedom in freedoms))
        for one in charter.components
        if one.id in answered
    )
    lines = [*(f"{notice}\n" for notice in notices(found)), *(f"- {summary(found, freedom)}" for freedom in freedoms)]
    blank = [one.name for one in charter.components if one.id not in answered]
    if blank:
        lines += ["", _("Without any answer: {components}.").format(components="; ".join(blank))]
    if len(found.cells) >= _MANY and len({one.choice for one in found.cells.values()}) == 1:
        lines += ["", _("You gave the same answer in every cell. If that is what you mean, all is well.")]
    reasons = [
        f"- {cell.component} ({cell.freedom.value}): {quoted(one.reason, 300)}"
        for cell, one in found.cells.items()
        if one.reason
    ]
    if reasons:
        lines += ["", _("Your reasons:"), *reasons]
    if found.logged is not None:
        lines += ["", _logged(found.logged)]
    title = _("Your ballot in poll {number}").format(number=found.poll.number)
    table = Table((_("Component"), *(freedom.value for freedom in freedoms)), rows) if rows else None
    return Reply(title, "\n".join(lines), table, buttons=_buttons(found), footer=standing(found))


def _logged(found: LoggedBallot) -> str:
    """Where a ballot can be found in the public log, by what nobody can read anything out of before the close."""
    text = _("In the public log it is leaf {sequence}, {id}, with the digest {digest}.")
    return text.format(sequence=found.sequence, id=found.id, digest=found.digest)


def standing(found: OwnBallot) -> str:
    """When the poll closes, and under which name the voter stands in it: one that hides nobody from the operator."""
    closes, handle = moment(found.poll.closes_at), found.voter.handle
    text = _("Closes {closes}. Your ballot is published as {handle}, with your name beside it if you chose one with "
             "`/privacy name`.")  # fmt: skip
    if found.poll.charter.names is NamesPolicy.PSEUDONYMOUS:
        text = _("Closes {closes}. Your ballot is published as {handle}: pseudonymous, not anonymous; who runs the bot "
                 "could tell whose it is.")  # fmt: skip
    return text.format(closes=closes, handle=handle)


def notices(found: OwnBallot) -> list[str]:
    """What a voter has to know of their ballot before anything else, on every screen of it."""
    whom = quoted(found.poll.charter.contact, 200) if found.poll.charter.contact else _("a moderator")
    if found.voter.outsider:
        told = _("**You are not on the roll of this poll. What you answer is advisory: it is shown apart and counts in "
                 "no verdict.** If you should be on the roll, ask {whom}.")  # fmt: skip
        return [told.format(whom=whom)]
    if not found.excluded:
        return []
    text = _("**Two moderators have excluded your ballot: it is kept and published as you cast it, and not counted.** "
             "Their reasons stand in the result; ask {whom}.")  # fmt: skip
    return [text.format(whom=whom)]


def _cell(found: OwnBallot, cell: Cell) -> str:
    one = found.cells.get(cell)
    if one is None:
        return SIGNS[None]
    return SIGNS[one.choice] + (f" ({_('filled in')})" if one.via is Via.FILL else "")


def summary(found: OwnBallot, freedom: object) -> str:
    """How one freedom's cells are answered, in a sentence."""
    said = [one.choice for cell, one in found.cells.items() if cell.freedom is freedom]
    names = {
        Choice.YES: _("required"),
        Choice.NO: _("not required"),
        Choice.DISCUSS: _("to discuss"),
        **STEP_WORDS,
        Choice.ABSTAIN: _("abstained"),
    }
    parts = [f"{said.count(choice)} {name}" for choice, name in names.items() if choice in said]
    blank = len(found.poll.charter.components) - len(said)
    parts += [_("{count} without answer").format(count=blank)] if blank else []
    return f"{str(freedom).capitalize()}: {', '.join(parts)}."


def _buttons(found: OwnBallot) -> tuple[Button, ...]:
    if found.state is not PollState.OPEN:
        return ()
    number, scale = {"poll": found.poll.number}, found.poll.charter.scale
    buttons = []
    if found.cells:
        whole = len(found.cells) == len(found.poll.charter.cells)
        finish = _("Finish") if whole else _("Finish; the rest stays unanswered")
        buttons.append(Button(finish, "ballot receipt", number, replaces=True))
    if len(found.cells) < len(found.poll.charter.cells):
        rest = _("The rest is neutral") if scale is BallotScale.TEMPERATURE else _("The rest is not required")
        buttons.append(Button(rest, "ballot rest", number, replaces=True))
    if found.earlier:
        buttons.append(Button(_("Begin with my earlier answers"), "ballot earlier", number, replaces=True))
    buttons.append(Button(_("Tick lists"), "ballot quick", number, replaces=True))
    buttons.append(Button(_("One by one, with reasons"), "ballot careful", number, replaces=True))
    buttons.append(Button(_("Write it as text"), "ballot text", number, (_text(scale),), replaces=True))
    return tuple(buttons)


def _text(scale: BallotScale) -> Field:
    example = f"training-code: use={scale.choices[0].value}"
    return Field("text", _("component: freedom=choice"), placeholder=example, long=True, limit=4000)


def conflict(poll: Poll) -> Reply:
    """That a conflict of interest was disclosed."""
    text = _("Noted in poll {number}. The result will be shown with your ballot and without it.")
    return Reply(_("Conflict of interest disclosed"), text.format(number=poll.number))
