"""What went wrong in other records of decisions and endorsements, and must not here.

Source: EffortlessMetrics/perl-lsp#2808 and Appsilon/mediforce#1219 (numbers collide), log4brains#107
(superseding breaks links), rms-support-letter/rms-support-letter.github.io#6616 (signed in somebody's name),
compdemocracy/polis#976 (coordinated votes), zulip/zulip#5975 (colour and signs alone); read 2026-11-21.
"""

from __future__ import annotations

import asyncio
import random
import re

from bot.app import App
from bot.domain.decisions.citations import Source
from bot.services.deciding import Which
from bot.surfaces.replies import decision_lists, decisions, definitions, why
from bot.surfaces.reply import Reply
from tests.support.adopting import adopted
from tests.support.decisions import MIA, a_decision, typed
from tests.support.endorsing import claimed, verified
from tests.support.polling import person

ANN = person("ann")
SIGN = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\u25A0-\u25FF]|<a?:\w+:\d+>|:\w+:")


async def test_record_numbers_neither_collide_nor_come_again(app: App) -> None:
    logged = await asyncio.gather(*(a_decision(app, title=f"Decision {number}") for number in range(10)))
    for number in logged[::2]:
        await app.decisions.withdraw(number, "A misreading.", MIA)

    later = await asyncio.gather(*(a_decision(app, title=f"Later {number}") for number in range(5)))

    assert len({*logged, *later}) == 15
    assert max(logged) < min(later)


async def test_superseding_breaks_no_link(app: App) -> None:
    chance = random.Random(7)
    numbers = [await a_decision(app)]
    for place in range(12):
        basis = "; ".join(chance.sample(numbers, min(2, len(numbers))))
        standing = (await app.decision_pages.list(Which.IN_FORCE, ANN)).decisions
        old = chance.choice(standing).number if place % 2 else None
        found = await app.decisions.log(typed(title=f"Decision {place}", basis=basis), MIA, instead_of=old)
        numbers.append(found.decision.number)

    views = {number: await app.decision_pages.public(number) for number in numbers}

    for number, view in views.items():
        assert all(views[old].superseded_by == number for old in view.supersedes)
        assert view.superseded_by is None or number in views[view.superseded_by].supersedes
        cited = [one.citation.target for one in view.cited if one.citation.source is Source.DECISION]
        assert all(number in views[other].cited_by for other in cited)
        assert all(number in {one.citation.target for one in views[by].cited} for by in view.cited_by)


async def test_a_crowd_of_claims_moves_no_count_until_a_moderator_has_looked_at_each(app: App) -> None:
    before = await app.endorsement_pages.readiness()

    await asyncio.gather(*(claimed(app, f"late{number}") for number in range(20)))
    await asyncio.gather(*(claimed(app, f"staff{number}", organisation="Acme") for number in range(5)))

    after = await app.endorsement_pages.readiness()
    assert (after.counts, after.passages, after.waiting) == (before.counts, before.passages, 25)


async def test_an_endorsement_in_somebody_elses_name_is_never_theirs(app: App) -> None:
    forged = await claimed(app, "eve", organisation="Acme")
    theirs = await verified(app, "ann")

    shown = await app.endorsement_pages.readiness()

    assert not forged.counts
    assert [one.endorsement.number for one in shown.endorsers] == [theirs.number]


async def test_nothing_about_decisions_is_told_by_colour_or_sign_alone(light_app: App) -> None:
    number = await adopted(light_app)
    await a_decision(light_app, title="Withdrawn", basis=number)
    await light_app.decisions.withdraw("2", "A misreading.", MIA)

    replies = [
        decisions.page(await light_app.decision_pages.show(number, MIA)),
        decision_lists.several(await light_app.decision_pages.list(Which.ALL, ANN)),
        definitions.all_versions(await light_app.definitions.listing()),
        why.why(await light_app.reasons.why("training code", ANN)),
        why.why(await light_app.reasons.why(number, ANN)),
    ]

    for reply in replies:
        assert not SIGN.search(said(reply)), reply.title
        assert reply.table is None or all(reply.table.headings)
        assert reply.picture is None or reply.picture.description
    assert "withdrawn" in said(replies[1])
    assert "in force since" in said(replies[2])


def said(reply: Reply) -> str:
    """All that a reply says."""
    rows = [cell for row in reply.table.rows for cell in row] if reply.table else []
    return "\n".join([reply.title, reply.text, reply.footer, *rows, *(button.label for button in reply.buttons)])
