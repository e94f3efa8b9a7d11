"""What was said in a town hall, brought to what makes minutes of logs, and its findings brought back to persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain.meetings.discussions import Discussion, KeptRemark, Participant
from bot.domain.meetings.document_parts import RecordedRemark
from bot.domain.meetings.heard import typed_mark
from bot.domain.meetings.making import minutes
from bot.domain.meetings.minutes import Minutes
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.rights import bounds, needs_leave
from bot.domain.meetings.sentences import FENCE

# Where the agenda is announced that was set before the town hall; remarks count from 1.
BEFORE = 0
# Captured live: who spoke is known, and what looks like "Name: text" is nobody's note of another.
_LIVE = frozenset({"discord", "terminal"})
_LINES = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PARTING = re.compile(r"[\s,،、\uff0c]+")
_NOBODY = "name:"


@dataclass(frozen=True)
class Heard:
    """A town hall as it was understood.

    ``minutes`` are what its marks declare; their people are names, and their ``remarks`` the text as it was posted.
    """

    discussion: Discussion
    minutes: Minutes
    names: Mapping[str, str]

    @cached_property
    def kept(self) -> Mapping[int, KeptRemark]:
        """The remarks that have their text, by number."""
        return {one.number: one for one in self.discussion.remarks if one.gone is None}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each remark as the record has it, by its id."""
        return {one.id: one.text for one in self.recorded}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all remarks, in order."""
        return tuple(one.number for one in self.discussion.remarks)

    @cached_property
    def speakers(self) -> Mapping[int, str]:
        """Who said each remark: its author, or who a scribe says it was."""
        found = {number: one.author for number, one in self.kept.items()}
        for one in self.minutes.remarks:
            if person := self.person(one.speaker):
                found[one.number] = person
        return found

    @cached_property
    def speaking(self) -> int:
        """How many people are known to have said something."""
        return len({person for person in self.speakers.values() if person})

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """The stakeholder category of each participant."""
        return {one.person: one.category for one in self.discussion.participants}

    @cached_property
    def marked(self) -> frozenset[int]:
        """The remarks that hold a mark: what it declares stands in the minutes already."""
        made = self.minutes
        items = (*made.resolutions, *made.rejected, *made.actions, *made.issues)
        return frozenset(line for item in items for line in item.sources)

    def person(self, name: str) -> str:
        """The person whom a name in the log means; where it is no participant's, the name itself."""
        found = self.names.get(_key(name))
        return found if found is not None else f"{_NOBODY}{name}" if name else ""

    def sources(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The ids of those remarks that have their text, each once."""
        return tuple(self.kept[number].id for number in dict.fromkeys(numbers) if number in self.kept)

    @cached_property
    def recorded(self) -> tuple[RecordedRemark, ...]:
        """All remarks, as the record has them."""
        return tuple(
            RecordedRemark(
                id=one.id,
                author=self.speakers.get(one.number, one.author),
                text=_sound(one.text) if one.gone is None else "",
                sha256=one.digest,
                at=one.at,
                link=one.link,
                line=one.line,
                edited=one.edited_since,
                first_sha256=one.first_digest if one.first_digest != one.digest else "",
                attachments=tuple(map(_sound, one.attachments)) if one.gone is None else (),
                gone=one.gone,
            )
            for one in self.discussion.remarks
        )


def hear(discussion: Discussion) -> Heard:
    """Read the marks of a town hall."""
    aliases = _aliases(discussion.participants)
    kept = [one for one in discussion.remarks if one.gone is None]
    live = discussion.source_kind in _LIVE
    leaders = {aliases.get(person, "") for person in (*discussion.facilitators, *discussion.scribes)}
    said: list[Remark] = []
    marking: list[Remark] = []
    for one in kept:
        lines = [Remark(one.number, aliases.get(one.author, ""), line) for line in _lines(one.text)]
        said += lines
        marking += _counting(one, lines, leaders) if live else lines
    last = discussion.remarks[-1].number if discussion.remarks else 0
    agenda = _agenda(discussion, kept, aliases)
    call = discussion.call or live
    made = minutes([*agenda, *marking], last, call=call)
    made = replace(made, remarks=_as_posted(made.remarks, said, {one.number: _sound(one.text) for one in kept}))
    names = {_key(alias): person for person, alias in aliases.items()}
    return Heard(discussion, made, names)


def _aliases(participants: Sequence[Participant]) -> dict[str, str]:
    """A name for each participant that no other has, and that reads as one name in a list."""
    found: dict[str, str] = {}
    taken: set[str] = {""}
    times = Counter[str]()
    for one in participants:
        plain = alias = _PARTING.sub(" ", _sound(one.name)).strip().rstrip("_")
        while _key(alias) in taken:
            times[plain] += 1
            alias = f"{plain} ({times[plain] + 1})".strip()
        taken.add(_key(alias))
        found[one.person] = alias
    return found


def _key(name: str) -> str:
    return _PARTING.sub(" ", name).strip().rstrip("_").casefold()


def _sound(text: str) -> str:
    """Without halves of letters, which no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _lines(text: str) -> Iterator[str]:
    """The lines of a remark, for a mark may begin any of them; what stands in code is none."""
    for line in _LINES.split(FENCE.sub("\n", _sound(text))):
        if line.strip():
            yield line


def _counting(remark: KeptRemark, lines: Sequence[Remark], leaders: Collection[str]) -> Iterator[Remark]:
    """The lines of a remark that was heard; one that begins with a mark that does not count is like any other.

    Whether the mark at the beginning of a message counts was decided when it was heard, with the rights of that moment.
    Anything else that leads counts from those who led.
    """
    decided = typed_mark(remark.text) is not None
    for place, line in enumerate(lines):
        led = (decided and place == 0) or not leaders or line.speaker in leaders or not needs_leave(line.text)
        counts = led and not remark.mark_void and not bounds(line.text)
        yield line if counts else replace(line, text=f"\\{line.text}")


def _agenda(discussion: Discussion, kept: Sequence[KeptRemark], aliases: Mapping[str, str]) -> list[Remark]:
    """The agenda as if the facilitator had announced it, so that its items are found where they are taken up."""
    if not discussion.agenda or not discussion.facilitators:
        return []
    spoken = {person: sum(one.author == person for one in kept) for person in discussion.facilitators}
    alias = aliases.get(max(discussion.facilitators, key=lambda person: spoken[person]), "")
    titles = (" ".join(_sound(item.title).split()) for item in discussion.agenda if item.begins is None)
    return [Remark(BEFORE, alias, f"{place}) {title}") for place, title in enumerate(titles, 1)]


def _as_posted(found: Sequence[Remark], said: Sequence[Remark], posted: Mapping[int, str]) -> tuple[Remark, ...]:
    """What is summed up: remarks as they were posted, also where a correction or an unseen sign changed them."""
    changed = {one.number for one in found if one.text not in posted.get(one.number, "")}
    changed.discard(BEFORE)
    lines: dict[int, list[Remark]] = {}
    for line in said:
        if line.number in changed:
            lines.setdefault(line.number, []).append(line)
    usable: list[Remark] = []
    for one in found:
        if one.number not in changed and one.number != BEFORE:
            usable.append(one)
        elif mine := lines.pop(one.number, None):
            usable += [replace(line, speaker=one.speaker) for line in mine]
    return tuple(usable)
