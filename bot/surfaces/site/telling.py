"""What replies say, as pages show it: marks of verdicts, bold words, links in a text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.domain.assessments import Verdict
from bot.domain.logic import Truth
from bot.surfaces.plain import plain
from bot.surfaces.site.words import outside

_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", flags=re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"”)]+[^\s<>\"”).,;:!?]")
_SHOWN = 56

VERDICT_TONES = {
    Verdict.CONFORMANT: "good",
    Verdict.NOT_CONFORMANT: "bad",
    Verdict.UNDETERMINED: "open",
    Verdict.NOT_APPLICABLE: "quiet",
}
VERDICT_ORDER = (Verdict.CONFORMANT, Verdict.UNDETERMINED, Verdict.NOT_CONFORMANT, Verdict.NOT_APPLICABLE)
"""In which order verdicts are told, where systems are grouped by them."""

TRUTH_TONES = {Truth.MET: "good", Truth.UNMET: "bad", Truth.UNKNOWN: "open"}


def told(markdown: str) -> Markup:
    """A line of a reply for a page: bold words stay bold, addresses become links, all else is text."""
    made, end = Markup(""), 0
    for found in _BOLD.finditer(markdown):
        made += _linked(plain(markdown[end : found.start()])) + Markup("<strong>{}</strong>").format(plain(found[1]))
        end = found.end()
    return made + _linked(plain(markdown[end:]))


def _linked(text: str) -> Markup:
    made, end = Markup(""), 0
    for found in _ADDRESS.finditer(text):
        made += escape(text[end : found.start()])
        made += outward(found[0]) if outside(found[0]) else escape(found[0])
        end = found.end()
    return made + escape(text[end:])


def outward(address: str | None, text: str = "") -> Markup:
    """A link to a page elsewhere, shown as the text or as the address in short; of any other address the text alone."""
    if address is None or not outside(address):
        return escape(text or address or "")
    link = Markup('<a href="{}" rel="nofollow noopener external">{}</a>')
    return link.format(address, text or short_address(address))


def short_address(address: str) -> str:
    """An address as people read it: the host, and the end of the path where it is long."""
    split = urlsplit(address)
    host = (split.hostname or "").removeprefix("www.")
    path = split.path.rstrip("/") + (f"?{split.query}" if split.query else "")
    if len(host) + len(path) <= _SHOWN:
        return host + path
    return f"{host}/…{path[len(host) + 2 - _SHOWN :]}"
