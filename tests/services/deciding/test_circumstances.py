"""How things stood, what follows, on what a decision bears, and who had to do with it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import App
from bot.domain.decisions.decisions import Affected, DecisionText
from bot.domain.decisions.happenings import Involved, Part, ReviewVerdict
from bot.domain.outboxes import Post
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.written import Unfit
from bot.services.deciding import DecisionKeepingService
from bot.services.deciding.involving import InvolvedTyped, read_involved
from bot.surfaces.posts import KINDS
from tests.support.adopting import a_draft_text
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision, typed
from tests.support.polling import person

ANN = person("ann")
DAY = timedelta(days=1)


async def test_what_a_decision_says_beside_is_kept_and_found(app: App) -> None:
    found = await app.decisions.log(
        typed(
            context="Four groups voted.",
            drivers="cost; freedom to study",
            good="people can follow it",
            bad="two projects leave; it costs",
            confirmation="ten systems pass within a year",
            affects="osaid 1.0/Code: training, validation and testing; osaid 1.0-RC1",
        ),
        MIA,
    )

    shown = (await app.decision_pages.public(found.decision.number)).decision.text
    assert shown == found.decision.text
    assert (shown.context, shown.drivers, shown.good) == (
        "Four groups voted.",
        ("cost", "freedom to study"),
        ("people can follow it",),
    )
    assert (shown.bad, shown.confirmation) == (("two projects leave", "it costs"), "ten systems pass within a year")
    assert [one.shown for one in shown.affects] == ["osaid 1.0/training-code", "osaid 1.0-RC1"]
    assert all(len(one.digest) == 64 for one in shown.affects)
    assert (await app.decision_pages.search("two projects leave", ANN)).count == 1


async def test_a_decision_bears_on_a_draft_too(light_app: App) -> None:
    digest = await a_draft_text(light_app)

    found = await light_app.decisions.log(typed(affects="osaid 1.1/parameters"), MIA)

    assert found.decision.text.affects == (Affected("osaid 1.1", digest, "model-parameters"),)


@pytest.mark.parametrize(
    ("affects", "message"),
    [
        ("osaid 9", "called “osaid 9”"),
        ("osaid 1.0/hardware", "has no row “hardware”"),
        ("training-code", "names no version: write one, and a row"),
    ],
)
async def test_what_is_not_there_is_not_borne_on(light_app: App, affects: str, message: str) -> None:
    with pytest.raises(Unknown, match=message):
        await a_decision(light_app, affects=affects)


def test_what_was_not_said_before_changes_no_earlier_digest() -> None:
    text = DecisionText("Title", "Question?", "Outcome.", "Because.", ("a", "b"), body="We")

    assert text.digest == "a653552fe2b739a61cb1afba1a28300d891d0c7fbe533f97a5d010ca81c56522"
    assert replace(text, context="As it stood.").digest != text.digest


# -- People ----------------------------------------------------------------------------------------------------------


def somebody(text: str) -> str | None:
    """A person of the terminal, if a name begins with @."""
    return f"terminal:{text[1:]}" if text.startswith("@") else None


def test_people_are_read_with_their_role_and_why() -> None:
    assert read_involved("@mia (chair); the board; @max: works for Acme", Part.MAKER, somebody) == (
        InvolvedTyped(Part.MAKER, "@mia", "terminal:mia", "chair"),
        InvolvedTyped(Part.MAKER, "the board"),
        InvolvedTyped(Part.MAKER, "@max", "terminal:max", "", "works for Acme"),
    )


@pytest.mark.parametrize("text", ["x" * 301, "; ".join("abcdefghijklm"), "(chair)"])
def test_people_that_cannot_be_kept_are_refused(text: str) -> None:
    with pytest.raises(Unfit):
        read_involved(text, Part.MAKER, somebody)


async def test_everybody_reads_parts_and_groups_and_moderators_alone_read_persons(app: App) -> None:
    number = await a_decision(app)
    named = read_involved("@zoe (chair); the board", Part.MAKER, somebody) + read_involved(
        "@yan: his employer made it", Part.RECUSED, somebody
    )

    await app.decision_people.involve(number, named, MIA)

    public = await app.decision_pages.show(number, ANN)
    assert public.involved == (
        Involved(1, Part.MAKER, "chair"),
        Involved(2, Part.MAKER, "", "the board"),
        Involved(3, Part.RECUSED, "", "", "his employer made it"),
    )
    assert "zoe" not in repr(public)
    assert "yan" not in repr(public)
    disclosed = (await app.decision_pages.disclosed(number, MAX)).disclosed
    assert (disclosed["person.1.by"], disclosed["person.3.by"]) == ("terminal:zoe", "terminal:yan")


async def test_somebody_is_taken_away_and_the_rest_stays(app: App) -> None:
    number = await a_decision(app)
    await app.decision_people.involve(number, read_involved("@yan: ill", Part.RECUSED, somebody), MIA)
    await app.decision_people.involve(number, read_involved("the board", Part.INFORMED, somebody), MIA)

    async with app.store.write() as records:
        for key in ("person.1.by", "person.1.why"):
            await records.decision_disclosures.erase(number, key)

    found = await app.decision_pages.disclosed(number, MIA)
    assert found.involved == (Involved(1, Part.RECUSED), Involved(2, Part.INFORMED, "", "the board"))
    assert "yan" not in repr(found)


async def test_people_that_are_delivered_twice_are_noted_once(app: App) -> None:
    number = await a_decision(app)
    named = read_involved("the board", Part.MAKER, somebody)

    await asyncio.gather(*(app.decision_people.involve(number, named, MIA, "discord:7") for _time in range(3)))

    assert len((await app.decision_pages.public(number)).involved) == 1


async def test_people_are_noted_once_and_those_that_are_new_beside_them(app: App) -> None:
    number = await a_decision(app)
    both = read_involved("the board; @mia (chair)", Part.MAKER, somebody)
    await app.decision_people.involve(number, both, MIA)

    found = await app.decision_people.involve(number, (*both, InvolvedTyped(Part.INFORMED, "the board")), MIA)

    assert [(one.number, one.part, one.name) for one in found.involved] == [
        (1, Part.MAKER, "the board"),
        (2, Part.MAKER, ""),
        (3, Part.INFORMED, "the board"),
    ]
    with pytest.raises(Refusal, match="noted with D-2026-0001 already"):
        await app.decision_people.involve(number, both, MAX)


@pytest.mark.parametrize("text", ["@yan: works with <@42>", "@yan (@zoe's deputy)"])
def test_what_everybody_reads_of_people_names_nobody(text: str) -> None:
    with pytest.raises(Unfit, match="name nobody in it"):
        read_involved(text, Part.RECUSED, somebody)


async def test_members_name_nobody_and_nobody_is_no_people(light_app: App) -> None:
    number = await a_decision(light_app)

    with pytest.raises(Forbidden):
        await light_app.decision_people.involve(number, read_involved("the board", Part.MAKER, somebody), ANN)
    with pytest.raises(Refusal, match="Name somebody"):
        await light_app.decision_people.involve(number, (), MIA)


# -- Reviews that are due --------------------------------------------------------------------------------------------


def keeping(app: App) -> DecisionKeepingService:
    """The same where there is a channel of the record."""
    return DecisionKeepingService(app.store, app.decision_pages, app.clock, "discord:9")


async def told(app: App, day: str) -> bool:
    async with app.store.read() as records:
        return await records.outbox.holds(Post("discord:9", f"reviews:{day}", "reviews due", {"day": day}))


async def test_the_channel_is_told_once_of_a_day_on_which_reviews_are_due(app: App, clock: Clock) -> None:
    first = await a_decision(app, review="2026-11-24")
    second = await a_decision(app, title="Data is advised", review="2026-11-24")
    await a_decision(app, title="Later", review="2026-12-24")
    assert await keeping(app).keep() == 0

    clock.move(2 * DAY)
    assert await asyncio.gather(*(keeping(app).keep() for _process in range(2))) in ([1, 0], [0, 1])
    clock.move(DAY)
    assert await keeping(app).keep() == 0

    assert await told(app, "2026-11-24")
    assert not await told(app, "2026-12-24")
    assert {one.number for one in await app.decision_pages.overdue()} == {first, second}
    reply = await KINDS["reviews due"].write(app, {"day": "2026-11-24"})
    assert reply is not None
    assert reply.title == "Reviews due since 24 November 2026"
    assert f"- {first}: Training code is required" in reply.text


async def test_what_was_looked_at_is_not_due_any_more(light_app: App, clock: Clock) -> None:
    number = await a_decision(light_app, review="2026-11-24")
    clock.move(3 * DAY)
    await keeping(light_app).keep()

    await light_app.decision_additions.review(number, ReviewVerdict.UPHELD, "It holds.", MIA, again="2027-11-24")

    assert await light_app.decision_pages.overdue() == ()
    assert await light_app.decision_pages.due_on(date(2026, 11, 24)) == ()
    reply = await KINDS["reviews due"].write(light_app, {"day": "2026-11-24"})
    assert reply is not None
    assert reply.text == "All decisions that were due were looked at, or are over."


async def test_what_is_over_is_not_due(light_app: App, clock: Clock) -> None:
    number = await a_decision(light_app, review="2026-11-24")
    clock.move(3 * DAY)
    await light_app.decisions.withdraw(number, "A misreading.", MIA)

    assert await light_app.decision_pages.overdue() == ()
    assert await keeping(light_app).keep() == 0


async def test_nothing_is_queued_where_there_is_no_channel(light_app: App, clock: Clock) -> None:
    await a_decision(light_app, review="2026-11-24")
    clock.move(3 * DAY)

    assert await light_app.decision_keeping.keep() == 0
