"""Numbers of records, in every way in which people write them."""

from __future__ import annotations

import pytest

from bot.domain.numbers import numbered


@pytest.mark.parametrize("text", ["3", "#3", " 0003 ", "2026-3", "P-3", "p-2026-0003", "#P-2026-3"])
def test_a_number_has_one_form(text: str) -> None:
    assert numbered(text, "P", 2026) == "P-2026-0003"


@pytest.mark.parametrize("text", ["", "P-", "T-3", "3 4", "-3", "P-26-3", "1234567890", "٣", "P-2026-0003 x"])
def test_what_is_none_or_another_kinds_is_no_number(text: str) -> None:
    assert numbered(text, "P", 2026) == ""


def test_a_large_number_keeps_all_its_digits() -> None:
    assert numbered("123456", "T", 2024) == "T-2024-123456"
