"""Systems as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.assessments import Assessment, Verdict
from bot.domain.days import span_of
from bot.domain.libraries import Library
from bot.domain.logic import Truth
from bot.domain.moments import Past, Presence, as_it_was, look_back, presence, stretches
from bot.domain.systems import Access, System
from tests.support.builders import (
    FREE,
    HARMLESS,
    RESTRICTED,
    UNREAD,
    a_definition,
    a_fact,
    a_library,
    a_period,
    a_review,
    a_system,
    absent,
)

ASKS_FOR_PARAMETERS = a_definition("model-parameters", inherits=True)
CHANGED = (a_period(licence=RESTRICTED, until="2023-05-31"), a_period(licence=FREE, from_="2023-05-31"))


def _system(*periods: object, released: str | None = "2023-01-01", **given: object) -> System:
    fact = a_fact("model_parameters", licence=FREE)
    return replace(a_system(fact, released=released), licence_history=periods, **given)  # type: ignore[arg-type]


def _past(system: System, asked: str, library: Library | None = None) -> Past:
    return look_back(system, span_of(asked), library or a_library(system), ASKS_FOR_PARAMETERS, asked)


def _told(past: Past) -> list[tuple[str, str, Verdict | None]]:
    return [
        (
            judged.stretch.days.first.isoformat(),
            judged.stretch.days.last.isoformat(),
            judged.assessment.verdict if judged.assessment else None,
        )
        for judged in past.judged
    ]


def _only(past: Past) -> Assessment:
    [judged] = past.judged
    assert judged.assessment is not None
    return judged.assessment


def test_a_month_in_which_a_licence_changed_falls_into_two() -> None:
    assert _told(_past(_system(*CHANGED), "2023-05")) == [
        ("2023-05-01", "2023-05-30", Verdict.NOT_CONFORMANT),
        ("2023-05-31", "2023-05-31", Verdict.CONFORMANT),
    ]


@pytest.mark.parametrize(
    ("asked", "verdict"), [("2023-05-30", Verdict.NOT_CONFORMANT), ("2023-05-31", Verdict.CONFORMANT)]
)
def test_a_day_has_one_verdict(asked: str, verdict: Verdict) -> None:
    assert _told(_past(_system(*CHANGED), asked)) == [(asked, asked, verdict)]


def test_where_it_is_not_recorded_when_a_licence_changed_it_cannot_be_said() -> None:
    system = _system(a_period(licence=RESTRICTED, from_="2023-01-01"), a_period(licence=FREE, from_="2023-05"))

    assert _told(_past(system, "2023")) == [
        ("2023-01-01", "2023-04-30", Verdict.NOT_CONFORMANT),
        ("2023-05-01", "2023-05-31", Verdict.UNDETERMINED),
        ("2023-06-01", "2023-12-31", Verdict.CONFORMANT),
    ]
    assert "it is not recorded which" in _only(_past(system, "2023-05")).findings[0].reason


def test_where_both_licences_restrict_it_is_settled_whichever_it_was() -> None:
    system = _system(a_period(licence=RESTRICTED, from_="2023-01-01"), a_period(licence="none-stated", from_="2023-05"))

    assert _only(_past(system, "2023-05")).verdict is Verdict.NOT_CONFORMANT


def test_a_time_between_periods_is_not_filled_with_todays_licence() -> None:
    finding = _only(_past(_system(a_period(licence=FREE, from_="2024-01-01")), "2023-05")).findings[0]

    assert (finding.truth, finding.reason) == (Truth.UNKNOWN, "its licence at that time is not recorded")


def test_periods_of_a_part_change_nothing_and_are_shown() -> None:
    part = a_period(licence=RESTRICTED, from_="2023-01-01", scope="version 0.1 only")
    later = a_period(licence=RESTRICTED, from_="2024-01-01", scope="another")

    past = _past(_system(part, later), "2023-05")

    assert _only(past).verdict is Verdict.CONFORMANT
    assert past.parts == (part,)


def test_a_system_is_as_today_where_no_change_is_recorded() -> None:
    system = _system()

    assert as_it_was(system, date(2023, 5, 1)) is system


# -- Whether it was out --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("released", "day", "expected"),
    [
        ("2023-05-31", date(2023, 5, 30), Presence.NOT_YET),
        ("2023-05-31", date(2023, 5, 31), Presence.OUT),
        ("2023-05", date(2023, 4, 30), Presence.NOT_YET),
        ("2023-05", date(2023, 5, 1), Presence.PERHAPS),
        ("2023-05", date(2023, 5, 31), Presence.PERHAPS),
        ("2023-05", date(2023, 6, 1), Presence.OUT),
        ("2023", date(2023, 12, 31), Presence.PERHAPS),
        ("2023", date(2024, 1, 1), Presence.OUT),
    ],
)
def test_a_system_is_out_from_its_release_on(released: str, day: date, expected: Presence) -> None:
    assert presence(_system(released=released), day) is expected


def test_before_its_release_there_is_no_verdict() -> None:
    assert _told(_past(_system(released="2023-05-31"), "2023-05")) == [
        ("2023-05-01", "2023-05-30", None),
        ("2023-05-31", "2023-05-31", Verdict.CONFORMANT),
    ]


def test_a_licence_from_a_day_of_the_month_of_the_release_shows_that_it_was_out_by_then() -> None:
    system = _system(a_period(from_="2023-05-20"), released="2023-05")

    assert presence(system, date(2023, 5, 19)) is Presence.PERHAPS
    assert presence(system, date(2023, 5, 20)) is Presence.OUT


def test_a_licence_of_the_parameters_from_before_a_release_known_to_the_month_leaves_it_open() -> None:
    system = _system(a_period(from_="2022-12-11"), released="2023-01")

    assert presence(system, date(2022, 12, 10)) is Presence.NOT_YET
    assert presence(system, date(2022, 12, 11)) is Presence.PERHAPS


def test_a_licence_from_before_a_release_known_to_the_day_is_of_something_else() -> None:
    system = _system(a_period(from_="2022-12-11"), released="2023-01-05")

    assert presence(system, date(2022, 12, 11)) is Presence.NOT_YET


def test_where_no_release_is_recorded_nothing_is_said_of_days_before_the_first_date() -> None:
    past = _past(_system(released=None), "2026-05")

    assert _told(past) == [
        ("2026-05-01", "2026-05-10", None),
        ("2026-05-11", "2026-05-31", Verdict.CONFORMANT),
    ]
    assert past.judged[0].stretch.presence is Presence.NOT_RECORDED
    assert past.earliest == date(2026, 5, 11)


def test_where_nothing_has_a_date_nothing_is_said() -> None:
    system = a_system(a_fact("model_parameters", read_on=None), released=None)

    past = _past(system, "2023")

    assert (past.judged[0].stretch.presence, past.earliest) == (Presence.NOT_RECORDED, None)


# -- What was withdrawn, reviews, bases ----------------------------------------------------------------------------


def test_what_was_withdrawn_was_not_absent_while_a_part_of_it_carried_a_licence() -> None:
    part = a_period(from_="2023-02-01", scope="7B")
    system = replace(_system(part), facts=(absent("model_parameters"),))

    finding = _only(_past(system, "2023-05")).findings[0]

    assert finding.truth is Truth.UNKNOWN
    assert "withdrawn since" in finding.reason
    assert _only(_past(system, "2026-06")).findings[0].truth is Truth.UNMET


def test_a_pass_does_not_cover_days_on_which_the_licence_was_another() -> None:
    system = replace(
        _system(a_period(licence=UNREAD, until="2024-01-31"), a_period(licence=HARMLESS, from_="2024-02-01")),
        facts=(a_fact("model_parameters", licence=HARMLESS),),
        reviews=(a_review(date="2024-10"),),
    )

    assert _only(_past(system, "2023-05")).verdict is Verdict.UNDETERMINED
    assert _only(_past(system, "2024-05")).verdict is Verdict.CONFORMANT


BASE = a_system(
    a_fact("model_parameters", licence=FREE), id="base", released="2023-01-01", licence_history=CHANGED
)  # fmt: skip
DERIVED = a_system(
    a_fact("model_parameters", licence=FREE), id="derived", released="2023-01-01", bases=("base",)
)  # fmt: skip


def test_what_a_system_was_made_from_is_taken_as_of_the_same_day() -> None:
    past = _past(DERIVED, "2023-05", a_library(BASE, DERIVED))

    assert _told(past) == [
        ("2023-05-01", "2023-05-30", Verdict.NOT_CONFORMANT),
        ("2023-05-31", "2023-05-31", Verdict.CONFORMANT),
    ]
    assert past.judged[0].stretch.licences.keys() == {("base", "model_parameters")}


def test_of_a_base_that_was_not_out_yet_nothing_is_known() -> None:
    definition = a_definition("training-code")
    base = a_system(a_fact("training_code"), id="base", released="2024-01-01")
    derived = a_system(a_fact("training_code"), id="derived", released="2023-01-01", bases=("base",))

    past = look_back(derived, span_of("2023-05"), a_library(base, derived), definition, "2023-05")

    assert _only(past).verdict is Verdict.UNDETERMINED
    assert "it was not out yet" in _only(past).findings[0].reason


def test_the_system_may_be_one_that_the_library_does_not_have() -> None:
    kept = replace(_system(), facts=(a_fact("model_parameters", Access.ABSENT),))

    assert _only(_past(kept, "2023-05", a_library(_system()))).verdict is Verdict.NOT_CONFORMANT


def test_neighbours_that_differ_only_in_what_no_answer_says_are_one() -> None:
    system = _system(reviews=(a_review(date="2024-06-11", definitions=()), a_review(date="2024-10", definitions=())))

    past = _past(system, "2024")

    assert len(stretches(system, span_of("2024"), a_library(system))) > 1
    assert _told(past) == [("2024-01-01", "2024-12-31", Verdict.CONFORMANT)]
