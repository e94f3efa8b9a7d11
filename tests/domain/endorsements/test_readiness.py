"""Endorsers counted once each, by category and region, and the gates that they open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.endorsements.endorsements import Endorsement, EndorsementState
from bot.domain.endorsements.readiness import GATES, Counts, Gate, Need, counted, passage
from bot.domain.organisations import Organisation, Organisations, key
from bot.domain.stakeholders import SIX_CATEGORIES, Category, Stakeholders
from tests.support.endorsing import ONE, TWO, a_verified, an_endorsement

NONE = Organisations()
GROUP = Organisations(
    {key("Mozilla AI"): Organisation("Mozilla AI", key("Mozilla")), key("Mozilla"): Organisation("Mozilla")}
)
STAKEHOLDERS = Stakeholders()
RELEASE_CANDIDATE, STABLE = GATES


def counts(*endorsements: Endorsement, organisations: Organisations = NONE) -> Counts:
    """The counts of these for one file."""
    return Counts.of(counted(endorsements, organisations, [ONE]))


def test_only_what_is_verified_and_of_this_file_counts() -> None:
    found = counts(
        a_verified(1),
        an_endorsement(2),
        a_verified(3, digest=TWO),
        a_verified(4, state=EndorsementState.WITHDRAWN),
        a_verified(5, state=EndorsementState.REJECTED),
    )

    assert found.cells == {("regulator", "europe"): 1}


def test_organisations_of_a_group_count_once_where_the_first_was_verified() -> None:
    later = a_verified(1, minutes=9, organisation="Mozilla", category="subject")
    first = a_verified(2, minutes=3, organisation="Mozilla AI", category="licensee")

    [one] = counted([later, first], GROUP, [ONE])
    apart = counted([later, first], NONE, [ONE])

    assert (one.endorsement, one.others) == (first, (later,))
    assert [two.endorsement for two in apart] == [first, later]


def test_a_person_counts_beside_the_organisation_that_they_speak_for() -> None:
    found = counts(a_verified(1), a_verified(2, person="terminal:p1", organisation="Mozilla"))

    assert (found.total, found.organisations) == (2, 1)


def test_who_endorsed_both_texts_counts_once_by_what_they_said_of_the_later_one() -> None:
    before = a_verified(1, digest=ONE, category="subject")
    after = a_verified(2, person=before.person, digest=TWO)

    [one] = counted([before, after], NONE, [TWO, ONE])

    assert one.endorsement == after


def test_the_table_has_a_row_for_a_category_that_the_forum_no_longer_has() -> None:
    found = counts(a_verified(1, category="deployer", region="mars"), a_verified(2))

    assert found.categories(STAKEHOLDERS) == (*(one.id for one in SIX_CATEGORIES), "deployer")
    assert found.regions(STAKEHOLDERS)[-1] == "mars"


def test_the_release_candidate_needs_two_of_each_category_and_a_dozen_organisations() -> None:
    names = [category.id for category in SIX_CATEGORIES]
    organisations = [a_verified(n, organisation=f"Organisation {n}", category=names[n % 6]) for n in range(12)]

    assert passage(RELEASE_CANDIDATE, counts(*organisations), STAKEHOLDERS).open
    without = passage(RELEASE_CANDIDATE, counts(*organisations[1:]), STAKEHOLDERS)
    assert without.missing == (Need("system_creator", 2, 1), Need(None, 12, 11))


def test_stable_needs_five_of_each_of_six_categories_persons_or_organisations() -> None:
    names = [category.id for category in SIX_CATEGORIES]
    thirty = [a_verified(n, category=names[n % 6]) for n in range(30)]

    assert passage(STABLE, counts(*thirty), STAKEHOLDERS).open
    assert passage(STABLE, counts(*thirty[:-1]), STAKEHOLDERS).missing == (Need("subject", 5, 4),)


def test_a_gate_counts_the_categories_that_it_names_or_all_that_the_forum_has() -> None:
    four = Stakeholders(categories=(Category("end_user", "End user"), Category("subject", "Subject")))
    one, every = Gate("a", "A", per_category=1, categories=("subject",)), Gate("b", "B", per_category=1)
    found = counts(a_verified(1, category="subject"))

    assert passage(one, found, four).open
    assert [need.category for need in passage(every, found, four).needs] == ["end_user", "subject"]
    assert not passage(every, found, four).open


def test_a_gate_that_asks_for_nothing_stays_shut() -> None:
    assert not passage(Gate("a", "A"), counts(), STAKEHOLDERS).open


ENDORSEMENTS = st.lists(
    st.builds(
        lambda number, category, region, organisation: a_verified(
            number, category=category, region=region, organisation=organisation
        ),
        st.integers(1, 40),
        st.sampled_from(["regulator", "subject", "gone"]),
        st.sampled_from(["europe", "africa", "gone"]),
        st.sampled_from([None, "Mozilla", "Mozilla AI", "SUSE"]),
    ),
    max_size=30,
)


@given(ENDORSEMENTS)
def test_the_margins_of_the_table_are_the_sums_of_its_cells(several: list[Endorsement]) -> None:
    found = counts(*several, organisations=GROUP)

    assert sum(map(found.in_category, found.categories(STAKEHOLDERS))) == found.total
    assert sum(map(found.in_region, found.regions(STAKEHOLDERS))) == found.total
    assert found.organisations <= 2


@given(ENDORSEMENTS, st.randoms())
def test_the_order_in_which_endorsements_are_read_changes_nothing(several: list[Endorsement], random: object) -> None:
    unique = list({one.number: one for one in several}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert counted(unique, GROUP, [ONE]) == counted(shuffled, GROUP, [ONE])
