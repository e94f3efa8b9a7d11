"""YAML text as a tree of mappings, lists, texts and numbers, within limits: a hostile text is a flaw with a line.

The parser's events are taken one at a time and nothing here calls itself, so that a text is given up at the first limit
it breaks: no depth can exhaust the interpreter, and no alias can grow a small file into a large tree.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode

Place = tuple[str | int, ...]

# The longest of the project's files (the licences) has 50,000 bytes, a file of another project's list at most 15,000.
LIMIT_BYTES = 1_000_000
# The deepest file (a version, with choices within choices) has 8 levels; this is far below what Python can follow.
LIMIT_LEVELS = 50
# The licences, again the longest, are 3,200 keys and values. Where all of so many are wrong, saying so takes half a
# second.
LIMIT_VALUES = 20_000
# A count or a version is short; reading a number takes time that grows with the square of its digits.
LIMIT_DIGITS = 100

# LibYAML's parser where PyYAML was built with it (every wheel is), else the slower one that gives the same.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG_DIRECTIVE = re.compile(r"^%TAG\b", flags=re.MULTILINE)
_TAG = "tag:yaml.org,2002:"
_TRUTHS = {"true": True, "false": False}
_NULL, _INT, _FLOAT = f"{_TAG}null", f"{_TAG}int", f"{_TAG}float"
# What a plain scalar may be other than text, by its first letter. Dates stay text, and so do "no" and "off" (a licence
# has "use_restrictions: no"); only true and false are truth values.
_RESOLVERS = {
    letter: [(tag, pattern) for tag, pattern in pairs if tag in (_NULL, _INT, _FLOAT)]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_NUMBERS: Any = SafeConstructor()


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in a text. ``line`` counts from 1, 0 unknown; ``key`` is the key that it is about, if any."""

    line: int
    key: str
    expected: str


@dataclass(frozen=True, slots=True)
class Tree:
    """What a text says, with all its flaws; ``root`` is worth looking at only where there are none.

    ``lines`` has the line of every place but the root, if asked for. What an alias repeats has no lines of its own.
    """

    root: Any
    flaws: tuple[Flaw, ...]
    lines: dict[Place, int]


def grow(text: str, *, with_lines: bool = False) -> Tree:
    """Read a text; nothing is raised, whatever it holds."""
    growth = _Growth(with_lines)
    try:
        _check_characters(text)
        parser = _Parser(text)
        while (event := parser.get_event()) is not None:
            growth.take(event)
    except _Hopeless as error:
        growth.flaws.append(error.flaw)
    except (yaml.YAMLError, ValueError) as error:
        growth.flaws.append(_unparsed(error, text))
    return Tree(growth.root, tuple(growth.flaws), growth.lines)


class _Hopeless(Exception):
    """Reading has to stop here."""

    def __init__(self, line: int, expected: str) -> None:
        self.flaw = Flaw(line, "", expected)
        super().__init__(expected)


def _check_characters(text: str) -> None:
    if len(text) > LIMIT_BYTES:
        raise _Hopeless(0, f"expected at most {LIMIT_BYTES} characters, found {len(text)}")
    if found := _NOT_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _Hopeless(line, f"expected text, found the character U+{ord(found.group()):04X}")
    if found := _TAG_DIRECTIVE.search(text):
        # The parser's time grows with the square of their number.
        raise _Hopeless(text.count("\n", 0, found.start()) + 1, "expected no %TAG line")


def _unparsed(error: Exception, text: str) -> Flaw:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Flaw(0, "", f"not valid YAML: {str(error).splitlines()[0]}")
    found = text.splitlines()[mark.line : mark.line + 1]
    if found and "\t" in found[0][: len(found[0]) - len(found[0].lstrip())]:
        return Flaw(mark.line + 1, "", "expected blanks before the first word of a line, found a tab")
    return Flaw(mark.line + 1, "", f"not valid YAML: {getattr(error, 'problem', None) or 'it breaks off here'}")


@dataclass(slots=True)
class _Branch:
    """A mapping or a list that is still being read. ``key`` is the key whose value comes next, None before a key."""

    holds: Any
    keyed: bool
    place: Place
    line: int
    anchor: str | None
    values_before: int
    characters_before: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A value that aliases repeat, and how much one repetition adds."""

    value: Any
    values: int
    characters: int


@dataclass(slots=True)
class _Growth:
    """A tree that is being read, event by event."""

    with_lines: bool
    root: Any = None
    flaws: list[Flaw] = field(default_factory=list)
    lines: dict[Place, int] = field(default_factory=dict)
    _open: list[_Branch] = field(default_factory=list)
    _anchored: dict[str, _Anchored | None] = field(default_factory=dict)
    _documents: int = 0
    _values: int = 0
    _characters: int = 0

    def take(self, event: Any) -> None:
        """Go on with the next event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._take_scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._begin({}, event, f"{_TAG}map")
        elif kind is yaml.SequenceStartEvent:
            self._begin([], event, f"{_TAG}seq")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            self._take_alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise _Hopeless(_line(event), "expected one document, found another after ---")

    def _take_scalar(self, event: Any) -> None:
        text: str = event.value
        self._count(1, len(text), event)
        if event.tag is not None:
            self._check_tag(event, f"{_TAG}str")
        # Plain, so that it may be something else than text.
        value = self._read(text, event) if text[:1] in _RESOLVERS and event.implicit[0] else text
        if event.anchor is not None:
            self._anchored[event.anchor] = _Anchored(value, 1, len(text))
        branch = self._open[-1] if self._open else None
        if branch is not None and branch.key is None and branch.keyed:
            self._take_key(text, value, event, branch)
        else:
            self._put(value, event)

    def _read(self, text: str, event: Any) -> Any:
        if text in _TRUTHS:
            return _TRUTHS[text]
        for tag, pattern in _RESOLVERS[text[:1]]:
            if pattern.match(text):
                return None if tag == _NULL else self._read_number(tag, text, event)
        return text

    def _read_number(self, tag: str, text: str, event: Any) -> float:
        if len(text) > LIMIT_DIGITS:
            self._note(event, f"expected a number of at most {LIMIT_DIGITS} digits, found {len(text)}")
            return 0
        node = ScalarNode(tag, text)
        try:
            number: float = _NUMBERS.construct_yaml_int(node) if tag == _INT else _NUMBERS.construct_yaml_float(node)
        except (ValueError, OverflowError):
            self._note(event, f"expected a number, found {text}: put it in quotes if it is text")
            return 0
        if not math.isfinite(number):
            self._note(event, f"expected a number that can be written out, found {text}")
            return 0
        return number

    def _take_key(self, text: str, value: Any, event: Any, branch: _Branch) -> None:
        if text == "<<" and event.implicit[0]:
            self._note(event, "expected no merge key (<<): write its keys out", "<<")
        elif not isinstance(value, str):
            self._note(event, f"expected text as a key, found {_kind(value)}: put it in quotes", text)
        if text in branch.holds:
            self._note(event, "expected each key once, found it again", text)
        branch.key = text
        if self.with_lines:
            self.lines.setdefault((*branch.place, text), _line(event))

    def _begin(self, holds: Any, event: Any, tag: str) -> None:
        if len(self._open) == LIMIT_LEVELS:
            raise _Hopeless(_line(event), f"expected at most {LIMIT_LEVELS} levels, one inside the other")
        values, characters = self._values, self._characters
        self._count(1, 0, event)
        self._check_tag(event, tag)
        place = self._put(holds, event)
        if event.anchor is not None:
            self._anchored[event.anchor] = None
        self._open.append(
            _Branch(holds, isinstance(holds, dict), place, _line(event), event.anchor, values, characters)
        )

    def _end(self) -> None:
        branch = self._open.pop()
        if branch.anchor is not None:
            values, characters = self._values - branch.values_before, self._characters - branch.characters_before
            self._anchored[branch.anchor] = _Anchored(branch.holds, values, characters)

    def _take_alias(self, event: Any) -> None:
        if event.anchor not in self._anchored:
            raise _Hopeless(_line(event), f"expected an anchor before the alias *{event.anchor[:40]}, found none")
        anchored = self._anchored[event.anchor]
        if anchored is None:
            raise _Hopeless(_line(event), f"expected no anchor that holds itself, found *{event.anchor[:40]} inside it")
        self._count(anchored.values, anchored.characters, event)
        self._put(anchored.value, event)

    def _put(self, value: Any, event: Any) -> Place:
        """Put a value where it belongs; returns its place, if places are wanted."""
        if not self._open:
            self.root = value
            return ()
        branch = self._open[-1]
        if branch.keyed and branch.key is None:
            raise _Hopeless(_line(event), f"expected text as a key, found {_kind(value)}")
        place: Place = ()
        if self.with_lines:
            place = (*branch.place, len(branch.holds) if branch.key is None else branch.key)
            self.lines.setdefault(place, _line(event))
        if branch.keyed:
            branch.holds[branch.key] = value
            branch.key = None
        else:
            branch.holds.append(value)
        return place

    def _count(self, values: int, characters: int, event: Any) -> None:
        self._values += values
        self._characters += characters
        if self._values > LIMIT_VALUES:
            self._give_up(f"{LIMIT_VALUES} keys and values", event)
        if self._characters > LIMIT_BYTES:
            self._give_up(f"{LIMIT_BYTES} characters", event)

    def _give_up(self, most: str, event: Any) -> NoReturn:
        raise _Hopeless(_line(event), f"expected at most {most}, what aliases repeat counted each time")

    def _check_tag(self, event: Any, own: str) -> None:
        if event.tag not in (None, "!", own):
            written = event.tag.replace(_TAG, "!!", 1)[:60]
            self._note(event, f"expected no tag, found {written!r}: write the value alone")

    def _note(self, event: Any, expected: str, key: str = "") -> None:
        self.flaws.append(Flaw(_line(event), key, expected))


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _kind(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "a truth value"
        case int() | float():
            return f"the number {value}"
        case dict():
            return "a mapping"
        case list():
            return "a list"
    return "an alias"
