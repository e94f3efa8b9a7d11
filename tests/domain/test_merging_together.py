"""Where files and changes made in chat go together part by part, but not as a whole."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.histories import WHOLE
from bot.domain.merging import FilePart
from tests.domain.test_merging import LATER, NOW, load
from tests.support.builders import a_system

PYTHIA = a_system(id="pythia")
NAMED = replace(PYTHIA, aliases=("Oracle",))
NAMED_IN_CHAT = FilePart("pythia", "aliases", ())
DELPHI = a_system(id="delphi")


def test_a_new_file_whose_name_was_given_in_chat_waits() -> None:
    oracle = a_system(id="new", name="Oracle")

    after, merged = load((PYTHIA, oracle), (NAMED,), NAMED_IN_CHAT)

    assert after == {"pythia": NAMED}
    assert merged.parts == (NAMED_IN_CHAT, FilePart("new", WHOLE, oracle, NOW))


def test_a_file_that_waits_keeps_the_date_of_its_clash() -> None:
    oracle = a_system(id="new", name="Oracle")
    waiting = FilePart("new", WHOLE, oracle, NOW)

    _after, merged = load((PYTHIA, oracle), (NAMED,), NAMED_IN_CHAT, waiting, now=LATER)

    assert merged.parts == (NAMED_IN_CHAT, waiting)


def test_a_file_that_waited_comes_in_when_its_name_is_free() -> None:
    oracle = a_system(id="new", name="Oracle")

    after, merged = load((PYTHIA, oracle), (PYTHIA,), FilePart("new", WHOLE, oracle, NOW))

    assert after == {"pythia": PYTHIA, "new": oracle}
    assert merged.parts == ()


def test_a_new_file_made_from_one_that_waits_waits_too() -> None:
    oracle = a_system(id="new", name="Oracle")
    tuned = a_system(id="tuned", bases=("new",))

    after, merged = load((PYTHIA, oracle, tuned), (NAMED,), NAMED_IN_CHAT)

    assert after == {"pythia": NAMED}
    assert {(part.system, part.part) for part in merged.parts if part.clashed_at} == {("new", WHOLE), ("tuned", WHOLE)}


def test_a_file_that_is_made_from_one_that_waits_keeps_the_bases_it_had() -> None:
    oracle = a_system(id="new", name="Oracle")

    after, merged = load((PYTHIA, oracle, replace(DELPHI, bases=("new",))), (NAMED, DELPHI), NAMED_IN_CHAT)

    assert after == {"pythia": NAMED, "delphi": DELPHI}
    assert FilePart("delphi", "bases", ("new",), NOW) in merged.parts


def test_an_alias_that_was_given_in_chat_is_left_out_of_a_file_that_brings_it() -> None:
    file = replace(DELPHI, aliases=("oracle", "Apollo"))

    after, merged = load((PYTHIA, file), (NAMED, DELPHI), NAMED_IN_CHAT)
    _again, second = load((PYTHIA, file), tuple(after.values()), *merged.parts, now=LATER)

    assert after["delphi"] == replace(DELPHI, aliases=("Apollo",))
    assert second.parts == merged.parts == (NAMED_IN_CHAT, FilePart("delphi", "aliases", ("oracle", "Apollo"), NOW))


def test_a_system_keeps_its_name_where_its_file_takes_one_that_was_given_in_chat() -> None:
    renamed = replace(DELPHI, name="Oracle", note="Renamed.")

    after, merged = load((PYTHIA, renamed), (NAMED, DELPHI), NAMED_IN_CHAT)
    _again, second = load((PYTHIA, renamed), tuple(after.values()), *merged.parts, now=LATER)

    assert after["delphi"] == replace(DELPHI, note="Renamed.")
    assert second.parts == merged.parts == (NAMED_IN_CHAT, FilePart("delphi", "name", "Oracle", NOW))


def test_a_name_that_stays_is_not_given_to_the_next_file() -> None:
    stored = a_system(id="delphi-1", name="Delphi")
    renamed = replace(stored, name="Oracle")
    heir = a_system(id="heir", name="Delphi")

    after, merged = load((PYTHIA, renamed, heir), (NAMED, stored), NAMED_IN_CHAT)

    assert after == {"pythia": NAMED, "delphi-1": stored}
    assert FilePart("heir", WHOLE, heir, NOW) in merged.parts


def test_a_base_of_a_system_made_in_chat_stays_when_its_file_goes() -> None:
    tuned = a_system(id="tuned", bases=("pythia",))
    in_chat = FilePart("tuned", WHOLE, None)

    after, merged = load((), (PYTHIA, tuned), in_chat)
    _again, second = load((), tuple(after.values()), *merged.parts, now=LATER)

    assert after == {"pythia": PYTHIA, "tuned": tuned}
    assert set(second.parts) == set(merged.parts) == {in_chat, FilePart("pythia", WHOLE, None, NOW)}


def test_a_base_that_stays_keeps_its_name_against_its_file_under_another_id() -> None:
    tuned = a_system(id="tuned", bases=("pythia",))
    moved = replace(PYTHIA, id="eleuther-pythia")

    after, merged = load((moved,), (PYTHIA, tuned), FilePart("tuned", WHOLE, None))

    assert after == {"pythia": PYTHIA, "tuned": tuned}
    assert FilePart("eleuther-pythia", WHOLE, moved, NOW) in merged.parts


def test_a_circle_of_bases_is_broken_where_the_file_closes_it() -> None:
    in_chat = replace(PYTHIA, bases=("delphi",))
    known = FilePart("pythia", "bases", ())

    after, merged = load((PYTHIA, replace(DELPHI, bases=("pythia",))), (DELPHI, in_chat), known)

    assert after == {"pythia": in_chat, "delphi": DELPHI}
    assert set(merged.parts) == {known, FilePart("delphi", "bases", ("pythia",), NOW)}


def test_a_circle_is_broken_wherever_in_the_order_its_systems_stand() -> None:
    in_chat = replace(DELPHI, bases=("pythia",))
    known = FilePart("delphi", "bases", ())

    after, merged = load((DELPHI, replace(PYTHIA, bases=("delphi",))), (in_chat, PYTHIA), known)

    assert after == {"pythia": PYTHIA, "delphi": in_chat}
    assert set(merged.parts) == {known, FilePart("pythia", "bases", ("delphi",), NOW)}


def test_a_circle_is_broken_with_bases_that_are_kept_for_it() -> None:
    old = a_system(id="old")
    in_chat = replace(PYTHIA, bases=("delphi",))

    after, _merged = load(
        (PYTHIA, replace(DELPHI, bases=("pythia",))),
        (replace(DELPHI, bases=("old",)), old, in_chat),
        FilePart("pythia", "bases", ()),
    )

    assert after == {"pythia": in_chat, "delphi": replace(DELPHI, bases=("old",)), "old": old}
