"""Minutes that a moderator edited as Markdown, read back: nothing is taken that does not rest on remarks.

Sentences may be reworded, deleted, moved and added; everything else must stand as the program wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.definitions.problems import Problem
from bot.domain.meetings.documents import MinutesDocument
from bot.services.minutes.editing import Edit, Edits
from bot.services.minutes.markdown_rows import Row, rows
from bot.services.minutes.markdown_text import understood
from bot.services.minutes.minutes_json import BadMinutes
from bot.texts import _, plural

LIMIT_LETTERS = 16 * 1024 * 1024
LIMIT_LINE = 20_000
_TOLD = 100
_LINE = re.compile(
    r"- +(?:\*\*(?P<head>(?:[^*\\]|\\.)*):\*\* +)?(?P<text>.*?)(?P<cites>(?: +\[r\d{1,9}\])*)"
    r"(?: +\{(?P<id>[a-z]\d{1,9})(?: (?P<kind>[a-z]+))?\})?"
)
_CITED = re.compile(r"r\d+")


def edited(text: str, document: MinutesDocument, *, by: str = "", file: str = "minutes.md") -> MinutesDocument:
    """Read minutes back that somebody edited.

    Args:
        text: The file that `markdown` wrote, edited.
        document: What it was written from.
        by: Who edited it: a question that they add stands under their name.
        file: How the file is called in sentences.

    Returns:
        The document with the changes: a sentence with other words or sources is a moderator's, and what was added has
        an id that no part had before. Without changes, the document as it was.

    Raises:
        BadMinutes: With every problem, each with its line; nothing was taken.
    """
    reading = _Reading(document, file)
    reading.read(text)
    edits = Edits(document, reading.problem)
    after = edits.applied(reading.found, by)
    if reading.problems:
        told = sorted(set(reading.problems))[:_TOLD]
        count = plural("{count} problem", "{count} problems", len(told))
        lines = "\n".join(f"  {one}" for one in told)
        message = _("{count} in the edited minutes, nothing was changed:\n{lines}")
        raise BadMinutes(message.format(count=count, lines=lines), tuple(told))
    return after


@dataclass(slots=True)
class _Reading:
    document: MinutesDocument
    file: str
    problems: list[Problem] = field(default_factory=list)
    found: list[Edit] = field(default_factory=list)

    def problem(self, line: int, expected: str) -> None:
        if len(self.problems) < _TOLD:
            self.problems.append(Problem(self.file, line, "", expected))

    def read(self, text: str) -> None:
        """Sort the lines into those of the program, which must stand as they were, and those that were edited."""
        if len(text) > LIMIT_LETTERS:
            self.problem(0, _("the file is too large for minutes"))
            return
        lines = [line.rstrip() for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")]
        remarks = f"## {_('Remarks')}" in lines
        own = [row for row in rows(self.document, remarks=remarks) if row.text and not row.part]
        places: dict[str, list[int]] = {}
        for place, row in enumerate(own):
            places.setdefault(row.text, []).append(place)
        at, container, strange = 0, "", 0
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            if at < len(own) and line == own[at].text:
                container, at, strange = own[at].opens or container, at + 1, 0
            elif line.startswith("- ") or line == "-":
                self._item(number, line, container)
            elif (next_ := next((place for place in places.get(line, ()) if place >= at), None)) is not None:
                # What stands between was taken out, unless it was changed, which is told already.
                self._missing(number, own[at + strange : next_])
                container, at, strange = own[next_].opens or container, next_ + 1, 0
            else:
                strange += 1
                self._strange(number, line, own[at : at + strange])
        self._missing(len(lines), own[at + strange :])

    def _missing(self, number: int, gone: Sequence[Row]) -> None:
        for row in gone:
            self.problem(number, _("before this, a line is missing that must stay: {line}").format(line=_cut(row.text)))

    def _strange(self, number: int, line: str, expected: Sequence[Row]) -> None:
        if line.startswith("#"):
            self.problem(number, _("there is no such section, or not in this place: {line}").format(line=_cut(line)))
        elif expected:
            text = _("this line cannot be edited; here stood: {line}")
            self.problem(number, text.format(line=_cut(expected[-1].text)))
        else:
            self.problem(number, _("only lines that begin with “- ” can be added, each a sentence with its sources"))

    def _item(self, number: int, line: str, container: str) -> None:
        read = _LINE.fullmatch(line) if len(line) <= LIMIT_LINE else None
        if read is None:
            self.problem(number, _("this is no sentence with its sources, such as: - What was said. [r12]"))
            return
        self.found.append(
            Edit(
                line=number,
                container=container,
                head=read["head"] or "",
                text=understood(read["text"]),
                sources=tuple(_CITED.findall(read["cites"])),
                id=read["id"] or "",
                kind=read["kind"] or "",
            )
        )


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:120]} …"
