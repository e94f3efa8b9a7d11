"""What people wrote as Markdown, for a page: paragraphs, lists, emphasis, code, quotations and links; nothing else."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
# Whoever wrote it, the page's headings, pictures and tables are the record's.
_LEFT_OUT = ("heading", "lheading", "image", "html_block", "html_inline", "hr", "reference")
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]")


def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    return made.disable(_LEFT_OUT)


_MARKDOWN = _reader()


def prose(text: str) -> Markup:
    """Fill what somebody wrote into a page; tags are shown as text, and links lead to http and https alone."""
    made = _MARKDOWN.render(_INVISIBLE.sub(" ", text))
    clean = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener external",
    )
    # What nh3 gives is safe to put into a page: that is what it is for.
    return Markup(clean.strip())  # noqa: S704
