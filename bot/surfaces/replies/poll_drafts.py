"""A draft that was made of a poll's result, with what it would change."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.impacts import Impact
from bot.surfaces.replies import impacts
from bot.surfaces.replies.wording import harmless
from bot.surfaces.reply import Reply
from bot.texts import _, plural

_CHANGES, _LETTERS = 12, 200


def drafted(found: Impact, poll: str, file: str) -> Reply:
    """What the draft says and would turn.

    Args:
        found: The draft against the version in force.
        poll: The number of the poll.
        file: What the draft's file is called.
    """
    told = _("This is a draft made of the result of poll {number}. It is in force nowhere: people decide whether it is "
             "adopted, changed or dropped. The file {file} holds all of it.")  # fmt: skip
    changes = found.after.changes
    lines = [f"- {harmless(change, _LETTERS)}" for change in changes[:_CHANGES]]
    if len(changes) > _CHANGES:
        lines.append(plural("- and {count} more", "- and {count} more", len(changes) - _CHANGES))
    reply = impacts.impact(found, file)
    head = _("What it changes")
    text = "\n\n".join([told.format(number=poll, file=file), "\n".join([f"**{head}**", *lines]), reply.text])
    title = _("Draft {label} from poll {number}").format(label=found.after.label, number=poll)
    return replace(reply, title=title, text=text)
