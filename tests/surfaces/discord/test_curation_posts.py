"""What the bot tells of the curators' work of its own accord: verdicts that turned, and the weekly letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.actors import Actor, Role
from bot.domain.chores import Weekday
from bot.domain.proposals import Availability
from bot.services.proposing import FactTyped, Source
from bot.settings import CurationSettings, Digest
from tests.support.simulation import Forum, OpenForum

VERA = Actor("discord:100000000000000001", "Vera")
CARLA = Actor("discord:100000000000000002", "Carla", frozenset({Role.CURATOR}))
DAY = timedelta(days=1).total_seconds()


async def telling(open_forum: OpenForum, **settings: object) -> Forum:
    """A forum whose bot posts to its general channel, as these settings want it."""
    forum = await open_forum(pause_seconds=6 * 3600 if "digest" in settings else 5)
    if settings.get("record"):
        forum.set(record_channel=forum.general.id)
    if settings.get("digest"):
        forum.set(curators_channel=forum.general.id)
        weekly = CurationSettings(digest=Digest.WEEKLY, digest_day=Weekday.MONDAY)
        forum.settings = replace(forum.settings, curation=weekly)
    await forum.restart()
    return forum


async def accepted(forum: Forum, system: str, component: str) -> None:
    """A proposal of one person that another one accepts."""
    typed = FactTyped(component, Availability.OPEN, "Apache-2.0")
    source = Source("https://example.org/page", "All of it is there.")
    proposal = await forum.app.proposing.fact(system, typed, source, VERA, None)
    assert proposal is not None
    view = await forum.app.reviews.show(str(proposal.id))
    await forum.app.reviews.accept(str(proposal.id), view.token, None, CARLA)


async def test_a_verdict_that_turned_is_told_in_the_record_channel_once(open_forum: OpenForum) -> None:
    forum = await telling(open_forum, record=True)

    await accepted(forum, "BERT", "data information")
    await forum.env.advance_time(10)
    await forum.restart()
    await forum.env.advance_time(10)

    (told,) = forum.answers(forum.general)
    assert told.embeds[0].title == "Verdicts changed: BERT"
    said = told.embeds[0].description or ""
    assert "BERT: conformant under osaid 1.0 (before: undetermined)" in said
    assert "https://example.org/page" in said


async def test_a_change_that_turns_nothing_is_not_told(open_forum: OpenForum) -> None:
    forum = await telling(open_forum, record=True)

    await accepted(forum, "Llama 2", "sample outputs")
    await forum.env.advance_time(10)

    assert forum.answers(forum.general) == []


async def test_the_weekly_letter_tells_what_changed_and_what_to_do_next(open_forum: OpenForum) -> None:
    forum = await telling(open_forum, digest=True)
    await accepted(forum, "BERT", "data information")

    await forum.env.advance_time(8 * DAY)

    letters = [message for message in forum.answers(forum.general) if message.embeds]
    assert [letter.embeds[0].title for letter in letters][:1] == ["The curators' week"]
    said = letters[0].embeds[0].description or ""
    assert "1 accepted change" in said
    assert "Worth doing next" in said


async def test_there_is_no_letter_unless_it_is_wanted(open_forum: OpenForum) -> None:
    forum = await telling(open_forum, digest=False)

    await forum.env.advance_time(8 * DAY)

    assert forum.answers(forum.general) == []
