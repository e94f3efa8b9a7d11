"""What the public sees of minutes: everybody as they chose it themselves.

By name: name and category; who goes by another name in public than in the chat, by that one alone, without the link to
a message. By category: "System creator", with a number where two must be told apart, which holds
within one topic, so that nobody can be followed through the whole town hall; no link to the message, and no time of it.
Not at all: no remark of theirs is cited, quoted or listed, and whatever rests on one goes; they are only counted as
withheld.

Names in other people's words follow the same choice. A resolution, an action item, a question or a note that others can
answer for stays, without the remarks that are not shown; one in the words of somebody who is not shown goes, and
`losses` tells the moderator so before it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Gone, Naming
from bot.domain.meetings.document_parts import UNNAMED, Coverage, Overview, Unnamed
from bot.domain.meetings.documents import MinutesDocument, Status
from bot.domain.meetings.labelling import Labels
from bot.domain.meetings.masking import Mask
from bot.domain.meetings.withholding import withheld
from bot.texts import _

Choices = Mapping[str, Naming]
_NOBODY: Mapping[str, str] = {}


def view(
    document: MinutesDocument,
    choices: Choices,
    default: Naming = Naming.BY_CATEGORY,
    called: Mapping[str, str] = _NOBODY,
) -> MinutesDocument:
    """The public view of minutes.

    Args:
        document: With persons, as reviewers see it.
        choices: How each participant wants to appear.
        default: How those appear who chose nothing, and those whom the log names and nobody knows.
        called: The names of those who appear by name and want another one than they go by in the chat.
    """
    hidden = {person for person in _persons(document) if choices.get(person, default) is Naming.NOT_AT_ALL}
    shown = _without_suggestions(withheld(document, hidden))
    unnamed = {person for person in _persons(document) - hidden if choices.get(person, default) is not Naming.BY_NAME}
    labels = Labels(shown, unnamed, hidden, _names(document), _otherwise(document, choices, default, called))
    return _counted(labels.applied(), shown, unnamed)


def mask(
    document: MinutesDocument,
    choices: Choices,
    default: Naming = Naming.BY_CATEGORY,
    called: Mapping[str, str] = _NOBODY,
) -> Mask:
    """Takes the names that the public does not see out of what else is said about minutes: reasons, objections."""
    names = _names(document)
    unseen = {person: choices.get(person, default) for person in names}
    categories = {one.id: one.category for one in document.people}
    labels = {
        person: _("somebody") if naming is Naming.NOT_AT_ALL else categories.get(person) or _("Participant")
        for person, naming in unseen.items()
        if naming is not Naming.BY_NAME
    }
    return Mask(labels | _otherwise(document, choices, default, called), names)


def _otherwise(
    document: MinutesDocument, choices: Choices, default: Naming, called: Mapping[str, str]
) -> dict[str, str]:
    """The names of those who appear by another one than the minutes have."""
    return {
        person: called[person]
        for person, name in _names(document).items()
        if called.get(person, name) != name and choices.get(person, default) is Naming.BY_NAME
    }


def nothing(shown: MinutesDocument) -> MinutesDocument:
    """What the public still sees of minutes that were retracted: that there were some, of which town hall."""
    frame = replace(shown.overview.frame, text=_("These minutes were retracted."))
    return replace(
        shown,
        source=replace(shown.source, remarks=0, withheld=0, speakers=0),
        status=Status.RETRACTED,
        people=(),
        unnamed=(),
        overview=Overview(frame),
        topics=(),
        resolutions=(),
        action_items=(),
        open_questions=(),
        notes=(),
        quotations=(),
        suggestions=(),
        coverage=Coverage(),
        remarks=(),
        review=(),
        objections=(),
    )


def losses(document: MinutesDocument, choices: Choices, default: Naming = Naming.BY_CATEGORY) -> tuple[str, ...]:
    """The ids of the parts that the public will not see, suggestions aside, so that a moderator can mend them."""
    kept = {part.id for part in view(document, choices, default).each()}
    waiting = {one.id for one in document.suggestions}
    return tuple(part.id for part in document.each() if part.id not in kept | waiting)


def without(document: MinutesDocument, person: str, *, words: bool) -> MinutesDocument:
    """The next version of minutes, without somebody who asked to be forgotten.

    Their name is gone from all of it; the digests of their remarks stay, so that what was published can be proven.

    Args:
        document: With persons, or published under that person's name. From a view in which they stand by category
            nobody can tell which remarks were theirs: take it from the document with persons again.
        person: Whoever asked.
        words: Whether their words go as well, and every sentence that rests on them.
    """
    names = _names(document)
    after = replace(document, version=document.version + 1, replaces=document.version)
    if words:
        after = withheld(after, {person}, Gone.ERASED)
        made = Labels(after, set(), {person}, names).applied()
        return replace(made, people=tuple(one for one in made.people if one.id != person))
    return _counted(Labels(after, {person}, set(), names).applied(), after, {person})


def _persons(document: MinutesDocument) -> set[str]:
    """Everybody whom a document names in any place."""
    found = {one.id for one in document.people} | {remark.author for remark in document.remarks}
    found |= {sentence.author for sentence in document.sentences()} | {item.by for item in document.items()}
    found |= {item.owner for item in document.action_items} | {one.by for one in document.review}
    found |= {voice.person for topic in document.topics for one in topic.positions for voice in one.voices}
    return {person for person in found if person and not person.startswith(UNNAMED)}


def _names(document: MinutesDocument) -> dict[str, str]:
    return {person: document.name_of(person) for person in _persons(document)}


def _without_suggestions(document: MinutesDocument) -> MinutesDocument:
    """What waits for a person's word is not published; how much there was, is."""
    counts = coverage(document)
    return replace(document, suggestions=(), coverage=counts)


def _counted(made: MinutesDocument, before: MinutesDocument, unnamed: set[str]) -> MinutesDocument:
    """Count those by category who are no longer named, among people and in the coverage."""
    there = [one for one in before.people if one.id in unnamed]
    counts = Counter((one.category, one.attendance) for one in there)
    counts.update({(one.category, one.attendance): one.persons for one in made.unnamed})
    missing = before.coverage.persons_not_represented
    return replace(
        made,
        people=tuple(one for one in made.people if one.id not in unnamed),
        unnamed=tuple(Unnamed(*key, counts[key]) for key in sorted(counts)),
        coverage=replace(
            before.coverage,
            persons_not_represented=tuple(one for one in missing if one not in unnamed),
            unnamed_not_represented=before.coverage.unnamed_not_represented + sum(one in unnamed for one in missing),
        ),
    )
