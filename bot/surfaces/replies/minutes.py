"""Minutes in words: in short, with what can be done with them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.meetings.document_items import (
    Answered,
    SuggestedPart,
)
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, OpenObjection, Position
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.reviews import MinutesStatus
from bot.services.minutes import minutes_json
from bot.services.minutes.minutes_markdown import markdown
from bot.services.minuting import MinutesView
from bot.services.minuting.showing import MinutesPage
from bot.surfaces.replies.minute_lines import (
    GROUP,
    action,
    decided,
    item,
    links,
    listed_parts,
    resolution,
    sentence,
    standing,
    title,
    which,
)
from bot.surfaces.replies.minute_sections import sections_menu
from bot.surfaces.replies.permalinks import Shelf, permalink
from bot.surfaces.replies.wording import block, day, harmless
from bot.surfaces.reply import Attachment, Button, Field, Reply
from bot.texts import _, plural

# In short: so many of a kind, in so many letters.
_FIRST = 5
_SHORT = 200


def page(found: MinutesPage) -> Reply:
    """Minutes in short: how they stand, what was settled, and a menu of their sections."""
    view, document = found.view, decided(found)
    if found.taken_back:
        return _taken_back(view)
    parts = [standing(view), harmless(document.overview.frame.text, 500), _about(document)]
    parts += [block(_("Settled"), [resolution(document, one, _SHORT) for one in document.resolutions], _FIRST)]
    parts += [block(_("Taken on"), [action(document, one, _SHORT) for one in document.action_items], _FIRST)]
    parts += [block(_("Objected to"), [_objection(one) for one in document.objections], _FIRST), _waiting(found)]
    return Reply(
        title(view),
        "\n\n".join(filter(None, parts)),
        buttons=tuple(_steps(found)),
        menus=(sections_menu(view, document),),
        footer=_made_by(document),
        record=permalink(Shelf.TOWN_HALL, view.hall.number) if view.version.published_at else "",
    )


def _taken_back(view: MinutesView) -> Reply:
    text = _("These minutes were retracted on {day}: {why}")
    ended = view.version.ended_at
    return Reply(
        title(view), text.format(day=day(ended.date() if ended else None), why=harmless(view.version.ended_why, 500))
    )


def _about(document: MinutesDocument) -> str:
    phrases = ", ".join(f"{harmless(one.text)} {links(document, one.sources[:3])}" for one in document.overview.phrases)
    return _("What it was about: {phrases}.").format(phrases=phrases) if phrases else ""


def _objection(one: OpenObjection) -> str:
    text = _("{part}, by somebody who is cited there: {text}")
    return text.format(part=f"`{one.part}`", text=harmless(one.text, _SHORT))


def _waiting(found: MinutesPage) -> str:
    view = found.view
    lines = []
    open_ = sum(one.settlement is None for one in view.objections)
    if open_:
        lines.append(plural("{count} objection is open.", "{count} objections are open.", open_))
    if found.writes:
        waiting = sum(one.state is Answered.OPEN for one in view.document.suggestions)
        if waiting:
            text = plural("{count} suggestion waits for a word.", "{count} suggestions wait for a word.", waiting)
            lines.append(text)
        if found.unseen:
            text = _("The public does not see {parts}: who said it chose so.")
            lines.append(text.format(parts=listed_parts(found.unseen)))
    if found.cited:
        text = _("You are cited in {parts}. If one is wrong, object to it: in its section, or with /minutes object.")
        lines.append(text.format(parts=listed_parts(found.cited)))
    return " ".join(lines)


_ENGLISH = "en"


def _made_by(document: MinutesDocument) -> str:
    text = _("Sentences were chosen by {summariser} from what people said; every one names its remarks.")
    lines = [text.format(summariser=document.made_by.summariser)]
    spoken = document.meeting.language
    if spoken != _ENGLISH:
        known = {"mul": _("Several languages were spoken"), "und": _("I do not know the language")}
        text = _("{spoken}: sentences are ranked by the words that they share alone, which finds less than in English.")
        lines.append(text.format(spoken=known.get(spoken, _("The language is {code}").format(code=spoken))))
    if document.made_by.model:
        text = _("Some were written by {model} at {endpoint}, and checked against the remarks that they cite.")
        lines.append(text.format(model=document.made_by.model, endpoint=document.made_by.endpoint))
    return " ".join(lines)


def _steps(found: MinutesPage) -> Iterator[Button]:
    hall = {"hall": found.view.hall.number}
    status = found.view.version.status
    if found.writes and any(one.state is Answered.OPEN for one in found.view.document.suggestions):
        yield Button(_("Suggestions"), f"{GROUP} suggestions", hall)
    if found.cited or found.view.objections:
        yield Button(_("Objections"), f"{GROUP} objections", hall)
    if found.writes and status is MinutesStatus.DRAFT:
        yield Button(_("Let them be reviewed"), f"{GROUP} review", hall)
    if found.signs and status is MinutesStatus.IN_REVIEW:
        # Whoever presses signs what stands here, and nothing that comes to stand there meanwhile.
        yield Button(_("Sign off"), f"{GROUP} sign", hall | {"digest": found.view.version.digest[:16]})
    if found.signs and status is MinutesStatus.SIGNED_OFF:
        yield Button(_("Publish"), f"{GROUP} publish", hall)
    if found.signs and status is MinutesStatus.PUBLISHED:
        yield Button(_("Correct"), f"{GROUP} correct", hall, (Field("why", _("What is wrong in them?"), limit=300),))
        yield Button(_("Retract"), f"{GROUP} retract", hall, (Field("why", _("Why?"), limit=300),))
    yield Button(_("As a file"), f"{GROUP} file", which(found.view))


def changed(view: MinutesView, part: str | None = None) -> Reply:
    """That a change is stored, and how the part reads now."""
    there = view.document.find(part.strip().lower()) if part else None
    text = _("Stored. {standing}")
    lines = [text.format(standing=standing(view))]
    if there is not None and not isinstance(there, DocumentTopic | Position | SuggestedPart):
        lines.insert(
            0,
            f"- {sentence(view.document, there) if isinstance(there, CitedSentence) else item(view.document, there)}",
        )
    return Reply(title(view), "\n\n".join(lines), buttons=on(view))


def on(view: MinutesView) -> tuple[Button, ...]:
    """The way back to the minutes."""
    return (Button(_("Show the minutes"), f"{GROUP} show", {"hall": view.hall.number}),)


def stepped(view: MinutesView) -> Reply:
    """How minutes stand after a step."""
    return Reply(title(view), standing(view) + "\n\n" + harmless_standing(view), buttons=on(view))


def harmless_standing(view: MinutesView) -> str:
    """What can be done with minutes as they stand."""
    return view.version.standing()


def file(found: MinutesPage) -> Reply:
    """Minutes as files: Markdown to read or edit, JSON for programs."""
    name = f"{found.view.hall.number}-v{found.view.version.number}"
    text = _("Markdown to read, JSON for programs.")
    if found.writes:
        text = _("This is what those who write the minutes see, with persons. Edit the Markdown and give it back with "
                 "/minutes load; lines that begin with “- ” may be edited, and a sentence without its remarks is "
                 "refused.")  # fmt: skip
    attachments = (
        Attachment(f"{name}.md", markdown(found.document).encode(), _("The minutes in Markdown")),
        Attachment(f"{name}.json", minutes_json.written(found.document), _("The minutes for programs")),
    )
    return Reply(title(found.view), text, attachments=attachments, buttons=on(found.view))


def digest(text: str) -> Reply:
    """A digest for the forum, as a text to paste and as a file."""
    beginning = text if len(text) <= _PASTED else ""
    more = _("It is too long to show here; the file holds it.") if not beginning else ""
    return Reply(_("Digest of town halls"), beginning or more, attachments=(Attachment("digest.md", text.encode()),))


_PASTED = 3000
