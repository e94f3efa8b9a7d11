"""A temperature in the terminal, from its draft to its files, and its result as people see it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice, Said
from bot.domain.polls.charters import Charter
from bot.domain.polls.results import PollResult, result
from bot.domain.polls.rulebooks import CELL_RULES
from bot.domain.polls.scales import STEPS, BallotScale
from bot.surfaces.commands import BY_NAME
from bot.surfaces.commands.ballots import Step
from bot.surfaces.discord.lengths import length
from bot.surfaces.discord.presenting import Presenter
from bot.surfaces.pictures import Painter
from bot.surfaces.plain import plain
from bot.surfaces.replies import ballots, papers, poll_results
from bot.surfaces.replies.poll_matrices import PollShown
from bot.surfaces.result_exports import CastAnswer, files
from bot.surfaces.shell import main
from tests.domain.polls.builders import a_roll, papers_of
from tests.support.apps import START, Clock
from tests.support.golden import Golden
from tests.support.polling import FACILITATOR, MODERATORS, person
from tests.support.saying import say

DRAFT = (
    '/poll draft question:"How far are you for requiring these?" components:"training-code, datasets" '
    'freedoms:"use, study" scale:temperature contact:"the desk"'
)
ROLL = "ann,Law,Acme,EU | bob,Law,Beta,EU | cyd,Research,Acme,US | dee,Research,Gamma,US"

PEOPLE = a_roll("academia: a1 a2 a3 a4", "law: l1 l2 l3")
VOTES = {
    ("training-code", Freedom.USE): "FFfa FfF",
    ("training-code", Freedom.STUDY): "FFf0 0gG",
    ("training-data", Freedom.STUDY): "FFff GGG",
    ("model-card", Freedom.STUDY): "---- ---",
}
SHOWN = PollShown("P-2026-0004", "How far are you for requiring these?", {"training-code": "Training code"})


async def test_a_whole_temperature_in_the_terminal(light_app: App, clock: Clock, golden: Golden, handles: None) -> None:
    ann, bob, cyd, dee = (person(name) for name in ("ann", "bob", "cyd", "dee"))
    said = [await say(light_app, FACILITATOR, f"{DRAFT} rule:mean_band"), await say(light_app, FACILITATOR, DRAFT)]
    await say(light_app, FACILITATOR, f'/poll roll 1 "{ROLL}"')
    token = (await light_app.polls.preview("1")).token
    for moderator in MODERATORS:
        await say(light_app, moderator, f"/poll confirm 1 seen:{token}")
    await say(light_app, FACILITATOR, "/poll open 1")
    said.append(await say(light_app, ann, "/ballot help 1"))
    said.append(await say(light_app, ann, "/ballot quick 1"))
    said.append(await say(light_app, ann, '/ballot tick 1 study "datasets" step:strongly_for'))
    said.append(await say(light_app, ann, "/ballot answer 1 training-code use=for study=neutral reason=So."))
    said.append(await say(light_app, ann, "/ballot show 1"))
    said.append(await say(light_app, bob, '/ballot text 1 "training-code: all=++; datasets: study=yes"'))
    said.append(await say(light_app, bob, '/ballot text 1 "training-code: all=++; datasets: study=- use=abstain"'))
    said.append(await say(light_app, cyd, '/ballot text 1 "datasets: study=strongly_against use=--"'))
    said.append(await say(light_app, cyd, "/ballot rest 1"))
    said.append(await say(light_app, dee, '/ballot text 1 "datasets: study=+"'))
    clock.move(timedelta(days=8, seconds=61))
    said.append(await say(light_app, ann, "/poll result 1"))
    said.append(await say(light_app, MODERATORS[0], '/poll recount 1 "to be sure"'))

    golden("polls/temperature.md", "".join(said))


# -- The result ------------------------------------------------------------------------------------------------------


def a_result(rule: str = "super") -> PollResult:
    charter = Charter(rule, CELL_RULES[rule].parameters())
    cells = [Cell(*cell) for cell in VOTES]
    return result(charter, cells, papers_of(PEOPLE, VOTES), PEOPLE, scale=BallotScale.TEMPERATURE)


def test_the_picture_has_the_side_and_the_median_of_every_cell(golden: Golden) -> None:
    picture = poll_results.result(a_result(), SHOWN).picture

    assert picture is not None
    table = [list(row) for row in (picture.table.headings, *picture.table.rows)]
    seen = {"title": picture.title, "description": picture.description, "table": table}
    golden("json/temperature-matrix.json", json.dumps(seen, ensure_ascii=False, indent=2) + "\n")


def test_where_people_agree_least_is_named_first() -> None:
    text = plain(poll_results.result(a_result(), SHOWN).text)

    assert "The median of cells: strongly for in 1; for in 1; neutral in 1." in text
    assert "the least first: training-data, study 0.17; Training code, study 0.44; Training code, use 0.83." in text


def test_a_poll_of_yes_and_no_has_no_steps() -> None:
    votes = {("code", Freedom.USE): "yyn"}
    roll = a_roll("x: a b c")
    found = result(Charter(), [Cell("code", Freedom.USE)], papers_of(roll, votes), roll)

    reply = poll_results.result(found, SHOWN)

    assert "median" not in reply.text
    assert reply.table is not None
    assert "median" not in str(reply.table.rows)


@pytest.mark.parametrize("letters", ["FFFF FFF", "FfgG Gf0", "0000 000", "---- ---"])
@pytest.mark.parametrize("count", [1, 17, 40])
async def test_a_result_fits_one_message(count: int, letters: str) -> None:
    cells = [
        Cell(f"Component {number:02} (with a long name)", freedom) for number in range(count) for freedom in Freedom
    ]
    papers = papers_of(PEOPLE, {(cell.component, cell.freedom): letters for cell in cells})
    found = result(Charter(), cells, papers, PEOPLE, scale=BallotScale.TEMPERATURE, conflicted=("l1", "l2"))

    reply = poll_results.result(found, SHOWN)
    message = await Presenter(BY_NAME, Painter(), None).present(reply)

    assert length(reply.text) <= 3900
    assert message.embed is not None
    assert length(message.embed.description or "") <= 4096
    assert len(message.embed) <= 6000
    assert all(len(file.description or "") <= 1024 for file in message.files)


def test_what_can_be_said_has_a_word_and_a_sign_of_its_own() -> None:
    assert [step.value for step in Step] == list(STEPS)
    assert {said.choice for said in Said} == {*Choice, None}
    assert set(papers.SAID) == set(Said)
    assert len(set(ballots.SIGNS.values())) == len(Choice) + 1


@pytest.mark.parametrize("rule", CELL_RULES)
def test_the_published_files_are_counted_to_the_same(
    rule: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSAIBOT_DATABASE", "nothing://")
    monkeypatch.chdir(tmp_path)
    answers = [
        CastAnswer(paper.voter, cell, choice, "explicit", START)
        for paper in papers_of(PEOPLE, VOTES)
        for cell, choice in paper.choices.items()
    ]
    for file in files(a_result(rule), answers, "P-2026-0004", "c0ffee", answers[:2]):
        (tmp_path / file.name).write_bytes(file.content)
    told: dict[str, Any] = json.loads((tmp_path / "tally.json").read_text())

    assert main(Clock(), [*told["recount"][1:], "--json"]) == 0

    again = json.loads(capsys.readouterr().out)
    assert again == {name: told[name] for name in again}
    assert again["scale"] == "temperature"
    assert set(again["rows"][0]["sensitivity"]["verdicts"]) == set(CELL_RULES)
    assert told["recount"][4:6] == ["--scale", "temperature"]
    assert list(told["advisory"]["cells"][0])[2:] == [choice.value for choice in BallotScale.TEMPERATURE.choices]
