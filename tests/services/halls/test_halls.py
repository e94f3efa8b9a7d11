"""The life of a town hall: who may do what, when, and what is kept of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.meetings.discussions import Mark, Naming
from bot.domain.meetings.halls import HallEventKind, HallState, Objections
from bot.domain.refusals import Forbidden, Refusal
from bot.services.halls.finding import NotGoingOn, Venue
from bot.services.halls.halls import HallTyped
from bot.services.minuting import Asking
from tests.support.apps import Clock
from tests.support.halls import CHANNEL, HERE, a_closed_hall, an_open_hall, heard
from tests.support.polling import FACILITATOR, MODERATORS, an_open_poll, person, verified

MINUTE = timedelta(minutes=1)
OTHER = Actor("terminal:otto", "otto", frozenset({Role.FACILITATOR}))


async def test_a_town_hall_is_numbered_by_its_year_and_delivered_once(app: App) -> None:
    one = await app.halls.open(HallTyped("Data"), HERE, FACILITATOR, "discord:5")
    again = await app.halls.open(HallTyped("Data"), HERE, FACILITATOR, "discord:5")

    assert one.hall.number == again.hall.number == "T-2026-0001"
    assert one.hall.state is HallState.OPEN
    assert one.hall.facilitators == ("terminal:fay",)
    assert one.hall.charter.naming is Naming.BY_CATEGORY


async def test_a_channel_has_one_that_is_going_on(app: App) -> None:
    opened = await asyncio.gather(
        *(app.halls.open(HallTyped(str(number)), HERE, FACILITATOR) for number in range(3)), return_exceptions=True
    )

    refused = [one for one in opened if isinstance(one, NotGoingOn)]
    assert len(refused) == 2
    assert (await app.halls.open(HallTyped("elsewhere"), Venue("discord:78", "discord:1"), FACILITATOR)).hall.opened_at


async def test_a_planned_one_is_opened_where_it_was_planned_and_keeps_its_rules(app: App, clock: Clock) -> None:
    typed = HallTyped("Data", "2 days", Naming.BY_NAME, "12", Objections.SHOW)
    planned = await app.halls.plan(typed, HERE, FACILITATOR)
    clock.move(timedelta(days=2))

    view = await app.halls.open(HallTyped(), HERE, OTHER)

    assert view.hall.number == planned.hall.number
    assert view.hall.charter.comment_hours == 12
    assert view.hall.charter.objections is Objections.SHOW
    assert view.hall.facilitators == ("terminal:fay", "terminal:otto")
    assert view.hall.starts_at == view.hall.opened_at == clock()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (HallTyped("Data"), "Say when it starts"),
        (HallTyped("Data", "yesterday"), "is no moment"),
        (HallTyped(None, "2 days"), "what the town hall is called"),
        (HallTyped("Data", "2 days", comment_hours="soon"), "is no number of hours"),
    ],
)
async def test_what_does_not_fit_a_plan_is_refused_with_what_to_say(
    light_app: App, typed: HallTyped, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        await light_app.halls.plan(typed, HERE, FACILITATOR)


async def test_nothing_is_opened_without_a_title_or_a_plan_or_in_a_direct_message(light_app: App) -> None:
    with pytest.raises(Refusal, match="None is planned for this channel"):
        await light_app.halls.open(HallTyped(), HERE, FACILITATOR)
    with pytest.raises(Refusal, match="in a channel of the server"):
        await light_app.halls.open(HallTyped("Data"), Venue("discord:9", "discord:@me"), FACILITATOR)


async def test_it_is_led_by_its_facilitators_and_by_moderators(app: App) -> None:
    await an_open_hall(app)

    with pytest.raises(Forbidden, match="is led by its facilitators"):
        await app.halls.pause(HERE, OTHER)
    assert (await app.halls.pause(HERE, MODERATORS[0])).hall.state is HallState.PAUSED
    assert (await app.halls.resume(HERE, FACILITATOR)).hall.state is HallState.OPEN


async def test_each_step_is_possible_in_its_state_alone(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    with pytest.raises(NotGoingOn, match="is open"):
        await app.halls.resume(HERE, FACILITATOR)
    clock.move(MINUTE)
    closed = await app.halls.close(HERE, FACILITATOR)

    with pytest.raises(NotGoingOn, match="is closed"):
        await app.halls.pause(HERE, FACILITATOR, number=number)
    assert closed.hall.closed_at == clock()
    async with app.store.read() as records:
        events = await records.hall_events.of(number)
    assert [one.kind for one in events] == [HallEventKind.OPENED, HallEventKind.CLOSED]


async def test_chair_and_scribe_are_given_and_taken_but_somebody_stays(app: App) -> None:
    await an_open_hall(app)
    people = "<@100000000000000042> <@100000000000000043>"

    await app.hall_roles.set_facilitators(people, HERE, FACILITATOR)
    view = await app.hall_roles.set_facilitators("-<@100000000000000043>", HERE, FACILITATOR)

    assert view.hall.facilitators == ("terminal:fay", "discord:100000000000000042")
    with pytest.raises(Refusal, match="by mention"):
        await app.hall_roles.set_scribes("bob", HERE, FACILITATOR)


async def test_the_last_facilitator_cannot_leave(app: App) -> None:
    await app.halls.open(HallTyped("Data"), Venue(), FACILITATOR)

    with pytest.raises(Refusal, match="Somebody has to facilitate"):
        await app.hall_roles.set_facilitators("-fay", Venue(), FACILITATOR)


# -- The agenda ------------------------------------------------------------------------------------------------------


async def test_everybody_adds_to_the_agenda_and_takes_off_their_own(app: App) -> None:
    await app.halls.plan(HallTyped("Data", "2 days"), HERE, FACILITATOR)

    for _time in range(2):
        await app.hall_agenda.add("What is data information?", HERE, person("ann"))
    view = await app.hall_agenda.add("Licences", HERE, person("bob"))
    with pytest.raises(Forbidden, match="Somebody else put that on the agenda"):
        await app.hall_agenda.remove("1", HERE, person("bob"))
    after = await app.hall_agenda.remove("what is data information?", HERE, FACILITATOR)

    assert [one.title for one in view.agenda] == ["What is data information?", "Licences"]
    assert [(one.title, one.by) for one in after.agenda] == [("Licences", "terminal:bob")]


async def test_what_voters_asked_to_discuss_waits_for_the_next_town_hall(app: App, clock: Clock) -> None:
    poll = await an_open_poll(app, "ann", "bob")
    for name in ("ann", "bob"):
        await app.ballots.cast_text(poll, person(name), "training-code: use=discuss; datasets: study=yes")
    clock.move(timedelta(days=8))
    await app.poll_results.finish(poll)
    await app.halls.plan(HallTyped("Data", "2 days"), HERE, FACILITATOR)

    planned = await app.halls.show(HERE)
    opened = await app.halls.open(HallTyped(), HERE, FACILITATOR)
    await app.halls.close(HERE, FACILITATOR)
    later = await app.halls.open(HallTyped("Another"), HERE, FACILITATOR)

    assert [(one.title, one.origin) for one in planned.waiting] == [("Training code: use", poll)]
    assert [one.origin for one in opened.agenda] == [poll]
    assert later.agenda == ()


async def test_what_voters_asked_to_discuss_leads_from_the_poll_to_the_minutes_and_back(app: App, clock: Clock) -> None:
    poll = await an_open_poll(app)
    for name in ("ann", "bob", "cyd"):
        await app.ballots.cast_text(poll, person(name), "training-code: use=discuss; datasets: study=yes")
    clock.move(timedelta(days=8))
    await app.poll_results.finish_due()
    number = await an_open_hall(app)
    asked = (await app.halls.show(HERE)).agenda[0]
    for place, text in enumerate(
        ("Hello all of you.", f"#topic {asked.title}", "We need the code to use it, I think."), 1
    ):
        await app.capture.hear(heard(text, app.clock(), "fay", place))
    await app.halls.close(HERE, FACILITATOR)

    view = await app.minutes.draft(Asking(FACILITATOR, HERE))
    result = await app.poll_results.result(poll)

    assert [(topic.title, topic.origin) for topic in view.document.topics] == [(asked.title, poll)]
    assert list(result.halls) == [number]


# -- How people are named --------------------------------------------------------------------------------------------


async def test_every_choice_of_naming_is_kept_as_proof_and_the_last_one_holds(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    await app.capture.hear(heard("Hello", clock() + MINUTE))
    await app.capture.hear(heard("Hello", clock() + MINUTE, "bob", 2))

    await app.hall_consent.choose(Naming.BY_NAME, HERE, person("ann"), "discord:8")
    await app.hall_consent.choose(Naming.BY_NAME, HERE, person("ann"), "discord:8")
    clock.move(timedelta(days=3))
    await app.halls.close(HERE, FACILITATOR)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("ann"), "discord:9", number)

    found = await app.halls.discussion(number)
    assert {one.name: one.naming for one in found.participants} == {
        "ann": Naming.NOT_AT_ALL,
        "bob": Naming.BY_CATEGORY,
        "fay": Naming.BY_CATEGORY,
    }
    async with app.store.read() as records:
        events = await records.hall_events.of(number, HallEventKind.CONSENT)
    assert [(one.by, one.body["naming"], one.body["before"]) for one in events] == [
        ("terminal:ann", "by name", None),
        ("terminal:ann", "not at all", "by name"),
    ]


async def test_the_category_is_that_of_the_day(app: App, clock: Clock) -> None:
    await verified(app, "ann", "regulator")
    number = await an_open_hall(app)
    for name, count in (("ann", 1), ("bob", 2)):
        await app.capture.hear(heard("Hello", clock() + MINUTE, name, count))
    clock.move(2 * MINUTE)
    await verified(app, "bob", "licensee")
    await verified(app, "ann", "end_user")
    await app.halls.close(HERE, FACILITATOR)

    found = await app.halls.discussion(number)

    assert {one.name: one.category for one in found.participants} == {"ann": "Regulator", "bob": "Licensee", "fay": ""}


# -- Marks -----------------------------------------------------------------------------------------------------------


async def test_a_mark_by_command_is_a_remark_that_it_rests_on(app: App) -> None:
    number = await an_open_hall(app)

    marked = await app.hall_marks.declare(Mark.ACTION, "ann writes it down", HERE, person("ann"), "discord:5")
    again = await app.hall_marks.declare(Mark.ACTION, "ann writes it down", HERE, person("ann"), "discord:5")

    assert marked == again
    found = await app.halls.discussion(number)
    assert [(one.mark, one.text, one.by, one.sources) for one in found.declared] == [
        (Mark.ACTION, "ann writes it down", "terminal:ann", (1,))
    ]
    assert [one.text for one in found.remarks] == ["ann writes it down"]


async def test_a_mark_on_a_message_has_its_words_and_goes_with_it(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    message = heard("We keep the four freedoms.", clock() + MINUTE)
    await app.capture.hear(message)

    marked = await app.hall_marks.declare(Mark.AGREED, None, HERE, FACILITATOR, message=message.message)
    await app.capture.delete([message.message])

    assert marked.mark.text == "We keep the four freedoms."
    found = await app.halls.discussion(number)
    assert [(one.text, one.sources) for one in found.declared] == [("", (1,))]
    with pytest.raises(Refusal, match="nothing can rest on it"):
        await app.hall_marks.declare(Mark.AGREED, None, HERE, FACILITATOR, message=message.message)


async def test_marks_that_settle_something_are_for_those_who_lead(app: App) -> None:
    await an_open_hall(app)

    with pytest.raises(Forbidden, match="for those who lead the town hall and its scribes"):
        await app.hall_marks.declare(Mark.AGREED, "Yes", HERE, person("ann"))
    assert (await app.hall_marks.declare(Mark.AGREED, "Yes", HERE, MODERATORS[0])).mark.number == 1


async def test_a_mark_is_struck_by_whoever_set_it_or_those_who_lead_and_stays_in_the_record(app: App) -> None:
    number = await an_open_hall(app)
    await app.hall_marks.declare(Mark.ACTION, "ann writes it down", HERE, person("ann"))
    await app.hall_marks.declare(Mark.INFO, "a paper", HERE, person("bob"))

    with pytest.raises(Forbidden, match="Somebody else set that mark"):
        await app.hall_marks.strike("2", HERE, person("ann"))
    await app.hall_marks.strike(None, HERE, FACILITATOR)
    await app.hall_marks.strike("1", HERE, person("ann"))

    assert [one.struck for one in (await app.halls.discussion(number)).declared] == [True, True]
    with pytest.raises(Refusal, match=r"no such mark.* is taken back with #undo"):
        await app.hall_marks.strike(None, HERE, FACILITATOR)


# -- Reminders -------------------------------------------------------------------------------------------------------


async def test_a_planned_town_hall_is_reminded_of_a_day_and_an_hour_before_once(app: App, clock: Clock) -> None:
    await app.halls.plan(HallTyped("Data", "2 days"), HERE, FACILITATOR)
    waiting = []
    for span in (timedelta(hours=23), timedelta(hours=1), timedelta(0), timedelta(hours=23), timedelta(hours=1)):
        clock.move(span)
        await app.hall_keeping.keep()
        waiting.append((await app.outbox.state()).waiting)

    assert waiting == [0, 1, 1, 2, 2]


async def test_a_planned_town_hall_is_moved_and_reminded_of_at_its_new_time(app: App, clock: Clock) -> None:
    await app.halls.plan(HallTyped("Data", "2 days"), HERE, FACILITATOR)
    clock.move(timedelta(hours=24))
    await app.hall_keeping.keep()

    moved = await app.hall_plans.move("3 days", "Data, again", HERE, FACILITATOR, "discord:8")
    again = await app.hall_plans.move("3 days", "Data, again", HERE, FACILITATOR, "discord:8")
    clock.move(timedelta(hours=48))
    await app.hall_keeping.keep()

    assert moved.hall == again.hall
    assert (moved.hall.title, moved.hall.starts_at) == ("Data, again", clock() + timedelta(hours=24))
    assert (await app.outbox.state()).waiting == 2


async def test_a_planned_town_hall_is_cancelled_and_its_agenda_waits_for_the_next(app: App) -> None:
    planned = await app.halls.plan(HallTyped("Data", "2 days"), HERE, FACILITATOR)
    await app.hall_agenda.add("Which data?", HERE, person("ann"))

    cancelled = await app.hall_plans.cancel("Nobody has time.", HERE, FACILITATOR)
    following = await app.halls.open(HallTyped("The next"), HERE, FACILITATOR)

    assert cancelled.hall.state is HallState.CANCELLED
    assert [one.title for one in following.agenda] == ["Which data?"]
    assert (await app.halls.show(HERE, planned.hall.number)).why == "Nobody has time."


async def test_what_is_not_planned_any_more_is_neither_moved_nor_cancelled_nor_opened(app: App) -> None:
    number = (await app.halls.plan(HallTyped("Data", "2 days"), HERE, FACILITATOR)).hall.number
    with pytest.raises(Forbidden, match="led by its facilitators"):
        await app.hall_plans.cancel("I do not like it.", HERE, person("ann"))
    with pytest.raises(Refusal, match="Say for when"):
        await app.hall_plans.move(None, None, HERE, FACILITATOR)
    await app.hall_plans.cancel("Nobody has time.", HERE, FACILITATOR)

    for attempt in (
        app.hall_plans.cancel("Twice.", HERE, FACILITATOR, number=number),
        app.hall_plans.move("1 day", None, HERE, FACILITATOR, number=number),
        app.halls.open(HallTyped(), HERE, FACILITATOR, number=number),
        app.hall_agenda.add("Too late", HERE, FACILITATOR, number=number),
    ):
        with pytest.raises(NotGoingOn, match="was cancelled"):
            await attempt
    with pytest.raises(NotGoingOn, match="None is planned for this channel"):
        await app.hall_plans.cancel("Nothing there.", HERE, FACILITATOR)


def test_the_channel_is_named_as_the_outbox_names_it() -> None:
    assert replace(HERE, thread=True).place == "discord thread"
    assert (CHANNEL, Venue().place) == ("discord:77", "terminal")


async def test_what_is_done_after_a_town_hall_means_it_and_not_the_next_that_is_planned(app: App, clock: Clock) -> None:
    over = await a_closed_hall(app)
    clock.move(timedelta(hours=1))
    later = HallTyped("The next one", "14 days")
    planned = (await app.halls.plan(later, HERE, FACILITATOR)).hall.number

    chosen = await app.hall_consent.choose(Naming.BY_NAME, HERE, person("ann"))
    drafted = await app.minutes.draft(Asking(FACILITATOR, HERE))
    shown = await app.minutes_pages.page(Asking(FACILITATOR, HERE))

    assert [chosen.hall.number, drafted.hall.number, shown.view.hall.number] == [over] * 3
    assert (await app.halls.show(HERE)).hall.number == planned
