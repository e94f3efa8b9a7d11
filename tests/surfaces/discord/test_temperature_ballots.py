"""A temperature on a phone: lists of one step at a time, forms with every step, and how many presses it takes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import Via
from bot.domain.polls.templates import Template
from bot.services.polling.drafting import DraftTyped
from tests.support.simulation import Forum, Person, Result, embed
from tests.support.voting import cells, choices, labels, menus, open_poll, vote

TYPED = DraftTyped(template=Template.TEMPERATURE, contact="the forum's desk")


def text(result: Result) -> str:
    return embed(result).description or ""


async def press(person: Person, screen: Result, label: str) -> Result:
    assert screen.response is not None
    return await person.click(screen.response, label=label)


async def tick(person: Person, screen: Result, *components: str) -> Result:
    """Tick these in the list of each freedom."""
    for freedom in Freedom:
        assert screen.response is not None
        id_ = menus(screen)[freedom.value]["custom_id"]
        screen = await person.select(screen.response, list(components), custom_id=id_)
    return screen


def options(form: Result, freedom: str) -> list[dict[str, Any]]:
    assert form.modal is not None
    found: list[dict[str, Any]] = next(
        line["component"]["options"] for line in form.modal["components"] if line["component"]["custom_id"] == freedom
    )
    return found


async def test_a_whole_ballot_of_one_step_takes_seven_interactions(forum: Forum) -> None:
    number = await open_poll(forum, typed=TYPED)
    before = len(forum.requests("POST", "/callback"))

    screen = await tick(forum.voter, await vote(forum, forum.voter), "datasets", "training-code")
    review = await press(forum.voter, screen, "Review and finish")
    finished = await press(forum.voter, review, "The rest is neutral")

    assert len(forum.requests("POST", "/callback")) - before == 7
    assert "Your ballot now answers 68 of 68 cells" in text(finished)
    said = Counter((one.choice, one.via) for one in (await cells(forum, number, forum.voter)).values())
    assert said == {(Choice.FOR, Via.QUICK): 8, (Choice.NEUTRAL, Via.FILL): 60}


async def test_every_further_step_takes_four_lists_and_a_press_or_two(forum: Forum) -> None:
    number = await open_poll(forum, typed=TYPED)
    before = len(forum.requests("POST", "/callback"))

    screen = await tick(forum.voter, await vote(forum, forum.voter), "datasets")
    screen = await press(forum.voter, screen, "Tick: strongly for")
    screen = await tick(forum.voter, screen, "training-code")
    screen = await press(forum.voter, screen, "Tick: strongly against")
    screen = await tick(forum.voter, screen, "technical-report")
    screen = await press(forum.voter, screen, "Tick: against")
    screen = await tick(forum.voter, screen, "data-card", "model-card")
    await press(forum.voter, await press(forum.voter, screen, "Review and finish"), "The rest is neutral")

    # Vote, four times four lists, three ways to another step, review, finish: by forms it would be 36.
    assert len(forum.requests("POST", "/callback")) - before == 1 + 16 + 3 + 2
    said = Counter((await choices(forum, number, forum.voter)).values())
    assert said == {
        Choice.STRONGLY_FOR: 4, Choice.FOR: 4, Choice.NEUTRAL: 48, Choice.AGAINST: 8, Choice.STRONGLY_AGAINST: 4,
    }  # fmt: skip


async def test_a_list_shows_its_own_step_ticked_and_says_the_others(forum: Forum) -> None:
    await open_poll(forum, typed=TYPED)
    screen = await tick(forum.voter, await vote(forum, forum.voter), "datasets")
    here = menus(screen)["study"]["placeholder"]

    there = await press(forum.voter, screen, "Tick: neutral")

    by_value = {option["value"]: option for option in menus(there)["study"]["options"]}
    assert not by_value["datasets"].get("default")
    assert by_value["datasets"]["description"] == "you said: for"
    assert menus(there)["study"]["placeholder"] == "Neutral: required to study it …"
    assert here == "For: required to study it: 1 ticked"
    assert "- Study: 1 for, 16 without answer." in text(there)
    assert labels(there)[:2] == ["Tick: for", "Tick: against"]


async def test_a_form_has_every_step_and_shows_what_is_stored(forum: Forum) -> None:
    number = await open_poll(forum, typed=TYPED)
    screen = await vote(forum, forum.voter, "One by one, with reasons")
    form = await press(forum.voter, screen, "Answer")
    assert form.modal is not None

    card = await forum.voter.submit_modal(
        form, {"use": ["strongly_for"], "study": ["against"], "modify": ["abstain"], "share": ["none"], "reason": "So."}
    )
    again = await press(forum.voter, await press(forum.voter, card, "Previous"), "Answer")

    labels_ = [option["label"] for option in options(form, "use")]
    assert labels_ == [
        "Strongly for", "For", "Neutral", "Against", "Strongly against", "I abstain", "Leave it unanswered",
    ]  # fmt: skip
    stored = {cell.freedom: choice for cell, choice in (await choices(forum, number, forum.voter)).items()}
    assert stored == {
        Freedom.USE: Choice.STRONGLY_FOR, Freedom.STUDY: Choice.AGAINST, Freedom.MODIFY: Choice.ABSTAIN,
    }  # fmt: skip
    chosen = [option["value"] for option in options(again, "study") if option.get("default")]
    assert chosen == ["against"]


async def test_a_component_without_an_opinion_has_no_answer(forum: Forum) -> None:
    number = await open_poll(forum, typed=TYPED)

    screen = await tick(forum.voter, await vote(forum, forum.voter), "datasets")
    await tick(forum.voter, screen, "none")

    assert await choices(forum, number, forum.voter) == {}
    assert Cell("datasets", Freedom.USE) not in await cells(forum, number, forum.voter)
