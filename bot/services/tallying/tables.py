"""Tables of text read strictly: CSV with commas, semicolons or tabs, in UTF-8."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar

from bot.services.tallying.problems import Problems
from bot.texts import _

T = TypeVar("T")

LIMIT_BYTES = 256 * 1024 * 1024
LIMIT_LETTERS = 300
_DELIMITERS = ",;\t"
_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Table:
    """A table: its columns by name, and its rows, which are read once, one after the other.

    Args:
        path: The file; "-" reads standard input.
        known: Every column that there can be.
        others: Whether there can be others too; they are not read.

    Raises:
        BadBallots: It is no table that can be read at all.
    """

    def __init__(self, path: Path, known: Collection[str], *, others: bool = False) -> None:
        name = (path.name or str(path)) if str(path) != "-" else _("standard input")
        self.problems = Problems(name)
        lines = io.TextIOWrapper(io.BytesIO(_text(path, self.problems)), encoding="utf-8-sig", newline="")
        self._first, head = next(((number, line) for number, line in enumerate(lines) if line.strip()), (0, ""))
        if not head:
            self.problems.add(0, "", _("expected a line of column names, found nothing"))
            self.problems.refuse()
        self.delimiter = self._delimiter(head, known)
        self._reader = csv.reader(chain([head], lines), delimiter=self.delimiter, strict=True)
        self.columns = self._columns(known, others=others)

    @staticmethod
    def _delimiter(head: str, known: Collection[str]) -> str:
        """The sign that makes the most known columns of the first line."""
        plain = head.replace('"', "").strip().lower()
        return max(_DELIMITERS, key=lambda sign: sum(part.strip() in known for part in plain.split(sign)))

    def _columns(self, known: Collection[str], *, others: bool) -> Mapping[str, int]:
        line = self._first + 1
        found: dict[str, int] = {}
        try:
            head = next(self._reader)
        except csv.Error as error:
            self.problems.add(line, "", _("not valid CSV: {what}").format(what=error))
            self.problems.refuse()
        for number, text in enumerate(head):
            name = text.strip().lower()
            if name not in known and not others:
                expected = _("expected columns of these: {known}; found {name}")
                self.problems.add(line, "", expected.format(known=", ".join(known), name=quoted(text)))
            elif name in found:
                self.problems.add(line, name, _("expected this column once, found it again"))
            found[name] = number
        self.problems.refuse()
        return found

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not blank, with its line; one of another width is a problem, and left out."""
        width, before = len(self.columns), self._line()
        while True:
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                # A quotation mark that is not closed takes the rest of the file with it.
                self.problems.add(before + 1, "", _("not valid CSV: {what}").format(what=error))
                return
            line, before = before + 1, self._line()
            if not any(row):
                continue
            if len(row) == width:
                yield line, row
            else:
                expected = _("expected {width} columns as in the first line, found {count}")
                self.problems.add(line, "", expected.format(width=width, count=len(row)))

    def _line(self) -> int:
        return self._reader.line_num + self._first


def _text(path: Path, problems: Problems) -> bytes:
    """The bytes of a file, which are UTF-8 text."""
    content = _bytes(path, problems)
    if content.startswith(_MARKS):
        problems.add(0, "", _("expected UTF-8 text, found UTF-16: save the file as “CSV UTF-8”"))
        problems.refuse()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        start = content.rfind(b"\n", 0, error.start) + 1
        line, letter = content.count(b"\n", 0, error.start) + 1, error.start - start + 1
        expected = _("expected UTF-8 text, found another byte at position {letter}: save the file as “CSV UTF-8”")
        problems.add(line, "", expected.format(letter=letter))
    zero = content.find(b"\0")
    if zero >= 0:
        problems.add(content.count(b"\n", 0, zero) + 1, "", _("expected text, found a byte 0: this is no CSV file"))
    problems.refuse()
    return content


def _bytes(path: Path, problems: Problems) -> bytes:
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(LIMIT_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        expected = _("expected a file that can be read ({reason})")
        problems.add(0, "", expected.format(reason=error.strerror))
        problems.refuse()
    if len(content) > LIMIT_BYTES:
        expected = _("expected at most {limit} MB: part the file, or count in the bot")
        problems.add(0, "", expected.format(limit=LIMIT_BYTES // 1024 // 1024))
        problems.refuse()
    return content


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet reckons with: an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def bare(cell: str) -> str:
    """A cell as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def quoted(text: str) -> str:
    """What was found, short and on one line, for a sentence."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:60])
    return f"“{shown}{'…' if len(text) > 60 else ''}”"


class Names:
    """The names in one column: each is read once, and compared with those before it.

    Args:
        column: What the column is called.
        problems: Where to note what is wrong.
        limit: How many names there can be.
        folded: Whether two that differ only in capitals or spaces are one name, written in two ways.
    """

    def __init__(self, column: str, problems: Problems, limit: int, *, folded: bool = True) -> None:
        self._column, self._problems, self._limit = column, problems, limit
        self._known: dict[str, str] = {}
        self._folded: dict[str, tuple[str, int]] = {}
        self._fold: Callable[[str], str] = (lambda text: " ".join(text.casefold().split())) if folded else str
        self._told = False

    def __call__(self, text: str, line: int, *, needed: bool = True) -> str:
        """A name without the spaces around it; a problem is noted once for each name, or for each line without one."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = bare(text.strip())
            if found:
                self._check(found, line)
        if needed and not found:
            self._problems.add(line, self._column, _("expected a name, found none"))
        return found

    def _check(self, name: str, line: int) -> None:
        if len(name) > LIMIT_LETTERS or not name.isprintable():
            expected = _("expected a name of at most {limit} letters on one line, found {name}")
            self._problems.add(line, self._column, expected.format(limit=LIMIT_LETTERS, name=quoted(name)))
        first, where = self._folded.setdefault(self._fold(name), (name, line))
        if first != name:
            expected = _("expected {first} as on line {line}, found {name}: write it the same way")
            self._problems.add(
                line, self._column, expected.format(first=quoted(first), line=where, name=quoted(name))
            )  # fmt: skip
        if len(self._folded) > self._limit and not self._told:
            self._told = True
            expected = _("expected at most {limit} different names here")
            self._problems.add(line, self._column, expected.format(limit=self._limit))


def refuse_missing(table: Table, wanted: tuple[str, ...]) -> None:
    """Stop if a column that is wanted is not there; each is a problem."""
    for name in wanted:
        if name not in table.columns:
            table.problems.add(1, name, _("expected this column, found none"))
    table.problems.refuse()


def word(text: str, words: Mapping[str, T], line: int, column: str, problems: Problems) -> T | None:
    """One of a closed set of words, in any capitals; None, and a problem, for another."""
    if text in words:
        return words[text]
    folded = text.strip().lower()
    if folded in words:
        return words[folded]
    known = ", ".join(one or _("nothing") for one in words)
    problems.add(line, column, _("expected one of {known}; found {text}").format(known=known, text=quoted(text)))
    return None
