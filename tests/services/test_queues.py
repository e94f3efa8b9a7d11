"""What people say in words about what is recorded."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.proposals import WordsProposed
from bot.domain.refusals import Refusal, Unknown
from bot.services.proposing import Source

ANNA = Actor("terminal:anna", "anna")
PAGE = Source("https://example.org/x")


async def _stored(app: App) -> list[tuple[str, object, str, str]]:
    return [(p.system, p.proposed, p.source, p.proposer) for p in await app.reviews.all()]


async def test_a_correction_is_kept_with_its_source_and_who_proposed_it(app: App) -> None:
    correction = await app.proposing.words("llama-2", "the card moved", PAGE, ANNA, None)

    assert correction is not None
    said = WordsProposed("the card moved")
    assert await _stored(app) == [("llama-2", said, "https://example.org/x", "terminal:anna")]


async def test_a_correction_delivered_twice_is_kept_once(app: App) -> None:
    first = await app.proposing.words("llama-2", "x", PAGE, ANNA, "discord:1")
    second = await app.proposing.words("llama-2", "x", PAGE, ANNA, "discord:1")

    assert (first is None, second is None) == (False, True)
    assert len(await _stored(app)) == 1


@pytest.mark.parametrize(
    "source", ["", "example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https://a b"]
)
async def test_a_correction_without_a_web_address_is_refused(app: App, source: str) -> None:
    with pytest.raises(Refusal, match="A source is the address of a page"):
        await app.proposing.words("llama-2", "x", Source(source), ANNA, None)

    assert await _stored(app) == []


async def test_a_correction_to_nothing_known_is_refused(app: App) -> None:
    with pytest.raises(Unknown, match="No system called “nonesuch” is recorded"):
        await app.proposing.words("nonesuch", "x", PAGE, ANNA, None)
