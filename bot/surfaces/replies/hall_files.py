"""Town halls that come from files, in words: what was recognised, what was made of it, and who spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.meetings.imports import NOBODY, Alias, FileRemark
from bot.domain.meetings.stamps import stamped
from bot.services.halls.assigning import Assigned
from bot.services.halls.previewing import Preview
from bot.services.halls.viewing import HallView
from bot.surfaces.replies.poll_charters import moment
from bot.surfaces.replies.records import person
from bot.surfaces.replies.townhalls import title
from bot.surfaces.replies.wording import cited, harmless, one_line, quoted
from bot.surfaces.reply import Button, Reply, Table
from bot.texts import _, listed, plural

SHOWN = 15
EDGE = 3


def preview(found: Preview) -> Reply:
    """What was recognised in a file; nothing is imported yet."""
    parts = [
        _recognised(found),
        _before(found),
        _missing(found),
        _edges(found),
        _chapters(found),
        _names(found),
        _spellings(found),
        _("Nothing is imported yet. To leave lines out, import the file again with from_line, to_line or without."),
    ]
    label = _("Import it again") if found.before and found.plan.again else _("Import it")
    buttons = (Button(label, "townhall confirm", {"draft": found.draft}, private=False),)
    footer = _("This waits for a day; without a button: /townhall confirm {draft}").format(draft=found.draft)
    heading = _("Recognised in {file}").format(file=one_line(found.file.name))
    return Reply(heading, "\n\n".join(filter(None, parts)), _speakers(found), buttons=buttons, footer=footer)


def _recognised(found: Preview) -> str:
    file = found.file
    remarks = plural("{count} remark", "{count} remarks", len(file.remarks))
    lines = plural("{count} line", "{count} lines", file.lines)
    text = _("**{title}**: {remarks} from {lines}, read as {layout}.")
    sentences = [text.format(title=quoted(found.plan.title), remarks=remarks, lines=lines, layout=f"`{file.layout}`")]
    began = found.plan.began
    sentences.append(
        _("It began on {moment}.").format(moment=moment(began))
        if began
        else _("When it began is not known; say so with started.")
    )
    left_out = len(found.whole.remarks) - len(file.remarks)
    if left_out:
        sentences.append(plural("{count} remark is left out.", "{count} remarks are left out.", left_out))
    sentences += _not_taken(found)
    return " ".join(sentences)


def _not_taken(found: Preview) -> Iterator[str]:
    file = found.file
    if file.unread:
        text = plural("{count} line was not understood", "{count} lines were not understood", file.unread)
        more = ", …" if file.unread > len(file.first_unread) else ""
        yield f"{text}: {', '.join(map(str, file.first_unread))}{more}."
    if file.withheld:
        yield plural("{count} private message is left out; it never enters the record.",
                     "{count} private messages are left out; they never enter the record.", file.withheld)  # fmt: skip


def _before(found: Preview) -> str:
    if not found.before:
        return ""
    text = _("**The same file is imported already**, as {halls}.").format(halls=listed(list(found.before)))
    return text if found.plan.again else text + " " + _("Another one is made only with again.")


def _missing(found: Preview) -> str:
    return "\n".join(f"- {one.text}" for one in found.lacking)


def _edges(found: Preview) -> str:
    """How it begins and ends, so that what does not belong to it is seen."""
    remarks = found.file.remarks
    lines = [_("It begins and ends with these lines:")]
    lines += [_edge(one) for one in remarks[:EDGE]]
    lines += ["…"] if len(remarks) > 2 * EDGE else []
    lines += [_edge(one) for one in remarks[max(EDGE, len(remarks) - EDGE) :]]
    if found.tail is not None:
        text = _("From line {line} on stand only headings, as at the end of a web page; leave them out with to_line.")
        lines.append(text.format(line=found.tail))
    return "\n".join(lines)


def _edge(one: FileRemark) -> str:
    return f"- {one.line}: {quoted(one.text, 100)}"


def _chapters(found: Preview) -> str:
    chapters = found.file.chapters
    if not chapters:
        return ""
    lines = [_("Chapters, which become topics:")]
    begins = dict(found.file.begins)
    for one in chapters[:SHOWN]:
        place = _("from line {line}").format(line=begins[one.number]) if one.number in begins else _("begins nowhere")
        sponsored = ", " + _("of a sponsor? Then leave it out with without") if one.sponsored else ""
        lines.append(f"- {one.number} {harmless(one.title, 80)} ({stamped(one.start)}, {place}{sponsored})")
    if len(chapters) > SHOWN:
        lines.append(plural("- and {count} more", "- and {count} more", len(chapters) - SHOWN))
    return "\n".join(lines)


def _names(found: Preview) -> str:
    """Whom names mean, where somebody said so; what else can be done about speakers."""
    lines = [
        _("- {name} is {person}, as {by} said before").format(
            name=quoted(one.name), person=person(one.person), by=person(one.by)
        )
        for one in found.aliases[:SHOWN]
    ]
    names = set(found.file.speakers) - {""}
    if not names:
        lines.append(_("The file does not say who spoke; afterwards a moderator can, with /townhall speaker."))
    elif len(names) > len(found.aliases):
        lines.append(_("Say afterwards which members the other names mean, with /townhall assign."))
    return "\n".join(lines)


def _spellings(found: Preview) -> str:
    if not found.spellings:
        return ""
    lines = [_("These names may be misspelt; nothing is changed, /townhall spelling accepts one for the minutes:")]
    for one in found.spellings[:SHOWN]:
        times = plural("{count} time", "{count} times", one.times)
        text = _("- {said}: {instead}? ({times}, first in line {line})")
        lines.append(text.format(said=quoted(one.said), instead=harmless(one.instead), times=times, line=one.line))
    return "\n".join(lines)


def _speakers(found: Preview) -> Table | None:
    speakers = found.file.speakers
    ranked = sorted(speakers.items(), key=lambda pair: -pair[1])
    rows = tuple((cited(name) if name else _("not known"), str(count)) for name, count in ranked[:SHOWN])
    if len(ranked) > SHOWN:
        rest = ranked[SHOWN:]
        others = plural("{count} other", "{count} others", len(rest))
        rows += ((others, str(sum(count for _name, count in rest))),)
    quiet = [name for name in found.file.present if name not in speakers]
    rows += tuple((cited(name), _("listed as present")) for name in quiet[:SHOWN])
    return Table((_("Speaker"), _("Remarks")), rows)


def imported(view: HallView, *, new: bool) -> Reply:
    """That a file is a town hall now, or was one already."""
    hall = view.hall
    if not new:
        text = _("The same file is imported already, as {hall}; nothing was changed. With again another one is made.")
        return Reply(title(hall), text.format(hall=hall.number), buttons=(_show(view),))
    text = plural(
        "{count} remark is kept, with its line in the file.",
        "{count} remarks are kept, with their lines in the file.",
        view.remarks,
    )
    if view.participants:
        people = plural("{count} person is named there.", "{count} people are named there.", view.participants)
    else:
        people = _("Nobody is named there; a moderator can say who spoke, with /townhall speaker.")
    consent = _("Nobody in it has chosen to be named, so the public minutes name nobody until they do.")
    more = _("/townhall assign says which member a name means; /minutes draft makes minutes of it.")
    if not view.participants:
        more = _("/minutes draft makes minutes of it.")
    return Reply(title(hall), f"{text} {people} {consent}\n\n{more}", buttons=(_show(view),))


def _show(view: HallView) -> Button:
    return Button(_("Look at it"), "townhall show", {"hall": view.hall.number})


def assigned(found: Assigned) -> Reply:
    """Who spoke, from now on."""
    hall = found.view.hall
    who = harmless(found.person.removeprefix(NOBODY)) if found.person.startswith(NOBODY) else person(found.person)
    what = _("Lines {lines}").format(lines=found.what) if found.by_lines else quoted(found.what)
    if not found.person or found.person == f"{NOBODY}{found.what}":
        return Reply(title(hall), _("{what}: no member is assigned any more.").format(what=what))
    text = _("{what}: said by {who}, who has {remarks} in this town hall now.")
    remarks = plural("{count} remark", "{count} remarks", found.remarks)
    return Reply(title(hall), text.format(what=what, who=who, remarks=remarks))


def aliases(found: Sequence[Alias]) -> Reply:
    """Whom names in files mean."""
    heading = _("Names in files")
    if not found:
        return Reply(heading, _("Nobody has said yet whom a name in a file means; /townhall assign does."))
    rows = tuple((cited(one.name), person(one.person), person(one.by), moment(one.at)) for one in found[:100])
    text = plural("{count} name means a member in every file that is imported from now on.",
                  "{count} names mean members in every file that is imported from now on.", len(found))  # fmt: skip
    return Reply(heading, text, Table((_("Name"), _("Member"), _("Said by"), _("When")), rows))


def spelt(view: HallView, said: str, instead: str) -> Reply:
    """How a name is spelt in the minutes."""
    text = _("{said} is spelt {instead} in the minutes; what was said stays in the record as it stands.")
    return Reply(title(view.hall), text.format(said=quoted(said), instead=quoted(instead)))
