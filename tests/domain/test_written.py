"""What people type, brought to what can be kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import span_of
from bot.domain.written import ADDRESS_LIMIT, Unfit, address, day_read, name, part_of_a_day, readable, words
from tests.domain.strategies import PROPERTY

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG/",
        "https://example.org/wiki/Falcon_(model)",
        "https://пример.рф/страница",
        "https://127.0.0.1:8080/x",
    ],
)
def test_an_address_is_kept_as_it_was_typed(text: str) -> None:
    assert address(text) == text
    assert address(f"  <{text}> ") == text


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "   ",
        "example.org",
        "//example.org",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://localhost/x",
        "https://a b.org",
        "https://example.org/a\nb",
        "https://example.org/<b>",
        "https://example.org/`x`",
        "https://example.org/\u202egpj.exe",
        "https://exam\u200bple.org/",
        "https://[::1",
        "https://example.org/" + "x" * ADDRESS_LIMIT,
    ],
)
def test_what_is_no_address_of_a_page_is_refused(text: str | None) -> None:
    with pytest.raises(Unfit, match="A source is the address of a page that shows it, beginning with https://"):
        address(text)


@PROPERTY
@given(st.text())
def test_whatever_is_typed_is_an_address_or_refused(text: str) -> None:
    try:
        found = address(text)
    except Unfit:
        return
    assert found.casefold().startswith(("http://", "https://"))
    assert not set(found) & set(' \t\n<>"`|')


@pytest.mark.parametrize(
    ("text", "day"),
    [(None, TODAY), (" ", TODAY), ("2026-05-31", date(2026, 5, 31)), ("2026-5-1", date(2026, 5, 1))],
)
def test_the_day_of_reading_is_today_unless_another_is_named(text: str | None, day: date) -> None:
    assert day_read(text, TODAY) == day


@pytest.mark.parametrize("text", ["yesterday", "31.5.2026", "2026-05", "2026-02-30", "2026-13-01"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Unfit, match=rf"^“{text}” is no day; write it like 2026-11-25\.$"):
        day_read(text, TODAY)


@pytest.mark.parametrize("text", ["2026-11-26", "2031-01-01", "1989-12-31"])
def test_nobody_has_read_a_page_tomorrow_or_before_there_were_pages(text: str) -> None:
    with pytest.raises(Unfit, match="Nobody can have read a page on"):
        day_read(text, TODAY)


@pytest.mark.parametrize("text", ["2023", "2023-05", "2023-05-31", "2024-02-29"])
def test_a_date_is_kept_as_far_as_it_is_known(text: str) -> None:
    assert part_of_a_day(f" {text} ") == text


@pytest.mark.parametrize("text", ["23", "2023-5", "May 2023", "2023-13", "2023-02-31", "2023-02-29", "0000", "2023-"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unfit, match="write it as far as it is known: 2023, 2023-05 or 2023-05-31"):
        part_of_a_day(text)


@PROPERTY
@given(st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_every_date_that_is_kept_is_one(text: str) -> None:
    try:
        found = part_of_a_day(text)
    except Unfit:
        return
    assert found is not None
    assert span_of(found).first <= span_of(found).last


def test_no_date_is_none() -> None:
    assert (part_of_a_day(None), part_of_a_day(" ")) == (None, None)


def test_words_are_needed_unless_they_may_be_left_out() -> None:
    assert words(" so ", "why", 10) == "so"
    assert words(None, "why", 10, needed=False) == ""
    with pytest.raises(Unfit, match=r"^Say why, in a few words\.$"):
        words(" \0 ", "why", 10)


def test_too_many_words_are_refused_with_their_beginning() -> None:
    with pytest.raises(Unfit, match=r"^Say why in at most 10 letters; you wrote 11, which begin: “xxxxxxxxxxx …”\.$"):
        words("x" * 11, "why", 10)


@PROPERTY
@given(st.text(alphabet=st.characters()))
def test_what_is_readable_can_be_kept_in_every_database(text: str) -> None:
    kept = readable(text)

    assert not set(kept) & set("\0\x1b\x07\x9b\u202e")
    assert kept.encode().decode() == kept


def test_a_name_stands_on_one_line() -> None:
    assert name(" Llama\n 2\t\x1b[31m ", "what", 20) == "Llama 2 [31m"
    assert words("one\ntwo", "what", 20) == "one\ntwo"
