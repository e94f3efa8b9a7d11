"""What people read who ask what held at a date."""

from __future__ import annotations

import json

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.surfaces import exports
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.replies import answers
from tests.support.golden import Golden

MEMBER = Actor("terminal:member", "member")

# A name for the file, and what is asked.
DIALOGUES = {
    "as-of-day": "was Falcon 40B open source on 15 May 2023?",
    "as-of-month": "was Falcon 40B open source when I downloaded it in May 2023?",
    "as-of-licences-changed": "was YOLOv5 open source AI in 2023?",
    "as-of-not-recorded-which": "was Phi-2 open source in January 2024?",
    "as-of-licence": "in December 2023, under what licence was Phi-2?",
    "as-of-withdrawn": "was MPT open source in July 2023?",
    "as-of-bases": "was LLaVA open source in July 2023?",
    "as-of-perhaps": "was Mixtral open source in 2023?",
    "as-of-not-yet": "was Llama 2 open source in 2020?",
    "as-of-not-known": "was GPT-4 open source in May 2023?",
    "as-of-ladder": "which class did GPT-NeoX reach under mof 1.0 in March 2024?",
    "as-of-ladder-changed": "which label did Falcon 40B reach under g7 2026 in May 2023?",
    "as-of-verdict-changed": "was Phi-2 open source under osaid 0.0.9 in 2024?",
    "as-of-component": "was the training code of Whisper available in 2023?",
    "as-of-several": "which of Phi-2 and Yi was open source in January 2024?",
    "as-of-ambiguous": "what licence did Falcon have on 2023-05-31?",
    "as-of-list": "which systems passed osaid 1.0 in November 2024?",
    "as-of-ahead": "will Pythia be open source in 2031?",
    "as-of-no-such-day": "was Pythia open source on 31 February 2024?",
}


@pytest.mark.parametrize("name", DIALOGUES)
async def test_an_answer_about_a_date_reads_as_it_did(light_app: App, golden: Golden, name: str) -> None:
    reply = answers.answer(await light_app.answers.ask(DIALOGUES[name]))

    golden(f"answers/{name}.md", f"> {DIALOGUES[name]}\n\n# {reply.title}\n\n{reply.text}\n\n{reply.footer}\n")


async def test_an_answer_about_a_date_as_json_is_as_it_was(light_app: App, golden: Golden) -> None:
    found = await light_app.answers.ask(DIALOGUES["as-of-month"])

    said = exports.answer(found, answers.answer(found))["answers"][0]["as_of"]
    golden("json/as-of-month.json", json.dumps(said, ensure_ascii=False, indent=2) + "\n")


async def test_the_date_is_an_argument_of_the_command(light_app: App) -> None:
    arguments = {"question": "is Falcon 40B open source?", "as_of": "15 May 2023"}

    reply = await BY_NAME["ask"].run(Context(light_app, MEMBER), arguments)

    assert reply.title == "Falcon 40B on 15 May 2023: osaid 1.0"
    assert reply.text.startswith("**Falcon 40B was not open source AI** under osaid 1.0 on 15 May 2023.")


def test_the_date_is_the_last_argument_so_that_buttons_keep_their_meaning() -> None:
    assert [parameter.name for parameter in BY_NAME["ask"].parameters] == ["question", "definition", "as_of"]


async def test_trouble_with_the_date_is_said_once_for_several_systems(light_app: App) -> None:
    reply = answers.answer(await light_app.answers.ask("will Pythia or Mixtral be open source in 2031?"))

    assert reply.text.count("2031 lies ahead and cannot be told; this is by today's facts.") == 1


async def test_of_the_past_it_is_not_said_what_it_would_take(light_app: App) -> None:
    reply = answers.answer(
        await light_app.answers.ask("what would BLOOM have had to change in 2023 to be open source?")
    )

    assert "What it would take" not in reply.text


async def test_a_month_that_is_not_over_is_told_so_far(light_app: App) -> None:
    reply = answers.answer(await light_app.answers.ask("Pythia", as_of="2026-11"))

    assert reply.text.startswith("**Pythia was open source AI** under osaid 1.0 in November 2026, so far.")


async def test_a_verdict_that_changed_is_said_to_have_changed(light_app: App) -> None:
    reply = answers.answer(await light_app.answers.ask("Falcon 40B", "g7 2026", as_of="2023-05"))

    lead, *stretches = reply.text.split("\n\n")[0].splitlines()
    assert lead == "**What Falcon 40B reached of g7 2026 changed in May 2023**:"
    assert [line.partition(": ")[0] for line in stretches] == ["- until 30 May 2023", "- on 31 May 2023"]


async def test_a_version_that_was_there_by_then_is_not_called_later(light_app: App) -> None:
    asked = light_app.answers.ask

    later = answers.answer(await asked("Pythia", as_of="2024-09"))
    by_then = answers.answer(await asked("Pythia", as_of="2024-12"))

    assert "osaid 1.0, which was published after that (28 October 2024)" in later.text
    assert "published after that" not in by_then.text
