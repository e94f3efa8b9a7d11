"""What comes of asking a server, whatever it does: one script a case."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.domain.meetings.discussions import Naming, Participant
from bot.domain.meetings.model_sentences import Claim, Drop, Fallback, Flag, Step, TopicOutcome
from bot.summarisers.chat_model import ChatModel, Endpoint, outcome
from tests.summarisers.chat_model.topics import CHI, EVE, PEOPLE, TOPIC, said
from tests.support.model_server import (
    MEGABYTE,
    Heard,
    ModelServer,
    Script,
    also,
    answering,
    completion,
    disconnects,
    drips,
    floods,
    hangs,
    heard,
    honest,
    knows_no_schema,
    saying,
    sentence,
    streams,
    told,
)

HONEST = [(11,), (12,), (13,), (14,)]


async def asked(script: Script, **limits: Any) -> TopicOutcome:
    """What comes of asking about the topic."""
    async with ModelServer(script) as server:
        return await ChatModel(server.endpoint(**limits)).sentences(TOPIC, PEOPLE)


def cited(found: TopicOutcome) -> list[tuple[int, ...]]:
    return [one.sources for one in found.sentences]


async def test_an_honest_model_is_believed() -> None:
    found = await asked(saying(honest))

    assert cited(found) == HONEST
    assert (found.fallback, found.dropped, found.suggestions) == (None, {}, ())
    assert [one.text for one in found.of(Claim.QUESTION)] == [
        'Ana Lima said: "Ben Roe, can you write the list of sources under CC-BY-4.0 until the next meeting?"',
        'chi_dev said: "Who keeps the list when the company that made the system is gone?"',
    ]
    texts = {remark.number: remark.text for remark in TOPIC}
    quotes = [one.quote for one in found.sentences if one.quote]
    assert len(quotes) == 4
    assert all(texts[quote.source][quote.start : quote.end] == quote.text for quote in quotes)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (sentence("A complete list of the sources is enough."), Drop.UNCITED),
        (sentence("A complete list of the sources is enough.", "r77"), Drop.UNKNOWN_SOURCE),
        (sentence("A complete list of the sources is enough.", "r1"), Drop.UNKNOWN_SOURCE),
        (sentence("A complete list is enough.", "r12", quote="The list is complete"), Drop.MISQUOTED),
        (
            sentence("P1 said this of training data.", "r11", quote="We should publish the training data"),
            Drop.MISQUOTED,
        ),
        (sentence("P2 said that 50 people agree on the list of sources.", "r12"), Drop.FOREIGN),
        (sentence("P3 said that a complete list of the sources is enough.", "r12"), Drop.WRONG_SPEAKER),
        (sentence("A complete list is enough, @everyone.", "r12"), Drop.NOT_PLAIN),
        (sentence("A [complete list](https://evil.example) is enough.", "r12"), Drop.NOT_PLAIN),
    ],
)
async def test_a_false_sentence_is_dropped_and_counted(more: dict[str, Any], reason: Drop) -> None:
    found = await asked(saying(also(lambda _remarks: more)))

    assert cited(found) == HONEST
    assert (found.fallback, found.dropped) == (None, {reason: 1})


async def test_a_negation_that_got_lost_is_flagged() -> None:
    lost = sentence("P1 said that we should publish the training data of Llama 3.", "r11")

    found = await asked(saying(also(lambda _remarks: lost)))

    assert [one.text for one in found.sentences if Flag.NEGATION in one.flags] == [
        "Ana Lima said that we should publish the training data of Llama 3."
    ]


async def test_what_a_model_says_was_settled_is_a_suggestion() -> None:
    settled = sentence("A complete list of the sources is enough.", "r12", kind="resolution")
    taken_on = sentence("P2 writes the list of sources.", "r13", kind="action")

    found = await asked(saying(also(lambda _remarks: settled, lambda _remarks: taken_on)))

    assert cited(found) == HONEST
    assert [(one.claim, one.text) for one in found.suggestions] == [
        (Claim.RESOLUTION, "A complete list of the sources is enough."),
        (Claim.ACTION, "Ben Roe writes the list of sources."),
    ]


async def test_suggestions_alone_are_no_minutes() -> None:
    settled = sentence("A complete list of the sources is enough.", "r12", kind="resolution")

    found = await asked(saying(lambda _remarks: told([settled])))

    assert (found.sentences, len(found.suggestions), found.fallback) == ((), 1, Fallback.NO_SENTENCE)


@pytest.mark.parametrize(("false", "fallback"), [(1, None), (2, Fallback.FEWER_THAN_HALF)])
async def test_a_model_whose_sentences_mostly_fall_is_not_used(false: int, fallback: Fallback | None) -> None:
    good = sentence("A complete list of the sources is enough.", "r12")
    bad = sentence("A complete list of the sources is enough.")

    found = await asked(saying(lambda _remarks: told([good, *[bad] * false])))

    assert (found.fallback, found.dropped) == (fallback, {Drop.UNCITED: false})
    assert len(found.sentences) == (fallback is None)


async def test_a_model_that_says_too_much_is_heard_in_part() -> None:
    many = [sentence(f"A complete list of the sources is {'very ' * number}enough.", "r12") for number in range(60)]

    found = await asked(saying(lambda _remarks: told(many)))

    assert (found.fallback, len(found.sentences), found.dropped) == (None, 24, {Drop.TOO_MANY: 36})


@pytest.mark.parametrize(
    "answer",
    [
        lambda remarks: honest(remarks)[:-20],
        lambda remarks: f"Here are the minutes:\n{honest(remarks)}",
        lambda remarks: f"{honest(remarks)}\nI hope that this helps.",
        lambda remarks: honest(remarks).replace('"kind"', '"kind": "point", "kind"', 1),
        lambda _remarks: "I cannot help with that.",
    ],
    ids=["truncated", "prose before", "prose after", "a key twice", "prose alone"],
)
async def test_what_is_not_the_json_asked_for_is_not_read(answer: Callable[..., str]) -> None:
    found = await asked(saying(answer))

    assert (found.fallback, found.sentences, found.dropped) == (Fallback.UNREADABLE, (), {})


async def test_json_in_a_fence_is_read() -> None:
    assert cited(await asked(saying(lambda remarks: f"```json\n{honest(remarks)}\n```"))) == HONEST


async def test_no_sentences_are_no_minutes() -> None:
    assert (await asked(saying(lambda _remarks: told([])))).fallback is Fallback.NO_SENTENCE


def status(code: int, **headers: str) -> Callable[[], web.Response]:
    """A response that is no answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.json_response({"error": {"message": "no"}}, status=code, headers=named)


@pytest.mark.parametrize(
    ("script", "fallback", "times"),
    [
        (answering(lambda: web.json_response({"choices": []})), Fallback.UNREADABLE, 1),
        (answering(lambda: web.json_response({"error": {"message": "overloaded"}})), Fallback.UNREADABLE, 1),
        (answering(lambda: completion(None)), Fallback.UNREADABLE, 1),
        (answering(lambda: web.Response(body=b"\x1f\x8b\x08\x00", content_type="text/html")), Fallback.UNREADABLE, 1),
        (answering(status(401)), Fallback.REFUSED, 1),
        (answering(status(403)), Fallback.REFUSED, 1),
        (answering(status(404)), Fallback.REFUSED, 1),
        (answering(status(302, Location="http://127.0.0.1:9/elsewhere")), Fallback.REFUSED, 1),
        (answering(status(413)), Fallback.TOO_LARGE, 1),
        (answering(status(400)), Fallback.REFUSED, 2),
        (answering(status(429, Retry_After="0")), Fallback.BUSY, 2),
        (answering(status(429, Retry_After="3600")), Fallback.BUSY, 1),
        (answering(status(429, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")), Fallback.BUSY, 1),
        (answering(status(429, Retry_After="soon")), Fallback.BUSY, 2),
        (answering(status(500)), Fallback.FAILED, 2),
        (answering(status(503)), Fallback.FAILED, 2),
        (streams, Fallback.UNREADABLE, 1),
        (disconnects, Fallback.UNREACHABLE, 2),
    ],
    ids=[
        "empty choices", "200 with an error", "no words", "no text", "401", "403", "404", "302", "413", "400",
        "429", "429 for an hour", "429 until a day", "429 until soon", "500", "503", "a stream", "hanging up",
    ],
)  # fmt: skip
async def test_a_server_that_does_not_answer_is_told_apart(script: Script, fallback: Fallback, times: int) -> None:
    async with ModelServer(script) as server:
        found = await ChatModel(server.endpoint()).sentences(TOPIC, PEOPLE)

    assert (found.fallback, found.sentences, found.answer) == (fallback, (), "")
    assert len(server.asked) == times


@pytest.mark.parametrize("first", [status(429, Retry_After="0"), status(500), status(503)], ids=["429", "500", "503"])
async def test_what_passes_is_asked_once_more(first: Callable[[], web.Response]) -> None:
    steps: list[Step] = []

    async with ModelServer(answering(first, then=honest)) as server:
        found = await ChatModel(server.endpoint()).sentences(TOPIC, PEOPLE, steps.append)

    assert cited(found) == HONEST
    assert steps == [Step.ASKED, Step.ASKED_AGAIN, Step.ANSWERED]


async def test_a_server_that_knows_no_schemas_is_asked_without() -> None:
    steps: list[Step] = []

    async with ModelServer(knows_no_schema) as server:
        found = await ChatModel(server.endpoint()).sentences(TOPIC, PEOPLE, steps.append)

    assert cited(found) == HONEST
    assert steps == [Step.ASKED, Step.ASKED_WITHOUT_SCHEMA, Step.ANSWERED]
    assert ["response_format" in body for body in server.asked] == [True, False]


@pytest.mark.parametrize("script", [hangs, drips])
async def test_nobody_waits_longer_than_the_limit(script: Script) -> None:
    assert (await asked(script, timeout_seconds=0.2)).fallback is Fallback.OUT_OF_TIME


async def test_no_more_of_an_answer_is_taken_than_the_limit() -> None:
    async with ModelServer(floods) as server:
        found = await ChatModel(server.endpoint(limit_bytes=MEGABYTE)).sentences(TOPIC, PEOPLE)

    assert found.fallback is Fallback.ANSWER_TOO_LARGE
    assert server.sent_bytes < 30 * MEGABYTE


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/v1", "http://127.0.0.1:99999/v1", "http://[::/v1", "http://."])
async def test_an_address_where_nobody_listens_is_no_failure_of_ours(address: str) -> None:
    found = await ChatModel(Endpoint(address, "none")).sentences(TOPIC, PEOPLE)

    assert found.fallback is Fallback.UNREACHABLE


async def test_a_topic_that_is_too_large_is_not_sent() -> None:
    async with ModelServer(saying(honest)) as server:
        found = await ChatModel(server.endpoint(limit_letters=200)).sentences(TOPIC, PEOPLE)

    assert (found.fallback, server.asked) == (Fallback.TOO_LARGE, [])


async def test_a_topic_of_which_nothing_may_be_shown_is_not_sent() -> None:
    async with ModelServer(saying(honest)) as server:
        found = await ChatModel(server.endpoint()).sentences([said(1, EVE, "A remark of some length.")], PEOPLE)

    assert (found.fallback, server.asked) == (Fallback.NOTHING_TO_SHOW, [])


async def test_the_key_is_sent_as_a_bearer_token_and_logged_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async with ModelServer(answering(status(401))) as server:
        found = await ChatModel(server.endpoint(key="very-secret")).sentences(TOPIC, PEOPLE)
        await ChatModel(server.endpoint()).sentences(TOPIC, PEOPLE)

    assert server.keys == ["Bearer very-secret", None]
    assert "very-secret" not in caplog.text
    assert "very-secret" not in repr(found)
    assert "training data" not in caplog.text


async def test_one_answer_is_asked_for_and_no_stream() -> None:
    async with ModelServer(saying(honest)) as server:
        await ChatModel(server.endpoint()).sentences(TOPIC, PEOPLE)

    (body,) = server.asked
    assert (body["stream"], body["temperature"], body["model"]) == (False, 0, "scripted-1")
    assert [one.id for one in heard(body)] == ["r11", "r12", "r13", "r14"]


async def test_an_answer_that_was_kept_gives_the_same_outcome_again() -> None:
    async with ModelServer(saying(also(lambda _remarks: sentence("Nobody said this.")))) as server:
        model = ChatModel(server.endpoint())
        found = await model.sentences(TOPIC, PEOPLE)

        again = await model.sentences(TOPIC, PEOPLE, kept={found.asked.input_sha256: found.answer})
        other = await model.sentences(TOPIC[:2], PEOPLE, kept={found.asked.input_sha256: found.answer})

    assert again == outcome(model.request(TOPIC, PEOPLE), found.answer) == found
    assert cited(other) == [(11,), (12,)]
    assert len(server.asked) == 2


async def test_an_answer_that_was_kept_is_checked_against_what_people_choose_now() -> None:
    topic = [*TOPIC, said(20, CHI, "Dov Katz told all of us that the list of the sources is enough.")]
    dov = Participant("discord:9", "Dov Katz")
    model = ChatModel(Endpoint("http://127.0.0.1:1/v1", "none"))
    request = model.request(topic, (*PEOPLE, dov))
    shown = [Heard("r20", "P3", "P5 told all of us that the list of the sources is enough.")]
    kept = {request.asked.input_sha256: honest(shown)}

    before = await model.sentences(topic, (*PEOPLE, dov), kept=kept)
    after = await model.sentences(topic, (*PEOPLE, replace(dov, naming=Naming.NOT_AT_ALL)), kept=kept)

    assert [one.text for one in before.sentences] == [
        'chi_dev said: "Dov Katz told all of us that the list of the sources is enough."'
    ]
    assert (after.sentences, after.dropped) == ((), {Drop.WITHHELD: 1})


async def test_the_outcome_says_who_was_asked() -> None:
    async with ModelServer(answering(status(500))) as server:
        endpoint = server.endpoint()
        model = ChatModel(replace(endpoint, model="m"))
        found = await model.sentences(TOPIC, PEOPLE)

    assert (found.asked.endpoint, found.asked.model) == (endpoint.address, "m")
    assert found.asked == model.request(TOPIC, PEOPLE).asked
    assert json.dumps(found.asked.input_sha256).strip('"').isalnum()
