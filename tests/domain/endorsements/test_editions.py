"""For which versions an endorsement counts, and which it has to be said of again."""

from __future__ import annotations

import pytest

from bot.domain.endorsements.editions import Carry, Edition, Editions, Looped
from bot.domain.endorsements.endorsements import EndorsementState
from bot.domain.refusals import Unknown
from tests.support.endorsing import ONE, START, TWO, a_verified, an_endorsement

THREE = "3" * 64
OLD, NEW = Edition("osaid 0.0.9", "osaid", ONE), Edition("osaid 1.0", "osaid", TWO)
OTHER = Edition("mof 1.0", "mof", THREE)
PLAIN = Editions((OTHER, OLD, NEW))
CARRIED = Editions((OTHER, OLD, NEW), {TWO: Carry(TWO, ONE, "terminal:mia", START, "Spelling.")})
OF_OLD = a_verified(1, label=OLD.label, digest=ONE)


def test_versions_are_found_by_label_and_follow_each_other_in_their_family() -> None:
    assert PLAIN.called("osaid 1.0") == NEW
    assert (PLAIN.before(NEW), PLAIN.before(OLD), PLAIN.before(OTHER)) == (OLD, None, None)
    assert (PLAIN.newest("osaid 0.0.9"), PLAIN.newest("mof 1.0"), PLAIN.newest("gone 1")) == (NEW, OTHER, None)
    with pytest.raises(Unknown, match="/definition list"):
        PLAIN.called("osaid 9")


def test_only_what_is_said_to_be_editorial_takes_endorsements_over() -> None:
    assert PLAIN.counted(TWO) == (TWO,)
    assert CARRIED.counted(TWO) == (TWO, ONE)
    assert CARRIED.counted(ONE) == (ONE,)


def test_a_new_version_in_substance_asks_for_confirmation() -> None:
    assert PLAIN.to_confirm(OF_OLD, ()) == NEW
    assert CARRIED.to_confirm(OF_OLD, ()) is None


def test_a_text_that_changed_under_its_label_asks_for_confirmation() -> None:
    before = a_verified(1, label=NEW.label, digest="4" * 64)

    assert PLAIN.to_confirm(before, ()) == NEW


def test_who_endorsed_the_newest_is_not_asked_again_unless_they_took_it_back() -> None:
    again = an_endorsement(2, person=OF_OLD.person, label=NEW.label, digest=TWO)

    assert PLAIN.to_confirm(OF_OLD, [OF_OLD, again]) is None
    assert PLAIN.to_confirm(OF_OLD, [again.withdrawn(None, START)]) == NEW
    assert PLAIN.to_confirm(OF_OLD, [an_endorsement(2, digest=TWO)]) == NEW


@pytest.mark.parametrize("state", [state for state in EndorsementState if state is not EndorsementState.VERIFIED])
def test_what_does_not_count_is_not_to_be_confirmed(state: EndorsementState) -> None:
    assert PLAIN.to_confirm(a_verified(1, label=OLD.label, state=state), ()) is None


def test_no_version_takes_over_from_itself_from_a_later_one_or_from_another_definition() -> None:
    PLAIN.check_carry(TWO, ONE)

    for after, before, message in (
        (ONE, TWO, "osaid 1.0 came after osaid 0.0.9"),
        (TWO, TWO, "one text"),
        (TWO, THREE, "different definitions"),
    ):
        with pytest.raises(Looped, match=message):
            CARRIED.check_carry(after, before)


def test_a_ring_that_got_in_all_the_same_ends() -> None:
    ring = {TWO: Carry(TWO, ONE, None, START, ""), ONE: Carry(ONE, TWO, None, START, "")}

    assert Editions((OLD, NEW), ring).counted(ONE) == (ONE, TWO)
