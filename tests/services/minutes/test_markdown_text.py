"""What people wrote, in a line of Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.services.minutes.markdown_text import shown, understood
from tests.domain.strategies import PROPERTY


@PROPERTY
@given(st.text() | st.text("\\`*_[]<>|~{}&#+-=1.)⟨U+0A ⟩\n\t\u202e\u200d"))
def test_every_text_is_read_back_as_it_was_written_on_one_line(text: str) -> None:
    assert understood(shown(text)) == text
    assert len(shown(text).splitlines()) <= 1
    assert shown(text) == shown(text).strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Plain words, and (more): of them!", "Plain words, and (more): of them!"),
        ("# no heading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("1.5 is a number", "1\\.5 is a number"),
        ("*a* _b_ `c` [d](e) <f> {g}", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\{g\\}"),
        ("&lt;", "\\&lt;"),
        ("two\nlines", "two⟨U+000A⟩lines"),
        (" spaces ", "⟨U+0020⟩spaces⟨U+0020⟩"),
        ("a\u202eb\u200bc", "a⟨U+202E⟩b⟨U+200B⟩c"),
        ("⟨U+0041⟩", "⟨U+27E8⟩U+0041⟩"),
        ("👩‍💻", "👩‍💻"),
    ],
)
def test_nothing_in_it_has_a_meaning_and_nothing_hides(text: str, line: str) -> None:
    assert shown(text) == line


def test_what_people_type_without_such_care_is_read_as_they_meant_it() -> None:
    assert understood(" We *really* need <this>. ⟨U+D800⟩ ⟨U+FFFFFF⟩") == "We *really* need <this>. ⟨U+D800⟩ ⟨U+FFFFFF⟩"


@PROPERTY
@given(st.text() | st.text("\\`*_[]<>|~{}&#+-=1.)!:/@ ⟨U+0A ⟩\n\t\u202e\u200dab"))
def test_a_reader_of_markdown_finds_nothing_in_it_but_text(text: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    tokens = reader.parse(f"- {shown(text)}")

    inline = [token for token in tokens if token.type == "inline"]
    kinds = [token.type for token in tokens if token.type != "inline"]
    assert kinds in (
        [
            "bullet_list_open",
            "list_item_open",
            "paragraph_open",
            "paragraph_close",
            "list_item_close",
            "bullet_list_close",
        ],
        ["bullet_list_open", "list_item_open", "list_item_close", "bullet_list_close"],
    )
    assert {child.type for token in inline for child in token.children or ()} <= {"text"}
    assert understood(_escaped("".join(token.content for one in inline for token in one.children or ()))) == text


def _escaped(text: str) -> str:
    """As `shown` leaves it, of what a reader of Markdown sees."""
    return text.replace("\\", "\\\\")
