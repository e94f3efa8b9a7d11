"""Dialogues in the terminal."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.refusals import Refusal
from bot.surfaces.commands import BY_NAME
from bot.surfaces.console import Console, actor_named, arguments, from_pipe, printer, recognised

MEMBER = Actor("terminal:member", "member")


async def _said(app: App, *lines: str) -> list[str]:
    """What the console says to each line."""
    said = []
    for_prompt = iter(["the card moved", "https://example.org/card"])

    async def prompt(_label: str) -> str:
        return next(for_prompt)

    stream = io.StringIO()
    console = Console(app, MEMBER, printer(stream, 100, numbered=True), prompt)
    for line in lines:
        stream.truncate(0)
        stream.seek(0)
        await console.read(line)
        said.append(stream.getvalue())
    return said


async def test_a_line_is_a_question(light_app: App) -> None:
    [said] = await _said(light_app, "is Llama 2 open source AI?")

    assert said.startswith("Llama 2 is not open source AI under osaid 1.0.\n")
    assert "[1] Component table  [2] Sources  [3] Other version  [4] Propose a correction" in said


async def test_a_number_presses_a_button_of_the_last_answer(light_app: App) -> None:
    [_answer, table] = await _said(light_app, "is Llama 2 open source AI?", "1")

    assert table.startswith("Llama 2 is not open source AI under osaid 1.0.\n\nComponent ")


async def test_a_correction_is_asked_for_line_by_line_and_kept(light_app: App) -> None:
    [_answer, page, receipt] = await _said(light_app, "is Llama 2 open source AI?", "4", "2")

    assert "[1] The system itself  [2] Say it in words  [3] Training data sets" in page
    assert receipt.startswith("Thank you. Proposal 1 waits for a second person;")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("/system show Llama 2", "Llama 2 is not open source AI under osaid 1.0."),
        ("system show Pythia definition=mof-1.0", "It cannot be said which level of mof 1.0 Pythia reaches"),
        ("/definition show osaid 0.0.5", "osaid 0.0.5, draft, 2024"),
        ('/system compare "Llama 2" Mixtral', "- Llama 2 is not open source AI under osaid 1.0."),
        ("/definition list", "12 versions. osaid 1.0 is the version in force; no decision logged here adopted it."),
        ("help", "Hello! I answer"),
        ("about", "I am the forum's bot"),
    ],
)
async def test_a_line_that_begins_with_a_command_runs_it(light_app: App, line: str, start: str) -> None:
    [said] = await _said(light_app, line)

    assert said.startswith(start)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/xyzzy", "There is no command “/xyzzy”. /help lists what there is."),
        ("/curate queue", "There is no command “/curate queue”. Did you mean /curation queue? /help lists"),
        ("/definition", "There is no command “/definition”. Did you mean /definition show, /definition list or"),
        ("/system show Llama 99", "No system called “Llama 99” is recorded."),
        ("/definition show osaid 7", "No definition is called “osaid 7”. There are: osaid 0.0.2,"),
        ('/system compare "Llama 2 Mixtral', "A quotation mark is open; close it, or leave it out."),
        ("/system compare a b c d e", "Too many words for /system compare:"),
        ("/system show", "/system show needs name:"),
        ("/system compare pythia pythia", "Name two different systems to compare."),
    ],
)
async def test_bad_input_gets_a_sentence_and_the_talk_goes_on(light_app: App, line: str, sentence: str) -> None:
    [said, after] = await _said(light_app, line, "is Pythia open source AI?")

    assert said.startswith(sentence)
    assert after.startswith("Pythia is open source AI under osaid 1.0.")


async def test_a_pipe_is_answered_line_by_line_and_blank_lines_are_skipped(
    light_app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    await from_pipe(light_app, MEMBER, io.StringIO("is Pythia open source AI?\n\n   \nis Llama 2 open source AI?\n"))

    said = capsys.readouterr().out
    assert said.count("This is no certification") == 2
    assert said.index("Pythia is open source AI") < said.index("Llama 2 is not open source AI")
    assert "[1]" not in said


async def test_a_sentence_that_begins_like_a_command_is_a_question(light_app: App) -> None:
    [said] = await _said(light_app, "help me understand why Llama 2 is not open source")

    assert said.startswith("Llama 2 is not open source AI under osaid 1.0.")


@pytest.mark.parametrize(
    ("line", "name", "given"),
    [
        ('/ask what\'s up with "Llama 2"?', "ask", {"question": 'what\'s up with "Llama 2"?'}),
        ('/ask Llama 2 definition: "osaid 0.0.8"', "ask", {"question": "Llama 2", "definition": "osaid 0.0.8"}),
        ("/definition diff osaid-0.0.9 osaid-1.0", "definition diff", {"before": "osaid-0.0.9", "after": "osaid-1.0"}),
        ("/definition show", "definition show", {}),
        ("/endorsement name 2 Ann B.", "endorsement name", {"number": "2", "name": "Ann B."}),
        ('/endorsement name E-2026-0002 "Ann B."', "endorsement name", {"number": "E-2026-0002", "name": "Ann B."}),
        ("/ask 7B models?", "ask", {"question": "7B models?"}),
        ("/system list verdict=conformant", "system list", {"verdict": "conformant"}),
    ],
)
def test_arguments_come_in_order_or_by_name(line: str, name: str, given: dict[str, str]) -> None:
    command, rest = recognised(line)

    assert command is BY_NAME[name]
    assert arguments(command, rest) == given


def test_an_actor_that_the_configuration_does_not_name_is_refused() -> None:
    with pytest.raises(Refusal, match="names no actor “zoe”; under actors: stand anna"):
        actor_named("zoe", {"anna": None})


async def test_what_goes_wrong_inside_is_one_fixed_sentence(
    light_app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_given: object, **_named: object) -> Callable[[], None]:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(light_app.answers, "ask", broken)

    [said] = await _said(light_app, "is Llama 2 open source AI?")

    assert said == "Something went wrong on my side; it was logged. Please try again.\n\n"
    assert "the disk is on fire" in caplog.text
