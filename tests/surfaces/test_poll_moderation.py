"""Looking after a poll in the terminal: what moderators, members and everybody read."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.polls.poll_charters import Outsiders
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.shell import main
from tests.support.apps import Clock, settings
from tests.support.golden import Golden
from tests.support.polling import FACILITATOR, MODERATORS, a_roll, an_open_poll, confirmed, person
from tests.support.saying import say

MIA, MAX = MODERATORS


async def test_a_report_reads_as_it_did(light_app: App, clock: Clock, golden: Golden, handles: None) -> None:
    voters = [f"{name}/Law/Acme" for name in ("ann", "bob", "cyd", "dee", "eve")]
    number = await an_open_poll(light_app, *voters)
    said = [await say(light_app, MIA, f"/poll report {number}")]
    for name in ("ann", "bob", "cyd", "dee"):
        await light_app.ballots.rest_not_required(number, person(name))
    await light_app.ballots.cast_text(number, person("eve"), "datasets: use=yes")
    said.append(await say(light_app, MIA, f"/poll report {number}"))
    clock.move(timedelta(days=8))
    said.append(await say(light_app, MIA, f"/poll report {number}"))
    said.append(await say(light_app, person("ann"), f"/poll report {number}"))

    golden("polls/report.md", "".join(said))


async def test_a_report_never_says_what_a_ballot_says(light_app: App) -> None:
    number = await an_open_poll(light_app)
    for name in ("ann", "bob", "cyd"):
        await light_app.ballots.cast_text(number, person(name), "training-code: all=abstain; datasets: all=discuss")

    reply = await BY_NAME["poll report"].run(Context(light_app, MIA), {"poll": number})

    assert "Identical ballots" in reply.text
    assert not [word for word in ("abstain", "discuss", "training", "datasets") if word in reply.text.lower()]


async def test_a_ballot_is_challenged_and_excluded_in_the_terminal(
    light_app: App, clock: Clock, golden: Golden, handles: None
) -> None:
    number = await an_open_poll(light_app)
    ann, bob, cyd, zoe = (person(name) for name in ("ann", "bob", "cyd", "zoe"))
    for voter, text in ((ann, "all=yes"), (bob, "use=yes study=no"), (cyd, "all=no")):
        await light_app.ballots.cast_text(number, voter, f"training-code: {text}")
    whose = {one.name: (await light_app.ballots.own(number, one)).voter.handle for one in (ann, bob, cyd)}
    said = [
        await say(light_app, zoe, f'/poll challenge 1 {whose["cyd"]} "It is the second account of *bob*."'),
        await say(light_app, zoe, f'/poll challenge 1 {whose["ann"]} "She does not know what code is."'),
        await say(light_app, zoe, "/poll status 1"),
        await say(light_app, MIA, f'/poll dismiss 1 {whose["ann"]} "She need not."'),
        await say(light_app, FACILITATOR, f'/poll exclude 1 {whose["cyd"]} "It is."'),
        await say(light_app, MIA, f'/poll exclude 1 {whose["cyd"]} "The same page names both."'),
        await say(light_app, MAX, "/poll report 1"),
    ]
    clock.move(timedelta(days=8))
    said += [
        await say(light_app, zoe, "/poll result 1"),
        await say(light_app, MAX, f'/poll exclude 1 {whose["cyd"]} "He said so himself."'),
        await say(light_app, cyd, "/ballot show 1"),
        await say(light_app, zoe, "/poll result 1"),
    ]

    golden("polls/exclusion.md", "".join(said))


def test_what_is_excluded_can_be_counted_both_ways_from_the_files(
    filled_sqlite_database: str, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    async def prepare() -> str:
        app = await App.open(settings(filled_sqlite_database), clock)
        number = await an_open_poll(app)
        for name, choice in (("ann", "yes"), ("bob", "yes"), ("cyd", "no")):
            await app.ballots.cast_text(number, person(name), f"datasets: use={choice}")
        handle = (await app.ballots.own(number, person("cyd"))).voter.handle
        for moderator in MODERATORS:
            await app.poll_moderation.exclude(number, handle, "a second account", moderator)
        await app.close()
        return number

    number = asyncio.run(prepare())
    clock.move(timedelta(days=8))
    monkeypatch.chdir(tmp_path)
    assert main(clock, ["poll", "files", number, ".", "--database", filled_sqlite_database]) == 0
    told = json.loads(Path("tally.json").read_text())
    capsys.readouterr()

    assert main(clock, [*told["recount"][1:], "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    both_ways = [word for word in told["recount"][1:] if word not in ("--roll", "roll.csv")]
    assert main(clock, [*both_ways, "--json"]) == 0
    with_it = json.loads(capsys.readouterr().out)

    assert verdict == {name: told[name] for name in verdict}
    assert [verdict["turnout"], with_it["turnout"]] == [{"voted": 2, "eligible": 2}, {"voted": 3, "eligible": 3}]
    assert told["with_excluded"]["turnout"] == with_it["turnout"]
    assert Path("ballots.csv").read_text().count("datasets,use,") == 3


async def test_a_reason_is_text_wherever_it_is_shown(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app)
    await light_app.ballots.cast_text(number, person("ann"), "datasets: use=yes")
    handle = (await light_app.ballots.own(number, person("ann"))).voter.handle
    bad = {"poll": number, "handle": handle, "reason": "@everyone **x**"}

    replies = [await BY_NAME["poll challenge"].run(Context(light_app, person("zoe")), bad)]
    replies += [await BY_NAME["poll exclude"].run(Context(light_app, moderator), bad) for moderator in MODERATORS]
    clock.move(timedelta(days=8))
    replies.append(await BY_NAME["poll result"].run(Context(light_app, person("zoe")), {"poll": number}))

    assert all("\\@everyone \\*\\*x\\*\\*" in reply.text for reply in replies)
    assert not any("@everyone **x**" in reply.text for reply in replies)


async def test_outsiders_answer_apart_in_the_terminal(
    light_app: App, clock: Clock, golden: Golden, handles: None
) -> None:
    zoe = person("zoe")
    drafted = '/poll draft components:"datasets" freedoms:"use, study" outsiders:advisory contact:"the desk"'
    said = [await say(light_app, FACILITATOR, drafted)]
    await light_app.polls.set_roll("1", a_roll("ann", "bob"), FACILITATOR)
    await confirmed(light_app, "1")
    await light_app.polls.open("1", FACILITATOR)
    await light_app.ballots.cast_text("1", person("ann"), "datasets: use=yes study=yes")
    said += [
        await say(light_app, zoe, "/ballot quick 1"),
        await say(light_app, zoe, "/ballot tick 1 study datasets"),
        await say(light_app, zoe, "/ballot careful 1"),
        await say(light_app, zoe, '/ballot text 1 "datasets: use=no"'),
        await say(light_app, zoe, "/ballot show 1"),
        await say(light_app, zoe, '/ballot conflict 1 "I made it"'),
        await say(light_app, zoe, "/poll status 1"),
    ]
    clock.move(timedelta(days=8))
    said.append(await say(light_app, zoe, "/poll result 1"))

    golden("polls/outsiders.md", "".join(said))


async def test_what_outsiders_answer_has_a_file_of_its_own(
    light_app: App, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = DraftTyped(components="datasets", freedoms="use", outsiders=Outsiders.ADVISORY)
    number = await an_open_poll(light_app, "ann", typed=typed)
    for name, choice in (("ann", "yes"), ("zoe", "no"), ("yan", "no")):
        await light_app.ballots.cast_text(number, person(name), f"datasets: use={choice}")
    clock.move(timedelta(days=8))

    reply = await BY_NAME["poll result"].run(Context(light_app, person("zoe")), {"poll": number})

    files = {one.name: one.content.decode() for one in reply.attachments}
    handles = {(await light_app.ballots.own(number, person(name))).voter.handle for name in ("zoe", "yan")}
    apart = [line.split(",") for line in files["advisory.csv"].splitlines()]
    assert apart[0] == ["voter", "component", "freedom", "choice", "via", "cast_at"]
    assert {line[0] for line in apart[1:]} == handles
    assert not any(handle in files[name] for handle in handles for name in ("ballots.csv", "roll.csv"))
    told = json.loads(files["tally.json"])
    assert told["turnout"] == {"voted": 1, "eligible": 1}
    assert told["advisory"] == {
        "people": 2,
        "cells": [{"row": "datasets", "freedom": "use", "yes": 0, "no": 2, "discuss": 0, "abstain": 0}],
    }
    (tmp_path / "advisory.csv").write_text(files["advisory.csv"])
    assert main(clock, ["tally", "--rule", "simple", str(tmp_path / "advisory.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["counts"]["no"] == 2
