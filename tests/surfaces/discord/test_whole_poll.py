"""A whole poll on Discord: eight voters of six categories, and the bot replaced between any two steps."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.actors import Role
from bot.surfaces.shell import main
from tests.support.simulation import Forum, Person, Result, embed
from tests.support.voting import CATEGORIES, menus, poll_message, vote, voters

DAY = 24 * 60 * 60


class Journey:
    """A poll as people make it, press by press; ``between`` happens after each step."""

    def __init__(self, forum: Forum, between: Callable[[], Awaitable[None]]) -> None:
        self.forum = forum
        self.between = between
        self.channel = forum.working_group
        self.people = voters(forum, 8)
        self.second = forum.person("max", "Max", forum.roles[Role.MODERATOR])
        self.steps = 0

    async def step(self, result: Awaitable[Result]) -> Result:
        """Do one thing, then let happen what happens between steps."""
        done = await result
        self.steps += 1
        await self.between()
        return done

    async def slash(self, person: Person, name: str, **options: Any) -> Result:
        return await self.step(person.slash(self.channel, name, **options))

    async def press(self, person: Person, shown: Result, label: str) -> Result:
        assert shown.response is not None
        return await self.step(person.click(shown.response, label=label))

    async def fill_in(self, person: Person, form: Result, **typed: str) -> Result:
        """Fill in a form that was opened before."""
        assert form.modal is not None
        delivery = self.forum.form(person, self.channel, form.modal["custom_id"], **typed)

        async def deliver() -> Result:
            (result,) = await self.forum.deliver(delivery)
            return result

        return await self.step(deliver())

    # -- What people do --------------------------------------------------------------------------------------------

    async def open(self) -> None:
        forum = self.forum
        roll = "\n".join(
            f"<@{person.id}>, {CATEGORIES[place % 6]}, Organisation {place}, Europe"
            for place, person in enumerate(self.people)
        )
        draft = await self.slash(forum.facilitator, "poll draft", contact="the desk", freedoms="use, study",
                                 components="training-code, datasets, data-card")  # fmt: skip
        form = await self.press(forum.facilitator, draft, "Give it a roll")
        shown = await self.fill_in(forum.facilitator, form, people=roll)
        shown = await self.press(forum.facilitator, shown, "Show it here to everybody")
        shown = await self.press(forum.moderator, shown, "Confirm the roll")
        shown = await self.press(self.second, shown, "Confirm the roll")
        await self.press(forum.facilitator, shown, "Open it")

    async def tick(self, person: Person, freedom: str, *components: str) -> Result:
        """Vote the quick way."""
        screen = await self.step(vote(self.forum, person))
        assert screen.response is not None
        id_ = menus(screen)[freedom]["custom_id"]
        return await self.step(person.select(screen.response, list(components), custom_id=id_))

    async def answer(self, person: Person, **said: str) -> Result:
        """Vote the careful way, on the first component that comes."""
        screen = await self.step(vote(self.forum, person, "One by one, with reasons"))
        form = await self.press(person, screen, "Answer")
        return await self.fill_in(person, form, **said)

    async def vote(self) -> None:
        amara, bo, chen, dilek, ebo, faye, gus, _silent = self.people
        for person in (amara, bo, chen):
            screen = await self.tick(person, "study", "datasets", "training-code")
            review = await self.press(person, screen, "Review and finish")
            await self.press(person, review, "The rest is not required")
        await self.tick(dilek, "study", "datasets")
        await self.tick(dilek, "study", "none")
        await self.answer(ebo, use="no", study="discuss", reason="What would the data be for?")
        await self.slash(faye, "ballot text", poll="1", text="datasets: study=yes use=no; training-code: all=yes")
        await self.slash(gus, "ballot text", poll="1", text="datasets: all=abstain")
        await self.slash(gus, "ballot conflict", poll="1", text="I am paid by its maker.")

    async def see_it_through(self) -> None:
        forum = self.forum
        await self.slash(forum.facilitator, "poll extend", poll="1", closes="1 day", by="chair", reason="A holiday.")
        await self.slash(
            self.people[7], "poll object", poll="1", cell="datasets: use", text="Whose?", change="Say whose."
        )
        await forum.env.advance_time(8 * DAY + 90)
        await self.slash(forum.facilitator, "poll close", poll="1")
        await forum.env.advance_time(10)


async def nothing() -> None:
    """Nobody disturbs."""


@pytest.fixture(params=["undisturbed", "restarted"])
async def journey(request: pytest.FixtureRequest, forum: Forum) -> Journey:
    """A poll that went its whole way, undisturbed or with the bot replaced after every step."""
    going = Journey(forum, forum.restart if request.param == "restarted" else nothing)
    await going.open()
    await going.vote()
    await going.see_it_through()
    return going


async def attached(forum: Forum, name: str) -> str:
    """A file of the result's message."""
    result = forum.answers(forum.working_group)[-1]
    found = next(one for one in result.attachments if one.filename == name)
    return (await found.read()).decode()


async def test_a_whole_poll(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One walk, looked at from three sides: to make it takes longer than to look."""
    await _told_and_stored(journey)
    monkeypatch.chdir(tmp_path)
    await _anyone_counts_the_files_of_the_message_to_the_same_tally(journey, tmp_path, capsys)
    await _a_recount_and_a_second_round_come_of_it(journey)


async def _told_and_stored(journey: Journey) -> None:
    forum = journey.forum
    messages = forum.answers(forum.working_group)
    result = messages[-1]

    assert journey.steps == 32
    assert poll_message(forum).embeds[0].title == "Poll P-2026-0001: closed"
    assert result.embeds[0].title == "Result of poll P-2026-0001"
    text = result.embeds[0].description or ""
    assert "Took part: 6 of 8 who may vote." in text
    assert {one.filename for one in result.attachments} >= {"ballots.csv", "roll.csv", "tally.json"}
    async with forum.app.store.read() as records:
        voters = {one.person: one.handle for one in await records.voters.of("P-2026-0001")}
        stored = await records.poll_cells.of("P-2026-0001")
    said = {
        person.name: {
            f"{one.cell.component}/{one.cell.freedom}": str(one.choice)
            for one in stored
            if one.handle == voters[f"discord:{person.id}"] and one.choice is not None
        }
        for person in journey.people
    }
    whole = {
        "training-code/use": "no", "training-code/study": "yes", "datasets/use": "no", "datasets/study": "yes",
        "data-card/use": "no", "data-card/study": "no",
    }  # fmt: skip
    assert [said[f"voter{number}"] for number in (0, 1, 2)] == [whole] * 3
    assert said["voter3"] == said["voter7"] == {}
    assert sorted(said["voter4"].values()) == ["discuss", "no"]
    assert said["voter5"] == {
        "datasets/study": "yes", "datasets/use": "no", "training-code/use": "yes", "training-code/study": "yes",
    }  # fmt: skip
    assert said["voter6"] == {"datasets/use": "abstain", "datasets/study": "abstain"}


async def _anyone_counts_the_files_of_the_message_to_the_same_tally(
    journey: Journey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(await attached(journey.forum, "tally.json"))
    roll = list(csv.DictReader(io.StringIO(await attached(journey.forum, "roll.csv"))))
    for name in ("ballots.csv", "objections.csv"):
        (tmp_path / name).write_text(await attached(journey.forum, name))

    program, *arguments = told["recount"]
    assert program == "osaibot"
    assert main(journey.forum.now, [*arguments, "--json"]) == 0

    again = json.loads(capsys.readouterr().out)
    assert again == {name: told[name] for name in again}
    assert sorted(row["took_part"] for row in roll) == ["no"] * 2 + ["yes"] * 6


async def _a_recount_and_a_second_round_come_of_it(journey: Journey) -> None:
    forum, (amara, *_others) = journey.forum, journey.people

    recount = await journey.slash(forum.moderator, "poll recount", poll="1", reason="To be sure.")
    second = await journey.slash(forum.facilitator, "poll round2", poll="1")
    for moderator in (forum.moderator, journey.second):
        second = await journey.press(moderator, second, "Confirm the roll")
    await journey.press(forum.facilitator, second, "Open it")
    screen = await journey.step(amara.click(forum.answers(forum.working_group)[-1], label="My ballot"))
    earlier = await journey.press(amara, screen, "Begin with my earlier answers")

    assert "It gives the same tally" in (embed(recount).description or "")
    assert "Your ballot now answers 6 of 6 cells" in (embed(earlier).description or "")
