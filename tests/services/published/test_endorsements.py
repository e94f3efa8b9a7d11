"""Endorsements as everybody reads them."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.services.published.endorsements import PublishedReadiness
from tests.support.apps import Clock
from tests.support.endorsing import MIA, claimed, verified
from tests.support.polling import person


async def _of(app: App, label: str) -> PublishedReadiness:
    return next(one for one in await app.published_endorsements.all() if one.edition.label == label)


async def test_who_is_not_named_is_counted_and_no_more(app: App) -> None:
    await verified(app, "ann", version="osaid 1.0", statement="I like it.")
    await verified(app, "bob", version="osaid 1.0", name="Bob", statement="So do I.")

    found = await _of(app, "osaid 1.0")

    assert found.counts.total == 2
    assert found.unnamed == 1
    assert [(one.name, one.statement) for one in found.named] == [("Bob", "So do I.")]
    assert not any(words in repr(found) for words in ("terminal:", "ann", "I like it."))


async def test_what_waits_is_counted_and_not_listed(app: App) -> None:
    await claimed(app, "ann", version="osaid 1.0", name="Ann")

    found = await _of(app, "osaid 1.0")

    assert found.waiting == 1
    assert "Ann" not in repr(found)


async def test_a_withdrawn_line_stays_with_both_days(app: App, clock: Clock) -> None:
    one = await verified(app, "ann", version="osaid 1.0", name="Ann")
    clock.move(timedelta(days=3))
    await app.endorsements.withdraw(one.number, person("ann"), "I read it again.")

    found = await _of(app, "osaid 1.0")

    (line,) = found.ended
    assert (line.name, line.reason) == ("Ann", "I read it again.")
    assert line.ended_at == line.verified_at + timedelta(days=3)
    assert found.counts.total == 0


async def test_how_many_there_were_when(app: App, clock: Clock) -> None:
    ann = await verified(app, "ann", version="osaid 1.0")
    clock.move(timedelta(days=1))
    await verified(app, "bob", version="osaid 1.0", organisation="SUSE", category="licensee")
    await verified(app, "cyd", version="osaid 1.0", organisation="openSUSE")
    clock.move(timedelta(days=1))
    await app.endorsements.withdraw(ann.number, person("ann"))

    steps = (await _of(app, "osaid 1.0")).steps

    assert [(one.total, one.organisations, one.categories) for one in steps] == [
        (1, 0, {"regulator": 1}),
        (3, 2, {"licensee": 1, "regulator": 2}),
        (2, 2, {"licensee": 1, "regulator": 1}),
    ]


async def test_what_carries_over_counts_from_the_day_on_which_that_was_said(app: App, clock: Clock) -> None:
    await verified(app, "ann", version="osaid 1.0-RC1")
    clock.move(timedelta(days=5))
    carried_at = clock.now
    await app.endorsement_checks.editorial("osaid 1.0", "osaid 1.0-RC1", "Typos.", MIA)
    clock.move(timedelta(days=5))
    ended_at = clock.now
    await app.endorsement_checks.substantive("osaid 1.0", "They were more.", MIA)

    found = await _of(app, "osaid 1.0")

    assert [(one.at, one.total) for one in found.steps] == [(carried_at, 1), (ended_at, 0)]
    assert [(one.before, one.editorial, one.why) for one in found.carries] == [
        ("osaid 1.0-RC1", True, "Typos."),
        ("", False, "They were more."),
    ]


async def test_organisations_of_one_group_are_one_line(app: App, clock: Clock) -> None:
    await verified(app, "ann", version="osaid 1.0", organisation="SUSE")
    clock.move(timedelta(minutes=1))
    await verified(app, "bob", version="osaid 1.0", organisation="Rancher")
    await app.organisations.group("Rancher", "SUSE", "It belongs to it.", MIA)

    found = await _of(app, "osaid 1.0")

    assert [(one.name, one.with_others) for one in found.counting] == [("SUSE", ("Rancher",))]
    assert found.steps[-1].total == 1
