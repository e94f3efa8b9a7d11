"""What is shown to somebody of themselves: all that is stored, and nothing of others."""

from __future__ import annotations

import json

from bot.app import App
from bot.domain.privacy.kept import Area, Relation
from bot.store.person_places import PLACES
from bot.surfaces.replies import privacy, privacy_words
from tests.support.apps import Clock
from tests.support.forgetting import WORD, ZENOBIA, a_life
from tests.support.polling import MODERATORS, person


async def test_every_kind_of_thing_is_shown(app: App, clock: Clock) -> None:
    await a_life(app, clock)

    view = await app.privacy.show(ZENOBIA)

    assert set(view.areas) == set(Area) - {Area.MESSAGES, Area.LOG}
    theirs = {one.table for one in view.kept if one.relation is Relation.THEIRS}
    assert theirs >= {
        "profiles", "poll_voters", "poll_cells", "poll_events", "hall_participants", "hall_remarks", "hall_agenda",
        "hall_declared", "minutes_objections", "decision_disclosures", "endorsements", "endorsement_events",
        "proposals", "changes", "facts", "disputes", "reminder_choices",
    }  # fmt: skip


async def test_all_her_words_are_in_the_file_and_nobody_else_is(light_app: App, clock: Clock) -> None:
    await a_life(light_app, clock)

    found = privacy.file(await light_app.privacy.show(ZENOBIA)).content.decode()
    moderators = await light_app.privacy.show(MODERATORS[0])
    strangers = await light_app.privacy.show(person("stranger"))

    for place in ("evidence", "reason", "before", "conflict", "remark", "agenda", "mark", "objects", "later",
                  "statement", "waits", "proof", "shown", "wrong"):  # fmt: skip
        assert f"Quastle{place} says so" in found
    assert {area["area"] for area in json.loads(found)["areas"]} >= {"polls", "decisions"}
    for other in ("terminal:mia", "terminal:ann", "terminal:bob", "terminal:ben"):
        assert other not in found
    # Whose it is was typed as a name, which may be anybody's.
    assert "Quastledissent" not in found
    # Of a moderator what they did is shown, and not what it says of others.
    assert WORD not in privacy.file(moderators).content.decode().casefold()
    assert {(one.table, one.column) for one in moderators.kept} >= {
        ("profiles", "confirmed_by"),
        ("endorsements", "verified_by"),
        ("decisions", "logged_by"),
    }
    assert strangers.kept == ()


def test_everything_has_words() -> None:
    assert set(privacy_words.THINGS) == set(PLACES)
    assert set(privacy_words.AREAS) == set(privacy_words.WHY) == set(privacy_words.HOW_LONG) == set(Area)
    assert set(privacy_words.GOES) == set(privacy_words.STAYS) == set(Area)
