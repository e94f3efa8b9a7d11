from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.logs.leaves import Leaf
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from tests.support.logs import (
    OTHER_KEY,
    THEN,
    a_charter,
    a_disclosure,
    ballot,
    closed,
    digest,
    entries,
    forced,
    leaves,
    opened,
)

P = "P-2026-0001"


def extended(closes_at: str) -> Leaf:
    return Leaf("poll.extended", f"{P}/E-2", THEN, {"poll": P, "closes_at": closes_at, "reason": "chair"})


LATE = Leaf(
    "ballot.cast",
    f"{P}/B-7",
    THEN + timedelta(days=50),
    {"poll": P, "voter": f"{P}/V-7", "advisory": True},
    (digest(a_disclosure(7)),),
)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([ballot(2), ballot(2)], f"The id {P}/B-2 is used twice, by leaf 2 and by leaf 3."),
        ([ballot(2, prev=9)], f"The log has no earlier leaf {P}/B-9 for leaf 2 ({P}/B-2) to take the place of."),
        (
            [ballot(2), ballot(3, prev=2, voter=2), ballot(4, prev=2, voter=2)],
            f"Both leaf 3 and leaf 4 take the place of {P}/B-2.",
        ),
        (
            [ballot(2), ballot(3, prev=2)],
            f"The ballot of leaf 3 ({P}/B-3) does not take the place of the last one of its voter, none.",
        ),
        (
            [ballot(2), ballot(3, voter=2)],
            f"The ballot of leaf 3 ({P}/B-3) does not take the place of the last one of its voter, {P}/B-2.",
        ),
        (
            [Leaf("poll.opened", f"{P}/E-3", THEN, {"poll": P, "charter": f"sha256:{'1' * 64}"})],
            f"Poll {P} was opened twice, by leaf 1 and by leaf 2: its charter was changed.",
        ),
        ([ballot(2, poll="P-2026-0002")], "Poll P-2026-0002 was not open yet when leaf 2 (P-2026-0002/B-2) was cast."),
        ([closed()[0], ballot(2)], f"Poll {P} was closed when leaf 3 ({P}/B-2) was cast."),
        ([LATE], f"Poll {P} was closed when leaf 2 ({P}/B-7) was cast."),
        (
            [extended("2026-12-24T00:00:00.000Z")],
            f"Poll {P} was shortened by leaf 2 ({P}/E-2); it may only be extended.",
        ),
        ([closed()[1]], f"The ballots of poll {P} were opened before it was closed."),
        (
            [ballot(2), *closed()],
            f"disclosures/{digest(a_disclosure(2))}.json is missing: leaf 2 ({P}/B-2) stands for it, and nothing says "
            "that it was redacted.",
        ),
        (
            [Leaf("decision.accepted", "D-2026-0014", THEN, {}, (digest(a_disclosure(2)),))],
            f"disclosures/{digest(a_disclosure(2))}.json is missing: leaf 2 (D-2026-0014) stands for it, and nothing "
            "says that it was redacted.",
        ),
        (
            [ballot(2), *closed(), Leaf("redaction", "R-1", THEN, {"digest": digest(a_disclosure(2))})],
            f"The ballot of leaf 2 ({P}/B-2) was opened, but its cells are not disclosed once.",
        ),
        (
            [Leaf("redaction", "R-1", THEN, {"digest": digest(a_disclosure(2))})],
            f"The redaction leaf 2 (R-1) names the digest {digest(a_disclosure(2))}, which no earlier leaf holds.",
        ),
        (
            [ballot(2), Leaf("decision.accepted", "D-1", THEN, {}, (digest(a_disclosure(2)),))],
            f"The digest {digest(a_disclosure(2))} stands in two leaves, 2 and 3.",
        ),
        (
            [Leaf("redaction", "X-1", THEN, {"digest": digest(a_charter(sealed=True)[1])})],
            f"Leaf 2 (X-1) takes away the charter of poll {P}, without which nothing of it can be checked.",
        ),
        (
            [Leaf("key.rotated", "K-2", THEN, {"key": str(OTHER_KEY.verifier)})],
            "The key of leaf 2 (K-2) follows no other.",
        ),
    ],
)  # fmt: skip
def test_leaves_that_contradict_each_other_are_named(made: list[Leaf], said: str, tmp_path: Path) -> None:
    forced(tmp_path, entries([*leaves(2), *made]))

    assert verify(Folder(tmp_path)).breach == said


def test_ballots_may_come_until_the_end_that_an_extension_gave(tmp_path: Path) -> None:
    forced(tmp_path, entries([*leaves(2), extended("2027-01-14T00:00:00.000Z"), LATE]))

    assert verify(Folder(tmp_path)).breach is None


def test_a_log_that_does_not_begin_with_its_key_is_noticed(tmp_path: Path) -> None:
    forced(tmp_path, entries([opened()]))

    assert verify(Folder(tmp_path)).breach == f"The log does not begin with its key, but with leaf 0 ({P}/E-1)."
