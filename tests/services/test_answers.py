"""Answers through the service, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.assessments import Verdict
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import Assessor
from tests.support.apps import START, Clock, settings


async def test_a_question_gets_the_verdict_under_the_version_in_force(app: App) -> None:
    answer = await app.answers.ask("is Llama 2 open source AI?")

    assert [about.system.id for about in answer.systems] == ["llama-2"]
    assert answer.systems[0].assessment.verdict is Verdict.NOT_CONFORMANT
    assert answer.definition.label == "osaid 1.0"
    assert not answer.named


async def test_a_version_named_in_the_question_is_used(app: App) -> None:
    answer = await app.answers.ask("is Pythia open source under osaid 0.0.5?")

    assert answer.definition.label == "osaid 0.0.5"
    assert answer.named
    assert answer.systems[0].assessment.verdict is Verdict.NOT_APPLICABLE


async def test_a_version_given_apart_goes_before_the_one_in_the_question(app: App) -> None:
    answer = await app.answers.ask("is Pythia open source under osaid 0.0.5?", definition="osaid-0.0.9")

    assert answer.definition.label == "osaid 0.0.9"


async def test_a_version_that_nobody_knows_is_refused_with_those_there_are(app: App) -> None:
    with pytest.raises(Unknown, match=r"No definition is called “osaid 7”. There are: osaid 0.0.2, .*, g7 2026."):
        await app.answers.ask("is Pythia open source?", definition="osaid 7")


async def test_an_empty_question_is_refused_with_an_example(app: App) -> None:
    with pytest.raises(Refusal, match="the name of a system is enough"):
        await app.answers.ask("  \n ")


async def test_an_unknown_system_goes_into_the_queue_and_gets_no_verdict(app: App) -> None:
    answer = await app.answers.ask("is sqlcoder actually open source?")

    queue = await app.queues.most_asked()
    assert (answer.systems, answer.found) == ((), False)
    assert [(entry.written, entry.asked, entry.question) for entry in queue] == [
        ("sqlcoder", 1, "is sqlcoder actually open source?")
    ]
    assert queue[0].first_asked_at == START


async def test_questions_about_the_same_unknown_name_are_counted(app: App, clock: Clock) -> None:
    await app.answers.ask("is sqlcoder open source?")
    clock.move(timedelta(days=1))

    await app.answers.ask("is SQLCoder open source AI?")

    [entry] = await app.queues.most_asked()
    assert entry.asked == 2
    assert entry.first_asked_at == START
    assert entry.last_asked_at == START + timedelta(days=1)


async def test_one_delivery_counts_once_however_often_it_comes(app: App) -> None:
    await asyncio.gather(*(app.answers.ask("is sqlcoder open source?", delivery="discord:7") for _ in range(5)))

    [entry] = await app.queues.most_asked()
    assert entry.asked == 1


async def test_a_known_system_leaves_the_queue_alone(app: App) -> None:
    await app.answers.ask("is Llama 2 open source AI?")

    assert await app.queues.most_asked() == ()


async def test_an_ambiguous_name_is_offered_and_not_chosen(app: App) -> None:
    answer = await app.answers.ask("is Grok open source?")

    assert answer.systems == ()
    assert {c.assessment.system.id for c in answer.candidates} == {"grok-1", "grok-2", "grok-4"}
    assert not answer.found


async def test_a_review_that_judges_otherwise_is_shown_with_what_makes_the_difference(app: App) -> None:
    answer = await app.answers.ask("is CrystalCoder open under mof 1.0?")
    falcon = await app.answers.ask("is Falcon 40B open source AI?")

    assert answer.systems[0].assessment.level is None
    [disagreement] = falcon.systems[0].disagreements
    assert disagreement.review.by is Assessor.OSI_VOLUNTEERS
    assert [f.requirement.id for f in disagreement.because] == ["data-information", "training-code"]


async def test_a_difference_between_two_versions_names_the_systems_that_turn(app: App) -> None:
    answer = await app.answers.ask("what changed between osaid 0.0.9 and osaid 1.0?")

    assert answer.difference is not None
    assert "Phi-2" in [turn.before.system.name for turn in answer.difference.turns]


async def test_a_list_holds_every_conformant_system_and_no_other(app: App) -> None:
    answer = await app.answers.ask("which systems pass osaid 1.0?")

    assert {"pythia", "olmo", "amber", "crystalcoder", "t5"} <= {a.system.id for a in answer.listing}
    assert {a.verdict for a in answer.listing} == {Verdict.CONFORMANT}


async def test_a_list_of_a_family_holds_those_of_it_that_pass_and_no_other(app: App) -> None:
    answer = await app.answers.ask("which Llama models are open source?")

    assert answer.listing == ()
    assert {a.system.id for a in answer.pool} >= {"llama-2", "llama-3", "llama-4"}


async def test_a_busy_database_delays_the_queue_and_not_the_answer(filled_sqlite_database: str, clock: Clock) -> None:
    opened = await App.open(settings(filled_sqlite_database + "?timeout=0.1"), clock)
    async with opened.store.write() as _held:
        answer = await opened.answers.ask("is sqlcoder open source?")
    queue = await opened.queues.most_asked()
    await opened.close()

    assert [name.written for name in answer.not_known] == ["sqlcoder"]
    assert not answer.queued
    assert queue == ()


@pytest.mark.parametrize(
    "text", ["is \udcff Pythia open source?", "is Pythia\0 open source?", "is sql\0coder open source?"]
)
async def test_letters_that_no_database_takes_are_left_out(app: App, text: str) -> None:
    answer = await app.answers.ask(text)

    assert answer.question.text.isprintable()


async def test_messages_naming_the_same_systems_in_any_order_do_not_wait_for_each_other(app: App) -> None:
    names = [f"Zor-{number}x" for number in range(8)]
    texts = [" vs ".join(names), " vs ".join(reversed(names))]

    await asyncio.gather(*(app.queues.ask_about(tuple(names[::step]), texts[0], None) for step in (1, -1) * 6))

    assert {entry.asked for entry in await app.queues.most_asked()} == {12}
