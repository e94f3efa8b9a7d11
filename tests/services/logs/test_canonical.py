from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bot.services.logs import canonical

numbers = st.integers(-canonical.LIMIT_NUMBER, canonical.LIMIT_NUMBER)
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.characters(max_codepoint=0x7F))
trees = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
)


@given(trees)
def test_json_is_written_as_the_standard_wants_it(tree: object) -> None:
    assert canonical.written(tree) == rfc8785.dumps(tree)  # type: ignore[arg-type]


@given(trees)
def test_json_is_read_as_it_was_written(tree: object) -> None:
    assert canonical.read(canonical.written(tree)) == tree


def test_members_are_sorted_as_the_standard_sorts_them() -> None:
    # RFC 8785, section 3.2.3.
    tree = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    words = [line.split('":"')[1].rstrip('"}') for line in canonical.written(tree).decode().split('","')]

    assert words == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e2",
        b'"\\u0061"',
        b'"\\/"',
        b"01",
        b"-0",
        b"NaN",
        b"9007199254740992",
        b"\xef\xbb\xbf1",
        b" 1",
    ],
)
def test_another_way_to_write_the_same_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no canonical JSON"):
        canonical.read(content)
