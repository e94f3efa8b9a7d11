from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.logs.leaves import Leaf
from bot.domain.refusals import Unknown
from bot.services.logs.proving import prove, verify_proof
from bot.services.logs.sources import Folder
from tests.support.logs import KEY, OTHER_KEY, THEN, a_disclosure, digest, leaves, published

SHOWN = a_disclosure(2, "title", "Training code is required")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A log of 300 leaves, one of them a decision with a disclosure."""
    folder: Path = tmp_path_factory.mktemp("log")
    decision = Leaf("decision.accepted", "D-2026-0014", THEN, {}, (digest(SHOWN),))
    made = [*leaves(1), decision, *(Leaf("outage", f"O-{number}", THEN) for number in range(298))]
    published(folder, made, opened=[SHOWN])
    return Folder(folder)


def test_a_proof_can_be_checked_without_the_log(log: Folder) -> None:
    content = str(prove(log, "D-2026-0014")).encode()

    report = verify_proof(content, key=KEY.verifier)

    assert report.breach is None
    assert report.checks == (
        "The checkpoint in the proof is signed by the key that you named.",
        "The log held leaf 1 (D-2026-0014) when it had 300 leaves.",
        "1 disclosure belongs to it.",
    )


def test_a_proof_that_is_checked_by_its_own_key_says_which(log: Folder) -> None:
    report = verify_proof(str(prove(log, "K-1")).encode())

    assert report.checks[0] == (
        f"The checkpoint in the proof is signed by {KEY.verifier}; compare that with the key that the log publishes."
    )


def test_a_proof_has_the_form_that_others_read(log: Folder) -> None:
    lines = str(prove(log, "O-0")).split("\n")

    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 2"
    assert len(lines[3:12]) == 9
    assert lines[12:15] == ["", "forum.example/record", "300"]


def test_what_the_log_does_not_hold_cannot_be_proved(log: Folder) -> None:
    with pytest.raises(Unknown, match="nothing with the id D-2026-0015"):
        prove(log, "D-2026-0015")


def test_a_proof_by_another_key_is_refused(log: Folder) -> None:
    report = verify_proof(str(prove(log, "O-0")).encode(), key=OTHER_KEY.verifier)

    assert report.breach == f"The checkpoint in the proof is not signed by {OTHER_KEY.verifier}."


def test_a_proof_of_another_leaf_proves_nothing(log: Folder) -> None:
    one, other = (str(prove(log, id_)).split("\n") for id_ in ("O-0", "O-1"))

    report = verify_proof("\n".join([*one[:3], *other[3:]]).encode())

    assert report.breach == "The proof does not lead from leaf 2 (O-0) to the root that the checkpoint signs."


def test_a_disclosure_of_another_leaf_is_refused(log: Folder) -> None:
    proof = replace(prove(log, "O-0"), disclosed=(SHOWN,))

    assert verify_proof(str(proof).encode()).breach == (
        "The disclosure “title” in the proof does not belong to leaf 2 (O-0)."
    )


@pytest.mark.parametrize(
    ("nothing", "why"),
    [
        (b"", "it does not begin as proofs of the record do"),
        (b"junk\n", "it does not begin as proofs of the record do"),
        (b"\xff", "it is no text in UTF-8"),
        (b"c2sp.org/tlog-proof@v1\nindex 2\n\n", "it does not begin as proofs of the record do"),
        ("c2sp.org/tlog-proof@v1\nextra é\nindex 2\n\n".encode(), "it is no base64"),
        (b"x\n" * 50, "it does not begin as proofs of the record do"),
    ],
)
def test_what_is_no_proof_is_refused(nothing: bytes, why: str) -> None:
    assert verify_proof(nothing).breach == f"The proof cannot be read: {why}."


@pytest.fixture(scope="module")
def content(log: Folder) -> bytes:
    """The proof of the decision."""
    return str(prove(log, "D-2026-0014")).encode()


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_single_changed_byte_in_a_proof_is_found(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    mask = data.draw(st.integers(1, 255))

    report = verify_proof(content[:at] + bytes([content[at] ^ mask]) + content[at + 1 :], key=KEY.verifier)

    assert report.breach
