"""Endorsing a version, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.endorsements.endorsements import EndorsementEventKind, EndorsementState, Means, Misstated
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.written import Unfit
from bot.services.endorsing import EndorsementTyped
from bot.services.endorsing.endorsing import CLAIMS_A_DAY
from tests.support.apps import START, Clock
from tests.support.endorsing import MAX, MIA, PAGE, claimed, verified
from tests.support.polling import person
from tests.support.polling import verified as with_profile

ANN, BOB = person("ann"), person("bob")


async def total(app: App, version: str | None = None) -> int:
    """How many endorsers a version has."""
    return (await app.endorsement_pages.readiness(version)).counts.total


async def test_an_endorsement_is_of_the_file_of_the_version_in_force_and_counts_once_verified(app: App) -> None:
    found = await claimed(app, "ann", name="Ann Onymous", statement="At last.")
    edition = (await app.endorsement_pages.readiness()).edition
    assert (found.number, found.label, found.digest) == ("E-2026-0001", "osaid 1.0", edition.digest)
    assert (found.claimed_at, found.named, found.statement) == (START, "Ann Onymous", "At last.")
    assert len(edition.digest) == 64
    assert await total(app) == 0

    await app.endorsement_checks.verify("1", Means.ACCOUNT, None, MIA)

    assert await total(app) == 1
    assert await total(app, "osaid 0.0.9") == 0


async def test_a_person_is_not_named_unless_they_say_how(app: App) -> None:
    found = await verified(app, "ann", name="none")
    assert found.named == ""

    assert (await app.endorsements.name(found.number, "Ann", ANN)).endorsement.named == "Ann"
    with pytest.raises(Forbidden, match="only they choose"):
        await app.endorsements.name(found.number, "Nobody", BOB)
    seen = await app.endorsements.name(found.number, None, ANN)

    assert seen.endorsement.named == ""
    assert not any("Ann" in repr(event) for event in seen.events)


async def test_a_delivery_that_comes_again_changes_nothing(app: App) -> None:
    typed = EndorsementTyped("regulator", "europe")
    numbers = {(await app.endorsements.endorse(typed, ANN, "discord:1")).endorsement.number for _n in range(10)}
    for _n in range(10):
        await app.endorsement_checks.verify("1", Means.ACCOUNT, None, MIA, "discord:2")
    for _n in range(10):
        seen = await app.endorsements.withdraw(None, ANN, None, "discord:3")

    assert numbers == {"E-2026-0001"}
    assert [event.kind for event in seen.events] == [
        EndorsementEventKind.CLAIMED,
        EndorsementEventKind.VERIFIED,
        EndorsementEventKind.WITHDRAWN,
    ]


async def test_a_changed_claim_takes_the_place_of_the_one_that_waits(app: App) -> None:
    first = await claimed(app, "ann")
    with pytest.raises(Misstated, match=f"{first.number} waits for a moderator"):
        await claimed(app, "ann")

    second = await claimed(app, "ann", category="subject")

    before = (await app.endorsement_pages.show(first.number, ANN)).endorsement
    assert (before.state, second.state) == (EndorsementState.REPLACED, EndorsementState.CLAIMED)
    with pytest.raises(Misstated, match="was replaced by a later one"):
        await app.endorsement_checks.verify(first.number, Means.ACCOUNT, None, MIA)


async def test_what_counts_is_withdrawn_before_it_is_said_otherwise(app: App) -> None:
    found = await verified(app, "ann")
    with pytest.raises(Misstated, match="Withdraw it first"):
        await claimed(app, "ann", category="subject")

    await app.endorsements.withdraw(None, ANN)

    assert (await claimed(app, "ann", category="subject")).number != found.number


async def test_an_endorser_withdraws_at_any_time_and_the_line_stays(app: App, clock: Clock) -> None:
    found = await verified(app, "ann")
    clock.move(timedelta(days=400))
    with pytest.raises(Forbidden, match="only they withdraw it"):
        await app.endorsements.withdraw(found.number, BOB)

    after = (await app.endorsements.withdraw(found.number, ANN, "It changed.")).endorsement

    assert await total(app) == 0
    assert (after.state, after.ended_at, after.reason) == (EndorsementState.WITHDRAWN, clock.now, "It changed.")
    assert (await app.endorsement_pages.listed("osaid 1.0", None)).several == (after,)


async def test_withdrawing_without_a_number_asks_which_where_there_are_several(app: App) -> None:
    with pytest.raises(Unknown, match="no endorsement"):
        await app.endorsements.withdraw(None, ANN)
    await claimed(app, "ann")
    await claimed(app, "ann", version="mof 1.0")

    with pytest.raises(Unknown, match="E-2026-0002, E-2026-0001"):
        await app.endorsements.withdraw(None, ANN)


async def test_an_organisation_needs_evidence_and_endorses_once(app: App) -> None:
    with pytest.raises(Unfit, match="your organisation says so"):
        await app.endorsements.endorse(EndorsementTyped("regulator", "europe", organisation="Mozilla"), ANN)
    first = await claimed(app, "ann", organisation="Mozilla")
    second = await claimed(app, "bob", organisation="mozilla")
    await app.endorsement_checks.verify(first.number, Means.PUBLIC_STATEMENT, PAGE, MIA)

    with pytest.raises(Misstated, match=r"mozilla endorses osaid 1\.0 already|Mozilla endorses osaid 1\.0 already"):
        await app.endorsement_checks.verify(second.number, Means.MAIL, None, MIA)
    with pytest.raises(Misstated, match="Mozilla endorses"):
        await claimed(app, "cyd", organisation="Mozilla")
    assert (await app.endorsement_pages.readiness()).counts.organisations == 1


async def test_who_is_confirmed_for_an_organisation_withdraws_what_a_colleague_said(app: App) -> None:
    found = await verified(app, "ann", organisation="Mozilla")
    with pytest.raises(Forbidden, match="whose confirmed profile names the organisation"):
        await app.endorsements.withdraw(found.number, BOB)
    await with_profile(app, BOB, organisation="MOZILLA")

    after = await app.endorsements.withdraw(found.number, BOB)

    assert after.endorsement.state is EndorsementState.WITHDRAWN


async def test_a_moderator_verifies_neither_their_own_nor_that_of_their_organisation(app: App) -> None:
    own = await claimed(app, MIA)
    with pytest.raises(Forbidden, match="your own endorsement"):
        await app.endorsement_checks.verify(own.number, Means.ACCOUNT, None, MIA)
    theirs = await claimed(app, "ann", organisation="Mozilla")
    await with_profile(app, MAX, organisation="Mozilla")

    with pytest.raises(Forbidden, match="You speak for this organisation yourself"):
        await app.endorsement_checks.verify(theirs.number, Means.MAIL, None, MAX)


async def test_a_public_statement_has_an_address(app: App) -> None:
    found = await claimed(app, "ann", organisation="Mozilla")

    with pytest.raises(Unfit, match="address of a page"):
        await app.endorsement_checks.verify(found.number, Means.PUBLIC_STATEMENT, "their site", MIA)
    with pytest.raises(Misstated, match="Say where the public statement stands"):
        await app.endorsement_checks.verify(found.number, Means.PUBLIC_STATEMENT, None, MIA)


async def test_what_waits_is_seen_by_who_made_it_and_by_moderators(app: App) -> None:
    found = await claimed(app, "ann", evidence="my page")

    assert (await app.endorsement_pages.show("1", ANN)).inside
    assert (await app.endorsement_pages.show("1", MIA)).inside
    with pytest.raises(Forbidden, match="was not verified"):
        await app.endorsement_pages.show(found.number, BOB)
    with pytest.raises(Forbidden, match="Only moderators"):
        await app.endorsement_pages.waiting(BOB)
    assert (await app.endorsement_pages.waiting(MIA)).several == (found,)
    assert (await app.endorsement_pages.listed(None, None)).several == ()


async def test_a_new_version_asks_a_person_again_and_believes_them(app: App) -> None:
    before = await verified(app, "ann", version="osaid 1.0-RC1")
    seen = await app.endorsement_pages.show(before.number, BOB)
    assert seen.to_confirm is not None
    assert seen.to_confirm.label == "osaid 1.0"
    assert (await app.endorsement_pages.readiness()).unconfirmed == 1

    again = await claimed(app, "ann")

    assert (again.state, again.renews) == (EndorsementState.VERIFIED, before.number)
    assert again.verification is not None
    assert (again.verification.means, again.verification.note) == (Means.EARLIER, before.number)
    assert (await app.endorsement_pages.show(before.number, BOB)).to_confirm is None
    assert (await app.endorsement_pages.readiness()).unconfirmed == 0
    assert (await total(app, "osaid 1.0-RC1"), await total(app)) == (1, 1)


async def test_an_organisation_is_looked_at_again_for_each_version_of_one_definition(
    app: App,
) -> None:
    before = await verified(app, "ann", version="osaid 1.0-RC1", organisation="Mozilla")
    again = await claimed(app, "ann", organisation="Mozilla")
    await verified(app, "bob", version="mof 1.0")

    assert (again.state, again.renews) == (EndorsementState.CLAIMED, before.number)
    assert (await claimed(app, "bob")).renews is None


async def test_an_editorial_version_takes_over_until_somebody_says_that_it_was_substantive(app: App) -> None:
    await verified(app, "ann", version="osaid 1.0-RC1")
    await app.endorsement_checks.editorial("osaid 1.0", None, "Spelling.", MIA)

    found = await app.endorsement_pages.readiness()
    assert (found.counts.total, found.carried) == (1, (("osaid 1.0-RC1", "Spelling."),))

    await app.endorsement_checks.substantive("osaid 1.0", "The wording of parameters.", MIA)

    assert await total(app) == 0
    with pytest.raises(Refusal, match="Nothing carries over"):
        await app.endorsement_checks.substantive("osaid 1.0", "Again.", MIA)


async def test_nobody_endorses_without_end(app: App) -> None:
    for number in range(CLAIMS_A_DAY):
        await claimed(app, "ann", organisation=f"Organisation {number}")

    with pytest.raises(Refusal, match="try again tomorrow"):
        await claimed(app, "ann")


async def test_somebody_forgotten_leaves_a_line_without_them(app: App) -> None:
    own = await verified(app, "ann", name="Ann Onymous", statement="I like it.")
    spoken = await verified(app, "ann", organisation="Mozilla")
    waits = await claimed(app, "ann", organisation="SUSE", evidence="Ann says so")

    async with app.store.write() as records:
        await app.endorsement_keeping.forget(records, ANN.id)

    stranger = Actor("terminal:eve", "eve")
    views = [await app.endorsement_pages.show(one.number, MIA) for one in (own, spoken, waits)]
    states = [view.endorsement.state for view in views]
    assert states == [EndorsementState.WITHDRAWN, EndorsementState.VERIFIED, EndorsementState.WITHDRAWN]
    for view in views:
        assert "nn" not in repr(view.endorsement).replace("withdrawn", "")
        assert ANN.id not in repr(view)
    assert (await app.endorsement_pages.show(spoken.number, stranger)).endorsement.organisation == "Mozilla"
    assert await total(app) == 1
