"""The curators' queue, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.histories import Change
from bot.domain.queues import QueueItem, Work
from bot.services.queues import Digest
from bot.surfaces.replies.proposals import turn_lines
from bot.surfaces.replies.records import alteration_lines, part_name
from bot.surfaces.replies.wording import day, quoted
from bot.surfaces.reply import Menu, Option, Reply
from bot.texts import _, listed, plural

SHOWN = 20


def queue(items: Sequence[QueueItem], work: Work | None) -> Reply:
    """What waits, most valuable first, each with why it is worth doing; a menu leads to the first of them."""
    title = _("The curators' queue") if work is None else _("The curators' queue: {work}").format(work=work.value)
    if not items:
        return Reply(title, _("Nothing waits."))
    counts = [(kind, sum(item.work is kind for item in items)) for kind in Work]
    text = _("{all}: {parts}. The most valuable first.").format(
        all=plural("{count} thing to do", "{count} things to do", len(items)),
        parts=listed([f"{count} {_plural(kind, count)}" for kind, count in counts if count]),
    )
    lines = [f"{n}. **{name(item)}**: {what(item)} – {why(item)}" for n, item in enumerate(items[:SHOWN], start=1)]
    if len(items) > SHOWN:
        lines.append(_("And {count} more; choose a kind of work to see them.").format(count=len(items) - SHOWN))
    return Reply(title, "\n".join([text, *lines]), menus=_menus(items))


def _menus(items: Sequence[QueueItem]) -> tuple[Menu, ...]:
    """A menu of the proposals among the first; without any, of the systems to look facts up about."""
    proposals = [item for item in items if item.number is not None][:SHOWN]
    if proposals:
        options = tuple(
            Option(f"{item.number}: {item.name}", str(item.number), f"{what(item)} – {why(item)}") for item in proposals
        )
        return (Menu(_("Look at a proposal"), "proposal show", "number", options),)
    systems = {item.system: item for item in reversed(items[:SHOWN]) if item.system}
    options = tuple(Option(item.name, id_, what(item)) for id_, item in reversed(systems.items()) if id_)
    return (Menu(_("Propose what you found"), "system correct", "name", options),) if options else ()


def name(item: QueueItem) -> str:
    """The system that an item is about; an unknown one as askers wrote it."""
    return quoted(item.name, 60) if item.work is Work.UNKNOWN_SYSTEM else item.name


def what(item: QueueItem) -> str:
    """What is to be done."""
    subject = part_name(item.subject)
    match item.work:
        case Work.PROPOSAL:
            return _("review proposal {number}").format(number=item.number)
        case Work.DISPUTE:
            return _("settle the dispute on {subject} (proposal {number})").format(subject=subject, number=item.number)
        case Work.CLASH:
            return _("settle what data file and chat say of {subject}").format(subject=subject)
        case Work.UNKNOWN_FACT:
            return _("find out about the {subject}").format(subject=subject)
        case Work.SECOND_HAND:
            return _("confirm the {subject} at first hand").format(subject=subject)
        case Work.OLD_FACT:
            return _("read the source on the {subject} again").format(subject=subject)
        case Work.UNKNOWN_SYSTEM:
            return _("record it")


def why(item: QueueItem) -> str:
    """Why it is worth doing."""
    match item.work:
        case Work.PROPOSAL | Work.DISPUTE:
            return plural("turns {count} verdict", "turns {count} verdicts", len(item.turns))
        case Work.CLASH:
            return _("two of us changed the same")
        case Work.UNKNOWN_FACT:
            return _("it alone would settle the verdict") if item.alone else _("the verdict waits for it")
        case Work.SECOND_HAND:
            return _("the verdict rests on it")
        case Work.OLD_FACT:
            return _("the verdict rests on it, and it was read on {day}").format(day=day(item.read_on))
        case Work.UNKNOWN_SYSTEM:
            return plural("asked {count} time", "asked {count} times", item.asked)


def _plural(work: Work, count: int) -> str:
    one, many = {
        Work.PROPOSAL: (_("proposal"), _("proposals")),
        Work.DISPUTE: (_("dispute"), _("disputes")),
        Work.CLASH: (_("clash"), _("clashes")),
        Work.UNKNOWN_FACT: (_("unknown fact"), _("unknown facts")),
        Work.SECOND_HAND: (_("second-hand fact"), _("second-hand facts")),
        Work.OLD_FACT: (_("old fact"), _("old facts")),
        Work.UNKNOWN_SYSTEM: (_("unknown system"), _("unknown systems")),
    }[work]
    return one if count == 1 else many


def digest(found: Digest) -> Reply:
    """The weekly letter to the curators: what was accepted, what it turned, and the most valuable things to do."""
    turns = [turn for change in found.changes for turn in change.turns]
    lines = [
        _("Since {day}: {changes}, {turns}.").format(
            day=day(found.since.date()),
            changes=plural("{count} accepted change", "{count} accepted changes", len(found.changes)),
            turns=plural("{count} verdict turned", "{count} verdicts turned", len(turns)),
        )
    ]
    lines += turn_lines(turns, found.names)
    if found.queue:
        lines += ["", f"**{_('Worth doing next')}**"]
        lines += [f"- {name(item)}: {what(item)} ({why(item)})" for item in found.queue[:10]]
    lines += ["", _("{count} things wait in all: /curation queue.").format(count=len(found.queue))]
    return Reply(_("The curators' week"), "\n".join(lines))


def settled(system: str, part: str, change: Change | None) -> Reply:
    """What became of a clash."""
    title = _("Clash settled")
    if change is None:
        text = _("What was changed in chat stands: {part} of {system}. The data file is left as it is.")
        return Reply(title, text.format(part=part_name(part), system=system))
    lines = alteration_lines(change.alterations) + turn_lines(change.turns, {})
    return Reply(title, "\n".join([_("What the data file says was taken:"), *lines]))
