"""Markdown as a reader without one would want it."""

from __future__ import annotations

import pytest

from bot.surfaces.plain import plain, wrapped
from bot.surfaces.replies.wording import quoted


@pytest.mark.parametrize("text", ["the *second* llama", "**two** llamas", "a*b*c", "*", "**", r"\*x\*", "_x_ `y`"])
def test_what_somebody_wrote_is_shown_as_it_was_written(text: str) -> None:
    assert plain(f"**Alias**: {quoted(text)}, *new*") == f"Alias: “{text}”, new"


def test_the_line_below_an_item_is_indented_like_the_item() -> None:
    text = "- training code: published\n  before: not released, as the page of the developer says"

    assert wrapped(text, 40).splitlines() == [
        "- training code: published",
        "  before: not released, as the page of",
        "  the developer says",
    ]
