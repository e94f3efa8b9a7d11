"""Minutes in the words of their page: who said it, on which remarks it rests, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import ActionItem, Ground, OpenQuestion, Quotation, Resolution, State
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, Position, Presence, RecordedRemark, Stand
from bot.domain.meetings.documents import Item
from bot.domain.meetings.summaries import Kind
from bot.services.published.minutes import PublishedHall, PublishedMinutes
from bot.surfaces.site.words import day
from bot.texts import _, plural


@dataclass(frozen=True, slots=True)
class Said:
    """A line of minutes: ``who`` said it, ``note`` what is known of it, ``sources`` the remarks that it rests on."""

    id: str
    text: str
    sources: Sequence[str]
    who: str = ""
    note: str = ""
    decisions: Sequence[str] = ()
    mark: str = ""
    tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class StandSaid:
    """Those who stand alike on a topic, each with the remarks that show it."""

    stand: str
    count: int
    voices: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class PositionSaid:
    """What one category said on a topic."""

    id: str
    category: str
    persons: int
    stands: Sequence[StandSaid]
    sentences: Sequence[Said]


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """A topic; ``poll`` is the one whose voters asked to discuss it, empty where none did."""

    id: str
    title: str
    level: int
    note: str
    sources: Sequence[str]
    poll: str
    silent: str
    sentences: Sequence[Said]
    positions: Sequence[PositionSaid]


@dataclass(frozen=True, slots=True)
class RemarkSaid:
    """A remark; ``gone`` says why it has no text."""

    id: str
    who: str
    text: str
    at: datetime | None
    link: str
    note: str
    gone: str


@dataclass(frozen=True, slots=True)
class Presences:
    """Those of whom it is known in one way that they were there."""

    title: str
    meaning: str
    names: Sequence[str]


STANDS: Mapping[Stand, str] = {
    Stand.FOR: _("for it"),
    Stand.AGAINST: _("against it"),
    Stand.ACCEPTS: _("can live with it"),
    Stand.ABSTAINS: _("abstained"),
    Stand.SPOKE: _("spoke, without saying where they stand"),
}
STATES: Mapping[State, tuple[str, str]] = {
    State.AGREED: (_("agreed"), "good"),
    State.REJECTED: (_("rejected"), "bad"),
    State.INCONCLUSIVE: (_("inconclusive"), "open"),
}
GROUNDS: Mapping[Ground, str] = {
    Ground.DECLARED: _("declared by {name}"),
    Ground.COUNTED: _("counted, declared by {name}"),
    Ground.ACCEPTED: _("suggested by the program, accepted by {name}"),
}
WORDED: Mapping[Kind, str] = {
    Kind.TIDIED: _("without fillers"),
    Kind.MODEL: _("worded by a language model, and checked against the remarks"),
    Kind.MODERATOR: _("worded by a moderator"),
}
GONE: Mapping[Gone, str] = {
    Gone.DELETED: _("Deleted by who said it."),
    Gone.OFF_THE_RECORD: _("Off the record."),
    Gone.REFUSED: _("Not to be recorded, as who said it chose."),
    Gone.ERASED: _("Removed: who said it asked to be forgotten."),
}


class View:
    """The parts of one version of minutes, in the order of the page."""

    def __init__(self, hall: PublishedHall, minutes: PublishedMinutes) -> None:
        self.document = minutes.document
        self._hall = hall
        self._closed = minutes.closed
        self._categories = {one.id: one.category for one in self.document.people}
        self._names = {one.id: one.name for one in self.document.people}

    @property
    def overview(self) -> Sequence[Said]:
        """The sentences that say most."""
        return [self._sentence(one) for one in self.document.overview.sentences]

    @property
    def resolutions(self) -> Sequence[Said]:
        """What was settled or turned down."""
        return [self._resolution(one) for one in self.document.resolutions]

    @property
    def actions(self) -> Sequence[Said]:
        """What people took on."""
        return [self._action(one) for one in self.document.action_items]

    @property
    def questions(self) -> Sequence[Said]:
        """What was asked and not answered."""
        return [self._item(one, self._ground(one)) for one in self.document.open_questions]

    @property
    def notes(self) -> Sequence[Said]:
        """What somebody marked as worth noting."""
        text = _("{kind}, by {name}")
        return [
            self._item(one, text.format(kind=one.kind, name=self._by(one.by))) for one in self.document.notes
        ]  # fmt: skip

    @property
    def quotations(self) -> Sequence[Said]:
        """What was said letter by letter."""
        return [self._quotation(one) for one in self.document.quotations]

    @property
    def topics(self) -> Sequence[TopicSaid]:
        """The topics in order."""
        return [self._topic(one) for one in self.document.topics]

    @property
    def remarks(self) -> Sequence[RemarkSaid]:
        """All that was said, as far as it is shown."""
        return [self._remark(one) for one in self.document.remarks]

    def who(self, author: str) -> str:
        """Whose it is, with their category; empty where nobody knows."""
        if not author:
            return ""
        category = self._categories.get(author, "")
        name = self.document.name_of(author)
        return f"{name} ({category})" if category else name

    def people(self) -> Iterator[Presences]:
        """Who was there, by how that is known."""
        for presence, (title, meaning) in _PRESENCES.items():
            names = [self.who(one.id) for one in self.document.people if one.attendance is presence]
            names += [
                _unnamed(one.category, one.persons) for one in self.document.unnamed if one.attendance is presence
            ]
            if names:
                yield Presences(title, meaning, names)

    def missing(self) -> Sequence[str]:
        """Those who spoke and stand in no sentence."""
        coverage = self.document.coverage
        names = [self.who(one) for one in coverage.persons_not_represented]
        if coverage.unnamed_not_represented:
            names.append(plural("{count} not named", "{count} not named", coverage.unnamed_not_represented))
        return names

    def _sentence(self, one: CitedSentence) -> Said:
        return Said(one.id, one.text, one.sources, self.who(one.author), WORDED.get(one.kind, ""))

    def _item(self, one: Item, note: str) -> Said:
        return Said(one.id, one.text, one.sources, "", note, self._decisions(one.id))

    def _resolution(self, one: Resolution) -> Said:
        tally = ", ".join(f"{key} {count}" for key, count in one.tally.items()) if one.tally else ""
        note = "; ".join(filter(None, (self._ground(one), tally)))
        mark, tone = STATES[one.state]
        return Said(one.id, one.text, one.sources, "", note, self._decisions(one.id), mark, tone)

    def _action(self, one: ActionItem) -> Said:
        parts = []
        if one.due:
            parts.append(_("until {day}").format(day=day(one.due)))
        elif one.due_words:
            parts.append(f"“{one.due_words}”")
        if one.carried:
            parts.append(_("carried over from {document}").format(document=one.carried.document))
        parts.append(self._ground(one))
        closed = one.closed or self._closed.get(one.id)
        mark = _("closed on {day}").format(day=day(closed)) if closed else _("open")
        who = self.who(one.owner) or _("nobody yet")
        note = "; ".join(parts)
        return Said(
            one.id, one.text, one.sources, who, note, self._decisions(one.id), mark, "good" if closed else "open"
        )

    def _ground(self, one: Resolution | ActionItem | OpenQuestion) -> str:
        return GROUNDS[one.basis].format(name=self._by(one.by))

    def _by(self, author: str) -> str:
        return self.who(author) or _("somebody who is not named")

    def _decisions(self, part: str) -> Sequence[str]:
        return self._hall.decisions.get(part, ())

    def _quotation(self, one: Quotation) -> Said:
        return Said(one.id, one.text, one.sources, self.who(one.author))

    def _topic(self, one: DocumentTopic) -> TopicSaid:
        first, last = one.remarks
        note = _("Titled by: {by}; remarks {first} to {last}").format(by=one.titled_by.value, first=first, last=last)
        sentences = [self._sentence(sentence) for sentence in one.sentences]
        positions = [self._position(position) for position in one.positions]
        poll = one.origin if one.origin.startswith("P-") else ""
        return TopicSaid(
            one.id, one.title, one.level, note, one.sources, poll, ", ".join(one.silent), sentences, positions
        )

    def _position(self, one: Position) -> PositionSaid:
        stands = []
        for stand in Stand:
            theirs = [(self.who(voice.person), voice.sources) for voice in one.voices if voice.stand is stand]
            if theirs:
                stands.append(StandSaid(STANDS[stand], len(theirs), theirs))
        sentences = [self._sentence(sentence) for sentence in one.sentences]
        return PositionSaid(one.id, one.category or _("No category declared"), one.persons, stands, sentences)

    def _remark(self, one: RecordedRemark) -> RemarkSaid:
        who = self.who(one.author) or (_("Nobody knows who") if one.gone is None else "")
        note = _("changed after the end") if one.edited else ""
        gone = GONE[one.gone] if one.gone else ""
        return RemarkSaid(one.id, who, one.text, one.at, one.link, note, gone)


_PRESENCES: Mapping[Presence, tuple[str, str]] = {
    Presence.DECLARED: (_("Declared"), _("said that they were there, or whoever took notes did")),
    Presence.SPOKE: (_("Spoke"), _("said something, and nobody declared them")),
    Presence.REGRETS: (_("Sent regrets"), _("said that they would not come")),
    Presence.LISTED: (_("Listed, and not heard"), _("known to the town hall; nothing was heard of them")),
}


def _unnamed(category: str, persons: int) -> str:
    name = category or _("no category")
    return f"{name} × {persons}" if persons > 1 else name
