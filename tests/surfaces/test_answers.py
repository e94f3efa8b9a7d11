"""What people read: a dialogue for every kind of question, kept word for word."""

from __future__ import annotations

import json

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.surfaces import exports
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.console import printer
from bot.surfaces.plain import words
from bot.surfaces.replies import answers, reasons
from tests.support.golden import Golden

MEMBER = Actor("terminal:member", "member")

# A name for the file, and what is asked.
DIALOGUES = {
    "verdict-not-conformant": "is Llama 2 open source AI?",
    "verdict-conformant": "is Pythia open source AI?",
    "verdict-by-review": "is T5 open source AI?",
    "verdict-undetermined": "is Apertus open source AI?",
    "verdict-not-applicable": "is Llama 3 open source under osaid 0.0.5?",
    "verdict-ladder": "which class does GPT-NeoX reach under mof 1.0?",
    "verdict-inherited": "is Zephyr beta open source AI?",
    "verdict-sibling": "is Gemma open source?",
    "why": "why is Mixtral not open source AI?",
    "why-presumed": "why is Llama 3 open source?",
    "missing-component": "is the training code of Whisper available?",
    "compare": "which one is more open, BLOOMZ or Llama 3.1?",
    "compare-labels": "Kimi K2 - open source or just open weights?",
    "licence-of-system": "which licence would StarCoder2 have to change to, to pass?",
    "licence": "what does the Gemma licence restrict?",
    "licences": "CC-BY-NC-4.0 vs Apache-2.0",
    "definition": "what does osaid 0.0.9 ask for?",
    "definition-topic": "what if the training data is medical records, can it never be open source?",
    "definition-difference": "what changed between osaid 0.0.9 and osaid 1.0?",
    "list": "which systems pass osaid 1.0?",
    "history": "who reviewed Phi-2 and how did its licence change?",
    "would-take": "what would BLOOM have to change to be open source AI?",
    "unknown": "is sqlcoder actually open source?",
    "ambiguous": "is Grok open source?",
    "several": "Pythia passes and Mixtral fails, both are Apache?? explain",
    "other-language": "Ist Llama 2 quelloffen?",
    "certification": "has OSI certified any model?",
    "about": "hello, what can you do?",
    "nothing": "what a lovely day",
}


@pytest.mark.parametrize("name", DIALOGUES)
async def test_an_answer_reads_as_it_did(light_app: App, golden: Golden, name: str) -> None:
    reply = answers.answer(await light_app.answers.ask(DIALOGUES[name]))

    golden(f"answers/{name}.md", f"> {DIALOGUES[name]}\n\n# {reply.title}\n\n{reply.text}\n\n{reply.footer}\n")


COMMANDS = {
    "system-show": ("system show", {"name": "llama-2"}),
    "system-table": ("system table", {"name": "mixtral"}),
    "system-sources": ("system sources", {"name": "t5"}),
    "system-versions": ("system versions", {"name": "olmo"}),
    "system-compare": ("system compare", {"first": "bloom", "second": "pythia"}),
    "system-list": ("system list", {"verdict": "conformant"}),
    "definition-show": ("definition show", {"label": "osaid 0.0.6"}),
    "definition-list": ("definition list", {}),
    "definition-diff": ("definition diff", {"before": "osaid 0.0.8", "after": "osaid 1.0"}),
    "whatif": ("whatif", {"system": "olmo", "facts": "training data: private; weights: Llama 2 licence"}),
    "whatif-empty": (
        "whatif",
        {
            "facts": "model, code and parameters: open, Apache-2.0; data information: open, in detail, CC-BY-4.0; "
            "training data: private",
            "definition": "osaid 0.0.9",
        },
    ),
    "help": ("help", {}),
}


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_shows_in_the_terminal_what_it_did(
    light_app: App, golden: Golden, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    command, arguments = COMMANDS[name]
    reply = await BY_NAME[command].run(Context(light_app, MEMBER), arguments)

    import sys

    printer(sys.stdout, 100, numbered=True)(reply)
    golden(f"terminal/{name}.txt", capsys.readouterr().out)


@pytest.mark.parametrize("name", ["verdict-not-conformant", "verdict-ladder", "unknown", "ambiguous", "list"])
async def test_an_answer_as_json_is_as_it_was(light_app: App, golden: Golden, name: str) -> None:
    found = await light_app.answers.ask(DIALOGUES[name])

    said = exports.answer(found, answers.answer(found))
    golden(f"json/{name}.json", json.dumps(said, ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("name", DIALOGUES)
async def test_every_surface_gives_the_same_words(light_app: App, name: str) -> None:
    found = await light_app.answers.ask(DIALOGUES[name])
    reply = answers.answer(found)

    assert exports.answer(found, reply)["text"] == words(reply)


@pytest.mark.parametrize("name", [name for name in DIALOGUES if name.startswith(("verdict", "why", "would"))])
async def test_the_verdict_stands_in_the_first_line_with_the_version(light_app: App, name: str) -> None:
    found = await light_app.answers.ask(DIALOGUES[name])

    first = answers.answer(found).text.splitlines()[0]
    assert found.definition.label in first
    assert found.systems[0].system.name in first


@pytest.mark.parametrize("name", [name for name in DIALOGUES if name.startswith("verdict")])
async def test_reasons_take_five_lines_at_most(light_app: App, name: str) -> None:
    found = await light_app.answers.ask(DIALOGUES[name])

    lines = reasons.why(found.systems[0]).splitlines()
    assert sum(line.startswith("- ") for line in lines) <= 5


async def test_every_answer_about_a_system_says_that_it_is_no_certification(light_app: App) -> None:
    for text in ("is Pythia open source AI?", "is Grok open source?", "is sqlcoder open source?"):
        reply = answers.answer(await light_app.answers.ask(text))

        assert "no certification" in reply.footer


async def test_what_somebody_wrote_cannot_break_out_of_the_text(light_app: App) -> None:
    reply = answers.answer(await light_app.answers.ask("is **Foo-9000**](https://evil.example)@everyone open source?"))

    assert "@everyone" not in reply.text.replace("\\@everyone", "")
    assert "](https" not in reply.text


async def test_someone_who_takes_it_for_open_source_is_corrected(light_app: App) -> None:
    reply = answers.answer(await light_app.answers.ask("why is Llama 3 open source?"))

    assert reply.text.splitlines()[0] == (
        "**Llama 3 is not open source AI** under osaid 1.0. It may be called so, but by this definition it is not."
    )
