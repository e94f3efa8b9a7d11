"""Plain text as Markdown that shows it as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.discord import tables
from bot.surfaces.discord.escaping import escaped
from bot.surfaces.reply import Table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Llama 2 (7B)", "Llama 2 (7B)"),
        ("a *b* _c_ ~~d~~ ||e|| `f`", r"a \*b\* \_c\_ \~\~d\~\~ \|\|e\|\| \`f\`"),
        ("[x](https://a.org/b_c) **d** [y](z)", r"\[x\](https://a.org/b_c) \*\*d\*\* \[y\](z)"),
        ("# one\n> two\n - three - four # five", "\\# one\n\\> two\n \\- three - four # five"),
        (r"see https://a.org/x_y~z, *or* not", r"see https://a.org/x_y~z, \*or\* not"),
        ("**https://a.org/x_y**", r"\*\*https://a.org/x_y\*\*"),
        (r"C:\*", r"C:\\\*"),
    ],
)
def test_every_mark_is_escaped_and_every_address_left_whole(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(alphabet="ab*_`[]()|~\\>#- \n"))
def test_without_its_backslashes_the_text_is_as_it_was_and_nothing_is_left_to_act(text: str) -> None:
    found = escaped(text)

    assert re.sub(r"\\(.)", r"\1", found) == text
    assert not set(re.sub(r"\\.", "", found)) & set("*_`[]|~")


def test_what_stands_between_two_links_in_a_table_is_escaped_too() -> None:
    row = ("[a](https://example.org)", "**b**", "[c](https://evil.example)")

    assert tables.as_lines(Table(("One", "Two", "Three"), (row,))).splitlines()[1] == (
        r"- **\[a\](https://example.org)**: \*\*b\*\* · \[c\](https://evil.example)"
    )
    assert escaped(" ".join(row)) == r"\[a\](https://example.org) \*\*b\*\* \[c\](https://evil.example)"
