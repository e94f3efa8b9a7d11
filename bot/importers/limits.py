"""Opening a file that strangers wrote: its size, depth and growth are bounded before anything is built of it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from bot.definitions.problems import Problem
from bot.definitions.reading import Document

# The largest file of these projects has 20 KB, 800 nodes and 5 levels.
BYTES, NODES, LEVELS = 500_000, 20_000, 30
NAME_LENGTH = 200

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """The text would make too large a tree."""

    def __init__(self, event: Any, expected: str) -> None:
        super().__init__(expected)
        self.line = event.start_mark.line + 1
        self.expected = expected


def opened(path: Path) -> Document:
    """Read a file within the limits; what is beyond them is a problem of the document, whose tree is None then."""
    name = "".join(letter if letter.isprintable() else "�" for letter in path.name)
    if name != path.name or len(name) > NAME_LENGTH:
        return _bad(name[:NAME_LENGTH], 0, f"expected a file name of at most {NAME_LENGTH} printable characters")
    try:
        content = _bytes(path)
        if len(content) > BYTES:
            return _bad(name, 0, f"expected at most {BYTES // 1000} KB, found a larger file")
        text = content.decode("utf-8-sig")
        _measure(text)
    except UnicodeDecodeError as error:
        return _bad(name, 0, f"expected UTF-8 text, found other bytes at position {error.start}")
    except OSError as error:
        return _bad(name, 0, f"expected a file that can be read ({error.strerror or error})")
    except _Refused as refused:
        return _bad(name, refused.line, refused.expected)
    except yaml.YAMLError as error:
        return _invalid(name, error)
    document = Document(name, text)
    document.digest = hashlib.sha256(content).hexdigest()
    return document


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise OSError("it is no file")
    with path.open("rb") as file:
        return file.read(BYTES + 1)


def _bad(name: str, line: int, expected: str) -> Document:
    document = Document(name, "")
    document.problems = [Problem(name, line, "", expected)]
    return document


def _invalid(name: str, error: yaml.YAMLError) -> Document:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return _bad(name, mark.line + 1 if mark else 0, f"not valid YAML: {what}")


def _measure(text: str) -> None:
    """Walk through the text without building anything, counting each alias as all that it stands for."""
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    nodes = documents = 0
    for event in yaml.parse(text, Loader=_Base):
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise _Refused(event, "expected one document, found several")
            case yaml.AliasEvent():
                # An anchor that has not ended yet is not among them: it would hold itself.
                if event.anchor not in sizes:
                    raise _Refused(event, "expected an anchor that was named before, and does not hold itself")
                nodes += sizes[event.anchor]
            case yaml.NodeEvent():
                nodes += 1
                _check_tag(event)
                if isinstance(event, yaml.ScalarEvent):
                    sizes[event.anchor or ""] = 1
                else:
                    open_.append((event.anchor, nodes - 1))
            case yaml.CollectionEndEvent():
                anchor, before = open_.pop()
                sizes[anchor or ""] = nodes - before
        if nodes > NODES or len(open_) > LEVELS:
            raise _Refused(event, f"expected at most {NODES} values and {LEVELS} levels, anchors written out")


def _check_tag(event: Any) -> None:
    if event.tag is not None and event.tag != "!":
        raise _Refused(event, f"expected no tags, found {event.tag[:60]}")
