"""The document of minutes with a language model's sentences."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.model_sentences import Drop, Fallback, Step, TopicReport
from bot.domain.meetings.publicity import view
from bot.domain.meetings.summaries import Kind
from bot.services.minutes.rewording import reworded
from bot.summarisers.chat_model import ChatModel
from tests.support.discussing import DOV, EVE, PEOPLE, THE_TOWN_HALL, a_discussion, a_document, a_remark
from tests.support.model_server import ModelServer, also, answering, completion, heard, honest, saying, sentence, told

CHOICES = {one.person: one.naming for one in PEOPLE}


def _quiet(_number: int, _count: int, _step: Step) -> None:
    """Tell nobody."""


async def made(server: ModelServer) -> tuple[MinutesDocument, tuple[TopicReport, ...]]:
    """The document of the short town hall, reworded by what a server says."""
    return await reworded(a_document(), a_discussion(*THE_TOWN_HALL), ChatModel(server.endpoint()), _quiet)


async def test_the_sentences_of_a_topic_are_the_models_and_say_so() -> None:
    async with ModelServer(saying(honest)) as server:
        found, reports = await made(server)

    data, name = found.topics
    assert {one.kind for topic in found.topics for one in topic.sentences} == {Kind.MODEL}
    assert [(one.sources, one.author) for one in data.sentences] == [
        (("r2",), "discord:1"), (("r3",), "discord:2"), (("r4",), "discord:3"), (("r6",), "discord:5"),
        (("r7",), "discord:1"),
    ]  # fmt: skip
    assert {one.sources for one in name.sentences} == {("r13",), ("r15",)}
    assert (found.made_by.model, found.made_by.endpoint) == ("scripted-1", server.endpoint().address)
    assert [report.title for report in reports] == ["Training data", "The name of the checklist"]


async def test_nobody_is_sent_who_wants_to_be_named_nowhere_and_nothing_that_is_marked() -> None:
    async with ModelServer(saying(honest)) as server:
        await made(server)

    sent = [one.id for body in server.asked for one in heard(body)]
    assert sent == ["r2", "r3", "r4", "r6", "r7", "r8", "r9", "r13", "r15", "r16"]
    assert "Dov" not in json.dumps(server.asked)


async def test_what_is_gone_is_not_sent() -> None:
    discussion = a_discussion(THE_TOWN_HALL[1], a_remark(2, EVE.person, "", gone=Gone.OFF_THE_RECORD))

    async with ModelServer(saying(honest)) as server:
        await reworded(a_document(*THE_TOWN_HALL[1:2]), discussion, ChatModel(server.endpoint()), _quiet)

    assert [one.id for body in server.asked for one in heard(body)] == ["r1"]


async def test_the_public_sees_nobody_by_name_who_did_not_choose_it() -> None:
    async with ModelServer(saying(honest)) as server:
        found, _reports = await made(server)

    before = [one.text for topic in found.topics for one in topic.sentences]
    shown = [one.text for topic in view(found, CHOICES).topics for one in topic.sentences]
    assert any(text.startswith("Ben said") for text in before)
    assert shown
    assert not [text for text in shown if any(name in text for name in ("Ben", "Chi", "Dov", "Eve"))]


async def test_a_topic_without_usable_sentences_keeps_its_own() -> None:
    async with ModelServer(answering(lambda: completion(told([])), then=honest)) as server:
        found, reports = await made(server)

    assert found.topics[0] == a_document().topics[0]
    assert {one.kind for one in found.topics[1].sentences} == {Kind.MODEL}
    assert [report.outcome.fallback for report in reports] == [Fallback.NO_SENTENCE, None]


async def test_what_was_dropped_is_counted_in_the_document() -> None:
    async with ModelServer(saying(also(lambda _remarks: sentence("Everybody said so.")))) as server:
        found, _reports = await made(server)

    assert found.made_by.dropped["uncited"] == 2


async def test_without_an_answer_the_document_stays_as_it_was() -> None:
    async with ModelServer(answering(lambda: completion("no JSON"))) as server:
        found, _reports = await made(server)

    assert found == a_document()


async def test_answers_that_were_kept_are_not_asked_for_again() -> None:
    async with ModelServer(saying(honest)) as server:
        model, discussion = ChatModel(server.endpoint()), a_discussion(*THE_TOWN_HALL)
        found, reports = await reworded(a_document(), discussion, model, _quiet)
        kept = {report.outcome.asked.input_sha256: report.outcome.answer for report in reports}
        times = len(server.asked)

        again = await reworded(a_document(), discussion, model, _quiet, kept)

    assert again == (found, reports)
    assert len(server.asked) == times == 2


async def test_a_name_that_the_public_view_would_not_find_is_not_put_in() -> None:
    people = (replace(EVE, name="**Eve** [x]"), DOV)
    said = (EVE, "The checklist should have a name that people remember for a long time.")
    discussion = a_discussion(said, participants=people)

    async with ModelServer(saying(honest)) as server:
        found, (report,) = await reworded(
            a_document(said, participants=people), discussion, ChatModel(server.endpoint()), _quiet
        )

    assert found == a_document(said, participants=people)
    assert (report.outcome.fallback, report.outcome.dropped) == (Fallback.NO_SENTENCE, {Drop.NOT_PLAIN: 1})
