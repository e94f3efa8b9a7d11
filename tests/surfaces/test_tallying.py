"""`osaibot tally`: what it prints, as text and as JSON, and how it refuses."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.domain.polls.rulebooks import RULES
from bot.surfaces.shell import main
from tests.support.apps import Clock
from tests.support.golden import Golden

VOTES = Path(__file__).parents[1] / "data" / "votes"
NET, MERGING = str(VOTES / "final-net.csv"), str(VOTES / "merging.yaml")

BALLOTS = """\
voter,group,category,component,freedom,choice
a,G,academia,Training data,study,yes
b,G,academia,Training data,study,yes
c,G,academia,Training data,study,yes
d,H,law,Training data,study,no
e,H,law,Training data,study,no
f,H,law,Training data,study,no
g,H,law,Training data,study,
a,G,academia,Training data,use,discuss
b,G,academia,Model card,use,no
c,G,academia,Model card,use,yes
d,H,law,Model card,use,yes
e,H,law,Model card,use,yes
"""


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with ballots, and no database that could be opened."""
    monkeypatch.setenv("OSAIBOT_DATABASE", "nothing://")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ballots.csv").write_text(BALLOTS, encoding="utf-8")


def run(*arguments: str) -> int:
    return main(Clock(), ["tally", *arguments])


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_published_count_reads_as_it_did(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert run("--rule", "mean_band", "--merge", MERGING, NET) == 0

    golden("terminal/tally-mean-band.txt", capsys.readouterr().out)


@pytest.mark.parametrize("rule", ["super", "concurrent"])
def test_a_count_of_ballots_reads_as_it_did(rule: str, capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert run("--rule", rule, "ballots.csv") == 0

    golden(f"terminal/tally-{rule}.txt", capsys.readouterr().out)


def test_the_help_names_every_rule_and_parameter(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert run("--help") == 0

    shown = capsys.readouterr().out
    assert all(f"\n    {name} " in shown for name in RULES)
    golden("terminal/tally-help.txt", shown.split("\nArguments:")[0].split("\n", 1)[1])


def test_json_has_the_23_published_recommendations(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "--rule", "mean_band", "--merge", MERGING, NET)

    with (VOTES / "final-expected.csv").open(encoding="utf-8", newline="") as file:
        published = [
            (row["row"], float(row["value"]), float(row["times_mean"]), row["recommendation"].lower().replace(" ", "_"))
            for row in csv.DictReader(file)
        ]
    rows = [(row["row"], row["value"], round(row["times_mean"], 2), row["verdict"]) for row in found["rows"]]
    assert rows == published
    assert len(rows) == 23
    assert found["rule"] == "mean_band"
    assert found["parameters"] == {"cuts": [2, 1.5, 1, 0.5], "mean": None, "score": "net", "scale": "mean"}
    assert found["mean"] == pytest.approx(423 / 26)
    assert {tuple(row) for row in found["rows"]} == {("row", "value", "times_mean", "verdict")}


def test_json_has_the_22_labels_of_the_first_count(capsys: pytest.CaptureFixture[str]) -> None:
    file = VOTES / "first-count.csv"
    labels = {"Yes": "required", "Lean yes": "likely_required", "Maybe": "maybe_required",
              "Lean no": "likely_not_required", "No": "not_required"}  # fmt: skip

    found = said(capsys, "--rule", "mean-band", "--param", "cuts=2,1,0.5,0", "--param", "mean=9.5", str(file))

    with file.open(encoding="utf-8", newline="") as lines:
        expected = [(row["component"], labels[row["label"]]) for row in csv.DictReader(lines)]
    assert [(row["row"], row["verdict"]) for row in found["rows"]] == expected
    assert len(expected) == 22
    assert found["mean"] == found["parameters"]["mean"] == 9.5


@pytest.mark.parametrize("columns", [("component", "net"), ("component", "freedom", "net")])
def test_the_same_votes_in_other_columns_give_the_same_rows(
    columns: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(NET).open(encoding="utf-8", newline="") as file:
        wide = list(csv.DictReader(file))
    lines = [columns]
    for row in wide:
        if len(columns) == 2:
            lines.append((row["component"], row["net"]))
        else:
            lines += [(row["component"], freedom, row[freedom]) for freedom in ("use", "study", "modify", "share")]
    with Path("other.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)

    other = said(capsys, "--rule", "mean_band", "--merge", MERGING, "other.csv")

    assert other == said(capsys, "--rule", "mean_band", "--merge", MERGING, NET)


def test_json_of_a_cell_has_counts_denominators_measures_and_what_it_hangs_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = said(capsys, "--rule", "super", "ballots.csv")

    assert found["turnout"] == {"voted": 6, "eligible": 7}
    assert found["parameters"]["q"] == "2/3"
    assert found["components"] == [
        {"row": "Training data", "verdict": "no_consensus"}, {"row": "Model card", "verdict": "required"},
    ]  # fmt: skip
    by_cell = {(row["row"], row["freedom"]): row for row in found["rows"]}
    assert list(by_cell) == [("Training data", "use"), ("Training data", "study"), ("Model card", "use")]
    cell = by_cell["Training data", "study"]
    assert cell["counts"] == {"yes": 3, "no": 3, "discuss": 0, "abstain": 0, "unanswered": 1}
    assert cell["denominators"] == {"decisive": 6, "answering": 6, "roll": 7}
    assert (cell["value"], cell["verdict"], cell["place"]) == (0.5, "no_consensus", "divided_between_categories")
    assert cell["measures"]["between"] == cell["measures"]["gap"] == cell["measures"]["polarisation"] == 1
    assert cell["sensitivity"]["margin"] == 1
    assert cell["sensitivity"]["categories"] == ["academia", "law"]
    assert cell["sensitivity"]["verdicts"]["simple"] == "tie"
    assert cell["sensitivity"]["largest_organisation"] is None
    assert by_cell["Training data", "use"]["value"] is None


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_prints_one_json_object(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "--rule", rule, "ballots.csv")

    assert list(found) == ["scale", "rule", "parameters", "mean", "rows", "components", "merged", "turnout"]
    assert found["scale"] == "required"
    assert found["rule"] == rule


STEPS = """\
voter,category,component,freedom,choice
a,academia,Training data,study,strongly_for
b,academia,Training data,study,for
c,law,Training data,study,against
d,law,Training data,study,neutral
e,law,Training data,study,abstain
a,academia,Model card,use,strongly_for
b,academia,Model card,use,strongly_against
c,law,Model card,use,
"""


def test_a_count_of_steps_reads_as_it_did(capsys: pytest.CaptureFixture[str], golden: Golden, tmp_path: Path) -> None:
    (tmp_path / "steps.csv").write_text(STEPS, encoding="utf-8")

    assert run("--rule", "super", "steps.csv") == 0
    golden("terminal/tally-temperature.txt", capsys.readouterr().out)
    assert run("--rule", "super", "--json", "steps.csv") == 0
    golden("json/tally-temperature.json", capsys.readouterr().out)


def test_steps_are_never_counted_together_with_yes_and_no(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "mixed.csv").write_text(BALLOTS + "h,H,law,Model card,use,for\n", encoding="utf-8")
    (tmp_path / "steps.csv").write_text(STEPS, encoding="utf-8")

    assert run("--rule", "super", "mixed.csv") == 2
    assert "mixed.csv:14: choice: expected one of nothing, yes, no, discuss, abstain; found “for”" in " ".join(
        capsys.readouterr().err.split()
    )
    assert run("--rule", "super", "--scale", "required", "steps.csv") == 2
    assert "steps.csv:2: choice: expected one of nothing, yes, no" in " ".join(capsys.readouterr().err.split())
    assert run("--rule", "mean_band", "steps.csv") == 2
    assert "no sum and no mean" in " ".join(capsys.readouterr().err.split())


def test_a_scale_can_be_stated_where_no_answer_tells_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    silent = "voter,component,freedom,choice\na,Data,use,abstain\nb,Data,use,\n"
    (tmp_path / "silent.csv").write_text(silent, encoding="utf-8")

    told = said(capsys, "--rule", "super", "--scale", "temperature", "silent.csv")

    assert told["scale"] == "temperature"
    assert told["rows"][0]["counts"]["neutral"] == 0
    assert told["rows"][0]["measures"]["median"] is None
    assert said(capsys, "--rule", "super", "silent.csv")["scale"] == "required"


def test_numbers_that_were_counted_already_have_no_scale(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--rule", "mean_band", "--scale", "required", NET) == 2

    assert "scale can be told from ballots only" in " ".join(capsys.readouterr().err.split())


def test_ballots_can_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = said(capsys, "--rule", "simple", "ballots.csv")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BALLOTS.encode())))

    assert said(capsys, "--rule", "simple", "-") == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ballots.csv",), "Name the rule with --rule; there are: absolute, concurrent,"),
        (("--rule", "best", "ballots.csv"), "There is no rule “best”; there are: absolute, concurrent,"),
        (("--rule", "super", "nothing.csv"), "1 problem in the file, nothing was counted:\n  nothing.csv: expected a"),
        (("--rule", "super", "--merge", "no.yaml", "ballots.csv"), "no.yaml: expected this file, found none"),
        (("--rule", "super", "--param", "q=9", "ballots.csv"), "The parameter “q” takes a share above 0 and up to 1"),
        (("--rule", "super", NET), "The rule super needs ballots"),
    ],
)
def test_what_cannot_be_counted_ends_with_status_2_and_a_sentence(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2

    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
