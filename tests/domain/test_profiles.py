"""Profiles as people write them, and when they hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.profiles import (
    Conflict,
    ConflictKind,
    Profile,
    ProfileState,
    Stake,
    account_made,
    conflict_lines,
    conflicts_written,
    organisation_written,
)
from bot.domain.refusals import Refusal
from bot.domain.stakeholders import Stakeholders

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EMPLOYER = Conflict(ConflictKind.EMPLOYER, "Meta")
FUNDER = Conflict(ConflictKind.FUNDER, "A fund: of funds")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (None, ()),
        ("  \n", ()),
        ("None.", ()),
        ("employer: Meta", (EMPLOYER,)),
        (" Employer :Meta ; FUNDER: A fund: of funds", (EMPLOYER, FUNDER)),
        ("employer: Meta\n\nemployer: Meta", (EMPLOYER,)),
        ("my wife works there", (Conflict(ConflictKind.OTHER, "my wife works there"),)),
        ("grant: from Meta", (Conflict(ConflictKind.OTHER, "grant: from Meta"),)),
        ("employer:", (Conflict(ConflictKind.OTHER, "employer:"),)),
    ],
)
def test_conflicts_are_read_as_people_write_them(typed: str | None, expected: tuple[Conflict, ...]) -> None:
    assert conflicts_written(typed) == expected


def test_conflicts_read_back_as_they_are_shown() -> None:
    several = (EMPLOYER, FUNDER, Conflict(ConflictKind.OTHER, "a friend"))

    assert conflicts_written(conflict_lines(several)) == several


def test_too_many_conflicts_are_refused_with_the_limit() -> None:
    with pytest.raises(Refusal, match="at most 10 conflicts of interest, one a line; you named 11"):
        conflicts_written("\n".join(f"employer: {number}" for number in range(11)))


def test_a_conflict_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refusal, match="at most 200 letters; you wrote 201"):
        conflicts_written("funder: " + "x" * 201)


@pytest.mark.parametrize("typed", [None, "", "  ", "none", "-", "No."])
def test_no_organisation_is_none(typed: str | None) -> None:
    assert organisation_written(typed) is None


@pytest.mark.parametrize(("typed", "refusal"), [("!!!", "no name of an organisation"), ("x" * 201, "at most 200")])
def test_what_is_no_name_of_an_organisation_is_refused(typed: str, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        organisation_written(typed)


@pytest.mark.parametrize("typed", ["end_user", "End user", " END-USER ", "enduser"])
def test_a_category_is_found_by_id_and_by_name_in_any_spelling(typed: str) -> None:
    assert Stakeholders().category(typed).id == "end_user"


@pytest.mark.parametrize("typed", ["", "user", "moderator"])
def test_what_is_no_category_is_refused_with_those_there_are(typed: str) -> None:
    with pytest.raises(
        Refusal, match="choose one of: System creator, Licence creator, Regulator, Licensee, End user, S"
    ):
        Stakeholders().category(typed)


def test_what_is_no_region_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal, match=r"“Atlantis” is no region .* Europe, Africa, Asia-Pacific"):
        Stakeholders().region("Atlantis")


def test_a_category_that_went_from_the_configuration_is_called_by_its_id() -> None:
    assert Stakeholders().category_name("deployer") == "deployer"


def test_a_profile_holds_from_its_confirmation_up_to_its_end() -> None:
    stake = Stake("regulator", "africa")
    profile = Profile(
        1, "discord:1", stake, NOW, ProfileState.WITHDRAWN, "discord:2", NOW + HOUR, "discord:1", NOW + 3 * HOUR
    )

    assert [profile.held(NOW + hours * HOUR) for hours in range(5)] == [False, True, True, False, False]


def test_a_claim_that_nobody_confirmed_never_held() -> None:
    profile = Profile(1, "discord:1", Stake("regulator", "africa"), NOW)

    assert not profile.held(NOW + HOUR)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("discord:175928847299117063", date(2016, 4, 30)),  # the example of Discord's documentation
        ("terminal:ben", None),
        ("discord:ben", None),
        ("discord:" + "9" * 30, None),
    ],
)
def test_the_age_of_an_account_is_read_from_its_number(person: str, expected: date | None) -> None:
    assert account_made(person) == expected
