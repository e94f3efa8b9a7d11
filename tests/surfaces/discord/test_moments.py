"""Moments as people read them on Discord: in their own zone, and to the second."""

from __future__ import annotations

import pytest

from bot.surfaces.discord.moments import zoned


@pytest.mark.parametrize("between", [",", " at"])
def test_a_moment_is_shown_in_the_readers_zone_and_to_the_second(between: str) -> None:
    text = f"Closes 5 December 2026{between} 18:00:37 UTC, and never early."

    assert zoned(text) == "Closes <t:1796493637:F> (<t:1796493637:R>; 18:00:37 UTC), and never early."


@pytest.mark.parametrize(
    "text", ["31 February 2026, 18:00:00 UTC", "5 December 2026", "5 Decembers 2026, 18:00:00 UTC"]
)
def test_what_is_no_moment_stays_as_it_is(text: str) -> None:
    assert zoned(text) == text
