"""What became of a poll, in words: its result with files to count it again, objections, recounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.polls.polls import StandingCell
from bot.services.polling.statuses import Objection, Recount, Result
from bot.surfaces.replies import decisions, poll_disputes, poll_drafts, poll_outsiders, poll_results
from bot.surfaces.replies.poll_charters import effect_words
from bot.surfaces.replies.poll_matrices import PollShown
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Attachment, Button, Reply
from bot.surfaces.result_exports import CastAnswer, files
from bot.texts import _, listed


def result(found: Result) -> Reply:
    """What a poll decided and hangs on, what it would change, and everything that is needed to count again."""
    poll = found.poll
    shown_ = PollShown(poll.number, poll.charter.question, {one.id: one.name for one in poll.charter.components})
    reply = poll_results.result(found.found, shown_, found.impact)
    apart = ["- " + poll_outsiders.counted(found.advisory, shown_)] if found.advisory else []
    lines = ["- " + effect_words(poll.charter), *apart, *_objections(found), *_disputed(found)]
    for event in found.recounts:
        text = _("Counted again: {reason} ({same}).")
        same = _("the same") if event.body["before"] == event.body["after"] else _("otherwise; the earlier tally stays")
        lines.append("- " + text.format(reason=quoted(event.body["reason"], 300), same=same))
    lines += [f"- {poll_drafts.noted(event)}" for event in found.proposals]
    if found.halls:
        text = _("What voters asked to discuss was put before {halls}; /minutes show tells what came of it.")
        lines.append("- " + text.format(halls=listed(list(found.halls))))
    if told := decisions.resting(found.decisions):
        lines.append(f"- {told}")
    text = _("Charter {charter}, tally {tally}. {footer}")
    footer = text.format(charter=poll.digest[:16], tally=found.digest[:16], footer=reply.footer)
    propose = Button(_("Propose a definition"), "poll propose-definition", {"poll": poll.number}, private=False)
    return replace(
        reply,
        text="\n\n".join([reply.text, "\n".join(lines)]),
        footer=footer,
        attachments=result_files(found),
        buttons=(propose,) if found.decides else (),
    )


def result_files(found: Result) -> tuple[Attachment, ...]:
    """Ballots, roll and tally of a closed poll, from which anyone can count again."""
    apart = found.advisory.cells if found.advisory else ()
    return files(
        found.found,
        _answers(found, found.cells),
        found.poll.number,
        found.poll.digest,
        _answers(found, apart),
        found.persons,
    )


def _answers(found: Result, cells: Sequence[StandingCell]) -> list[CastAnswer]:
    told = found.poll.charter.reasons_published
    return [
        CastAnswer(
            one.handle, one.cell, one.choice, one.via.value, found.cast_at[one.event], _reason(one.reason, told=told)
        )
        for one in cells
    ]


def _reason(reason: str, *, told: bool) -> str:
    """A reason as it is published; some rules ask whether there is one, so that one withheld leaves a word."""
    return reason if told or not reason else _("withheld")


def _objections(found: Result) -> list[str]:
    return ["- " + _objection(one) for one in found.objections]


def _disputed(found: Result) -> list[str]:
    return ["- " + line for line in poll_disputes.lines(found.moderation)]


def _objection(one: Objection) -> str:
    text = _("Objection {number} to {component} ({freedom}): {text} Proposed: {change} {disposition}")
    disposition = _("No disposition yet.") if one.disposition is None else (
        f"{one.disposition.value.capitalize()}. {quoted(one.reason, 300) if one.reason else ''}".strip()
    )  # fmt: skip
    return text.format(
        number=one.number,
        component=one.cell.component,
        freedom=one.cell.freedom.value,
        text=quoted(one.text, 500),
        change=quoted(one.change, 500),
        disposition=disposition,
    )


def objection(one: Objection) -> Reply:
    """An objection as it stands."""
    return Reply(_("Objection {number}").format(number=one.number), _objection(one))


def recounted(recount: Recount) -> Reply:
    """What a recount gave."""
    same = _("It gives the same tally, {digest}.").format(digest=recount.after[:16])
    other = _("It gives another tally, {after}; the earlier one, {before}, stays in the record.")
    words = same if recount.before == recount.after else (
        other.format(after=recount.after[:16], before=recount.before[:16])
    )  # fmt: skip
    return Reply(_("Poll {number} counted again").format(number=recount.poll.number), words)
