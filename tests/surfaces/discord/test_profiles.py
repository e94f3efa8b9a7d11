"""Profiles on Discord: claimed in a form, confirmed by a moderator who is somebody else, restarts in between."""

from __future__ import annotations

from typing import Any

from bot.domain.actors import Actor
from bot.domain.profiles import Conflict, ConflictKind, Stake
from tests.support.simulation import Forum, Person, Result, buttons, embed

TYPED = {
    "category": "regulator",
    "region": "africa",
    "organisation": "Office for *AI*",
    "conflicts": "funder: Meta\nmy wife works there",
    "evidence": "https://example.org/staff",
}
STAKE = Stake(
    "regulator",
    "africa",
    "Office for *AI*",
    (Conflict(ConflictKind.FUNDER, "Meta"), Conflict(ConflictKind.OTHER, "my wife works there")),
    "https://example.org/staff",
)


async def opened(forum: Forum, person: Person, label: str = "Fill in") -> Result:
    """The form of a claim, one press away from the command."""
    page = await person.slash(forum.general, "profile claim")
    assert page.ephemeral
    assert page.response is not None
    return await person.click(page.response, label=label)


async def claimed(forum: Forum, person: Person) -> Result:
    """A claim as the form makes it, over a restart."""
    shown = await opened(forum, person)
    assert shown.modal is not None
    await forum.restart()
    (result,) = await forum.deliver(forum.form(person, forum.general, shown.modal["custom_id"], **TYPED))
    return result


def lines(shown: Result) -> dict[str, Any]:
    """The lines of a form, by argument."""
    assert shown.modal is not None
    return {line["component"]["custom_id"]: line["component"] for line in shown.modal["components"]}


def said(result: Result) -> str:
    assert result.response is not None
    return result.response.content


async def test_a_claim_is_made_in_a_form_and_confirmed_by_a_moderator(forum: Forum) -> None:
    result = await claimed(forum, forum.voter)
    assert (embed(result).title, result.ephemeral) == ("Claim noted", True)

    listed = await forum.moderator.slash(forum.general, "profile waiting")
    assert listed.ephemeral
    assert listed.response is not None
    await forum.restart()
    card = await forum.moderator.select(listed.response, [f"discord:{forum.voter.id}"])
    assert card.response is not None
    text = embed(card).description or ""
    assert f"Of <@{forum.voter.id}>; the account was made on " in text
    assert r"Organisation: “Office for \*AI\*”" in text
    await forum.restart()
    confirmed = await forum.moderator.click(card.response, label="Confirm")

    assert f"**In force**, confirmed by <@{forum.moderator.id}> on " in (embed(confirmed).description or "")
    profile = await forum.app.profiles.of(f"discord:{forum.voter.id}")
    assert profile is not None
    assert (profile.stake, profile.confirmed_by) == (STAKE, f"discord:{forum.moderator.id}")


async def test_the_form_offers_the_categories_and_regions_of_the_configuration(forum: Forum) -> None:
    found = lines(await opened(forum, forum.voter))

    assert list(found) == ["category", "region", "organisation", "conflicts", "evidence"]
    assert [option["label"] for option in found["category"]["options"]] == [
        "System creator",
        "Licence creator",
        "Regulator",
        "Licensee",
        "End user",
        "Subject",
    ]
    assert [option["value"] for option in found["region"]["options"]] == [
        "north_america",
        "south_america",
        "europe",
        "africa",
        "asia_pacific",
    ]
    assert [line["required"] for line in found.values()] == [True, True, False, False, False]


async def test_a_changed_claim_begins_with_what_was_claimed(forum: Forum) -> None:
    await claimed(forum, forum.voter)

    found = lines(await opened(forum, forum.voter, "Change"))

    assert [o["value"] for o in found["category"]["options"] if o.get("default")] == ["regulator"]
    assert found["conflicts"]["value"] == "funder: Meta\nother: my wife works there"
    assert found["organisation"]["value"] == "Office for *AI*"


async def test_a_form_delivered_twice_claims_once(forum: Forum) -> None:
    shown = await opened(forum, forum.voter)
    assert shown.modal is not None
    delivery = forum.form(forum.voter, forum.general, shown.modal["custom_id"], **TYPED)

    await forum.deliver(delivery, delivery)

    voter = Actor(f"discord:{forum.voter.id}", "Wanjiru")
    assert len((await forum.app.profiles.show(None, voter)).claims) == 1


async def test_what_was_typed_is_given_back_where_it_is_refused(forum: Forum) -> None:
    shown = await opened(forum, forum.voter)
    assert shown.modal is not None
    bad = {**TYPED, "conflicts": "funder: " + "x" * 201}

    (result,) = await forum.deliver(forum.form(forum.voter, forum.general, shown.modal["custom_id"], **bad))

    assert "at most 200 letters" in said(result)
    assert "https://example.org/staff" in said(result)
    assert result.ephemeral
    assert await forum.app.profiles.waiting() == ()


async def test_a_moderator_does_not_confirm_their_own(forum: Forum) -> None:
    await claimed(forum, forum.moderator)

    result = await forum.moderator.slash(forum.general, "profile confirm", number="1")

    assert said(result) == "This is your own profile: another moderator has to look at it. You can withdraw it."
    assert await forum.app.profiles.of(f"discord:{forum.moderator.id}") is None


async def test_a_card_that_a_moderator_shows_to_everyone_confirms_nothing_for_a_member(forum: Forum) -> None:
    await claimed(forum, forum.voter)
    person = f"<@{forum.voter.id}>"
    card = await forum.moderator.slash(forum.general, "profile show", person=person, private=False)
    assert card.response is not None

    result = await forum.member.click(card.response, label="Confirm")

    assert said(result) == "/profile confirm is for the role moderator."
    assert len(await forum.app.profiles.waiting()) == 1


async def test_a_claim_is_rejected_with_a_reason_that_its_author_reads(forum: Forum) -> None:
    await claimed(forum, forum.voter)
    card = await forum.moderator.slash(forum.general, "profile show", person=f"<@{forum.voter.id}>")
    assert card.response is not None
    shown = await forum.moderator.click(card.response, label="Reject")
    await forum.moderator.submit_modal(shown, {"reason": "not on that page"})

    own = await forum.voter.slash(forum.general, "profile show")

    assert "“not on that page”" in (embed(own).description or "")
    assert own.response is not None
    assert [button["label"] for button in buttons(own.response)] == ["Claim a profile"]


async def test_one_withdraws_by_a_button(forum: Forum) -> None:
    result = await claimed(forum, forum.voter)
    assert result.response is not None

    withdrawn = await forum.voter.click(result.response, label="Take the claim back")

    assert (embed(withdrawn).description or "").startswith("Nothing is in force, and nothing waits.")
    assert await forum.app.profiles.waiting() == ()
