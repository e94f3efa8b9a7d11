"""Looking after a poll on Discord: a brigade, a report, a challenge, and an exclusion by two moderators."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from bot.domain.actors import Role
from bot.domain.polls.poll_charters import Outsiders
from bot.domain.polls.polls import EventKind
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.shell import main
from tests.support.simulation import Forum, Person, Result, embed
from tests.support.voting import menus, open_poll, poll_message, vote, voters

DAY = 24 * 60 * 60


def text(result: Result) -> str:
    return embed(result).description or ""


async def handle_of(forum: Forum, number: str, person: Person) -> str:
    """The handle of somebody in a poll."""
    async with forum.app.store.read() as records:
        voter = await records.voters.find(number, f"discord:{person.id}")
    assert voter is not None
    return voter.handle


async def close(forum: Forum, number: str) -> None:
    """Let a poll end, and its result be posted."""
    await forum.env.advance_time(7 * DAY + 90)
    await forum.facilitator.slash(forum.general, "poll close", poll=number)
    await forum.env.advance_time(10)


async def attached(forum: Forum, name: str) -> str:
    """A file of the result's message, as it is now."""
    result = forum.answers(forum.working_group)[-1]
    found = next(one for one in result.attachments if one.filename == name)
    return (await found.read()).decode()


async def test_a_brigade_of_fifty_that_presses_vote_changes_nothing(forum: Forum) -> None:
    roll = voters(forum, 12)
    number = await open_poll(forum, *roll)
    for place, person in enumerate(roll):
        said = "yes" if place < 9 else "no"
        await person.slash(forum.working_group, "ballot text", poll=number, text=f"datasets: study={said}")

    brigade = [forum.person(f"late{count}", f"Late {count}") for count in range(50)]
    message = poll_message(forum)
    [press] = [item.custom_id for row in message.components for item in row.children if item.label == "Vote"]  # type: ignore[union-attr]
    pressed = await forum.deliver(*(forum.press(person, message, str(press)) for person in brigade))
    await close(forum, number)

    async with forum.app.store.read() as records:
        assert len(await records.poll_events.of(number, EventKind.CAST)) == 12
    # On a busy machine one is acknowledged first, and answered after.
    refusals = [(one.response or one.followups[-1]).content for one in pressed]
    assert all(refusal.startswith(f"You are not on the roll of poll {number}") for refusal in refusals)
    shown = forum.answers(forum.working_group)[-1].embeds[0].description or ""
    assert "Took part: 12 of 12 who may vote." in shown
    assert "Datasets (study)" in shown.partition("**Required** (1)")[2].splitlines()[0]


async def test_a_report_is_for_the_moderator_alone_and_names_young_accounts(forum: Forum) -> None:
    people = voters(forum, 3)
    number = await open_poll(forum, *people)
    for person in people:
        await person.slash(forum.working_group, "ballot rest", poll=number)

    report = await forum.moderator.slash(forum.working_group, "poll report", poll=number)
    refused = await people[0].slash(forum.working_group, "poll report", poll=number)

    handles = [await handle_of(forum, number, person) for person in people]
    assert report.ephemeral
    assert "**Identical ballots**: 3 voters" in text(report)
    assert "**Young accounts**: 3 voters" in text(report)
    assert all(handle in text(report) for handle in handles)
    assert not any(str(person.id) in text(report) for person in people)
    assert refused.response is not None
    assert refused.response.content == "/poll report is for the role moderator."


async def test_a_ballot_is_challenged_and_excluded_and_the_posted_result_tells_both(
    forum: Forum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = voters(forum, 3)
    second = forum.person("max", "Max", forum.roles[Role.MODERATOR])
    number = await open_poll(forum, *people)
    for person, said in zip(people, ("yes", "yes", "no"), strict=True):
        await person.slash(forum.working_group, "ballot text", poll=number, text=f"datasets: study={said} use={said}")
    handle = await handle_of(forum, number, people[2])
    await close(forum, number)

    about = {"poll": number, "handle": handle}
    challenged = await forum.member.slash(forum.general, "poll challenge", **about, reason="A second account.")
    await forum.env.advance_time(10)
    waiting = forum.answers(forum.working_group)[-1].embeds[0].description or ""
    first = await forum.moderator.slash(forum.general, "poll exclude", **about, reason="The same page names both.")
    await forum.restart()
    assert first.response is not None
    form = await second.click(first.response, label="Exclude it too")
    assert form.modal is not None
    (done,) = await forum.deliver(
        forum.form(second, forum.general, form.modal["custom_id"], reason="He said so himself.")
    )
    await forum.env.advance_time(10)

    shown = forum.answers(forum.working_group)[-1].embeds[0].description or ""
    assert challenged.ephemeral
    assert f"Challenge {_number(challenged)} to the ballot of {handle}" in waiting
    assert "waits for a second moderator" in (embed(first).title or "")
    assert (embed(done).title or "") == f"Ballot excluded from poll {number}"
    assert "Took part: 2 of 2 who may vote." in shown
    assert "With the 1 ballot that was excluded by decision (3 of 3 took part)" in shown
    assert "No decision yet" not in shown
    told = json.loads(await attached(forum, "tally.json"))
    roll = list(csv.DictReader(io.StringIO(await attached(forum, "roll.csv"))))
    assert [row["voter"] for row in roll if row["excluded"] == "yes"] == [handle] == told["excluded"]
    for name in ("ballots.csv", "roll.csv"):
        (tmp_path / name).write_text(await attached(forum, name))
    monkeypatch.chdir(tmp_path)
    assert main(forum.now, [*told["recount"][1:], "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again == {name: told[name] for name in again}


def _number(challenged: Result) -> str:
    """The number of a challenge, from its receipt."""
    return text(challenged).partition("challenge ")[2].partition(" ")[0]


async def test_an_outsider_is_told_on_every_screen_that_it_is_advisory_and_is_shown_apart(forum: Forum) -> None:
    typed = DraftTyped(components="datasets", outsiders=Outsiders.ADVISORY, contact="the desk")
    number = await open_poll(forum, typed=typed)
    await forum.voter.slash(forum.working_group, "ballot text", poll=number, text="datasets: study=yes")
    standing = poll_message(forum).embeds[0].description or ""

    quick = await vote(forum, forum.member)
    assert quick.response is not None
    menu = menus(quick)["study"]["custom_id"]
    ticked = await forum.member.select(quick.response, ["none"], custom_id=menu)
    assert ticked.response is not None
    review = await forum.member.click(ticked.response, label="Review and finish")
    assert review.response is not None
    careful = await vote(forum, forum.member, "One by one, with reasons")
    finished = await forum.member.click(review.response, label="The rest is not required")
    await forum.env.advance_time(10)
    open_ = poll_message(forum).embeds[0].description or ""
    await close(forum, number)

    shown = forum.answers(forum.working_group)[-1]
    words = shown.embeds[0].description or ""
    assert "People who are not on the roll may answer too" in standing
    assert all("You are not on the roll" in text(screen) for screen in (quick, ticked, review, careful, finished))
    assert "Took part: 1 of 1 who may vote." in open_
    assert "1 person who is not on the roll answered" in open_
    assert "Took part: 1 of 1 who may vote." in words
    assert "1 person who is not on the roll answered, which counts in no verdict" in words
    assert "advisory.csv" in {one.filename for one in shown.attachments}
