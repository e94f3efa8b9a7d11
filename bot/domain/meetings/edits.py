"""Changing minutes before the public sees them: each change a new document, with who made it and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.meetings import answering
from bot.domain.meetings.action_items import taken
from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.document_items import (
    ActionItem,
    Answered,
    OpenQuestion,
    Quotation,
    Resolution,
    State,
    SuggestedPart,
)
from bot.domain.meetings.document_parts import (
    CitedSentence,
    DocumentTopic,
    Position,
    ReviewEvent,
    Stand,
)
from bot.domain.meetings.documents import MinutesDocument, Part
from bot.domain.meetings.owners import Known, Names
from bot.domain.meetings.replacing import replaced, with_part
from bot.domain.meetings.revisions import words as words_of
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Refusal, Unknown
from bot.domain.written import words
from bot.texts import _

SENTENCE_LIMIT = 1000
WHY_LIMIT = 300
SOURCES_LIMIT = 20

Editable = CitedSentence | Resolution | ActionItem | OpenQuestion


@dataclass(frozen=True, slots=True)
class Editing:
    """Who edits, when, and why; an edit without a reason is one too."""

    by: str
    at: datetime
    why: str = ""

    def event(self, did: str, part: str, before: str, after: str) -> ReviewEvent:
        """What is noted of it."""
        return ReviewEvent(self.by, self.at, did, part, before, after, self.why)


def part_of(document: MinutesDocument, id_: str) -> Part:
    """The part that is meant.

    Raises:
        Unknown: There is none with this id.
    """
    found = document.find(id_.strip().lower())
    if found is None:
        text = _("The minutes of {id} have no part “{part}”; the ids stand before the sentences, such as s3 or a1.")
        raise Unknown(text.format(id=document.id, part=id_[:20]))
    return found


def reworded(document: MinutesDocument, id_: str, text: str, editing: Editing) -> MinutesDocument:
    """Say a sentence, an item or the title of a topic in other words: those of a moderator from now on.

    Raises:
        Unknown: There is no such part.
        Refusal: The part cannot be worded otherwise: a quotation is somebody's own, a frame the program's.
    """
    part = part_of(document, id_)
    said = _said(text)
    if said == words_of(part):
        raise Refusal(_("{part} says that already.").format(part=part.id))
    if isinstance(part, DocumentTopic):
        return _noted(
            replaced(document, replace(part, title=said)), editing.event("retitled", part.id, part.title, said)
        )
    if isinstance(part, Quotation):
        raise Refusal(_("{part} is a quotation: it stands as it was said, or not at all.").format(part=part.id))
    if isinstance(part, CitedSentence) and part.kind is not Kind.FRAME:
        for one in _twins(document, part):
            document = replaced(document, replace(one, text=said, kind=Kind.MODERATOR))
        return _noted(document, editing.event("reworded", part.id, part.text, said))
    if isinstance(part, Resolution | ActionItem | OpenQuestion):
        return _noted(
            replaced(document, replace(part, text=said, wording=Kind.MODERATOR)),
            editing.event("reworded", part.id, part.text, said),
        )
    raise Refusal(_("{part} cannot be worded otherwise; only sentences, items and titles can.").format(part=part.id))


def struck(document: MinutesDocument, id_: str, editing: Editing) -> MinutesDocument:
    """Take a sentence, an item or a quotation out.

    Raises:
        Unknown: There is no such part.
        Refusal: The part holds others, or is the program's frame.
    """
    part = part_of(document, id_)
    if isinstance(part, DocumentTopic | Position | SuggestedPart) or part is document.overview.frame:
        text = _("{part} cannot be taken out; sentences, items and quotations can. A suggestion is refused instead.")
        raise Refusal(text.format(part=part.id))
    without = document
    for one in _twins(document, part) if isinstance(part, CitedSentence) else (part,):
        without = with_part(without, one.id, None)
    return _noted(without, editing.event("struck", part.id, words_of(part), ""))


def _twins(document: MinutesDocument, part: CitedSentence) -> list[CitedSentence]:
    """A sentence, and the same one where it stands for its category too: who mends it mends it once."""
    return [one for one in document.sentences() if (one.text, one.sources) == (part.text, part.sources)]


def added(
    document: MinutesDocument, topic: str | None, text: str, sources: Sequence[str], editing: Editing
) -> MinutesDocument:
    """Add a sentence in a moderator's words to a topic, or to the overview if none is named.

    Args:
        document: The minutes.
        topic: The id of the topic.
        text: The sentence.
        sources: Ids of the remarks that it rests on; at least one.
        editing: Who, when and why.

    Raises:
        Unknown: There is no such topic.
        Refusal: It rests on nothing, or on remarks that are gone or of another town hall.
    """
    sentence = CitedSentence(_next(document, "s"), _said(text), _sources(document, sources), Kind.MODERATOR)
    grown = replace(document, parts=document.parts + 1)
    if topic is None:
        overview = replace(grown.overview, sentences=(*grown.overview.sentences, sentence))
        grown = replace(grown, overview=overview)
    else:
        part = part_of(document, topic)
        if not isinstance(part, DocumentTopic):
            raise Refusal(_("{part} is no topic; topics are t1, t2 and so on.").format(part=part.id))
        grown = replaced(grown, replace(part, sentences=(*part.sentences, sentence)))
    return _noted(grown, editing.event("added", sentence.id, "", sentence.text))


def answered(
    document: MinutesDocument, id_: str, answer: Answered, editing: Editing, text: str | None = None
) -> MinutesDocument:
    """Accept a suggestion as it is or in other words, or refuse it.

    A misspelt name that is accepted is corrected in the sentences and items that rest on the remarks it stands in.

    Args:
        document: The minutes.
        id_: The suggestion.
        answer: Accepted, edited or refused.
        editing: Who, when and why.
        text: The words, if it is accepted in others.

    Raises:
        Unknown: There is no such suggestion.
        Refusal: It was answered before, or is none that becomes a part of minutes.
    """
    id_ = id_.strip().lower()
    if answer is Answered.REFUSED:
        return answering.refused(document, id_, editing.by, editing.at, why=editing.why)
    part = part_of(document, id_)
    if isinstance(part, SuggestedPart) and part.kind == "correction" and part.state is Answered.OPEN:
        return _corrected(document, part, editing)
    said = _said(text) if text else ""
    given = _given(document, part, said or part.text) if isinstance(part, SuggestedPart) else answering.Given()
    return answering.accepted(document, id_, editing.by, editing.at, replace(given, words=said))


def assigned(
    document: MinutesDocument, id_: str, owner: str, due: date | None, due_words: str, editing: Editing
) -> MinutesDocument:
    """Say who has an action item, and until when.

    Raises:
        Unknown: There is no such action item.
        Refusal: It is no action item, or belongs to the minutes of an earlier town hall.
    """
    part = part_of(document, id_)
    if not isinstance(part, ActionItem):
        raise Refusal(_("{part} is no action item; those are a1, a2 and so on.").format(part=part.id))
    if part.carried is not None:
        # It is listed and closed where it comes from: here only its copy would change hands.
        text = _("{part} comes from the minutes of {hall}: correct those (/minutes correct), or close it (/action "
                 "close) and note a new one.")  # fmt: skip
        raise Refusal(text.format(part=part.id, hall=part.carried.document))
    before = f"{part.owner} {part.due_words}".strip()
    given = replace(part, owner=owner, due=due, due_words=due_words)
    return _noted(replaced(document, given), editing.event("assigned", part.id, before, f"{owner} {due_words}".strip()))


def _corrected(document: MinutesDocument, part: SuggestedPart, editing: Editing) -> MinutesDocument:
    """Write a name as it was meant, wherever minutes have it from these remarks; a quotation stays as it was said."""
    pattern = re.compile(rf"(?<!\w){re.escape(part.text)}(?!\w)")
    after = replaced(document, replace(part, state=Answered.ACCEPTED, by=editing.by, at=editing.at))
    for id_ in [one.id for one in document.each()]:
        # A sentence that stands twice is reworded in both places at once.
        one = part_of(after, id_)
        if not isinstance(one, Editable) or not set(part.sources) & set(one.sources):
            continue
        said = pattern.sub(lambda _found: part.instead, one.text)
        if said != one.text:
            after = reworded(after, one.id, said, editing)
    return _noted(after, editing.event("accepted correction", part.id, part.text, part.instead))


def _given(document: MinutesDocument, part: SuggestedPart, said: str) -> answering.Given:
    """Who takes an action item on, and until when, as far as its words say so: "I" is who said it."""
    authors = {remark.id: remark.author for remark in document.remarks}
    names = Names(Known(one.id, (one.name,)) for one in document.people)
    speaker = authors.get(part.sources[0], "") if part.sources else ""
    started = document.meeting.started
    found = taken(said, names, speaker, started.date() if started else None)
    return answering.Given(
        owner=found.owner,
        due=found.due,
        due_words=found.due_words,
        state=_outcome(part.tally),
        tally=part.tally,
    )


def _outcome(tally: Mapping[str, int] | None) -> State:
    """What became of a proposal by its votes; where nobody voted, whoever accepts it says that it was agreed."""
    if tally is None:
        return State.AGREED
    for_, against = tally.get(Stand.FOR.value, 0), tally.get(Stand.AGAINST.value, 0)
    if for_ == against:
        return State.INCONCLUSIVE
    return State.AGREED if for_ > against else State.REJECTED


def _next(document: MinutesDocument, letter: str) -> str:
    return f"{letter}{document.parts + 1}"


def _said(text: str) -> str:
    return " ".join(words(text, _("what the minutes are to say"), SENTENCE_LIMIT).split())


def _sources(document: MinutesDocument, sources: Sequence[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(one.strip().lower().strip("[]") for one in sources if one.strip()))
    if not named:
        raise Refusal(_("A sentence names the remarks that it rests on: r12, or r12, r15. This one names none."))
    if len(named) > SOURCES_LIMIT:
        raise Refusal(_("A sentence rests on {limit} remarks at most.").format(limit=SOURCES_LIMIT))
    there = {remark.id: remark for remark in document.remarks}
    for one in named:
        if one not in there:
            text = _("There is no remark {remark} in {id}; the last is {last}.")
            last = document.remarks[-1].id if document.remarks else _("none")
            raise Refusal(text.format(remark=one[:20], id=document.id, last=last))
        if there[one].gone is not None:
            text = _("The remark {remark} has no text any more, so nothing can rest on it.")
            raise Refusal(text.format(remark=one))
    return named


def _noted(document: MinutesDocument, event: ReviewEvent) -> MinutesDocument:
    counted = replace(document, review=(*document.review, event))
    return replace(counted, coverage=coverage(counted))


Edit = Callable[[MinutesDocument, Editing], MinutesDocument]
"""A change that is carried out on the document as it stands when it is stored."""
