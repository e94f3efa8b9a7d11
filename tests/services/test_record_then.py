"""What the record itself said on a day, beside what held in the world."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.assessments import Verdict
from bot.domain.proposals import Availability
from bot.services.proposing import FactTyped, Source
from bot.surfaces.replies import answers
from tests.support.apps import START, Clock

VERA = Actor("terminal:vera", "vera")
CARLA = Actor("terminal:carla", "carla", frozenset({Role.CURATOR}))


async def corrected(app: App) -> None:
    """Somebody finds BERT's data information, and a curator accepts it: its verdict turns."""
    typed = FactTyped("data information", Availability.OPEN, "Apache-2.0")
    source = Source("https://example.org/page", "All of it is there.")
    proposal = await app.proposing.fact("BERT", typed, source, VERA, None)
    assert proposal is not None
    view = await app.reviews.show(str(proposal.id))
    await app.reviews.accept(str(proposal.id), view.token, None, CARLA)


async def test_an_answer_as_of_a_day_tells_that_the_record_gave_another_verdict_then(app: App, clock: Clock) -> None:
    clock.move(timedelta(days=40))
    await corrected(app)
    clock.move(timedelta(days=40))

    day = (START + timedelta(days=20)).date().isoformat()
    answer = await app.answers.ask("Was BERT open source?", as_of=day)

    then = answer.systems[0].recorded_then
    assert then is not None
    assert (answer.systems[0].assessment.verdict, then.verdict) == (Verdict.CONFORMANT, Verdict.UNDETERMINED)
    assert "The record itself gave another verdict" in answers.answer(answer).text


async def test_after_the_change_the_record_says_what_it_says_today(app: App, clock: Clock) -> None:
    await corrected(app)
    clock.move(timedelta(days=40))

    day = (START + timedelta(days=20)).date().isoformat()
    answer = await app.answers.ask("Was BERT open source?", as_of=day)

    assert answer.systems[0].recorded_then is None
