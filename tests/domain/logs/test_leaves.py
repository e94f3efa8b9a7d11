from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.logs.leaves import Leaf, Member, leaf_of, tree_of

AT = datetime(2026, 11, 21, 22, 40, 12, 345_678, tzinfo=UTC)
DIGESTS = ("w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs", "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
TREE = {
    "v": 1,
    "seq": 7,
    "type": "ballot.cast",
    "id": "P-0012/B-000431",
    "at": "2026-11-21T22:40:12.345Z",
    "poll": "P-0012",
    "voter": "P-0012/V-7f3a9c",
    "_sd": sorted(DIGESTS),
    "_sd_alg": "sha-256",
}


def a_leaf(**members: Member) -> Leaf:
    return Leaf("ballot.cast", "P-0012/B-000431", AT, members)


def test_a_leaf_is_written_with_its_place_and_sorted_digests() -> None:
    leaf = Leaf("ballot.cast", "P-0012/B-000431", AT, {"poll": "P-0012", "voter": "P-0012/V-7f3a9c"}, DIGESTS)

    assert tree_of(leaf, 7) == TREE


def test_a_leaf_is_read_as_it_was_written() -> None:
    assert tree_of(leaf_of(TREE, 7), 7) == TREE


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": True},
        {"seq": 8},
        {"seq": "7"},
        {"type": "ballot.eaten"},
        {"type": 7},
        {"id": "nobody"},
        {"at": "2026-11-21T22:40:12Z"},
        {"at": "2026-13-21T22:40:12.345Z"},
        {"name": "Ada"},
        {"poll": None},
        {"poll": 1.5},
        {"poll": []},
        {"poll": {"id": "P-0012"}},
        {"poll": [["P-0012"]]},
        {"_sd": sorted(DIGESTS, reverse=True)},
        {"_sd": []},
        {"_sd": [7]},
        {"_sd": ["short"]},
        {"_sd": [DIGESTS[0], DIGESTS[0]]},
        {"_sd_alg": "md5"},
    ],
)
def test_what_is_no_leaf_of_this_place_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        leaf_of(TREE | changed, 7)


@pytest.mark.parametrize("missing", ["v", "seq", "type", "id", "at", "_sd", "_sd_alg"])
def test_a_leaf_without_a_part_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match=r"it is no leaf|its digests"):
        leaf_of({name: value for name, value in TREE.items() if name != missing}, 7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("voter", "discord:1300000000000000000"),
        ("voter", "P-0012/V-1300000000000000000"),
        ("poll", "1300000000000000000"),
        ("reason", "because Ada asked"),
        ("reason", "1300000000000000000"),
        ("interaction", "1300000000000000000"),
        ("name", "ada"),
        ("count", -1),
        ("count", 130_000_000_000_000_000),
        ("count", True),
        ("sealed", 1),
        ("cells", ("training-code/study", "Ada Lovelace")),
    ],
)
def test_a_leaf_holds_no_personal_data(name: str, value: Member) -> None:
    with pytest.raises(ValueError, match="belongs into a disclosure"):
        a_leaf(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cells", ("training-code/study", "training-code/modify")),
        ("rule", "super(2/3)"),
        ("definition", "osaid 1.0-RC1"),
        ("count", 0),
        ("sealed", False),
        ("charter", f"sha256:{'0' * 64}"),
        ("key", "forum.example/record+bf34a466+AapSM92Dgiz9PjEgrZXJn8pReOFnCI46pRNl7Db7Zvvo"),
    ],
)
def test_a_leaf_says_what_its_members_may_hold(name: str, value: Member) -> None:
    assert a_leaf(**{name: value}).all(name) == (value if isinstance(value, tuple) else (value,))
