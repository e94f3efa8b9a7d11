"""Where people stand on a roll: their verified profile, or the list; never both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.domain.organisations import Organisation, Organisations, key
from bot.domain.polls.placing import Known, Misplaced, makers, placed
from bot.domain.polls.polls import RollEntry, Voter
from bot.domain.profiles import Conflict, ConflictKind, Profile, ProfileState, Stake

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FUNDED = (Conflict(ConflictKind.FUNDER, "Meta"),)
GROUPED = Organisations(
    {key("Meta"): Organisation("Meta"), key("Meta AI Research"): Organisation("Meta AI Research", key("Meta"))}
)


def a_profile(
    person: str, category: str = "regulator", organisation: str | None = None, conflicts: Sequence[Conflict] = ()
) -> Profile:
    stake = Stake(category, "europe", organisation, tuple(conflicts))
    return Profile(1, person, stake, NOON, ProfileState.CONFIRMED, "terminal:mia", NOON)


def known(*profiles: Profile, makers: tuple[str, ...] = ()) -> Known:
    return Known(organisations=GROUPED, profiles={one.person: one for one in profiles}, makers=makers)


def test_a_verified_profile_says_where_somebody_stands_and_the_list_only_where_there_is_none() -> None:
    entries = [RollEntry("ann"), RollEntry("bob", "Law", "Acme", "EU"), RollEntry("cyd")]

    assert placed(entries, known(a_profile("ann", organisation="Office for AI"))) == (
        RollEntry("ann", "Regulator", "Office for AI", "Europe", verified=True),
        RollEntry("bob", "Law", "Acme", "EU"),
        RollEntry("cyd"),
    )


@pytest.mark.parametrize(
    "listed",
    [
        RollEntry("ann", "regulator", "Meta", "europe"),
        RollEntry("ann", "REGULATOR", "meta ai research", "Europe"),
        RollEntry("ann", "", "Meta AI Research"),
    ],
)
def test_a_list_may_say_what_the_profile_says_in_any_spelling(listed: RollEntry) -> None:
    [found] = placed([listed], known(a_profile("ann", organisation="Meta AI Research")))

    assert found == RollEntry("ann", "Regulator", "Meta", "Europe", verified=True)


def test_a_list_that_contradicts_profiles_is_refused_with_the_persons_and_both_values() -> None:
    entries = [RollEntry("ann", "End user", "Acme", "Africa"), RollEntry("bob", "Law"), RollEntry("cyd", "Subject")]

    with pytest.raises(Misplaced) as refused:
        placed(entries, known(a_profile("ann"), a_profile("cyd", "licensee")))

    assert str(refused.value) == (
        "The list contradicts verified profiles, so nothing was taken. List these people without a place, or have them "
        "claim another (/profile claim): ann: category “End user” in the list, “Regulator” in the profile, "
        "organisation “Acme” in the list, none in the profile, region “Africa” in the list, “Europe” in the profile; "
        "cyd: category “Subject” in the list, “Licensee” in the profile."
    )


def test_of_very_many_contradictions_ten_are_told() -> None:
    people = [f"p{number}" for number in range(12)]

    with pytest.raises(Misplaced, match=r"p9: .*; 2 people more\.$"):
        placed([RollEntry(one, "Subject") for one in people], known(*map(a_profile, people)))


def test_every_spelling_and_every_name_of_a_group_is_one_on_the_roll() -> None:
    entries = [
        RollEntry("ann", "law", "ACME Inc", "eu"),
        RollEntry("bob", "Law", "acme inc", "EU"),
        RollEntry("cyd", "end_user", "Meta AI Research", "asia pacific"),
        RollEntry("dee", "End User", "meta", "Asia-Pacific"),
    ]

    found = placed(entries, known())

    assert [(one.category, one.organisation, one.region) for one in found] == [
        ("law", "ACME Inc", "eu"),
        ("law", "ACME Inc", "eu"),
        ("End user", "Meta", "Asia-Pacific"),
        ("End user", "Meta", "Asia-Pacific"),
    ]


def test_whoever_discloses_a_conflict_or_stands_for_the_maker_is_noted() -> None:
    profiles = [
        a_profile("ann", conflicts=FUNDED),
        a_profile("bob", organisation="Meta AI Research"),
        a_profile("cyd", organisation="Acme"),
    ]

    found = placed([RollEntry(one.person) for one in profiles], known(*profiles, makers=makers("Meta (FAIR)")))

    assert [(one.disclosed, one.of_maker) for one in found] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    ("developer", "among"),
    [
        ("Meta", {"Meta"}),
        ("Meta (Facebook AI)", {"Meta", "Facebook AI"}),
        ("Runway, CompVis, Stability AI", {"Runway", "CompVis", "Stability AI"}),
        ("Cerebras Systems and Opentensor", {"Cerebras Systems", "Opentensor"}),
        ("DataComp-LM team (with Apple)", {"DataComp-LM team", "Apple"}),
        ("Singapore University of Technology and Design", {"Singapore University of Technology and Design"}),
    ],
)
def test_a_developer_is_known_by_each_of_its_names(developer: str, among: set[str]) -> None:
    assert among <= set(makers(developer))
    assert "" not in makers(developer)


# -- An open poll --------------------------------------------------------------------------------------------------


def test_nobody_on_the_roll_of_an_open_poll_is_moved_by_a_profile() -> None:
    standing = Voter("h1", "ann", "Law", "Meta AI Research", "EU", disclosed=True)
    entries = [RollEntry("ann"), RollEntry("bob", "LAW", "Meta")]

    ann, bob = placed(entries, known(a_profile("ann", organisation="Acme")), [standing])

    assert ann == RollEntry("ann", "Law", "Meta AI Research", "EU", disclosed=True)
    assert (bob.category, bob.organisation) == ("Law", "Meta AI Research")


def test_nor_by_a_list() -> None:
    standing = [Voter("h1", "ann", "Law", "Acme"), Voter("h2", None, "Law")]

    with pytest.raises(Misplaced) as refused:
        placed([RollEntry("ann", "Research", "acme")], known(), standing)

    assert str(refused.value) == (
        "A place on the roll of an open poll stays as it was at the opening; list these without one: ann: category "
        "“Research” in the list, “Law” on the roll."
    )
