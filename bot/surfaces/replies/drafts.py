"""A draft that somebody brought as a file, and what a decision can do with it."""

from __future__ import annotations

from dataclasses import replace

from bot.services.adopting import SHORT, DraftProposal
from bot.surfaces.replies import impacts
from bot.surfaces.replies.definitions import draft_source
from bot.surfaces.reply import Button, Reply
from bot.texts import _


def proposed(found: DraftProposal) -> Reply:
    """That a draft is kept, what it would change, and how it comes into force."""
    draft = found.draft
    reply = impacts.impact(found.impact, draft.file)
    parts = [_kept(found), reply.text]
    button = Button(draft.definition, "definition show", {"label": draft.definition})
    title = _("Draft {label}").format(label=draft.definition)
    return replace(reply, title=title, text="\n\n".join(parts), buttons=(button,))


def _kept(found: DraftProposal) -> str:
    draft = found.draft
    text = _("This text is kept already ({source})." if found.again else "This draft is kept, and in force nowhere.")
    kept = text.format(source=draft_source(draft))
    text = _('It comes into force by a decision: /decision log with adopts:"{label}". SHA-256: {digest}.')
    lines = [kept, text.format(label=adoptable(found), digest=draft.digest)]
    if found.others:
        text = _("There are other texts of {label}; its SHA-256 tells this one from them.")
        lines.append(text.format(label=draft.definition))
    return " ".join(lines)


def adoptable(found: DraftProposal) -> str:
    """How a decision names it: by its label, and by its SHA-256 where several texts bear it."""
    label = found.draft.definition
    return f"{label} {found.draft.digest[:SHORT]}" if found.others else label
