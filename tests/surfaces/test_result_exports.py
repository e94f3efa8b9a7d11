"""What is attached to a result: the real command counts the published ballots to the published tally."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Mark, Roll, VoteUnit, ballots
from bot.domain.polls.bands import How, MeanBand, Merging
from bot.domain.polls.charters import Charter, Least, Quorum, Tie
from bot.domain.polls.outcomes import RollUp
from bot.domain.polls.results import PollResult, result
from bot.domain.polls.rulebooks import CELL_RULES, RULES
from bot.domain.polls.rules import Concurrent, Super
from bot.domain.polls.tallies import Disposition
from bot.domain.polls.verdicts import AsCast
from bot.services.tallying.tables import bare, harmless
from bot.surfaces.reply import Attachment
from bot.surfaces.result_exports import CastAnswer, files
from bot.surfaces.shell import main
from tests.domain.polls.builders import a_roll, papers_of
from tests.domain.strategies import PROPERTY
from tests.support.apps import START, Clock
from tests.support.votes import ROLL as REAL_ROLL
from tests.support.votes import papers as real_papers
from tests.support.votes import real_result

STUDY, USE = Freedom.STUDY, Freedom.USE
ROLL = a_roll("academia: a1 a2 a3", "law: l1 l2 l3", "industry: i1 i2 i3")
VOTES = {
    ("training-code", USE): "yyy yyy nny",
    ("training-code", STUDY): "yyy yda yy-",
    ("training-data", STUDY): "yyy nnn yn-",
    ("model-card", STUDY): "--- --- ---",
}


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for the files, and no database that could be opened."""
    monkeypatch.setenv("OSAIBOT_DATABASE", "nothing://")
    monkeypatch.chdir(tmp_path)


def answers_of(papers: tuple[Ballot, ...]) -> list[CastAnswer]:
    return [
        CastAnswer(paper.voter, cell, choice, "quick", START + timedelta(seconds=number), "a reason" * bool(number % 2))
        for number, paper in enumerate(papers)
        for cell, choice in paper.choices.items()
    ]


def attached(found: PollResult, answers: list[CastAnswer]) -> Mapping[str, Attachment]:
    return {one.name: one for one in files(found, answers, "P-2026-0003", "c0ffee")}


def recounted(files_: Mapping[str, Attachment], capsys: pytest.CaptureFixture[str]) -> tuple[Any, Any]:
    """The published tally, and what the command says that stands in it; without what it cannot know."""
    for name, file in files_.items():
        Path(name).write_bytes(file.content)
    told = json.loads(files_["tally.json"].content)
    program, *arguments = told["recount"]
    assert program == "osaibot"
    assert main(Clock(), [*arguments, "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    return {name: told[name] for name in again}, again


@pytest.mark.parametrize("rule", list(RULES))
def test_the_command_gives_the_published_tally(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    by = RULES[rule].parameters()
    quorum = Quorum(Least(2, Fraction(1, 3)), Least(1), Least(share=Fraction(1, 10)))
    charter = Charter(rule, by, quorum, Tie.NOT_REQUIRED, roll_up=RollUp.ALL)
    papers = papers_of(ROLL, VOTES)
    answers = answers_of(papers)
    # A no with a reason is another no for some rules.
    reasoned = {answer.voter for answer in answers if answer.reason}
    papers = tuple(replace(one, reasoned=frozenset(one.choices) if one.voter in reasoned else one.reasoned)
                   for one in papers)  # fmt: skip
    found = result(charter, [Cell(*cell) for cell in VOTES], papers, ROLL)

    told, again = recounted(attached(found, answers), capsys)

    assert told == again
    assert again["turnout"] == {"voted": 9, "eligible": 9}


@pytest.mark.parametrize("rule", ["super", "mean_band"])
def test_merged_rows_and_people_without_names_count_too(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    charter = Charter(rule, RULES[rule].parameters())
    roll = replace(ROLL, unnamed=4)
    merging = Merging("Both: all", ("training-code", "training-data"), How.MEAN, keep=True)
    papers = papers_of(ROLL, VOTES)
    found = result(charter, [Cell(*cell) for cell in VOTES], papers, roll, mergings=(merging,))

    told, again = recounted(attached(found, answers_of(papers)), capsys)

    assert told == again
    assert again["turnout"] == {"voted": 9, "eligible": 13}


@pytest.mark.parametrize("rule", list(RULES))
def test_the_count_without_excluded_ballots_and_that_with_them_can_both_be_had(
    rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    charter = Charter(rule, RULES[rule].parameters())
    cells, papers, out = [Cell(*cell) for cell in VOTES], papers_of(ROLL, VOTES), ("a1", "i1")
    left = Roll(tuple(elector for elector in ROLL.electors if elector.voter not in out))
    counting = [paper for paper in papers if paper.voter not in out]
    found = result(charter, cells, counting, left, as_cast=AsCast(papers, ROLL))
    files_ = attached(found, answers_of(papers))

    told, again = recounted(files_, capsys)

    assert told == again
    assert again["turnout"] == {"voted": 7, "eligible": 7}
    whole = json.loads(files_["tally.json"].content)
    at = whole["recount"].index("--roll")
    assert whole["recount"][at : at + 2] == ["--roll", "roll.csv"]
    assert whole["excluded"] == ["a1", "i1"]
    assert whole["with_excluded"]["turnout"] == {"voted": 9, "eligible": 9}
    assert main(Clock(), [*whole["recount"][1:at], "ballots.csv", "--json"]) == 0
    everybody = json.loads(capsys.readouterr().out)
    assert everybody["turnout"] == {"voted": 9, "eligible": 9}
    differing = {(row["row"], row["freedom"]): row["verdict"] for row in whole["with_excluded"]["cells"]}
    if rule != "mean_band":
        before = {(row["row"], row["freedom"]): row["verdict"] for row in again["rows"]}
        after = {(row["row"], row["freedom"]): row["verdict"] for row in everybody["rows"]}
        assert differing == {cell: verdict for cell, verdict in after.items() if verdict != before[cell]}


def test_a_ballot_that_is_excluded_stands_in_the_files_as_it_was_cast_and_the_roll_says_so() -> None:
    roll = Roll((Elector("v1"), Elector("v2")))
    papers = (Ballot("v1", {Cell("code", USE): Choice.YES}), Ballot("v2", {Cell("code", USE): Choice.NO}))
    left = Roll(roll.electors[1:])

    found = attached(
        result(Charter(), [Cell("code", USE)], papers[1:], left, as_cast=AsCast(papers, roll)), answers_of(papers)
    )

    assert found["roll.csv"].content.decode().splitlines() == ["voter,took_part,excluded", "v1,yes,yes", "v2,yes,no"]
    assert [row["voter"] for row in csv.DictReader(io.StringIO(found["ballots.csv"].content.decode()))] == ["v1", "v2"]


def test_the_roll_says_of_the_excluded_too_whether_they_have_a_conflict() -> None:
    papers, left = papers_of(ROLL, VOTES), Roll(ROLL.electors[1:])
    counting = [paper for paper in papers if paper.voter != "a1"]
    as_cast, cells = AsCast(papers, ROLL), [Cell(*cell) for cell in VOTES]

    found = attached(
        result(Charter(), cells, counting, left, conflicted=("a1", "l1"), as_cast=as_cast), answers_of(papers)
    )

    lines = found["roll.csv"].content.decode().splitlines()
    assert lines[:3] == [
        "voter,category,conflict,took_part,excluded",
        "a1,academia,yes,yes,yes",
        "a2,academia,no,yes,no",
    ]
    assert "l1,law,yes,yes,no" in lines


def test_the_real_votes_are_counted_again_as_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    found = real_result()

    told, again = recounted(attached(found, answers_of(real_papers())), capsys)

    assert told == again
    assert len(again["rows"]) == 23
    assert again["turnout"] == {"voted": 18, "eligible": len(REAL_ROLL.electors)}


def test_organisations_are_counted_by_the_later_of_their_two_voters(capsys: pytest.CaptureFixture[str]) -> None:
    roll = Roll((Elector("x", "c", "Acme"), Elector("y", "c", "Acme"), Elector("z", "c")))
    cell = Cell("training-code", USE)
    answers = [
        CastAnswer("x", cell, Choice.NO, "explicit", START + timedelta(minutes=1)),
        CastAnswer("y", cell, Choice.YES, "explicit", START),
        CastAnswer("z", cell, Choice.YES, "explicit", START),
    ]
    marks = [Mark(one.voter, one.cell, one.choice) for one in sorted(answers, key=lambda one: one.at)]
    charter = Charter(vote_unit=VoteUnit.ORGANISATION)
    papers = ballots(marks, roll, VoteUnit.ORGANISATION)

    told, again = recounted(attached(result(charter, [cell], papers, roll, least=5), answers), capsys)

    assert told == again
    assert again["rows"][0]["counts"]["yes"] == again["rows"][0]["counts"]["no"] == 1


def test_small_categories_stand_in_no_file_and_the_count_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    roll = a_roll("academia: a1 a2 a3 a4 a5 a6", "law: l1 l2 l3", "ngo: n1 n2")
    votes = {("training-data", STUDY): "yyyyyn nnn yn"}
    papers = papers_of(roll, votes)
    found = result(Charter(), [Cell(*cell) for cell in votes], papers, roll, least=5)

    files_ = attached(found, answers_of(papers))
    told, again = recounted(files_, capsys)

    assert told == again
    assert told["rows"][0]["categories"].keys() == {"academia"}
    assert b"law" not in files_["ballots.csv"].content + files_["roll.csv"].content
    assert json.loads(files_["tally.json"].content)["withheld_categories"] == ["law", "ngo"]


@pytest.mark.parametrize(
    ("dispositions", "verdict"),
    [
        ((), "required"),
        ((None,), "no_consensus"),
        ((Disposition.SUSTAINED, Disposition.ADDRESSED), "no_consensus"),
        ((Disposition.ADDRESSED, Disposition.OVERRULED, Disposition.WITHDRAWN), "required"),
    ],
)
def test_objections_are_counted_again_too(
    dispositions: tuple[Disposition | None, ...], verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = a_roll("academia: a1 a2 a3", "law: l1 l2 l3")
    votes = {("training-data", STUDY): "yyy yyn", ("weights", STUDY): "yyy nnn"}
    papers = papers_of(roll, votes)
    cells = [Cell(*cell) for cell in votes]
    found = result(
        Charter("consensus", RULES["consensus"].parameters()), cells, papers, roll, objections={cells[0]: dispositions}
    )

    files_ = attached(found, answers_of(papers))
    told, again = recounted(files_, capsys)

    assert told == again
    assert again["rows"][0]["verdict"] == verdict
    assert ("objections.csv" in files_) == bool(dispositions)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "weights,study,addressed",
            "objections.csv:2: component: expected a cell of the ballots, found “weights: study”",
        ),
        (
            "training-data,sell,addressed",
            "objections.csv:2: freedom: expected one of use, study, modify, share; found “sell”",
        ),
        (
            "training-data,study,maybe",
            "objections.csv:2: disposition: expected one of open, addressed, sustained, overruled",
        ),
    ],
)
def test_a_bad_file_of_objections_is_named_with_the_line(
    line: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ballots.csv").write_text("voter,component,freedom,choice\na,training-data,study,yes\n")
    Path("objections.csv").write_text(f"component,freedom,disposition\n{line}\n")

    status = main(Clock(), ["tally", "--rule", "consensus", "--objections", "objections.csv", "ballots.csv"])

    assert status == 2
    assert problem in " ".join(capsys.readouterr().err.split())


def test_the_tally_says_what_the_ballots_do_not() -> None:
    roll = a_roll("academia: a1 a2 a3 a4 a5 a6", "law: l1 l2 l3")
    votes = {("training-data", STUDY): "yyyyyy nnn"}
    papers = papers_of(roll, votes)
    charter = Charter("concurrent", Concurrent(categories=1, least=1))
    found = result(charter, [Cell(*cell) for cell in votes], papers, roll, least=5, conflicted=("l1", "l2", "l3"))

    told = json.loads(attached(found, answers_of(papers))["tally.json"].content)

    assert (told["poll"], told["charter"]) == ("P-2026-0003", "c0ffee")
    assert told["not_in_the_ballots"] == ["categories"]
    assert told["rows"][0]["verdict"] == "no_consensus"
    assert told["without_conflicted"] == {
        "voters": 3,
        "turnout": {"voted": 6, "eligible": 6},
        "cells": [{"row": "training-data", "freedom": "study", "verdict": "required"}],
        "components": [{"row": "training-data", "verdict": "required"}],
    }


def test_the_files_read_as_they_should() -> None:
    roll = Roll((Elector("v1", "law", "Acme, Inc."), Elector("v2"), Elector("v3", "law")))
    cells = [Cell("model-card", USE), Cell("model-card", STUDY)]
    at = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)
    answers = [CastAnswer("v3", cells[1], Choice.NO, "fill", at), CastAnswer("v1", cells[0], Choice.YES, "quick", at)]
    papers = [Ballot(one.voter, {one.cell: Choice(one.choice)}) for one in answers if one.choice]

    found = attached(result(Charter(), cells, papers, roll), answers)

    assert found["ballots.csv"].content.decode().splitlines() == [
        "voter,category,organisation,component,freedom,choice,via,cast_at",
        'v1,law,"Acme, Inc.",model-card,use,yes,quick,2026-11-25T14:02:00Z',
        'v1,law,"Acme, Inc.",model-card,study,,,',
        "v2,,,model-card,use,,,",
        "v3,law,,model-card,study,no,fill,2026-11-25T14:02:00Z",
    ]
    assert found["roll.csv"].content.decode().splitlines() == [
        "voter,category,organisation,took_part",
        'v1,law,"Acme, Inc.",yes',
        "v2,,,no",
        "v3,law,,yes",
    ]
    assert set(found) == {"ballots.csv", "roll.csv", "tally.json"}


def test_no_cell_of_a_file_is_a_formula_and_all_names_survive(capsys: pytest.CaptureFixture[str]) -> None:
    roll = Roll((Elector('=HYPERLINK("x")', "+law"), Elector("@me", "-none"), Elector("'=quoted", "+law")))
    cell = Cell("=1+1", STUDY)
    answers = [CastAnswer(one.voter, cell, Choice.YES, "quick", START, "=cmd|' /C calc'!A0") for one in roll.electors]
    papers = [Ballot(one.voter, {cell: Choice.YES}, frozenset([cell])) for one in answers]

    files_ = attached(result(Charter("super", Super()), [cell], papers, roll), answers)
    told, again = recounted(files_, capsys)

    for name in ("ballots.csv", "roll.csv"):
        for row in csv.reader(io.StringIO(files_[name].content.decode())):
            assert not [text for text in row if text.startswith(("=", "+", "-", "@"))]
    assert told == again
    assert again["rows"][0]["row"] == "=1+1"
    assert again["rows"][0]["categories"].keys() == {"+law", "-none"}


@given(st.text(alphabet="'=+-@\ta", max_size=6))
@PROPERTY
def test_a_harmless_cell_can_be_had_back(cell: str) -> None:
    assert bare(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t"))


def test_every_rule_is_a_case() -> None:
    assert set(RULES) == {*CELL_RULES, "mean_band"}
    assert MeanBand() == RULES["mean_band"].parameters()
