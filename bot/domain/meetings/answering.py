"""What a person says to a suggestion: only their word makes a part of the minutes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.document_items import (
    ActionItem,
    Answered,
    Ground,
    OpenQuestion,
    Resolution,
    State,
    SuggestedPart,
)
from bot.domain.meetings.document_parts import ReviewEvent
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.numbering import ACTION, QUESTION, RESOLUTION, Numbers
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Refusal, Unknown
from bot.texts import _


class NotAnswerable(Refusal):
    """A suggestion that was answered already, or that cannot become a part of minutes."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says who accepts a suggestion.

    ``words`` are other words for it, a moderator's then. An action item may have an ``owner`` and a day, a resolution
    says what became of it and how the votes were counted.
    """

    words: str = ""
    owner: str = ""
    due: date | None = None
    due_words: str = ""
    state: State = State.AGREED
    tally: Mapping[str, int] | None = None


def accepted(document: MinutesDocument, id_: str, by: str, at: datetime, given: Given | None = None) -> MinutesDocument:
    """Make a resolution, an action item or an open question of a suggestion, by somebody's word.

    Raises:
        Unknown: There is no such suggestion.
        NotAnswerable: It was answered already, or is none of these three.
    """
    found, given, number = _open(document, id_), given or Given(), Numbers(document.parts)
    text = given.words.strip() or found.text
    wording = Kind.EXTRACT if text == found.text else Kind.MODERATOR
    made: Resolution | ActionItem | OpenQuestion
    if found.kind == "resolution":
        ground = Ground.COUNTED if given.tally else Ground.ACCEPTED
        id_ = number(RESOLUTION)
        made = Resolution(id_, text, given.state, ground, by, found.sources, given.tally, wording=wording)
        after = replace(document, resolutions=(*document.resolutions, made), parts=number.highest)
    elif found.kind == "action":
        who, due, said = given.owner, given.due, given.due_words
        made = ActionItem(number(ACTION), text, who, due, said, Ground.ACCEPTED, by, found.sources, wording=wording)
        after = replace(document, action_items=(*document.action_items, made), parts=number.highest)
    elif found.kind == "question":
        made = OpenQuestion(number(QUESTION), text, Ground.ACCEPTED, by, found.sources, wording=wording)
        after = replace(document, open_questions=(*document.open_questions, made), parts=number.highest)
    else:
        raise NotAnswerable(_("Suggestion {id} cannot become a part of the minutes by itself.").format(id=id_))
    answer = Answered.ACCEPTED if wording is Kind.EXTRACT else Answered.EDITED
    return _answered(after, found, answer, by, at, after=made.text)


def refused(document: MinutesDocument, id_: str, by: str, at: datetime, *, why: str = "") -> MinutesDocument:
    """Set a suggestion aside; it stays with who refused it.

    Raises:
        Unknown: There is no such suggestion.
        NotAnswerable: It was answered already.
    """
    return _answered(document, _open(document, id_), Answered.REFUSED, by, at, why=why)


def _open(document: MinutesDocument, id_: str) -> SuggestedPart:
    found = next((one for one in document.suggestions if one.id == id_), None)
    if found is None:
        raise Unknown(_("There is no suggestion {id} in these minutes.").format(id=id_[:40]))
    if found.state is not Answered.OPEN:
        raise NotAnswerable(_("Suggestion {id} was answered already: {state}.").format(id=id_, state=found.state.value))
    return found


def _answered(
    document: MinutesDocument,
    found: SuggestedPart,
    state: Answered,
    by: str,
    at: datetime,
    *,
    after: str = "",
    why: str = "",
) -> MinutesDocument:
    """Note who said what, and count again."""
    answered = replace(found, state=state, by=by, at=at)
    event = ReviewEvent(by, at, state.value, found.id, found.text, after, why)
    made = replace(
        document,
        suggestions=tuple(answered if one.id == found.id else one for one in document.suggestions),
        review=(*document.review, event),
    )
    return replace(made, coverage=coverage(made))
