"""Links in a remark: their text, where the remark gives one.

Source: scribe2doc, "Links" (w3c/scribe2): ``-> URL text``, ``-> URL "text"``, ``-> text URL``, ``text -> URL``.
Read November 2026.
"""

from __future__ import annotations

import re

URL = re.compile(
    r"(?:[a-z][a-z0-9+]{1,20}://|mailto:[^\s<@]{1,100}@|geo:[0-9.]|urn:[a-z0-9-]{1,40}:)[^\s<>\"‘’“”«»\u2039\u203a]+",
    re.IGNORECASE,
)
_ARROW = re.compile(r"(--?>) *$")
_ARROW_TEXT = re.compile(r"--?> *(\S.*?) *$")
_AFTER = re.compile(r" *(?:\"([^\"\t]*)\"|'([^'\t]*)'|([^'\" \t][^\t]*[^ \t]|[^'\" \t]) *)")
_ARROW_AFTER = re.compile(r" *--?> *(?:\"([^\"\t]*)\"|'([^'\t]*)'|([^ \t][^\t]*[^ \t]|[^ \t])|) *")
_LAST = re.compile(r"([^\t]*\S) *$")


def without_targets(text: str) -> str:
    """Put the text of a link in the place of the link."""
    done: list[str] = []
    rest = text
    while found := URL.search(rest):
        before, target, after = rest[: found.start()], found.group(), rest[found.end() :]
        shown, rest = _shown(before, target, after)
        done.append(shown)
    return "".join([*done, rest])


def _shown(before: str, target: str, after: str) -> tuple[str, str]:
    """What to show of the text up to a link, and what remains to be read."""
    if arrow := _ARROW.search(before):
        before = before[: arrow.start()]
        if named := _AFTER.match(after):
            return before + _first(named), after[named.end() :]
        if last := _LAST.search(before):
            return last[1], after
        return before + target, after
    if arrow := _ARROW_TEXT.search(before):
        return before[: arrow.start()] + arrow[1], after
    if named := _ARROW_AFTER.match(after):
        return before + (_first(named) or target), after[named.end() :]
    return before + target, after


def _first(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group), "")
