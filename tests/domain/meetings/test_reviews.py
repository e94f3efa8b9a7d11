"""Minutes on their way to the public: what has to come before what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.halls import Objections
from bot.domain.meetings.reviews import (
    MinutesObjection,
    MinutesStatus,
    MinutesVersion,
    NotYet,
    Settlement,
    blocking,
)

AT = datetime(2024, 5, 10, 17, 0, tzinfo=UTC)
PERIOD = timedelta(hours=48)
MODERATOR = "discord:7"


def a_version(**changes: object) -> MinutesVersion:
    """A draft."""
    given_: dict[str, object] = {"hall": "T-2024-0001", "number": 1, "digest": "d0", "made_at": AT, **changes}
    return MinutesVersion(**given_)  # type: ignore[arg-type]


def an_objection(**changes: object) -> MinutesObjection:
    """An open objection."""
    given_: dict[str, object] = {
        "hall": "T-2024-0001",
        "version": 1,
        "number": 1,
        "part": "s3",
        "said": "We need the data.",
        "text": "I said that we need data information.",
        "by": "discord:1",
        "at": AT,
        **changes,
    }
    return MinutesObjection(**given_)  # type: ignore[arg-type]


def test_minutes_go_from_draft_to_published() -> None:
    reviewed = a_version().reviewed(AT, PERIOD)
    signed = reviewed.signed(MODERATOR, AT + timedelta(hours=3), ())
    published = signed.published(AT + PERIOD, ())

    assert reviewed.comments_until == AT + PERIOD
    assert (signed.signed_by, signed.status) == (MODERATOR, MinutesStatus.SIGNED_OFF)
    assert (published.published_at, published.status) == (AT + PERIOD, MinutesStatus.PUBLISHED)


def test_nobody_publishes_what_nobody_has_signed() -> None:
    with pytest.raises(NotYet, match="in review; a moderator signs them off"):
        a_version().reviewed(AT, PERIOD).published(AT + 2 * PERIOD, ())


def test_a_draft_is_not_signed_before_those_who_are_cited_have_seen_it() -> None:
    with pytest.raises(NotYet, match="are a draft"):
        a_version().signed(MODERATOR, AT, ())


def test_minutes_are_not_published_before_the_time_for_objections_is_over() -> None:
    signed = a_version().reviewed(AT, PERIOD).signed(MODERATOR, AT, ())

    with pytest.raises(NotYet, match="until 12 May 2024 at 17:00:00 UTC"):
        signed.published(AT + PERIOD - timedelta(seconds=1), ())


def test_an_edit_takes_the_signature_away() -> None:
    signed = a_version().reviewed(AT, PERIOD).signed(MODERATOR, AT, ())

    edited = signed.edited("d1", AT + timedelta(hours=1), PERIOD)

    assert (edited.status, edited.signed_by, edited.signed_at) == (MinutesStatus.IN_REVIEW, None, None)
    assert (edited.digest, edited.revision) == ("d1", 1)


@pytest.mark.parametrize(("hours", "until"), [(1, 48), (24, 48), (30, 54), (47, 71)])
def test_a_late_edit_leaves_half_of_the_time_to_object(hours: int, until: int) -> None:
    reviewed = a_version().reviewed(AT, PERIOD)

    edited = reviewed.edited("d1", AT + timedelta(hours=hours), PERIOD)

    assert edited.comments_until == AT + timedelta(hours=until)


def test_an_edit_of_a_draft_begins_no_time() -> None:
    assert a_version().edited("d1", AT, PERIOD).comments_until is None


@pytest.mark.parametrize("status", [MinutesStatus.PUBLISHED, MinutesStatus.SUPERSEDED, MinutesStatus.RETRACTED])
def test_what_the_public_has_seen_is_not_edited(status: MinutesStatus) -> None:
    with pytest.raises(NotYet, match=r"correct|later version"):
        a_version(status=status).edited("d1", AT, PERIOD)


def test_an_open_objection_blocks_the_signature_and_the_publication() -> None:
    reviewed = a_version().reviewed(AT, PERIOD)

    with pytest.raises(NotYet, match="are open: #1, #4"):
        reviewed.signed(MODERATOR, AT, (1, 4))
    with pytest.raises(NotYet, match="are open: #2"):
        reviewed.signed(MODERATOR, AT, ()).published(AT + PERIOD, (2,))


def test_the_charter_says_whether_an_open_objection_blocks() -> None:
    settled = an_objection(number=2).settled(Settlement.STANDS, "It is what the remark says.", MODERATOR, AT)
    objections = (an_objection(), settled)

    assert blocking(objections, Objections.BLOCK) == (1,)
    assert blocking(objections, Objections.SHOW) == ()


def test_an_objection_is_settled_once() -> None:
    settled = an_objection().settled(Settlement.CHANGED, "Corrected.", MODERATOR, AT)

    with pytest.raises(NotYet, match="Objection #1 was settled on 10 May 2024 at 17:00:00 UTC: changed"):
        settled.settled(Settlement.STANDS, "No.", MODERATOR, AT)


def test_only_what_is_published_is_retracted_and_only_what_is_not_is_dropped() -> None:
    published = a_version(status=MinutesStatus.PUBLISHED)

    retracted = published.ended(MinutesStatus.RETRACTED, AT, "It named somebody.")

    assert (retracted.status, retracted.ended_why) == (MinutesStatus.RETRACTED, "It named somebody.")
    with pytest.raises(NotYet):
        published.ended(MinutesStatus.DROPPED, AT, "")
    with pytest.raises(NotYet):
        a_version().ended(MinutesStatus.RETRACTED, AT, "")
    with pytest.raises(NotYet):
        retracted.ended(MinutesStatus.SUPERSEDED, AT, "")


STEPS = st.lists(
    st.tuples(st.sampled_from(["edit", "review", "sign", "publish", "drop", "retract"]), st.integers(0, 60)),
    max_size=12,
)


@given(STEPS)
def test_whatever_the_steps_published_minutes_are_signed_as_they_are_and_had_their_time(
    steps: list[tuple[str, int]],
) -> None:
    version, now, text, signed_text, last_edit = a_version(), AT, 0, -1, AT
    for step, hours in steps:
        now += timedelta(hours=hours)
        try:
            if step == "edit":
                version = version.edited(f"d{text + 1}", now, PERIOD)
                text, last_edit = text + 1, now
            elif step == "review":
                version = version.reviewed(now, PERIOD)
            elif step == "sign":
                version, signed_text = version.signed(MODERATOR, now, ()), text
            elif step == "publish":
                version = version.published(now, ())
                assert signed_text == text
                assert now - last_edit >= PERIOD / 2
            else:
                version = version.ended(MinutesStatus.DROPPED if step == "drop" else MinutesStatus.RETRACTED, now, "")
        except NotYet:
            continue
