"""Proposals, history and the queue as a curator reads them in the terminal."""

from __future__ import annotations

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.surfaces import plain
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.reply import Reply
from tests.support.golden import Golden

VERA = Actor("terminal:vera", "vera")
CARLA = Actor("terminal:carla", "carla", frozenset({Role.CURATOR}))
FACT = {
    "system": "BERT",
    "component": "data information",
    "availability": "open",
    "licence": "apache-2.0",
    "source": "https://example.org/bert",
    "shows": "Both corpora are described, and how they were cleaned.",
    "read_on": "2026-11-01",
}


async def run(app: App, actor: Actor, command: str, /, **arguments: str) -> Reply:
    """A command, as somebody."""
    return await BY_NAME[command].run(Context(app, actor), arguments)


def shown(reply: Reply) -> str:
    """A reply as text, with what can be pressed."""
    parts = [reply.title, plain.words(reply), plain.table(reply.table) if reply.table else ""]
    parts.append("  ".join(f"[{button.label}]" for button in reply.buttons))
    return "\n\n".join(part for part in parts if part) + "\n"


async def test_a_proposal_is_received_shown_and_accepted(light_app: App, golden: Golden) -> None:
    golden("terminal/proposal-received.txt", shown(await run(light_app, VERA, "fact propose", **FACT)))
    golden("terminal/proposal-card.txt", shown(await run(light_app, CARLA, "proposal show", number="1")))

    seen = (await light_app.reviews.show("1")).token
    accepted = await run(light_app, CARLA, "proposal accept", number="1", seen=seen, reason="I read it too.")

    golden("terminal/proposal-accepted.txt", shown(accepted))
    golden("terminal/system-history.txt", shown(await run(light_app, VERA, "system history", name="BERT")))
    golden("terminal/proposal-list.txt", shown(await run(light_app, VERA, "proposal list")))


async def test_the_queue_tells_the_most_valuable_first(light_app: App, golden: Golden) -> None:
    await run(light_app, VERA, "fact propose", **FACT)
    await light_app.answers.ask("is Foolm 9000 open source?")

    golden("terminal/curation-queue.txt", shown(await run(light_app, CARLA, "curation queue")))


async def test_the_page_for_corrections_says_what_is_recorded(light_app: App, golden: Golden) -> None:
    golden("terminal/system-correct.txt", shown(await run(light_app, VERA, "system correct", name="Llama 2")))
