"""What came of an import, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.systems import Entry, Listing
from bot.services.imports import Doubt, Imported
from bot.surfaces.plain import plain
from bot.surfaces.replies.wording import assessor, quoted
from bot.surfaces.reply import Reply
from bot.texts import _, listed, plural


def summary(found: Imported, *, dry_run: bool) -> Reply:
    """Counts first, then what somebody has to look at: doubtful names, what has vanished, every problem."""
    title = _("What an import would do") if dry_run else _("Imported")
    parts = [_counted(found, dry_run=dry_run)]
    parts += [_section(_("Which system is meant?"), map(_doubt, found.doubtful), _how_to_settle())]
    parts += [_section(_("No system of ours"), [_unknown(found.unknown)] if found.unknown else [])]
    parts += [_section(_("No longer listed by their project"), map(_vanished, found.vanished))]
    parts += [_section(_("Problems"), (f"- {_printable(str(problem))}" for problem in found.problems))]
    return Reply(title, "\n\n".join(part for part in parts if part))


def _counted(found: Imported, *, dry_run: bool) -> str:
    files = plural("{count} file read", "{count} files read", len(found.readings))
    text = _("{files}: {new} new, {changed} changed, {unchanged} as before, {vanished} gone, {broken} broken.")
    counts = {
        "files": files,
        "new": found.new,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "vanished": len(found.vanished),
        "broken": found.broken,
    }
    tied = _("Tied to systems: {matched}; doubtful: {doubtful}; of no system that is recorded: {unknown}.")
    tied = tied.format(matched=found.matched, doubtful=len(found.doubtful), unknown=len(found.unknown))
    lines = [text.format(**counts), tied]
    if found.broken:
        lines.append(_("Nothing of a broken file was taken; what was imported of it before stays."))
    if dry_run:
        lines.append(_("This was a dry run: nothing was changed."))
    return " ".join(lines)


def _section(heading: str, lines: Iterable[str], after: str = "") -> str:
    body = list(lines)
    return "\n".join([f"**{heading}**", *body, *([after] if after else [])]) if body else ""


def _doubt(doubt: Doubt) -> str:
    text = _("- {which} could be {candidates}.")
    return text.format(which=_which(doubt.entry), candidates=listed(list(doubt.candidates), last=_("or")))


def _which(entry: Entry) -> str:
    return f"{entry.project.value}, {_printable(entry.file)}: {_called(entry)}"


def question(doubt: Doubt) -> str:
    """Asks somebody at a terminal which system an entry means."""
    choices = [f"  [{number}] {candidate}" for number, candidate in enumerate(doubt.candidates, start=1)]
    asked = _("Which system is {which}?").format(which=_which(doubt.entry))
    how = _("A number, the name of a system, “none”, or nothing to leave it open: ")
    return plain("\n".join([asked, *choices, how]))


def _how_to_settle() -> str:
    return _('Settle each with: osaibot import match PROJECT FILE SYSTEM ("none" for none of ours).')


def _called(entry: Entry) -> str:
    if entry.model and entry.model != entry.name:
        return _("{name} ({model})").format(name=quoted(entry.name), model=quoted(entry.model))
    return quoted(entry.name)


def _unknown(entries: Sequence[Entry]) -> str:
    return listed([quoted(entry.name) for entry in entries]) + "."


def _vanished(listing: Listing) -> str:
    return f"- {_which(listing.entry)}"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def settled(listing: Listing) -> Reply:
    """What was settled of one entry."""
    entry = listing.entry
    words = {"project": assessor(entry.project), "file": _printable(entry.file), "system": listing.system}
    text = _("{file} of the {project} means {system}. Later imports keep to it.")
    if listing.system is None:
        text = _("{file} of the {project} means none of our systems. Later imports keep to it.")
    return Reply(_("Settled"), text.format(**words))
