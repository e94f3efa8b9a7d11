"""A poll's result as people see it: in words, as a table, as a matrix, and as a draft with what it would change."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from bot.app import App
from bot.definitions.version_writing import file_name, text_of
from bot.domain.definitions import Freedom
from bot.domain.impacts import impact_on
from bot.domain.libraries import Library
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell
from bot.domain.polls.bands import MeanBand
from bot.domain.polls.charters import Charter
from bot.domain.polls.drafted_rows import PollCited
from bot.domain.polls.drafting import draft
from bot.domain.polls.results import PollResult, result
from bot.domain.polls.rulebooks import RULES
from bot.surfaces import console
from bot.surfaces.commands import BY_NAME
from bot.surfaces.discord.lengths import length
from bot.surfaces.discord.presenting import Presenter
from bot.surfaces.pictures import Painter
from bot.surfaces.plain import plain
from bot.surfaces.replies import poll_drafts, poll_results
from bot.surfaces.replies.poll_matrices import PollShown
from bot.surfaces.reply import Marking, Picture, Reply, Table
from bot.surfaces.shell import main
from tests.domain.polls.builders import a_roll, papers_of
from tests.support.apps import Clock
from tests.support.golden import Golden
from tests.support.votes import asked as really_asked
from tests.support.votes import real_result

USE, STUDY, MODIFY = Freedom.USE, Freedom.STUDY, Freedom.MODIFY
POLL = PollCited("P-2026-0003", date(2026, 11, 25), "https://example.org/polls/P-2026-0003")
ROLL = a_roll("academia: a1 a2 a3 a4 a5", "law: l1 l2 l3", "industry: i1 i2 i3 i4")

VOTES = {
    ("training-code", USE): "yyyyn yyy nyn-",
    ("training-code", STUDY): "yyyyy yyy yyyy",
    ("training-data", STUDY): "yyyyy nnn yyn-",
    ("training-data", MODIFY): "yyyyy nny nnny",
    ("model-card", USE): "ddddd yny nnyy",
    ("model-card", STUDY): "yyynn yny nny-",
    ("data-card", STUDY): "--y-- --- ----",
}
NAMES = {
    "training-code": "Training code",
    "training-data": "Training data",
    "model-card": "Model card",
    "data-card": "Data card",
}
ASKED = tuple(Asked(id_, name, id_.replace("-", "_")) for id_, name in NAMES.items())
SHOWN = PollShown("P-2026-0003", "Which components are needed to study and modify a *system*?", NAMES)


def a_result(**given: object) -> PollResult:
    cells = [Cell(*cell) for cell in VOTES]
    return result(Charter(), cells, papers_of(ROLL, VOTES), ROLL, **given)  # type: ignore[arg-type]


def terminal(reply: Reply) -> str:
    seen = io.StringIO()
    console.printer(seen, 120, numbered=False)(reply)
    return seen.getvalue()


def test_a_result_reads_as_it_did(library: Library, golden: Golden) -> None:
    before = library.reference.definition("osaid 1.0")
    found = a_result(conflicted=("l1", "l2"))
    adopted = impact_on(library, before, draft(found, ASKED, POLL, before, library.reference))

    golden("terminal/poll-result.txt", terminal(poll_results.result(found, SHOWN, adopted)))


def test_a_result_under_pseudonyms_reads_as_it_did(golden: Golden) -> None:
    golden("terminal/poll-result-pseudonymous.txt", terminal(poll_results.result(a_result(least=5), SHOWN)))


def test_the_result_of_the_real_votes_reads_as_it_did(golden: Golden) -> None:
    shown = PollShown("P-2024-0001", "Which components are required to use, study, modify or share?", {})

    golden("terminal/poll-result-real.txt", terminal(poll_results.result(real_result(), shown)))


def test_the_matrix_reads_as_it_did(golden: Golden) -> None:
    picture = poll_results.result(a_result(), SHOWN).picture

    assert picture is not None
    table = [list(row) for row in (picture.table.headings, *picture.table.rows)]
    seen = {"title": picture.title, "description": picture.description, "table": table}
    golden("json/poll-matrix.json", json.dumps(seen, ensure_ascii=False, indent=2) + "\n")


def test_a_share_never_stands_without_its_denominators() -> None:
    reply = poll_results.result(a_result(), SHOWN)

    assert reply.table is not None
    cells = [cell for row in reply.table.rows for cell in row[1:]]
    assert "not required: 3 of 12 (9–53 %); 12 answered, of 12" not in cells
    for cell in cells:
        assert "%" not in cell or " of " in cell.split("%")[0]
    assert "%" not in reply.text


def test_a_category_that_is_withheld_is_named_nowhere() -> None:
    reply = poll_results.result(a_result(least=5), SHOWN)

    seen = terminal(reply)
    assert "academia 5 of 5" in seen
    assert "law" not in seen
    assert "industry" not in seen
    assert "Categories of few people are not told apart" in seen


def test_without_conflicts_changed_verdicts_are_named_and_else_said_to_be_the_same() -> None:
    turned = plain(poll_results.result(a_result(conflicted=("l1", "l2", "l3")), SHOWN).text)
    same = plain(poll_results.result(a_result(conflicted=("a1",)), SHOWN).text)

    assert "Without the 3 voters with a conflict of interest: Training data would be required, not no" in turned
    assert "Without the 1 voter with a conflict of interest: every verdict is the same." in same


def test_what_people_wrote_is_text() -> None:
    shown = PollShown("P-1", "**Bold** @everyone", {"training-code": "[x](http://evil) `code`"})

    reply = poll_results.result(a_result(), shown)

    assert plain(reply.text).startswith("“**Bold** @everyone”")
    assert "**Bold**" not in reply.text
    assert "[x](http" not in reply.text


# -- In every limit ------------------------------------------------------------------------------------------------


def _large(count: int, rule: str, letters: str) -> PollResult:
    cells = [Cell(_long(number), freedom) for number in range(count) for freedom in Freedom]
    papers = papers_of(ROLL, {(cell.component, cell.freedom): letters for cell in cells})
    return result(Charter(rule, RULES[rule].parameters()), cells, papers, ROLL, conflicted=("l1", "l2", "l3"))


def _long(number: int) -> str:
    return f"Component {number:02} (with a name as long as a name may be, and then some more)"


@pytest.mark.parametrize("letters", ["yyyyyyyyyyyy", "yyyyynnnnnnn", "dddddddddddd", "------------", "yyyyynnnyyyn"])
@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("count", [1, 17, 40])
def test_a_result_fits_one_message(count: int, rule: str, letters: str) -> None:
    reply = poll_results.result(_large(count, rule, letters), SHOWN)

    assert length(reply.text) <= 3900
    assert length(reply.footer) <= 1500
    assert reply.picture is not None
    assert length(reply.picture.description) <= 1024
    assert reply.table is not None
    assert len(reply.table.rows) == count


async def test_forty_components_are_sent_whole_with_their_picture() -> None:
    reply = poll_results.result(_large(40, "super", "yyyyynnnyyyn"), SHOWN)

    message = await Presenter(BY_NAME, Painter(), None).present(reply)

    assert message.embed is not None
    assert length(message.embed.description or "") <= 4096
    assert len(message.embed) <= 6000
    assert [file.filename for file in message.files] == ["result-of-poll-p-2026-0003.png", "table.md"]
    assert all(len(file.description or "") <= 1024 for file in message.files)


@pytest.mark.parametrize(
    ("word", "shade"),
    [
        ("required 9 of 12", (223, 243, 228)),
        ("likely required 9 of 12", (223, 243, 228)),
        ("maybe required", (251, 241, 207)),
        ("likely not required", (251, 227, 223)),
        ("not required 1 of 12", (251, 227, 223)),
        ("no consensus 6 of 12", (251, 241, 207)),
        ("tie 6 of 12", (251, 241, 207)),
        ("no quorum 1 of 1", (236, 239, 243)),
        ("no votes", (236, 239, 243)),
    ],
)
async def test_each_outcome_is_shaded_besides_its_word(word: str, shade: tuple[int, int, int]) -> None:
    picture = Picture("P", "A matrix.", Table(("Component", "study"), (("Code", word),)), -1, Marking.OUTCOMES)

    image = Image.open(io.BytesIO(await Painter().draw(picture))).convert("RGB")

    assert (image.getcolors(maxcolors=1_000_000) or []) != []
    assert max(count for count, colour in image.getcolors(1_000_000) or [] if colour == shade) > 2000


# -- From ballots to a file that the command takes -----------------------------------------------------------------


def test_a_draft_reads_as_it_did(library: Library, golden: Golden) -> None:
    before = library.reference.definition("osaid 1.0")
    made = draft(a_result(), ASKED, POLL, before, library.reference)

    reply = poll_drafts.drafted(impact_on(library, before, made), POLL.number, file_name(made))

    golden("terminal/poll-draft.txt", terminal(reply))


async def test_the_app_tells_what_a_draft_without_a_file_would_change(light_app: App, library: Library) -> None:
    before = library.reference.definition("osaid 1.0")
    made = draft(a_result(), ASKED, POLL, before, library.reference)

    found = await light_app.definitions.impact_of(made)
    earlier = await light_app.definitions.impact_of(made, "osaid 0.0.9")

    assert (found.before, found.after) == (before, made)
    assert found.counts_after == impact_on(library, before, made).counts_after
    assert len(found.turns) == 12
    assert earlier.before.label == "osaid 0.0.9"


def test_from_ballots_to_a_file_that_the_impact_command_takes(
    library: Library, filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shutil.copy(filled_file, tmp_path / "forum.db")
    monkeypatch.setenv("OSAIBOT_DATABASE", f"sqlite:///{tmp_path / 'forum.db'}")
    monkeypatch.delenv("OSAIBOT_CONFIG", raising=False)
    before = library.reference.definition("osaid 1.0")
    made = draft(real_result(Charter("mean_band", MeanBand())), really_asked(library.reference), POLL, before,
                 library.reference)  # fmt: skip
    file = tmp_path / file_name(made)
    file.write_text(text_of(made), encoding="utf-8")

    assert main(Clock(), ["curation", "impact", str(file), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    expected = impact_on(library, before, made)
    assert file.name == "osaid-1.1.yaml"
    assert (said["before"], said["after"], said["systems"]) == ("osaid 1.0", "osaid 1.1", 162)
    assert len(said["turns"]) == len(expected.turns) > 0
