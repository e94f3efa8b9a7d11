"""A digest for the forum, of one town hall or of a week, in the form that its people know.

Source: the weekly updates of the Open Source AI Definition on the forum of the OSI, February to September 2024: threads
as headings that lead to them, a central question, bullets without a verdict, next steps. Read November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.meetings.document_items import ActionItem, OpenQuestion, Resolution
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, Position, Stand
from bot.domain.meetings.documents import Item, MinutesDocument
from bot.services.minutes.markdown_text import shown
from bot.texts import _, plural

# A digest is read in a minute: the minutes hold the rest.
SENTENCES = 3
_BAD = frozenset(" <>()[]\\\"'`")


@dataclass(frozen=True, slots=True)
class Published:
    """Minutes as the public sees them, and the address of their page; empty where they have none yet."""

    document: MinutesDocument
    link: str = ""


def digest(published: Sequence[Published], title: str) -> str:
    """The digest as Markdown, ending in a line break; of several town halls each has a heading.

    Args:
        published: In the order in which they were held; never empty.
        title: What the digest is called: "Weekly update of 13 May 2024".
    """
    lines = [f"# {shown(title)}", "", *(_opening(one) for one in published)]
    for one in published:
        told = _Told(one, 3 if len(published) > 1 else 2)
        if len(published) > 1:
            lines += ["", f"## {_linked(one.document.meeting.title or one.document.id, one.link)}"]
        lines += told.topics()
        lines += told.rest()
    steps = [line for one in published for line in _Told(one, 2).next_steps()]
    if steps:
        lines += ["", f"## {_('Next steps')}", "", *steps]
    return "\n".join(lines) + "\n"


def _opening(one: Published) -> str:
    meeting = one.document.meeting
    title = _linked(meeting.title or one.document.id, one.link)
    frame = shown(one.document.overview.frame.text)
    return f"- {title}: {frame}"


class _Told:
    def __init__(self, published: Published, level: int) -> None:
        self._found = published.document
        self._page = published.link
        self._sign = "#" * level
        self._links = {one.id: one.link for one in self._found.remarks}
        self._places = {one.id: place for place, one in enumerate(self._found.remarks)}
        self._around: dict[int, str] = {}
        for topic in self._found.topics:
            first, last = (self._places[end] for end in topic.remarks)
            self._around.update(dict.fromkeys(range(first, last + 1), topic.id))
        self._asked: dict[str, list[OpenQuestion]] = {}
        for question in self._found.open_questions:
            self._asked.setdefault(self._belongs(question), []).append(question)
        self._settled: dict[str, list[Resolution]] = {}
        for settled in self._found.resolutions:
            self._settled.setdefault(self._belongs(settled), []).append(settled)

    def topics(self) -> Iterator[str]:
        for topic in self._found.topics:
            bullets = list(self._bullets(topic))
            if bullets:
                link = self._links.get(topic.remarks[0]) or (f"{self._page}#{topic.id}" if self._page else "")
                yield from ("", f"{self._sign} {_linked(topic.title, link)}", "", *bullets)

    def _bullets(self, topic: DocumentTopic) -> Iterator[str]:
        for question in self._asked.get(topic.id, [])[:1]:
            yield f"*{_('Central question')}:* {shown(question.text)}{self._cites(question.sources)}"
            yield ""
        for sentence in topic.sentences[:SENTENCES]:
            yield f"- {self._sentence(sentence)}"
        for position in topic.positions:
            if line := self._position(position):
                yield f"  - {line}"
        yield from map(self._resolution, self._settled.get(topic.id, []))

    def rest(self) -> Iterator[str]:
        """What was noted, and what was settled outside of the topics."""
        lines = [f"- {shown(one.text)}{self._cites(one.sources)}" for one in self._found.notes]
        lines += map(self._resolution, self._settled.get("", []))
        if lines:
            yield from ("", f"{self._sign} {_('Also worth noting')}", "", *lines)

    def next_steps(self) -> Iterator[str]:
        for one in self._found.action_items:
            if one.closed is None:
                yield f"- {self._action(one)}{self._cites(one.sources)}"
        for question in self._found.open_questions:
            yield f"- {_('Still open:')} {shown(question.text)}{self._cites(question.sources)}"

    def _action(self, one: ActionItem) -> str:
        owner = shown(self._found.name_of(one.owner)) or _("Nobody yet")
        due = f" ({_('until {day}').format(day=one.due.isoformat())})" if one.due else ""
        return f"{owner}{due}: {shown(one.text)}"

    def _resolution(self, one: Resolution) -> str:
        return f"- **{one.state.value.capitalize()}:** {shown(one.text)}{self._cites(one.sources)}"

    def _sentence(self, one: CitedSentence) -> str:
        name = shown(self._found.name_of(one.author))
        return f"{f'{name}: ' if name else ''}{shown(one.text)}{self._cites(one.sources)}"

    def _position(self, one: Position) -> str:
        """Where a category stands, if any of its people marked it."""
        marked = [f"{stand.value} {one.stands[stand]}" for stand in Stand if one.stands.get(stand)]
        if not marked:
            return ""
        people = plural("{count} person", "{count} people", one.persons)
        return f"{shown(one.category) or _('No category')}, {people}: {', '.join(marked)}"

    def _belongs(self, part: Item) -> str:
        """The topic that a part belongs to: the innermost in which its last remark lies; empty where it has none."""
        places = [self._places[source] for source in part.sources]
        return self._around.get(max(places), "") if places else ""

    def _cites(self, sources: Sequence[str]) -> str:
        found = ""
        for source in sources:
            link = self._links.get(source) or (f"{self._page}#{source}" if self._page else "")
            found += f" {_linked(source, link)}"
        return found


def _linked(text: str, link: str) -> str:
    sound = link.startswith(("https://", "http://")) and link.isprintable() and _BAD.isdisjoint(link)
    return f"[{shown(text)}]({link})" if sound else shown(text)
