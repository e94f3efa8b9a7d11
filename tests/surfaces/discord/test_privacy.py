"""What people can ask about themselves on Discord: seen by nobody else, confirmed in a form, over a restart."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.domain.polls.reminders import RemindHow
from bot.services.deciding.reading import DissentTyped
from tests.support.decisions import MIA, a_decision
from tests.support.simulation import Forum, embed


async def test_somebody_looks_at_what_is_kept_and_is_forgotten(forum: Forum) -> None:
    await forum.member.slash(forum.general, "ballot remind", how=RemindHow.NEVER.value)

    shown = await forum.member.slash(forum.general, "privacy show")

    assert shown.ephemeral
    assert shown.response is not None
    assert [one.filename for one in shown.response.attachments] == ["my-data.json"]
    assert "how you are reminded (1)" in (embed(shown).description or "")

    before = await forum.member.click(shown.response, label="Forget me …")
    assert before.response is not None
    await forum.restart()
    form = await forum.member.click(before.response, label="Forget me")
    wrong = await forum.member.submit_modal(form, {"sure": "yes"})
    assert wrong.response is not None
    assert wrong.response.content.startswith("Nothing was done.")
    form = await forum.member.click(before.response, label="Forget me")
    done = await forum.member.submit_modal(form, {"sure": "Forget me"})

    assert done.ephemeral
    assert embed(done).title == "Forgotten"
    again = await forum.member.slash(forum.general, "privacy show")
    assert (embed(again).description or "").startswith("Nothing is kept of you")


async def test_two_moderators_take_out_a_text(forum: Forum) -> None:
    number = await a_decision(forum.app, dissent=DissentTyped("*Bob* takes bribes."))
    asked = await forum.moderator.slash(
        forum.general, "redaction propose", subject=number, part="dissent 1", reason="libel", note="See the mail."
    )
    assert r"\*Bob\* takes bribes." in (embed(asked).description or "")
    assert asked.response is not None

    alone = await forum.moderator.click(asked.response, label="Take it out")
    assert alone.response is not None
    assert "another moderator has to confirm it" in alone.response.content
    refused = await forum.member.slash(forum.general, "redaction confirm", number="R-2026-0001")
    assert refused.response is not None
    assert "is for the role moderator" in refused.response.content

    other = forum.person("second", "Second", forum.roles[Role.MODERATOR])
    done = await other.slash(forum.general, "redaction confirm", number="R-2026-0001")

    assert embed(done).title == "Redaction R-2026-0001"
    listed = await forum.member.slash(forum.general, "redaction list")
    assert listed.ephemeral
    shown = await forum.app.decision_pages.show(number, MIA)
    assert [one.text for one in shown.dissents] == [""]
