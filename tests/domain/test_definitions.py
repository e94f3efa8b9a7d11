"""Versions of definitions and their trees."""

from __future__ import annotations

import pytest

from bot.domain.definitions import leaves
from tests.support.builders import a_definition, a_level, all_of, any_of, replaceable


def test_the_leaves_of_a_tree_come_in_order_and_may_come_twice() -> None:
    tree = all_of("a", any_of("b", all_of("c", "a")), replaceable("d", "e"))

    assert list(leaves(tree)) == ["a", "b", "c", "a", "d", "e"]


def test_a_version_is_called_by_its_family_and_number() -> None:
    assert a_definition("a", id="mof", version="1.0").label == "mof 1.0"


def test_a_version_with_one_level_is_no_ladder() -> None:
    ladder = a_definition("a", "b", levels=[a_level("III", "a"), a_level("II", "b")])

    assert ladder.ladder
    assert not a_definition("a").ladder
    assert not a_definition().ladder


def test_a_requirement_is_found_by_its_id() -> None:
    definition = a_definition("training-code", "model-parameters")

    assert definition.requirement("model-parameters").component == "model_parameters"
    with pytest.raises(KeyError, match="weights"):
        definition.requirement("weights")
