"""What was taken out is told on the page where it stood: when, why, and by which number."""

from __future__ import annotations

from bot.app import App
from bot.domain.privacy.redactions import RedactionReason
from bot.services.deciding.reading import DissentTyped
from bot.surfaces.site.decision_pages import decisions
from bot.surfaces.site.hall_pages import town_halls
from bot.surfaces.site.polls.sections import polls
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision
from tests.support.halls import TALK
from tests.support.minuting import published
from tests.support.published import made, stamps


async def test_a_decision_tells_which_text_was_taken_out_when_and_why(light_app: App) -> None:
    number = await a_decision(light_app, dissent=DissentTyped("Bob takes bribes.", why="It was looked into."))
    key = f"d/{number}/"
    before = await stamps(light_app, decisions, polls, town_halls)

    asked = await light_app.redactions.propose(number, "dissent 1", RedactionReason.LIBEL, "See the mail.", MIA)
    await light_app.redactions.confirm(asked.redaction.number, MAX)

    page = (await made(light_app, decisions, key)).files[f"{key}index.html"].decode()
    after = await stamps(light_app, decisions, polls, town_halls)
    assert "What was taken out" in page
    assert asked.redaction.number in page
    assert "it says something untrue and harmful of somebody" in page
    assert "bribes" not in page
    assert "See the mail" not in page
    assert before.keys() == after.keys()
    assert {one for one in after if after[one] != before[one]} >= {key}


async def test_minutes_tell_it_too(light_app: App, clock: Clock) -> None:
    view = await published(light_app, clock, *TALK)
    number, part = view.hall.number, view.document.resolutions[0]
    asked = await light_app.redactions.propose(number, part.id, RedactionReason.PERSONAL_DATA, None, MIA)
    await light_app.redactions.confirm(asked.redaction.number, MAX)

    files = (await made(light_app, town_halls, f"t/{number}/")).files

    page = files[f"t/{number}/index.html"].decode()
    assert "it tells something about a person" in page
    assert part.text not in page


async def test_nothing_is_said_where_nothing_was_taken_out(light_app: App) -> None:
    number = await a_decision(light_app)

    files = (await made(light_app, decisions, f"d/{number}/")).files

    assert "What was taken out" not in files[f"d/{number}/index.html"].decode()
