"""A draft that was made of a poll's result, with what it would change."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.impacts import Impact
from bot.domain.polls.polls import PollEvent
from bot.services.polling.proposing_definitions import DefinitionProposal
from bot.surfaces.replies import impacts, poll_results
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import day, harmless
from bot.surfaces.reply import Attachment, Button, Reply
from bot.texts import _, plural

_CHANGES, _LETTERS = 12, 200


def drafted(found: Impact, poll: str, file: str, *more: str) -> Reply:
    """What the draft says and would turn.

    Args:
        found: The draft against the version that it follows.
        poll: The number of the poll.
        file: What the draft's file is called.
        more: Sentences to go on with after it is said what this is.
    """
    told = _("This is a draft made of the result of poll {number}, for people to decide. It is in force nowhere: "
             "nothing changes until a decision adopts its file, {file}. Each row that was asked about names the cells "
             "of the poll that it rests on.")  # fmt: skip
    changes = found.after.changes
    lines = [f"- {harmless(change, _LETTERS)}" for change in changes[:_CHANGES]]
    if len(changes) > _CHANGES:
        lines.append(plural("- and {count} more", "- and {count} more", len(changes) - _CHANGES))
    reply = impacts.impact(found, file, rows=False)
    head = _("What it changes against {before}").format(before=found.before.label)
    parts = [
        " ".join([told.format(number=poll, file=file), *more]),
        "\n".join([f"**{head}**", *lines]),
        poll_results.adopted(found),
        reply.text,
    ]
    title = _("Draft {label} from poll {number}").format(label=found.after.label, number=poll)
    return replace(reply, title=title, text="\n\n".join(parts))


def proposed(found: DefinitionProposal) -> Reply:
    """The draft with its file, and how the poll keeps it."""
    before, number = found.impact.before, found.poll.number
    adopting = _('/decision log with adopts:"{label}" adopts it.')
    more = [_kept(found), adopting.format(label=found.impact.after.label)]
    if before.label != found.in_force.label:
        text = _("The version that it follows, {before}, is not in force: {in_force} is.")
        more.append(text.format(before=before.label, in_force=found.in_force.label))
    reply = drafted(found.impact, number, found.file, *more)
    footer = _("SHA-256 of {file}: {digest}. {footer}")
    return replace(
        reply,
        footer=footer.format(file=found.file, digest=found.digest, footer=reply.footer),
        attachments=(Attachment(found.file, found.content, _("The draft, a file like those in definitions/")),),
        buttons=(
            Button(_("Result of the poll"), "poll result", {"poll": number}),
            Button(before.label, "definition show", {"label": before.label}),
        ),
    )


def _kept(found: DefinitionProposal) -> str:
    if found.again:
        text = _("{who} proposed the same on {day}; nothing was noted twice.")
    else:
        text = _("That {who} proposed it on {day} is kept with the poll.")
    return text.format(who=person(found.event.by or ""), day=day(found.event.at))


def noted(event: PollEvent) -> str:
    """That a draft was proposed, as the poll keeps it."""
    text = _("Proposed of it: the draft {label}, following {before}, by {who} on {day} ({file}, SHA-256 {digest}).")
    return text.format(
        label=event.body["definition"],
        before=event.body["predecessor"],
        who=person(event.by or ""),
        day=day(event.at),
        file=event.body["file"],
        digest=event.body["digest"][:16],
    )
