"""Pages as a reader has them: the words of a page in order, and what a browser would run or follow."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "tr",
    "dt",
    "dd",
    "summary",
    "details",
    "section",
    "table",
    "ul",
    "ol",
    "div",
}
_MARKS = {"h1": "# ", "h2": "\n## ", "h3": "\n### ", "li": "- ", "dt": ": ", "dd": "    ", "summary": "+ ", "tr": "| "}


def parsed(content: bytes) -> Element:
    """The tree of a page, as a browser builds it; refuses what HTML does not allow."""
    found: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content.decode())
    return found


def seen(content: bytes) -> str:
    """What stands between head and foot of a page, a line a block: links with where they lead, ids in braces."""
    main = next(one for one in parsed(content).iter("main"))
    lines = [_line(line) for line in "".join(_told(main)).split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip() + "\n"


def _line(line: str) -> str:
    """A line with single blanks; that of a value stays further in."""
    text = " ".join(line.split())
    return f"    {text}" if text and line.startswith("    ") else text


def _told(element: Element) -> Iterator[str]:
    block = element.tag in _BLOCKS
    yield "\n" + _MARKS.get(element.tag, "") if block else ""
    yield f"{{#{element.get('id')}}} " if element.get("id") and element.tag != "main" else ""
    yield " | " if element.tag in ("td", "th") else ""
    yield "[" if element.tag == "a" else ""
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _told(child)
        yield (child.tail or "").replace("\n", " ")
    yield f"]({element.get('href')})" if element.tag == "a" else ""
    yield "\n" if block else ""


def running(content: bytes) -> list[str]:
    """What a browser would run, or follow to somewhere else than a page: scripts, handlers, strange addresses."""
    found = []
    for element in parsed(content).iter():
        if element.tag in ("script", "iframe", "object", "embed", "img", "form"):
            found.append(str(element.tag))
        found += [name for name in element.attrib if name.startswith("on")]
        address = (element.get("href") or element.get("src") or "").strip().lower()
        if ":" in address.split("/")[0] and not address.startswith(("http://", "https://")):
            found.append(address)
    return found


def ids(content: bytes) -> list[str]:
    """Every id of a page."""
    return [found for element in parsed(content).iter() if (found := element.get("id"))]


def links(content: bytes) -> list[str]:
    """Where the links of a page lead."""
    return [found for element in parsed(content).iter("a") if (found := element.get("href"))]
