"""The bot's counting against a naive one, on random polls: 300 here, 10,000 with SOAK=1."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.domain.polls.charters import Charter, outcomes
from bot.domain.polls.rulebooks import CELL_RULES, RULES
from bot.domain.polls.sensitivity import sensitivity, under
from tests.domain.polls import oracles
from tests.domain.polls.strategies import COUNTED, SOAKING, Twice, polls

pytestmark = [pytest.mark.soak] if SOAKING else []

BY_DEFAULT = Charter()


@COUNTED
@given(polls())
def test_counts_are_those_of_the_naive_count(poll: Twice) -> None:
    for name, one in zip(poll.naive.cells, poll.tally.cells, strict=True):
        words = ("yes", "no", "discuss", "abstain")
        assert (one.counts.yes, one.counts.no, one.counts.discuss, one.counts.abstain) == tuple(
            poll.naive.number(name, word) for word in words
        )
        assert one.counts.unanswered == len(poll.naive.roll) - sum(poll.naive.number(name, word) for word in words)
        assert {category: counts.yes for category, counts in one.by_category.items()} == {
            category: poll.naive.number(name, "yes", category) for category in poll.naive.categories()
        }


@COUNTED
@given(polls())
def test_verdicts_are_those_of_the_naive_count_under_every_rule(poll: Twice) -> None:
    for rule in CELL_RULES:
        found = outcomes(poll.tally, under(BY_DEFAULT, rule))

        assert {name: found[cell].value for name, cell in poll.cells.items()} == {
            name: oracles.verdict(poll.naive, name, rule) for name in poll.naive.cells
        }


@COUNTED
@given(polls())
def test_bands_are_those_of_the_naive_count(poll: Twice) -> None:
    found = outcomes(poll.tally, under(BY_DEFAULT, "mean_band"))

    expected = oracles.bands(poll.naive)
    assert {cell.component: outcome.value for cell, outcome in found.items()} == expected


@COUNTED
@given(polls(voters=5, cells=2))
def test_margins_are_those_found_by_trying_every_change(poll: Twice) -> None:
    for rule in RULES:
        panel = sensitivity(poll.tally, under(BY_DEFAULT, rule))

        for name, cell in poll.cells.items():
            now = panel[cell].verdicts[rule]
            expected = oracles.margin(poll.naive, name, rule)
            assert panel[cell].margin == expected, (rule, name, now)


@COUNTED
@given(polls(voters=9, cells=1))
def test_margins_over_categories_are_those_found_by_trying_every_change(poll: Twice) -> None:
    panel = sensitivity(poll.tally, under(BY_DEFAULT, "concurrent"))

    [(name, cell)] = poll.cells.items()
    assert panel[cell].margin == oracles.margin(poll.naive, name, "concurrent")


@COUNTED
@given(polls())
def test_leaving_out_a_category_or_the_largest_organisation_is_counting_without_it(poll: Twice) -> None:
    tally, naive = poll.tally, poll.naive
    for rule in CELL_RULES:
        panel = sensitivity(tally, under(BY_DEFAULT, rule))
        for name, cell in poll.cells.items():
            now = oracles.verdict(naive, name, rule)
            flipping = [
                category
                for category in naive.categories()
                if oracles.verdict(naive.without(0, category), name, rule) != now
            ]
            assert sorted(panel[cell].categories) == flipping
            largest = tally.largest_organisation
            expected = None if largest is None else oracles.verdict(naive.without(1, largest), name, rule) != now
            assert panel[cell].largest_organisation is expected
