"""Voting on a phone: the quick way and the careful way, on one private message."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.domain.actors import Actor
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import EventKind, Via
from bot.domain.polls.templates import Template
from bot.services.polling.drafting import DraftTyped
from bot.store import Records
from tests.support.simulation import Forum, Person, Result, buttons, embed
from tests.support.voting import cells, choices, labels, menus, open_poll, poll_message, vote, voters

DATA = Cell("datasets", Freedom.STUDY)


def text(result: Result) -> str:
    return embed(result).description or ""


async def select(person: Person, screen: Result, freedom: str, *components: str) -> Result:
    """Choose from the list of one freedom."""
    assert screen.response is not None
    return await person.select(screen.response, list(components), custom_id=menus(screen)[freedom]["custom_id"])


async def press(person: Person, screen: Result, label: str) -> Result:
    assert screen.response is not None
    return await person.click(screen.response, label=label)


async def fill_in(person: Person, form: Result, **typed: Any) -> Result:
    assert form.modal is not None
    return await person.submit_modal(form, typed)


def lines(form: Result) -> dict[str, Any]:
    assert form.modal is not None
    return {line["component"]["custom_id"]: line["component"] for line in form.modal["components"]}


def preset(form: Result) -> dict[str, str]:
    """What the choices of a form say before anything is touched."""
    return {
        name: next((option["value"] for option in line["options"] if option.get("default")), "")
        for name, line in lines(form).items()
        if "options" in line
    }


# -- The quick way -------------------------------------------------------------------------------------------------


async def test_a_whole_ballot_takes_seven_interactions(forum: Forum) -> None:
    number = await open_poll(forum)
    before = len(forum.requests("POST", "/callback"))

    screen = await vote(forum, forum.voter)
    for freedom in Freedom:
        screen = await select(forum.voter, screen, freedom.value, "datasets", "training-code")
    review = await press(forum.voter, screen, "Review and finish")
    finished = await press(forum.voter, review, "The rest is not required")

    assert len(forum.requests("POST", "/callback")) - before == 7
    assert text(finished).startswith("Stored on ")
    said = Counter((one.choice, one.via) for one in (await cells(forum, number, forum.voter)).values())
    assert said == {(Choice.YES, Via.QUICK): 8, (Choice.NO, Via.FILL): 60}


async def test_every_step_takes_the_place_of_the_one_before(forum: Forum) -> None:
    await open_poll(forum)

    screen = await vote(forum, forum.voter)
    ticked = await select(forum.voter, screen, "use", "datasets")
    review = await press(forum.voter, ticked, "Review and finish")
    finished = await press(forum.voter, review, "Finish; the rest stays unanswered")

    shown = [result.response for result in (screen, ticked, review, finished)]
    assert all(one is not None and one.ephemeral for one in shown)
    assert len({one.id for one in shown if one is not None}) == 1
    assert len(forum.answers(forum.working_group)) == 1


async def test_what_is_not_ticked_has_no_answer(forum: Forum) -> None:
    number = await open_poll(forum)

    screen = await select(forum.voter, await vote(forum, forum.voter), "study", "datasets")
    finished = await press(
        forum.voter, await press(forum.voter, screen, "Review and finish"), "Finish; the rest stays unanswered"
    )

    assert await choices(forum, number, forum.voter) == {DATA: Choice.YES}
    assert "Your ballot now answers 1 of 68 cells" in text(finished)


async def test_a_list_says_what_is_stored_and_each_step_has_a_receipt(forum: Forum) -> None:
    await open_poll(forum)

    screen = await select(forum.voter, await vote(forum, forum.voter), "study", "datasets", "training-code")

    chosen = {option["value"] for option in menus(screen)["study"]["options"] if option.get("default")}
    assert chosen == {"datasets", "training-code"}
    assert "- Study: 2 required, 15 without answer." in text(screen)
    assert "✓ Saved on <t:" in text(screen)
    assert ": 2 of 68 cells answered. Receipt " in text(screen)


@pytest.mark.parametrize("left", [(), ("none",)])
async def test_all_ticks_of_a_list_can_be_taken_back(forum: Forum, left: tuple[str, ...]) -> None:
    number = await open_poll(forum)

    screen = await select(forum.voter, await vote(forum, forum.voter), "study", "datasets", "training-code")
    await select(forum.voter, screen, "study", *left)

    assert await choices(forum, number, forum.voter) == {}


async def test_both_bounds_of_a_list_are_said(forum: Forum) -> None:
    await open_poll(forum)

    screen = await vote(forum, forum.voter)

    assert [(one["min_values"], one["max_values"]) for one in menus(screen).values()] == [(0, 18)] * 4


async def test_a_contradiction_changes_nothing_and_is_said(forum: Forum) -> None:
    number = await open_poll(forum)

    screen = await select(forum.voter, await vote(forum, forum.voter), "study", "datasets")
    refused = await select(forum.voter, screen, "study", "training-code", "none")

    assert refused.response is not None
    assert "choose one or the other" in refused.response.content
    assert refused.ephemeral
    assert await choices(forum, number, forum.voter) == {DATA: Choice.YES}


async def test_ticking_touches_no_cell_that_was_answered_otherwise(forum: Forum) -> None:
    number = await open_poll(forum)
    person = Actor(f"discord:{forum.voter.id}", "x")
    await forum.app.ballots.cast_text(number, person, "datasets: study=discuss; data-card: study=no")

    screen = await vote(forum, forum.voter)
    said = {option["value"]: option.get("description") for option in menus(screen)["study"]["options"]}
    await select(forum.voter, screen, "study", "training-code")

    assert (said["datasets"], said["data-card"]) == ("you said: discuss it first", "you said: not required")
    assert await choices(forum, number, forum.voter) == {
        Cell("training-code", Freedom.STUDY): Choice.YES,
        DATA: Choice.DISCUSS,
        Cell("data-card", Freedom.STUDY): Choice.NO,
    }


async def test_components_stand_in_an_order_of_ones_own_that_stays(forum: Forum) -> None:
    other = forum.person("otto", "Otto")
    await open_poll(forum, forum.voter, other)

    def order(screen: Result) -> list[str]:
        return [option["value"] for option in menus(screen)["use"]["options"]]

    first, again, others = [order(await vote(forum, person)) for person in (forum.voter, forum.voter, other)]

    assert first == again
    assert sorted(first) == sorted(others)
    assert first != others


async def test_more_components_than_a_list_holds_come_in_parts(forum: Forum) -> None:
    number = await open_poll(forum, typed=DraftTyped(template=Template.DEFINITION, definition="osaid 0.0.8"))
    asked = len((await forum.app.polls.preview(number)).poll.charter.components)
    assert asked > 24

    screen = await vote(forum, forum.voter)
    first = [option["value"] for option in menus(screen)["use"]["options"]][:-1]
    screen = await select(forum.voter, screen, "use", *first)
    screen = await press(forum.voter, screen, "Part 2 of 2")
    second = [option["value"] for option in menus(screen)["use"]["options"]][:-1]
    await select(forum.voter, screen, "use", *second)

    assert len(first) + len(second) == asked
    ticked = await choices(forum, number, forum.voter)
    assert ticked == {Cell(component, Freedom.USE): Choice.YES for component in first + second}


async def test_the_private_screen_of_one_is_never_put_in_the_place_of_what_all_see(forum: Forum) -> None:
    await open_poll(forum)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Mine", custom_id="v1r:ballot quick:poll=1"))
    await forum.client.get_partial_messageable(forum.general.id).send("For all to see", view=view)

    result = await forum.voter.click(forum.last(forum.general), label="Mine")

    assert result.ephemeral
    assert forum.last(forum.general).content == "For all to see"


# -- The careful way -----------------------------------------------------------------------------------------------


async def careful_form(forum: Forum, component: str) -> Result:
    """The form of a component, by the menu of the careful way."""
    screen = await vote(forum, forum.voter, "One by one, with reasons")
    assert screen.response is not None
    menu = next(iter(menus(screen).values()))
    value = next(option["value"] for option in menu["options"] if option["label"] == component)
    screen = await forum.voter.select(screen.response, [value], custom_id=menu["custom_id"])
    return await press(forum.voter, screen, "Answer")


async def test_a_component_is_one_form_and_leads_to_the_next(forum: Forum) -> None:
    number = await open_poll(forum)
    form = await careful_form(forum, "Datasets")
    assert form.modal is not None
    assert form.modal["title"] == "Datasets"
    assert list(lines(form)) == ["use", "study", "modify", "share", "reason"]
    assert preset(form) == dict.fromkeys(["use", "study", "modify", "share"], "none")

    card = await fill_in(forum.voter, form, use="no", study="yes", modify="discuss", share="abstain", reason="It is.")

    stored = await cells(forum, number, forum.voter)
    assert {cell.freedom.value: (one.choice, one.via, one.reason) for cell, one in stored.items()} == {
        "use": (Choice.NO, Via.EXPLICIT, "It is."),
        "study": (Choice.YES, Via.EXPLICIT, "It is."),
        "modify": (Choice.DISCUSS, Via.EXPLICIT, "It is."),
        "share": (Choice.ABSTAIN, Via.EXPLICIT, "It is."),
    }
    assert card.response is not None
    assert card.response.ephemeral
    assert "**Datasets**" not in text(card)
    assert "✓ Saved on" in text(card)
    assert "1 of 17 components have an answer." in text(card)


async def test_a_form_shows_what_is_stored(forum: Forum) -> None:
    number = await open_poll(forum)
    await fill_in(forum.voter, await careful_form(forum, "Datasets"), study="yes", use="no", reason="We tried.")

    form = await careful_form(forum, "Datasets")
    await fill_in(forum.voter, form, use="none", study="yes", modify="none", share="none", reason="")

    assert preset(form) == {"use": "no", "study": "yes", "modify": "none", "share": "none"}
    assert lines(form)["reason"]["value"] == "We tried."
    stored = await cells(forum, number, forum.voter)
    assert {cell: (one.choice, one.reason) for cell, one in stored.items()} == {DATA: (Choice.YES, "")}


async def test_one_can_go_back_and_forth_and_jump_anywhere(forum: Forum) -> None:
    await open_poll(forum)
    first = await vote(forum, forum.voter, "One by one, with reasons")
    assert labels(first) == ["Answer", "Skip", "Review and finish"]

    shown = text(first)
    second = await press(forum.voter, first, "Skip")
    assert labels(second) == ["Answer", "Previous", "Skip", "Review and finish"]
    assert text(second) != shown
    back = await press(forum.voter, second, "Previous")
    assert text(back) == shown


async def test_after_the_last_component_comes_the_review(forum: Forum) -> None:
    await open_poll(forum, typed=DraftTyped(components="datasets"))

    card = await fill_in(forum.voter, await careful_form(forum, "Datasets"), use="yes")
    assert "That was the last one." in text(card)
    review = await press(forum.voter, card, "Review and finish")
    assert text(review).startswith("- Use: 1 required.")


async def test_a_form_that_was_open_over_a_restart_is_honoured(forum: Forum) -> None:
    number = await open_poll(forum)
    form = await careful_form(forum, "Datasets")
    assert form.modal is not None

    await forum.restart()
    (card,) = await forum.deliver(forum.form(forum.voter, forum.working_group, form.modal["custom_id"], study="yes"))

    assert await choices(forum, number, forum.voter) == {DATA: Choice.YES}
    assert card.response is not None


async def test_a_form_sent_after_the_close_is_told_so_and_given_back(forum: Forum) -> None:
    number = await open_poll(forum)
    form = await careful_form(forum, "Datasets")

    await forum.env.advance_time(timedelta(days=7, seconds=1).total_seconds())
    refused = await fill_in(forum.voter, form, study="yes", reason="A long thought.")

    assert refused.response is not None
    assert f"Poll {number} closed on <t:" in refused.response.content
    assert "A long thought." in refused.response.content
    assert await choices(forum, number, forum.voter) == {}


# -- Whatever happens ----------------------------------------------------------------------------------------------


async def test_every_button_works_after_a_restart(forum: Forum) -> None:
    number = await open_poll(forum)
    await forum.restart()
    screen = await vote(forum, forum.voter)
    await forum.restart()
    screen = await select(forum.voter, screen, "study", "datasets")
    await forum.restart()
    review = await press(forum.voter, screen, "Review and finish")
    await forum.restart()
    await press(forum.voter, review, "The rest is not required")

    assert len(await choices(forum, number, forum.voter)) == 68


async def test_one_press_delivered_ten_times_is_one_ballot(forum: Forum) -> None:
    number = await open_poll(forum)
    delivery = forum.slash(forum.voter, forum.working_group, "ballot tick", poll=number, freedom="study",
                           required="datasets")  # fmt: skip

    await forum.deliver(*[delivery] * 10)
    forum.errors()

    async with forum.app.store.read() as records:
        assert len(await records.poll_events.of(number, EventKind.CAST)) == 1


async def test_who_is_not_on_the_roll_is_told_so(forum: Forum) -> None:
    number = await open_poll(forum)

    refused = await vote(forum, forum.member)

    assert refused.response is not None
    assert f"You are not on the roll of poll {number}" in refused.response.content
    assert refused.ephemeral


async def test_the_right_to_vote_is_that_of_the_roll_now(forum: Forum) -> None:
    number = await open_poll(forum)
    screen = await vote(forum, forum.voter)
    await forum.app.polls.change_roll(number, [], "She left the group.", Actor("terminal:fay", "fay"))

    refused = await select(forum.voter, screen, "study", "datasets")

    assert refused.response is not None
    assert "You are not on the roll" in refused.response.content


async def test_what_is_asked_is_explained(forum: Forum) -> None:
    await open_poll(forum)

    shown = await press(forum.voter, await vote(forum, forum.voter), "What is asked?")

    assert "- **study**: is it required to study how the system works, and inspect its components?" in text(shown)
    assert "- ○ no answer; it is never counted as a no" in text(shown)


async def test_a_burst_of_voters_is_counted_once_each_and_the_message_ends_right(forum: Forum) -> None:
    people = voters(forum, 40)
    number = await open_poll(forum, *people)
    edits = len(forum.requests("PATCH", f"/messages/{poll_message(forum).id}"))

    deliveries = [
        forum.slash(person, forum.working_group, "ballot tick", poll=number, freedom="use", required="datasets")
        for person in people
    ]
    results = await forum.deliver(*deliveries, seconds=10)

    assert all(result.response is not None or result.followups for result in results)
    async with forum.app.store.read() as records:
        assert len(await records.poll_events.of(number, EventKind.CAST)) == 40
    assert "Took part: 40 of 40 who may vote." in (poll_message(forum).embeds[0].description or "")
    assert len(forum.requests("PATCH", f"/messages/{poll_message(forum).id}")) - edits <= 4


async def test_on_a_slow_disk_a_press_is_acknowledged_first_and_answered_when_it_is_stored(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await open_poll(forum)
    review = await vote(forum, forum.voter, "My ballot")
    assert review.response is not None
    rest = next(item for item in buttons(review.response) if item["label"] == "The rest is not required")
    delivery = forum.press(forum.voter, review.response, rest["custom_id"])

    write = forum.app.store.write

    @asynccontextmanager
    async def slowly() -> AsyncIterator[Records]:
        await asyncio.sleep(4)
        async with write() as records:
            yield records

    monkeypatch.setattr(forum.app.store, "write", slowly)
    (result,) = await forum.deliver(delivery, seconds=2)
    acknowledged = [call.json["type"] for call in forum.requests("POST", "/callback")][-1]
    stored = await choices(forum, number, forum.voter)
    await forum.env.advance_time(5)

    assert (acknowledged, stored) == (6, {})
    assert "Your ballot now answers 68 of 68 cells" in text(result)
    assert len(await choices(forum, number, forum.voter)) == 68


async def test_at_the_deadline_message_result_and_files_say_the_same(forum: Forum) -> None:
    people = voters(forum, 12)
    number = await open_poll(forum, *people, typed=DraftTyped(components="datasets", freedoms="use"))
    await forum.env.advance_time(timedelta(days=7).total_seconds() - 1)

    in_time = [
        forum.slash(person, forum.working_group, "ballot tick", poll=number, freedom="use", required="datasets")
        for person in people[:7]
    ]
    await forum.deliver(*in_time)
    await forum.env.advance_time(2)
    late = [
        forum.slash(person, forum.working_group, "ballot tick", poll=number, freedom="use", required="datasets")
        for person in people[7:]
    ]
    refused = await forum.deliver(*late)
    await forum.env.advance_time(70)
    shown = await forum.facilitator.slash(forum.general, "poll result", poll=number)
    await forum.env.advance_time(10)

    assert all("it does not count" in (one.response.content if one.response else "") for one in refused)
    assert "Took part: 7 of 12 who may vote." in text(shown)
    assert "Took part: 7 of 12 who may vote." in (poll_message(forum).embeds[0].description or "")
    result = forum.answers(forum.working_group)[-1]
    ballots = next(one for one in result.attachments if one.filename == "ballots.csv")
    assert (await ballots.read()).decode().count(",datasets,use,yes,") == 7
