"""Minutes of a town hall in the terminal, from the talk to the public: what each of them reads."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.domain.actors import Actor
from bot.services.halls.finding import Venue
from bot.services.minuting import Asking
from bot.surfaces.commands import BY_NAME, Context
from tests.support.apps import Clock
from tests.support.golden import Golden
from tests.support.polling import FACILITATOR, MODERATORS, person
from tests.support.saying import say

ANN, BOB, CYD = (person(name) for name in ("ann", "bob", "cyd"))
MIA = MODERATORS[0]
TALK = (
    (FACILITATOR, "#topic Training data"),
    (ANN, "Data information lets people study a system without the data sets themselves, and that is what we need."),
    (BOB, "Without the data sets nobody can check what was left out of the training of *the* system at all."),
    (CYD, "I'll send the list of the licences of the data sets to everybody by Friday."),
    (FACILITATOR, "#agreed Data information is required."),
    (BOB, "#action bob to write the FAQ by 1 December 2026"),
    (CYD, "Who of you knows whether the list of licences is complete for the larger systems?"),
)


async def talked(app: App) -> None:
    """A town hall that is over."""
    await say(app, FACILITATOR, '/townhall open title:"What is data information?"')
    for actor, text in TALK:
        await say(app, actor, f"/say {text}")
    await say(app, ANN, '/townhall consent naming:"by name"')
    await say(app, FACILITATOR, "/townhall close")


async def test_minutes_are_drafted_reviewed_and_published_in_the_terminal(
    light_app: App, clock: Clock, golden: Golden
) -> None:
    await talked(light_app)
    lines: list[tuple[Actor, str]] = [
        (ANN, "/minutes draft"),
        (FACILITATOR, "/minutes draft"),
        (FACILITATOR, "/minutes section t1"),
        (FACILITATOR, "/minutes section resolutions"),
        (FACILITATOR, "/minutes suggestions"),
        (FACILITATOR, "/minutes accept g1"),
        (FACILITATOR, '/minutes edit s2 text:"Data information lets people study a system." why:shorter'),
        (FACILITATOR, '/minutes add text:"Nobody objected." sources:r99 topic:t1'),
        (FACILITATOR, '/minutes add text:"Nobody objected." sources:r5 topic:t1'),
        (ANN, "/minutes show"),
        (FACILITATOR, "/minutes review"),
        (ANN, "/minutes show"),
        (ANN, '/minutes object s2 text:"I also said why."'),
        (MIA, "/minutes sign"),
        (MIA, '/minutes settle 1 stands answer:"The rest is in the remark."'),
        (MIA, "/minutes sign"),
        (MIA, "/minutes publish"),
    ]
    said = [await say(light_app, actor, line) for actor, line in lines]
    clock.move(timedelta(days=2))
    lines = [
        (MIA, "/minutes publish"),
        (person("zoe"), "/minutes show"),
        (person("zoe"), "/minutes section t1"),
        (person("zoe"), "/action list"),
        (FACILITATOR, '/minutes correct "Bob’s words were cut."'),
        (MIA, '/minutes correct "Bob’s words were cut."'),
        (MIA, "/minutes history"),
        (person("zoe"), "/minutes digest"),
    ]
    said += [await say(light_app, actor, line) for actor, line in lines]

    golden("townhalls/minutes.md", "".join(said))


async def test_minutes_are_edited_as_a_file_and_read_back_strictly(light_app: App, tmp_path: Path) -> None:
    await talked(light_app)
    await say(light_app, FACILITATOR, "/minutes draft")
    reply = await BY_NAME["minutes file"].run(Context(light_app, FACILITATOR), {})
    text = reply.attachments[0].content.decode()
    edited = tmp_path / "minutes.md"
    shorter = re.sub(r"Data information lets people study[^\[\n]*", "It lets people study a system. ", text, count=1)

    edited.write_bytes(shorter.replace("\n", "\r\n").encode("utf-8-sig"))
    taken = await say(light_app, FACILITATOR, f'/minutes load file:{edited} why:"too long"')
    edited.write_text(re.sub(r" \[r3\]", "", shorter), encoding="utf-8")
    refused = await say(light_app, FACILITATOR, f"/minutes load file:{edited}")
    edited.write_bytes(b"\xff\xfe\x00")
    no_text = await say(light_app, FACILITATOR, f"/minutes load file:{edited}")
    page = await light_app.minutes_pages.page(Asking(FACILITATOR, Venue()))

    assert "Stored." in taken
    assert "nothing was changed" in refused
    assert "no UTF-8 text" in no_text
    assert any(one.text == "It lets people study a system." for one in page.document.sentences())


async def test_minutes_of_another_language_say_that_they_are_worth_less(light_app: App) -> None:
    await say(light_app, FACILITATOR, '/townhall open title:"Daten"')
    for text in (
        "Wir brauchen die Daten nicht, wenn beschrieben ist, woher sie kommen und wie sie ausgewählt wurden.",
        "Das sehe ich anders, denn ohne die Daten kann niemand prüfen, was beim Training weggelassen wurde.",
        "Dann lasst uns beides verlangen, die Beschreibung und die Daten, soweit sie geteilt werden dürfen.",
    ):
        await say(light_app, ANN, f"/say {text}")
    await say(light_app, FACILITATOR, "/townhall close")

    shown = " ".join((await say(light_app, FACILITATOR, "/minutes draft")).split())

    assert "The language is de: sentences are ranked by the words that they share alone" in shown
    assert "lexrank/1" in shown
