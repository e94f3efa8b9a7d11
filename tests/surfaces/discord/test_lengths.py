"""Texts cut to fit."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.discord.lengths import cut, cut_at_sentence, length

NOTICE = "… The rest is elsewhere."


def test_letters_outside_the_basic_plane_count_twice() -> None:
    assert length("a😀") == 3


def test_a_label_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert cut("Component table", 10) == "Component…"


def test_what_fits_stays_as_it_is() -> None:
    assert cut_at_sentence("One. Two.", 9, NOTICE) == "One. Two."


def test_a_text_is_cut_after_a_whole_sentence() -> None:
    text = "The first sentence. The second one under osaid 0.0.8 is longer. The third."

    assert cut_at_sentence(text, 60, NOTICE) == f"The first sentence.\n\n{NOTICE}"


def test_a_list_is_cut_after_a_whole_line() -> None:
    assert cut_at_sentence("- one\n- two\n- three and many more words", 36, NOTICE) == f"- one\n\n{NOTICE}"


def test_no_bold_is_left_open() -> None:
    text = "Plain words here. **Bold begins. And goes on for long** and ends. More."

    assert cut_at_sentence(text, 62, NOTICE) == f"Plain words here.\n\n{NOTICE}"


def test_no_link_is_cut_in_two() -> None:
    text = "Plain words here. [A link. With words](https://example.org/very/long/address) and more."

    assert cut_at_sentence(text, 80, NOTICE) == f"Plain words here.\n\n{NOTICE}"


def test_a_single_endless_word_is_cut_all_the_same() -> None:
    shortened = cut_at_sentence("x" * 200, 60, NOTICE)

    assert shortened.endswith(f"xxx\n\n{NOTICE}")
    assert len(shortened) == 60


MARKDOWN = st.lists(
    st.sampled_from(["word ", "end. ", "**", "`", "[", "](https://x.org) ", "\n", "- ", "😀", "\\*", "_"])
)


@given(MARKDOWN.map("".join), st.integers(60, 200))
def test_nothing_is_ever_too_long_and_nothing_is_left_open(text: str, limit: int) -> None:
    shortened = cut_at_sentence(text, limit, NOTICE)

    assert length(shortened) <= limit
    if shortened != text:
        kept = re.sub(r"\\.", "", shortened.removesuffix(NOTICE))
        assert kept.count("**") % 2 == 0
        assert kept.count("[") == kept.count("]")
