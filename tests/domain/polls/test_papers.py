"""How a ballot is laid before a voter."""

from __future__ import annotations

import pytest

from bot.domain.polls.asked import Asked
from bot.domain.polls.papers import MOST_IN_A_PART, parted, shuffled


def asked(count: int) -> list[Asked]:
    return [Asked(f"component-{number}", f"Component {number}", "x") for number in range(count)]


@pytest.mark.parametrize("count", range(1, 101))
def test_parts_hold_every_component_once_in_few_parts_of_about_one_size(count: int) -> None:
    parts = parted(asked(count))

    assert [one for part in parts for one in part] == asked(count)
    assert len(parts) == -(-count // MOST_IN_A_PART)
    assert max(map(len, parts)) <= MOST_IN_A_PART
    assert max(map(len, parts)) - min(map(len, parts)) < len(parts)


def test_an_order_is_a_voters_own_and_stays() -> None:
    first = shuffled(asked(17), "P-2026-0001", "a1")

    assert first == shuffled(list(reversed(asked(17))), "P-2026-0001", "a1")
    assert sorted(one.id for one in first) == sorted(one.id for one in asked(17))
    assert first != shuffled(asked(17), "P-2026-0001", "b2")
    assert first != shuffled(asked(17), "P-2026-0002", "a1")


def test_no_place_is_a_components_over_many_voters() -> None:
    first_places = [shuffled(asked(5), "P-2026-0001", f"handle {number}")[0].id for number in range(500)]

    assert all(60 < first_places.count(one.id) < 140 for one in asked(5))
