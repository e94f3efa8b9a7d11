"""Endorsements on Discord: said in a form, verified by a moderator, withdrawn by a button, restarts in between."""

from __future__ import annotations

from bot.domain.actors import Actor
from bot.domain.endorsements.endorsements import Endorsement, EndorsementState, Means
from tests.support.simulation import Forum, Person, Result, buttons, embed

TYPED = {
    "category": "regulator",
    "region": "africa",
    "organisation": "Office for *AI*",
    "name": "",
    "evidence": "https://example.org/we-endorse",
}


async def opened(forum: Forum, person: Person) -> Result:
    """The form of an endorsement, one press away from the command."""
    page = await person.slash(forum.general, "endorse")
    assert page.ephemeral
    assert page.response is not None
    return await person.click(page.response, label="Endorse")


async def endorsed(forum: Forum, person: Person, **said: str) -> Result:
    """An endorsement as the form makes it, over a restart."""
    shown = await opened(forum, person)
    assert shown.modal is not None
    await forum.restart()
    typed = {**TYPED, **said}
    (result,) = await forum.deliver(forum.form(person, forum.general, shown.modal["custom_id"], **typed))
    return result


async def kept(forum: Forum, number: str = "1") -> Endorsement:
    """An endorsement as its author sees it."""
    author = Actor(f"discord:{forum.member.id}", "Ann")
    return (await forum.app.endorsement_pages.show(number, author)).endorsement


async def test_an_endorsement_is_said_in_a_form_verified_and_withdrawn(forum: Forum) -> None:
    result = await endorsed(forum, forum.member)
    assert (embed(result).title, result.ephemeral) == ("Endorsement noted", True)
    assert r"By “Office for \*AI\*”, for **osaid 1.0**" in (embed(result).description or "")

    listed = await forum.moderator.slash(forum.general, "endorsement waiting")
    assert listed.response is not None
    card = await forum.moderator.select(listed.response, ["E-2026-0001"])
    assert card.response is not None
    await forum.restart()
    form = await forum.moderator.click(card.response, label="Verify")
    await forum.moderator.submit_modal(form, {"how": "mail from the domain", "note": "Their press desk wrote."})

    found = await kept(forum)
    assert found.verification is not None
    assert (found.state, found.verification.means) == (EndorsementState.VERIFIED, Means.MAIL)
    shown = await forum.voter.slash(forum.general, "endorsement show", number="1")
    assert "press desk" not in (embed(shown).description or "")
    assert str(forum.member.id) not in (embed(shown).description or "")

    own = await forum.member.slash(forum.general, "endorsement show", number="1")
    assert own.response is not None
    assert [button["label"] for button in buttons(own.response)] == ["Withdraw it"]
    form = await forum.member.click(own.response, label="Withdraw it")
    assert (await kept(forum)).counts
    await forum.member.submit_modal(form, {"why": ""})
    assert (await kept(forum)).state is EndorsementState.WITHDRAWN


async def test_a_form_delivered_twice_endorses_once(forum: Forum) -> None:
    shown = await opened(forum, forum.member)
    assert shown.modal is not None
    delivery = forum.form(forum.member, forum.general, shown.modal["custom_id"], **TYPED)

    await forum.deliver(delivery, delivery)

    everything = await forum.app.endorsement_pages.beginning(None, Actor(f"discord:{forum.member.id}", "Ann"))
    assert [one.number for one in everything.own] == ["E-2026-0001"]


async def test_what_was_typed_is_given_back_where_it_is_refused(forum: Forum) -> None:
    result = await endorsed(forum, forum.member, evidence="")

    assert result.response is not None
    assert "your organisation says so" in result.response.content
    assert "Office for" in result.response.content


async def test_a_card_shown_to_everyone_rejects_nothing_for_a_member(forum: Forum) -> None:
    await endorsed(forum, forum.member)
    card = await forum.moderator.slash(forum.general, "endorsement show", number="1", private=False)
    assert card.response is not None

    form = await forum.voter.click(card.response, label="Reject")
    result = await forum.voter.submit_modal(form, {"reason": "I do not like it."})

    assert (await kept(forum)).state is EndorsementState.CLAIMED
    assert result.response is not None
    assert result.response.content.startswith("/endorsement reject is for the role moderator.")


async def test_readiness_is_for_everybody_and_comes_with_a_picture(forum: Forum) -> None:
    result = await forum.member.slash(forum.general, "readiness")

    assert not result.ephemeral
    assert (embed(result).description or "").startswith("Nobody endorses **osaid 1.0** yet.")
    assert result.response is not None
    assert [attachment.filename for attachment in result.response.attachments] != []
