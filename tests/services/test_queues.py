"""Corrections that people propose."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.refusals import Refusal, Unknown

ANNA = Actor("terminal:anna", "anna")


async def _stored(app: App) -> list[tuple[str, str, str, str]]:
    async with app.store.read() as records:
        return [(c.system, c.text, c.source, c.proposer) for c in await records.corrections.all()]


async def test_a_correction_is_kept_with_its_source_and_who_proposed_it(app: App) -> None:
    correction = await app.queues.propose_correction("llama-2", "the card moved", "https://example.org/x", ANNA, None)

    assert correction is not None
    assert await _stored(app) == [("llama-2", "the card moved", "https://example.org/x", "terminal:anna")]


async def test_a_correction_delivered_twice_is_kept_once(app: App) -> None:
    first = await app.queues.propose_correction("llama-2", "x", "https://example.org", ANNA, "discord:1")
    second = await app.queues.propose_correction("llama-2", "x", "https://example.org", ANNA, "discord:1")

    assert (first is None, second is None) == (False, True)
    assert len(await _stored(app)) == 1


@pytest.mark.parametrize(
    "source", ["", "example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https://a b"]
)
async def test_a_correction_without_a_web_address_is_refused(app: App, source: str) -> None:
    with pytest.raises(Refusal, match="needs the address of a page"):
        await app.queues.propose_correction("llama-2", "x", source, ANNA, None)

    assert await _stored(app) == []


async def test_a_correction_to_nothing_known_is_refused(app: App) -> None:
    with pytest.raises(Unknown, match="No system has the id “nonesuch”"):
        await app.queues.propose_correction("nonesuch", "x", "https://example.org", ANNA, None)
