"""The date that a question is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app import App
from bot.domain.assessments import Verdict
from bot.domain.days import Span, Trouble
from bot.domain.moments import Presence
from bot.domain.refusals import Refusal
from bot.services.asked_dates import given_date, latest_day
from tests.support.apps import Clock

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023", "2023"),
        (" 2023-05 ", "2023-05"),
        ("2023-05-31", "2023-05-31"),
        ("May 2023", "2023-05"),
        ("31 May 2023", "2023-05-31"),
        ("May 31st, 2023", "2023-05-31"),
        ("im Mai 2023", "2023-05"),
        ("2023年5月", "2023-05"),
        ("2026-11-22", "2026-11-22"),
    ],
)
def test_a_date_given_apart_is_read_as_in_a_question(written: str, read: str) -> None:
    assert given_date(written, TODAY).text == read


@pytest.mark.parametrize(
    "written", ["2023-13", "2023-05-32", "45 May 2023", "yesterday", "05/2023", "1800", "@everyone"]
)
def test_what_is_no_date_is_refused_with_examples(written: str) -> None:
    with pytest.raises(Refusal, match=r"^I cannot read “.*” as a date\. Write it like 2023-05-31, 2023-05, 2023 or"):
        given_date(written, TODAY)


def test_a_day_that_no_month_has_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^There is no day 2023-02-31\."):
        given_date("31 February 2023", TODAY)


@pytest.mark.parametrize("written", ["2026-11-23", "2026-12", "2031"])
def test_a_date_that_lies_ahead_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=r"lies ahead, and I can only look back\. Leave the date out"):
        given_date(written, TODAY)


def test_today_is_the_day_that_it_is_already_somewhere_on_earth() -> None:
    assert latest_day(datetime(2026, 11, 22, 9, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert latest_day(datetime(2026, 11, 22, 10, 0, tzinfo=UTC)) == date(2026, 11, 23)


async def test_a_question_with_a_date_is_answered_for_its_days(app: App) -> None:
    answer = await app.answers.ask("was Phi-2 open source in December 2023?")

    past = answer.systems[0].past
    assert past is not None
    assert past.days == Span(date(2023, 12, 1), date(2023, 12, 31))
    assert [judged.stretch.presence for judged in past.judged] == [Presence.NOT_YET, Presence.OUT]
    assert answer.systems[0].assessment.verdict is Verdict.NOT_CONFORMANT


async def test_a_date_given_apart_goes_before_the_one_in_the_question(app: App) -> None:
    answer = await app.answers.ask("was Phi-2 open source in December 2023?", as_of="2024-03")

    assert answer.asked is not None
    assert answer.asked.text == "2024-03"


async def test_a_question_without_a_date_is_about_today(app: App) -> None:
    answer = await app.answers.ask("is Phi-2 open source?")

    assert (answer.asked, answer.systems[0].past) == (None, None)


@pytest.mark.parametrize(
    ("question", "trouble"),
    [
        ("will Llama 4 be open source in 2031?", Trouble.AHEAD),
        ("was Llama 4 open source on 31 February 2024?", Trouble.NO_SUCH_DAY),
        ("was Llama 4 open source on 2025-13?", Trouble.NO_SUCH_DAY),
    ],
)
async def test_trouble_with_a_date_in_a_question_leaves_todays_answer(
    app: App, question: str, trouble: Trouble
) -> None:
    answer = await app.answers.ask(question)

    assert answer.asked is not None
    assert answer.asked.trouble is trouble
    assert answer.systems[0].past is None


@pytest.mark.parametrize("question", ["is GPT-4-2024-05-13 open source?", "is GPT-4-2024-25-13 open source?"])
async def test_a_date_that_is_part_of_a_name_is_not_asked_about(app: App, question: str) -> None:
    assert (await app.answers.ask(question)).asked is None


async def test_what_was_ahead_can_be_asked_when_it_has_come(app: App, clock: Clock) -> None:
    with pytest.raises(Refusal, match="lies ahead"):
        await app.answers.ask("Llama 4", as_of="2026-12-01")

    clock.move(timedelta(days=10))

    assert (await app.answers.ask("Llama 4", as_of="2026-12-01")).systems[0].past is not None


async def test_every_system_of_a_question_is_looked_back_at(app: App) -> None:
    answer = await app.answers.ask("which of Phi-2 and Yi was open source in January 2024?")

    assert [(about.system.id, about.past is not None) for about in answer.systems] == [("phi-2", True), ("yi", True)]
