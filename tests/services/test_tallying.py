"""Files of ballots: what can be read, and every problem of what cannot, with its line and column."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from bot.domain.definitions import Freedom
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.parameters import BadParameter
from bot.domain.refusals import Refusal
from bot.services.tallying import Count, Wish, ballot_files, tables, tally
from bot.services.tallying.ballot_files import CastBallots
from bot.services.tallying.counting import NotCountable
from bot.services.tallying.problems import BadBallots
from bot.services.tallying.sum_files import Sums

HEAD = "voter,component,freedom,choice\n"
VOTES = Path(__file__).parents[1] / "data" / "votes"


def written(folder: Path, content: str | bytes, name: str = "ballots.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def problems(folder: Path, content: str | bytes) -> list[str]:
    """What is said of a file, line by line, without the file's name."""
    with pytest.raises(BadBallots) as caught:
        ballot_files.read(written(folder, content))
    return [str(one).removeprefix("ballots.csv") for one in caught.value.problems]


def counted(folder: Path, content: str, rule: str, *parameters: str, **wish: tuple[str, ...]) -> Count:
    return tally(written(folder, content), Wish(rule, parameters, **wish))  # type: ignore[arg-type]


def verdicts(found: Count) -> dict[str, str]:
    """Verdicts by row, with the freedom where a row is a cell."""
    if found.banded:
        return {row.row: row.verdict.value for row in found.banded.rows}
    return {f"{one.tally.cell.component}/{one.tally.cell.freedom}": one.verdict.value for one in found.cells}


# -- What can be read ----------------------------------------------------------------------------------------------

PLAIN = "voter,group,category,component,freedom,choice\na,G,X,Data,use,yes\nb,G,Y,Data,use,no\nc,H,Y,Data,use,\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        ("\n\n" + PLAIN.replace("\n", "\n\n") + ",,,,,\n").encode(),
        PLAIN.replace("yes", " YES ").replace("voter", ' "Voter"'.strip()).encode(),
        PLAIN.replace("Data", '"Data"').rstrip().encode(),
    ],
    ids=["utf-8", "byte order mark", "crlf", "cr", "semicolons", "tabs", "blank lines", "capitals", "quoted"],
)
def test_the_same_ballots_are_read_however_a_spreadsheet_writes_them(content: bytes, tmp_path: Path) -> None:
    read = ballot_files.read(written(tmp_path, content))

    assert isinstance(read, CastBallots)
    assert [(one.voter, one.choice) for one in read.marks] == [("a", "yes"), ("b", "no"), ("c", None)]
    assert [(one.voter, one.category) for one in read.electors] == [("a", "X"), ("b", "Y"), ("c", "Y")]
    assert read.groups == {"a": "G", "b": "G", "c": "H"}


def test_a_blank_choice_is_no_answer_and_its_voter_is_on_the_roll(tmp_path: Path) -> None:
    [one] = counted(tmp_path, PLAIN, "simple").cells

    assert (one.tally.counts.yes, one.tally.counts.no, one.tally.counts.unanswered) == (1, 1, 1)
    assert one.verdict is Outcome.TIE


@pytest.mark.parametrize(
    ("content", "net"),
    [
        ("component,net\nData,5\nCard,-2\n", [5, -2]),
        ("component;net\nData;2,5\nCard;\N{MINUS SIGN}2\n", [Fraction(5, 2), -2]),
        ("component,freedom,net\nData,use,2\nData,study,3\nCard,use,-2\n", [5, -2]),
        ("component,study,use,modify,share,net\nData,1,1,1,2,5\nCard,-2,0,0,0,-2\n", [5, -2]),
        ("component,study,use,modify,share\nData,1,1,1,2\nCard,-2,0,0,0\n", [5, -2]),
        ("component,study,net\nData,1,5\nCard,0,-2\n", [5, -2]),
        ("component,net,label\nData,5,Yes\nCard,-2,No\n", [5, -2]),
    ],
)
def test_numbers_that_were_counted_already_can_be_banded(content: str, net: list[Fraction], tmp_path: Path) -> None:
    read = ballot_files.read(written(tmp_path, content))
    found = tally(tmp_path / "ballots.csv", Wish("mean_band"))

    assert isinstance(read, Sums)
    assert found.banded is not None
    assert [row.value for row in found.banded.rows] == net


def test_with_times_the_later_answer_counts_whatever_the_order_of_lines(tmp_path: Path) -> None:
    content = ("voter,component,freedom,choice,cast_at\n"
               "a,Data,use,yes,2026-05-11T15:00:00+01:00\n"
               "a,Data,use,no,2026-05-11T13:59:59Z\n")  # fmt: skip

    [one] = counted(tmp_path, content, "simple").cells

    assert (one.tally.counts.yes, one.tally.counts.no) == (1, 0)


def test_organisations_vote_by_the_later_of_their_two(tmp_path: Path) -> None:
    content = ("voter,organisation,component,freedom,choice,cast_at\n"
               "rep,M,Data,use,no,2026-05-11T12:00Z\n"
               "alt,M,Data,use,yes,2026-05-11T13:00Z\n"
               "x,,Data,use,yes,2026-05-11T11:00Z\n")  # fmt: skip

    [one] = counted(tmp_path, content, "absolute", "unit=organisation", "q=1").cells

    assert (one.tally.counts.yes, one.tally.counts.no, one.tally.counts.eligible) == (2, 0, 2)


# -- What cannot ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", [": expected a line of column names, found nothing"]),
        (b"\n \n", [": expected a line of column names, found nothing"]),
        (HEAD.encode(), [": expected at least one line below the column names"]),
        (b"component,net\n", [": expected at least one line below the column names"]),
        (PLAIN.encode("utf-16"), [": expected UTF-8 text, found UTF-16: save the file as “CSV UTF-8”"]),
        (HEAD.encode() + "a,Donn\xe9es,use,yes\n".encode("latin-1"),
         [":2: expected UTF-8 text, found another byte at position 7: save the file as “CSV UTF-8”"]),
        (HEAD.encode() + b"a,Data\0,use,yes\n", [":2: expected text, found a byte 0: this is no CSV file"]),
        (HEAD.encode() + b'a,"Data,use,yes\nb,Data,use,no\n', [":2: not valid CSV: unexpected end of data"]),
        (HEAD.encode() + b'a,"Da"ta,use,yes\nb,Data,use,no\n', [":2: not valid CSV: ',' expected after '\"'"]),
    ],
)  # fmt: skip
def test_what_is_no_table_of_text_is_told(content: bytes, said: list[str], tmp_path: Path) -> None:
    assert problems(tmp_path, content) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("voter,component,choice\na,Data,yes\n", [":1: freedom: expected this column, found none"]),
        ("name,colour\n", None),
        ("voter,voter,component,freedom,choice\n", [":1: voter: expected this column once, found it again"]),
        ("voter,choice,net\n", [":1: expected either ballots (voter, choice) or numbers (net, or one column a freedom),"
                                " found both"]),
        ("component,freedom,use\n", [":1: net: expected this column, found none"]),
    ],
)  # fmt: skip
def test_columns_that_make_no_sense_are_told(content: str, said: list[str] | None, tmp_path: Path) -> None:
    found = problems(tmp_path, content)

    if said is None:
        assert len(found) == 2
        assert found[0].startswith(":1: expected columns of these: voter, group, category,")
        assert found[0].endswith("found “name”")
    else:
        assert found == said


def test_every_problem_of_the_lines_is_told_with_line_and_column(tmp_path: Path) -> None:
    content = HEAD + 'a,Data,use,maybe\n\n,Data,fly,yes\na,"Two\nlines",use,yes\na,data,use,yes\nb,Data,use\n'

    assert problems(tmp_path, content) == [
        ":2: choice: expected one of nothing, yes, no, discuss, abstain, strongly_for, for, neutral, against, "
        "strongly_against; found “maybe”",
        ":4: voter: expected a name, found none",
        ":4: freedom: expected one of use, study, modify, share; found “fly”",
        ":5: component: expected a name of at most 300 letters on one line, found “Two�lines”",
        ":7: component: expected “Data” as on line 2, found “data”: write it the same way",
        ":8: expected 4 columns as in the first line, found 3",
    ]


def test_two_answers_of_a_voter_in_a_cell_are_told_not_chosen_from(tmp_path: Path) -> None:
    twice = HEAD + "a,Data,use,yes\na,Data,use,no\n"
    timed = ("voter,component,freedom,choice,cast_at\na,Data,use,yes,2026-05-11T12:00Z\n"
             "a,Data,use,no,2026-05-11T12:00Z\na,Data,use,no,2026-05-11\n")  # fmt: skip

    assert problems(tmp_path, twice) == [
        ":3: expected one answer of a voter in a cell, found a second; a column cast_at would order them"
    ]
    assert problems(tmp_path, timed) == [
        ":3: cast_at: expected another time than on line 2 for the same voter and cell",
        ":4: cast_at: expected a moment with its zone such as 2026-05-11T14:02:00Z, found “2026-05-11”",
    ]


def test_a_voter_stands_in_one_category_and_group(tmp_path: Path) -> None:
    content = "voter,group,category,component,freedom,choice\na,G,X,Data,use,yes\na,H,,Data,study,yes\n"

    assert problems(tmp_path, content) == [
        ":3: category: expected “X” as on line 2 for the same voter, found “”",
        ":3: group: expected “G” as on line 2 for the same voter, found “H”",
    ]


def test_numbers_that_do_not_fit_are_told(tmp_path: Path) -> None:
    wide = "component,study,use,modify,share,net\nData,1,1,1,1,5\nCard,1e9,,0,0,0\nData,0,0,0,0,0\n"

    assert problems(tmp_path, wide) == [
        ":2: net: expected the sum of the four freedoms, 4.0, found 5.0",
        ":3: use: expected a number such as 29 or -2, 0 for none; found “”",
        ":3: study: expected a number such as 29 or -2, 0 for none; found “1e9”",
        *[":4: component: expected each component once for each freedom, found “Data” again"] * 4,
    ]


def test_of_very_many_problems_twenty_are_told_and_all_counted(tmp_path: Path) -> None:
    with pytest.raises(BadBallots) as caught:
        ballot_files.read(written(tmp_path, HEAD + "a,Data,use,maybe\n" * 1000))

    said = str(caught.value)
    assert said.startswith("1000 problems in the file, nothing was counted:\n  ballots.csv:2: choice: ")
    assert said.endswith("\n  … and 980 more")


def test_a_file_that_is_too_large_or_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LIMIT_BYTES", 10)
    assert problems(tmp_path, PLAIN) == [": expected at most 0 MB: part the file, or count in the bot"]

    with pytest.raises(BadBallots, match="expected a file that can be read"):
        ballot_files.read(tmp_path / "nothing.csv")
    with pytest.raises(BadBallots, match="expected a file that can be read"):
        ballot_files.read(tmp_path)


@pytest.mark.parametrize("column", ["component", "category"])
def test_very_many_names_are_refused_once(column: str, tmp_path: Path) -> None:
    lines = [f"v{n},{f'C{n}' if column == 'category' else 'C'},{f'D{n}' if column == 'component' else 'D'},use,yes"
             for n in range(2100)]  # fmt: skip

    [said] = problems(tmp_path, "voter,category,component,freedom,choice\n" + "\n".join(lines))

    assert said.endswith(f"{column}: expected at most {2000 if column == 'component' else 200} different names here")


# -- Mergings ------------------------------------------------------------------------------------------------------

NUMBERS = "component,net\nA,1\nB,2\nC,6\n"


def merged(folder: Path, text: str) -> Count:
    merge = written(folder, text, "merge.yaml")
    return tally(written(folder, NUMBERS), Wish("mean_band", merge=merge))


def test_a_merge_file_makes_rows_of_others(tmp_path: Path) -> None:
    found = merged(tmp_path, "- {row: AB, of: [A, B], how: mean, keep: true}\n- {row: BC, of: [B, C], how: sum}\n")

    assert found.banded is not None
    assert [(row.row, row.value) for row in found.banded.rows] == [
        ("AB", Fraction(3, 2)), ("A", 1), ("BC", 8), ("B", 2),
    ]  # fmt: skip
    assert found.banded.mean == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {row: AB, of: [A, B], how: product}", "merge.yaml:1: [0].how: expected one of 'sum' or 'mean'"),
        ("- {row: AB, of: [A, B], how: sum, kept: true}", "merge.yaml:1: [0].kept: expected no such key"),
        ("- {row: AB, of: [A, B]}", "merge.yaml:1: [0].how: expected this key, found none"),
        ("- row: AB\n  of: [A, Bb]\n  how: sum", "merge.yaml:2: [0].of[1]: expected a component of the ballots, found"),
        ("- {row: AB, of: [A, A], how: sum}", "expected each component once, found “A” again"),
        ("- {row: C, of: [A, B], how: sum}", "expected a name that no other row has, found “C”"),
        ("- {row: A, of: [A, B], how: sum, keep: true}", "expected a name that no other row has, found “A”"),
        ("- {row: X, of: [A], how: sum}\n- {row: X, of: [B], how: sum}", "merge.yaml:2: [1].row: expected a name that"),
        ("- {row: X, of: [], how: sum}", "[0].of: "),
        ("- {row: X, row: Y, of: [A], how: sum}", "expected each key once, found it again"),
        ("row: X", "merge.yaml"),
        ("", "merge.yaml"),
        ("- [", "not valid YAML"),
    ],
)  # fmt: skip
def test_a_merge_file_that_does_not_fit_is_told(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadBallots) as caught:
        merged(tmp_path, text)

    assert said in str(caught.value)


def test_cells_can_be_merged_too(tmp_path: Path) -> None:
    content = HEAD + "a,A,use,yes\nb,A,use,no\na,B,use,yes\nb,B,use,yes\na,B,study,no\n"
    merge = written(tmp_path, "- {row: AB, of: [A, B], how: mean}\n- {row: B, of: [B], how: sum}\n", "merge.yaml")

    found = tally(written(tmp_path, content), Wish("super", merge=merge))

    assert verdicts(found) == {"AB/use": "required", "AB/study": "not_required", "B/study": "not_required",
                               "B/use": "required"}  # fmt: skip
    assert found.cells[0].tally.counts.yes == Fraction(3, 2)
    assert all(one.sensitivity is None for one in found.cells)


# -- Wishes --------------------------------------------------------------------------------------------------------


def test_groups_categories_and_freedoms_narrow_the_count(tmp_path: Path) -> None:
    content = PLAIN + "c,H,Y,Data,study,yes\n"

    assert verdicts(counted(tmp_path, content, "simple", groups=("H",))) == {
        "Data/use": "no_votes", "Data/study": "required",
    }  # fmt: skip
    assert verdicts(counted(tmp_path, content, "simple", categories=("X",), freedoms=("use",))) == {
        "Data/use": "required"
    }  # fmt: skip
    for wish, said in (
        ({"groups": ("Z",)}, "no group “Z”; it has G and H"),
        ({"categories": ("Z",)}, "it has X and Y"),
        ({"freedoms": ("fly",)}, "no freedom “fly”"),
        ({"freedoms": ("share",)}, "no ballot about"),
    ):
        with pytest.raises(Refusal, match=said):
            counted(tmp_path, content, "simple", **wish)


@pytest.mark.parametrize(
    ("rule", "parameters", "error", "said"),
    [
        ("majority", (), Refusal, "There is no rule “majority”; there are: absolute, concurrent, consensus,"),
        ("super", ("q",), BadParameter, "written as name=value"),
        ("super", ("q=0.5", "q=1"), BadParameter, "given twice"),
        ("super", ("q=1.5",), BadParameter, "takes a share above 0 and up to 1"),
        ("super", ("q=1/0",), BadParameter, "takes a number such as"),
        ("super", ("q=1e3",), BadParameter, "takes a number such as"),
        ("super", ("n0=0",), BadParameter, "a whole number of at least 1"),
        ("super", ("cuts=1",), BadParameter, "There is no parameter “cuts” here; there are: category_quorum, "),
        ("super", ("eligible=2",), NotCountable, "The file has 3 voters, more than eligible=2"),
        ("super", ("unit=organisation",), NotCountable, "the column organisation and cast_at"),
        ("super", ("quorum=2.5",), BadParameter, "a count such as 5, or a share"),
        ("iso", ("core=Z",), NotCountable, "no category “Z”; it has X and Y"),
        ("iso", ("only_reasoned=yes",), NotCountable, "the column reason"),
        ("iso", ("only_reasoned=1",), BadParameter, "takes yes or no"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_what_can(
    rule: str, parameters: tuple[str, ...], error: type[Exception], said: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=said):
        counted(tmp_path, PLAIN, rule, *parameters)


def test_numbers_without_ballots_can_only_be_banded(tmp_path: Path) -> None:
    for rule, parameters, wish, said in (
        ("simple", (), {}, "The rule simple needs ballots"),
        ("mean_band", ("quorum=2",), {}, "quorum can be told from ballots only"),
        ("mean_band", ("score=yes",), {"groups": ("G",)}, "group and score can be told from ballots only"),
        ("mean_band", (), {"freedoms": ("use",)}, "leave --freedom out"),
    ):
        with pytest.raises(NotCountable, match=said):
            counted(tmp_path, NUMBERS, rule, *parameters, **wish)


def test_a_rule_about_categories_needs_categories(tmp_path: Path) -> None:
    with pytest.raises(NotCountable, match="the column category"):
        counted(tmp_path, HEAD + "a,Data,use,yes\n", "concurrent")


def test_the_rules_parameters_and_those_of_counting_have_their_part(tmp_path: Path) -> None:
    assert verdicts(counted(tmp_path, PLAIN, "simple", "tie=required")) == {"Data/use": "required"}
    assert verdicts(counted(tmp_path, PLAIN, "simple", "quorum=3")) == {"Data/use": "no_quorum"}
    assert verdicts(counted(tmp_path, PLAIN, "simple", "cell_quorum=67%")) == {"Data/use": "no_quorum"}
    assert verdicts(counted(tmp_path, PLAIN, "simple", "category_quorum=1/2")) == {"Data/use": "tie"}
    assert verdicts(counted(tmp_path, PLAIN, "absolute", "q=10%", "eligible=11")) == {"Data/use": "no_consensus"}
    assert verdicts(counted(tmp_path, PLAIN, "mean_band", "quorum=3")) == {"Data": "no_quorum"}


# -- The votes of the four working groups, February 2024 -----------------------------------------------------------


def test_votes_by_freedom_come_out_of_the_wide_file() -> None:
    found = tally(VOTES / "final-net.csv", Wish("mean_band", freedoms=(Freedom.STUDY,)))

    assert found.banded is not None
    assert found.banded.mean == Fraction(227, 26)
    assert found.banded.rows[0].value == 17


TRAINING_DATA = {  # use, study, modify, share: what each group marked as required (forum thread 589, post 4)
    "Llama 2": (0, 2, 1, 0),
    "Pythia": (0, 4, 0, 0),
    "OpenCV": (4, 4, 2, 0),
    "BLOOM": (2, 5, 3, 1),
}


def marks_of_the_groups(not_needed: int = 0) -> str:
    """Ballots as the groups' marks would be: one voter a mark; Llama 2 alone marked what is not necessary, too."""
    lines = ["voter,group,component,freedom,choice"]
    for group, numbers in TRAINING_DATA.items():
        for freedom, number in zip(Freedom, numbers, strict=True):
            lines += [f"{group} {freedom} {n},{group},Training datasets,{freedom},yes" for n in range(number)]
    lines += [f"Llama 2 no {n},Llama 2,Training datasets,share,no" for n in range(not_needed)]
    return "\n".join([*lines, "x,Pythia,Model card,use,"])


def test_plus_marks_and_net_marks_and_one_group_are_cuts_of_the_same_votes(tmp_path: Path) -> None:
    def value(*parameters: str, groups: tuple[str, ...] = ()) -> Fraction:
        found = counted(tmp_path, marks_of_the_groups(8), "mean_band", *parameters, groups=groups)
        assert found.banded is not None
        return found.banded.rows[0].value

    assert value() == 28 - 8
    assert value("score=yes") == 28
    assert {group: value("score=yes", groups=(group,)) for group in TRAINING_DATA} == {
        group: sum(numbers) for group, numbers in TRAINING_DATA.items()
    }
    assert value(groups=("Llama 2",)) == 3 - 8


# -- Whom the roll excludes ----------------------------------------------------------------------------------------


def test_whom_the_roll_excludes_is_on_no_roll_and_its_other_columns_are_not_read(tmp_path: Path) -> None:
    roll = written(tmp_path, "voter,region,took_part,excluded\na,EU,yes,yes\nb,EU,yes,no\nc,,no,no\n", "roll.csv")

    [one] = tally(written(tmp_path, PLAIN), Wish("simple", roll=roll)).cells

    assert (one.tally.counts.yes, one.tally.counts.no, one.tally.counts.eligible) == (0, 1, 2)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("voter,excluded\na,maybe\n", "roll.csv:2: excluded: expected one of yes, no; found “maybe”"),
        ("voter,excluded\nz,yes\n", "roll.csv:2: voter: expected a voter of the ballots, found “z”"),
        ("voter,took_part\na,yes\n", "roll.csv:1: excluded: expected this column, found none"),
    ],
)
def test_a_roll_that_cannot_be_read_is_refused_with_its_lines(tmp_path: Path, content: str, problem: str) -> None:
    roll = written(tmp_path, content, "roll.csv")

    with pytest.raises(BadBallots) as caught:
        tally(written(tmp_path, PLAIN), Wish("simple", roll=roll))

    assert [str(one) for one in caught.value.problems] == [problem]


def test_where_the_roll_excludes_everybody_nobody_has_voted(tmp_path: Path) -> None:
    roll = written(tmp_path, "voter,excluded\na,yes\nb,yes\nc,yes\n", "roll.csv")

    assert verdicts(tally(written(tmp_path, PLAIN), Wish("simple", roll=roll))) == {"Data/use": "no_votes"}


def test_a_roll_goes_with_ballots_only(tmp_path: Path) -> None:
    roll = written(tmp_path, "voter,excluded\na,yes\n", "roll.csv")

    with pytest.raises(NotCountable, match="roll can be told from ballots only"):
        tally(written(tmp_path, NUMBERS), Wish("mean_band", roll=roll))


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BadBallots) as caught:
        tally(Path(), Wish("simple"))

    assert [str(one) for one in caught.value.problems] == [".: expected a file that can be read (Is a directory)"]
