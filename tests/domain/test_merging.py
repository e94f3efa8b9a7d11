"""Data files against changes made in chat, part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.histories import WHOLE, alterations
from bot.domain.merging import FilePart, Merged, after_change, merge
from bot.domain.systems import System
from tests.support.builders import a_fact, a_system, absent

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

FILE = a_system(a_fact(), id="pythia", developer="Eleuther")
IN_CHAT = replace(FILE, developer="EleutherAI")
IN_FILE = replace(FILE, developer="Eleuther AI")
DIFFERS = FilePart("pythia", "developer", "Eleuther")


def by_id(*systems: System) -> dict[str, System]:
    return {system.id: system for system in systems}


def load(
    files: tuple[System, ...], stored: tuple[System, ...], *parts: FilePart, now: datetime = NOW
) -> tuple[dict[str, System], Merged]:
    """What the database holds after a load, and what the load did."""
    merged = merge(by_id(*files), by_id(*stored), parts, now)
    after = {id_: system for id_, system in by_id(*stored).items() if id_ not in merged.gone}
    return after | by_id(*merged.systems), merged


@pytest.mark.parametrize(
    ("file", "stored", "known", "becomes", "parts"),
    [
        pytest.param(FILE, FILE, (), FILE, (), id="nothing changed"),
        pytest.param(IN_FILE, FILE, (), IN_FILE, (), id="the file changed"),
        pytest.param(FILE, IN_CHAT, (DIFFERS,), IN_CHAT, (DIFFERS,), id="chat changed"),
        pytest.param(IN_CHAT, IN_CHAT, (DIFFERS,), IN_CHAT, (), id="both the same"),
        pytest.param(
            IN_FILE,
            IN_CHAT,
            (DIFFERS,),
            IN_CHAT,
            (FilePart("pythia", "developer", "Eleuther AI", NOW),),
            id="both differently",
        ),
        pytest.param(None, FILE, (), None, (), id="file gone, nothing changed in chat"),
        pytest.param(
            None, IN_CHAT, (DIFFERS,), IN_CHAT, (FilePart("pythia", WHOLE, None, NOW), DIFFERS), id="file gone"
        ),
        pytest.param(
            FILE,
            IN_CHAT,
            (FilePart("pythia", WHOLE, None, NOW), DIFFERS),
            IN_CHAT,
            (DIFFERS,),
            id="file back as it was",
        ),
        pytest.param(
            None,
            IN_CHAT,
            (FilePart("pythia", WHOLE, None),),
            IN_CHAT,
            (FilePart("pythia", WHOLE, None),),
            id="made in chat",
        ),
        pytest.param(
            FILE,
            IN_CHAT,
            (FilePart("pythia", WHOLE, None),),
            IN_CHAT,
            (FilePart("pythia", "developer", "Eleuther", NOW),),
            id="made in chat, and then a file",
        ),
        pytest.param(FILE, None, (), FILE, (), id="new file"),
    ],
)
def test_a_part_becomes_what_changed_last_unless_both_did(
    file: System | None,
    stored: System | None,
    known: tuple[FilePart, ...],
    becomes: System | None,
    parts: tuple[FilePart, ...],
) -> None:
    after, merged = load((file,) if file else (), (stored,) if stored else (), *known)

    assert after.get("pythia") == becomes
    assert merged.parts == parts


def test_other_parts_of_a_system_still_come_from_its_file() -> None:
    file = replace(FILE, facts=(absent(),), note="Read again.")

    after, merged = load((file,), (IN_CHAT,), DIFFERS)

    assert after["pythia"] == replace(file, developer="EleutherAI")
    assert merged.parts == (DIFFERS,)


def test_a_clash_keeps_its_date_however_often_the_files_are_loaded() -> None:
    stored, first = load((IN_FILE,), (IN_CHAT,), DIFFERS)

    _after, again = load((IN_FILE,), tuple(stored.values()), *first.parts, now=LATER)

    assert again.parts == (FilePart("pythia", "developer", "Eleuther AI", NOW),)


def test_a_clash_that_was_settled_for_chat_stays_settled() -> None:
    settled = FilePart("pythia", "developer", "Eleuther AI")

    after, merged = load((IN_FILE,), (IN_CHAT,), settled, now=LATER)

    assert (after["pythia"], merged.parts) == (IN_CHAT, (settled,))


def test_a_file_gone_for_long_forgets_no_part_that_was_changed_in_chat() -> None:
    stored, gone = load((), (IN_CHAT,), DIFFERS)
    stored, still = load((), tuple(stored.values()), *gone.parts, now=LATER)

    after, back = load((FILE,), tuple(stored.values()), *still.parts, now=LATER)

    assert (after["pythia"], back.parts) == (IN_CHAT, (DIFFERS,))


# -- After a change in chat ----------------------------------------------------------------------------------------


def test_a_change_in_chat_keeps_what_the_file_says() -> None:
    assert after_change((), alterations(FILE, IN_CHAT), "pythia") == (DIFFERS,)


def test_a_second_change_keeps_what_the_file_says_and_not_the_first_change() -> None:
    second = replace(FILE, developer="Eleuther.ai")

    assert after_change((DIFFERS,), alterations(IN_CHAT, second), "pythia") == (DIFFERS,)


def test_a_change_to_what_the_file_says_leaves_no_difference() -> None:
    assert after_change((DIFFERS,), alterations(IN_CHAT, FILE), "pythia") == ()


def test_a_system_made_in_chat_has_no_file_and_its_later_changes_need_no_mark() -> None:
    begun = after_change((), alterations(None, FILE), "pythia")

    assert begun == (FilePart("pythia", WHOLE, None),)
    assert after_change(begun, alterations(FILE, IN_CHAT), "pythia") == begun
