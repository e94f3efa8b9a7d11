"""Decisions from the draft to what may come after; numbers, two persons, one delivery."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.decisions.decisions import DecisionKind, DecisionStatus, NotNow
from bot.domain.decisions.happenings import TARGET, DecisionEventKind, Disposition
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.written import Unfit
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision, two_persons, typed
from tests.support.polling import person

ANN = person("ann")
ACTION = ModerationTyped(
    "Muted for a week", "No insults", "Three warnings were given.", "discord:4242", "The messages were deleted.",
    scope="all channels", duration="7 days", appeal="to the board",
)  # fmt: skip


async def test_a_decision_holds_at_once_where_nobody_has_to_confirm_it(app: App, clock: Clock) -> None:
    found = await app.decisions.log(typed(options="required; optional ;not required", review="2027-05-01"), MIA)

    decision = found.decision
    assert (decision.number, decision.status, decision.accepted_at) == (
        "D-2026-0001",
        DecisionStatus.ACCEPTED,
        clock(),
    )
    assert decision.text.options == ("required", "optional", "not required")
    assert (decision.decided_on, decision.review_due) == (date(2026, 11, 22), date(2027, 5, 1))
    assert [one.kind for one in found.events] == [DecisionEventKind.LOGGED, DecisionEventKind.ACCEPTED]


async def test_a_draft_waits_for_another_moderator_and_only_moderators_see_it(app: App) -> None:
    service = two_persons(app)
    number = (await service.log(typed(), MIA)).decision.number

    with pytest.raises(Unknown, match="no decision “D-2026-0001” that you can see"):
        await app.decision_pages.show(number, ANN)
    with pytest.raises(NotNow, match="another moderator has to confirm it"):
        await service.confirm(number, MIA)
    found = await service.confirm(number, MAX)

    assert (found.decision.status, found.decision.confirmed_by) == (DecisionStatus.ACCEPTED, MAX.id)
    assert (await app.decision_pages.show(number, ANN)).decision == found.decision
    with pytest.raises(NotNow, match="is in force and is not edited"):
        await service.confirm(number, MAX)


async def test_two_persons_are_a_rule_of_the_database(app: App) -> None:
    number = (await two_persons(app).log(typed(), MIA)).decision.number
    statements = (
        f"UPDATE decisions SET confirmed_by = '{MIA.id}', accepted_at = logged_at WHERE number = '{number}'",
        f"UPDATE decisions SET accepted_at = logged_at WHERE number = '{number}'",
        f"UPDATE decisions SET status = 'accepted' WHERE number = '{number}'",
    )

    for statement in statements:
        with pytest.raises(IntegrityError):
            async with app.store.connection() as connection:
                await connection.execute(text(statement))


async def test_the_same_delivery_logs_one_decision(app: App) -> None:
    one, two = await asyncio.gather(*(app.decisions.log(typed(), MIA, "discord:7") for _time in range(2)))
    three = await app.decisions.log(typed(), MIA, "discord:8")

    assert one == two
    assert (one.decision.number, three.decision.number) == ("D-2026-0001", "D-2026-0002")


async def test_a_delivery_that_comes_twice_at_once_is_shown_what_the_first_logged(app: App) -> None:
    for number in range(20):
        both = await asyncio.gather(*(app.decisions.log(typed(), MIA, f"discord:{number}") for _time in range(3)))

        assert {view.decision.number for view in both} == {f"D-2026-{number + 1:04}"}


async def test_numbers_are_given_once_however_many_log_at_once(app: App) -> None:
    views = await asyncio.gather(*(app.decisions.log(typed(), MIA, f"discord:{number}") for number in range(12)))

    assert sorted(view.decision.number for view in views) == [f"D-2026-{number:04}" for number in range(1, 13)]


async def test_a_number_of_something_that_was_refused_is_given_to_the_next(app: App) -> None:
    with pytest.raises(Refusal):
        await app.decisions.log(typed(), MIA, instead_of="D-2026-0009")

    assert await a_decision(app) == "D-2026-0001"


async def test_a_superseded_decision_stays_and_both_are_linked(app: App, clock: Clock) -> None:
    old = await a_decision(app)
    before = (await app.decision_pages.show(old, ANN)).decision.text
    clock.move(timedelta(days=30))

    new = await app.decisions.log(typed(title="It is optional"), MAX, instead_of=old)

    found = await app.decision_pages.show(old, ANN)
    assert new.supersedes == (old,)
    assert (found.superseded_by, found.decision.status) == (new.decision.number, DecisionStatus.SUPERSEDED)
    assert found.decision.text == before
    with pytest.raises(NotNow, match="D-2026-0001 was superseded"):
        await app.decisions.log(typed(), MIA, instead_of=old)


async def test_a_draft_supersedes_nothing_until_it_is_confirmed(app: App) -> None:
    service = two_persons(app)
    old = await a_decision(app)
    new = (await service.log(typed(), MIA, instead_of=old)).decision.number
    other = (await service.log(typed(), MIA, instead_of=old)).decision.number
    waiting = await app.decision_pages.show(old, ANN)

    await service.confirm(new, MAX)

    assert (waiting.superseded_by, waiting.decision.status) == (None, DecisionStatus.ACCEPTED)
    assert (await app.decision_pages.show(old, ANN)).superseded_by == new
    with pytest.raises(NotNow, match=f"{other} cannot take the place of {old} any more"):
        await service.confirm(other, MAX)
    assert (await app.decision_pages.show(other, MIA)).decision.status is DecisionStatus.PROPOSED


async def test_one_place_is_taken_once_however_many_try(app: App) -> None:
    service = two_persons(app)
    old = await a_decision(app)
    drafts = [(await service.log(typed(), MIA, instead_of=old)).decision.number for _time in range(3)]

    done = await asyncio.gather(*(service.confirm(one, MAX) for one in drafts), return_exceptions=True)

    assert sum(isinstance(one, NotNow) for one in done) == 2
    winner = next(draft for draft, one in zip(drafts, done, strict=True) if not isinstance(one, BaseException))
    assert (await app.decision_pages.show(old, ANN)).superseded_by == winner


async def test_a_decision_is_withdrawn_by_two_where_two_are_needed(app: App) -> None:
    service = two_persons(app)
    number = (await service.log(typed(), MIA)).decision.number
    await service.confirm(number, MAX)

    first = await service.withdraw(number, "It was a misreading.", MAX)
    second = await service.withdraw(number, "It was.", MIA)

    assert (first.decision.status, first.decision.withdrawal_by) == (DecisionStatus.ACCEPTED, MAX.id)
    assert (second.decision.status, second.decision.ended_why) == (DecisionStatus.WITHDRAWN, "It was.")
    assert (await app.decision_pages.show(number, ANN)).decision.text.title == "Training code is required"
    with pytest.raises(IntegrityError):
        async with app.store.connection() as connection:
            await connection.execute(text("UPDATE decisions SET withdrawal_by = ended_by"))


async def test_a_draft_is_withdrawn_by_one_and_its_number_stays_taken(app: App) -> None:
    service = two_persons(app)
    number = (await service.log(typed(), MIA)).decision.number

    found = await service.withdraw(number, "A slip of the pen.", MIA)

    assert found.decision.status is DecisionStatus.WITHDRAWN
    assert not found.decision.public
    assert await a_decision(app) == "D-2026-0002"
    with pytest.raises(Unknown):
        await app.decision_pages.show(number, ANN)


async def test_a_moderation_action_has_a_public_part_and_one_for_moderators(app: App) -> None:
    number = (await app.decisions.moderate(ACTION, MIA)).decision.number

    shown = await app.decision_pages.show(number, ANN)
    told = await app.decision_pages.disclosed(number, MAX)

    terms = shown.decision.text.terms
    assert terms is not None
    assert (shown.decision.kind, terms.rule, terms.duration) == (DecisionKind.MODERATION, "No insults", "7 days")
    assert told.disclosed[TARGET] == "discord:4242"
    with pytest.raises(Forbidden):
        await app.decision_pages.disclosed(number, ANN)


@pytest.mark.parametrize(
    "changes",
    [{"action": "Muted <@4242> for a week"}, {"because": "discord:4242 did it again"}, {"rule": "No insults to @zoe"}],
)
async def test_what_everybody_reads_of_a_moderation_action_names_nobody(
    light_app: App, changes: dict[str, str]
) -> None:  # fmt: skip
    with pytest.raises(Unfit, match="name nobody in it"):
        await light_app.decisions.moderate(replace(ACTION, **changes), MIA)


async def test_what_is_disclosed_stands_in_no_other_row(app: App) -> None:
    dissent = DissentTyped("I was the only one against it.", Disposition.OVERRULED, "One of nine.", "terminal:zoe")
    await app.decisions.moderate(ACTION, MIA)
    await a_decision(app, dissent=dissent)

    async with app.store.connection() as connection:
        rows = [
            str(row)
            for table in ("decisions", "decision_events", "decision_citations")
            for row in (await connection.execute(text(f"SELECT * FROM {table}"))).all()
        ]

    assert rows
    assert not [row for row in rows if "4242" in row or "zoe" in row or "only one against" in row]


async def test_the_channel_of_the_record_is_told_once_a_decision_holds(app: App) -> None:
    service = two_persons(app)
    number = (await service.log(typed(), MIA)).decision.number
    before = (await app.outbox.state()).waiting
    await service.confirm(number, MAX)

    assert ((await app.outbox.state()).waiting, before) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"because": " "}, "Say why, in a few words"),
        ({"title": "x" * 151}, "what the decision is called in at most 150 letters"),
        ({"options": ";".join("abcdefghijklm")}, "at most 12 options"),
        ({"decided": "2026-12-24"}, "no day until today"),
        ({"review": "2026-11-22"}, "no day ahead"),
        ({"review": "soon"}, "no day ahead"),
    ],
)
async def test_what_cannot_be_kept_is_refused(light_app: App, changes: dict[str, str], message: str) -> None:
    with pytest.raises(Unfit, match=message):
        await light_app.decisions.log(typed(**changes), MIA)


async def test_the_event_of_logging_tells_whether_the_text_was_changed_since(app: App) -> None:
    number = await a_decision(app)
    logged = (await app.decision_pages.public(number)).events[0].body["digest"]
    same = (await app.decision_pages.public(number)).decision.text.digest

    async with app.store.connection() as connection:
        swap = "UPDATE decisions SET text = CAST(REPLACE(CAST(text AS TEXT), 'study', 'share') AS {kind})"
        kind = "TEXT" if app.store.embedded else "JSON"
        await connection.execute(text(swap.format(kind=kind)))

    assert same == logged
    assert (await app.decision_pages.public(number)).decision.text.digest != logged


async def test_whoever_reads_sees_the_moderators_who_answer_for_it_and_no_one_else(app: App) -> None:
    dissent = DissentTyped("No.", Disposition.NOTED, None, "terminal:zoe")
    number = (await app.decisions.log(typed(dissent=dissent), MIA)).decision.number

    shown = await app.decision_pages.show(number, ANN)

    assert "zoe" not in repr(shown)
    assert shown.decision.logged_by == MIA.id


async def test_two_who_confirm_at_once_are_one(app: App) -> None:
    service = two_persons(app)
    number = (await service.log(typed(), MIA)).decision.number
    third = Actor("terminal:moe", "moe", frozenset({Role.MODERATOR}))

    done = await asyncio.gather(*(service.confirm(number, one) for one in (MAX, third)), return_exceptions=True)

    assert sum(isinstance(one, NotNow) for one in done) == 1
    events = (await app.decision_pages.show(number, ANN)).events
    assert [one.kind for one in events] == [DecisionEventKind.LOGGED, DecisionEventKind.CONFIRMED]


async def test_a_press_that_is_delivered_twice_counts_once(app: App) -> None:
    service = two_persons(app)
    number = (await service.log(typed(), MIA)).decision.number

    one, two = await asyncio.gather(*(service.confirm(number, MAX, "discord:7") for _time in range(2)))
    asked = [await service.withdraw(number, "Wrong.", MAX, "discord:8") for _time in range(2)]

    assert one == two
    assert [view.decision.withdrawal_by for view in asked] == [MAX.id, MAX.id]


async def test_members_decide_nothing(light_app: App) -> None:
    number = await a_decision(light_app)

    for step in (
        light_app.decisions.log(typed(), ANN),
        light_app.decisions.moderate(ACTION, ANN),
        light_app.decisions.withdraw(number, "No.", ANN),
        light_app.decision_additions.evidence(number, "https://example.org/", ANN),
    ):
        with pytest.raises(Forbidden, match="by moderators"):
            await step
