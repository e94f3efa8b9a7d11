"""A whole town hall of eight: marks of every notation, edits, deletions, choices, and a restart in the middle."""

from __future__ import annotations

from bot.domain.meetings.discussions import Gone, Mark, Naming
from bot.domain.meetings.making import minutes
from bot.domain.meetings.remarks import Remark
from tests.support.simulation import OpenForum

MINUTE = 60.0


async def test_eight_people_talk_and_all_is_kept_as_they_want_it(open_forum: OpenForum) -> None:
    forum = await open_forum(message_content=True)
    channel = forum.guild.create_text_channel("town-hall")
    felix, mona, vera, wanjiru, carla = (
        forum.facilitator, forum.moderator, forum.member, forum.voter, forum.curator,
    )  # fmt: skip
    ana, ben, chidi = (forum.person(name.casefold(), name) for name in ("Ana", "Ben", "Chidi"))

    await vera.slash(channel, "townhall agenda add", title="Too early")
    await felix.slash(channel, "townhall open", title="What is data information?")
    notice = forum.last(channel)
    await felix.slash(channel, "townhall agenda add", title="Data cards")
    await felix.slash(channel, "townhall scribe", people=f"<@{wanjiru.id}>")
    for person, label in ((vera, "By name"), (ana, "Not at all"), (ben, "By name")):
        await person.click(notice, label=label)

    await felix.send(channel, "#topic Data cards")
    claim = await vera.send(channel, "A data crad is enough to study a system.")
    await ana.send(channel, "I do not think so.", reply_to=claim)
    secret = await chidi.send(channel, "My employer trains on books.")
    await ben.send(channel, "[off] Mine, too.")
    await vera.edit(claim, "A data card is enough to study a system.")
    await chidi.delete(secret)
    with forum.away():
        await ben.send(channel, "ACTION: Ben asks the lawyers")
        missed = await carla.send(channel, "Seen by nobody yet.")
        await carla.edit(missed, "Seen after the restart.")
    await forum.restart()

    await ana.send(channel, "#agreed Nothing is enough")
    await wanjiru.send(channel, "RESOLUTION: Data cards are required")
    proposal = await chidi.send(channel, "Weights need a checksum.")
    await mona.react(proposal, "✅")
    await forum.env.advance_time(1)
    await felix.send(channel, "#off")
    await chidi.send(channel, "A name that nobody shall read.")
    await forum.env.advance_time(1)
    await felix.send(channel, "#on")
    await forum.env.advance_time(MINUTE)
    await felix.slash(channel, "townhall pause")
    await vera.send(channel, "What did you have for lunch?")
    await forum.env.advance_time(MINUTE)
    await mona.slash(channel, "townhall resume")
    await felix.send(channel, "!topic Next steps")
    regretted = await carla.send(channel, "I regret this.")
    await forum.env.advance_time(MINUTE)
    await felix.slash(channel, "townhall close")
    await forum.env.advance_time(MINUTE)
    await carla.context_menu(channel, "Take off the record", regretted)
    await ben.slash(channel, "townhall consent", naming=Naming.BY_CATEGORY.value)

    found = await forum.app.halls.discussion("1")
    assert [(one.text, one.gone) for one in found.remarks] == [
        ("#topic Data cards", None),
        ("A data card is enough to study a system.", None),
        ("I do not think so.", None),
        ("", Gone.DELETED),
        ("", Gone.OFF_THE_RECORD),
        ("ACTION: Ben asks the lawyers", None),
        ("Seen after the restart.", None),
        ("#agreed Nothing is enough", None),
        ("RESOLUTION: Data cards are required", None),
        ("Weights need a checksum.", None),
        ("", Gone.OFF_THE_RECORD),
        ("!topic Next steps", None),
        ("", Gone.OFF_THE_RECORD),
    ]
    assert [one.number for one in found.remarks if one.mark_void] == [8]
    assert found.remarks[2].reply_to == 2
    assert [(one.mark, one.text, one.sources) for one in found.declared] == [
        (Mark.AGREED, "Weights need a checksum.", (10,))
    ]
    assert {one.name: one.naming for one in found.participants} == {
        "Ana": Naming.NOT_AT_ALL,
        "Ben": Naming.BY_CATEGORY,
        "Carla": Naming.BY_CATEGORY,
        "Chidi": Naming.BY_CATEGORY,
        "Felix": Naming.BY_CATEGORY,
        "Vera": Naming.BY_NAME,
        "Wanjiru": Naming.BY_CATEGORY,
    }
    assert [item.title for item in found.agenda] == ["Data cards"]
    assert found.ended is not None

    made = minutes(
        [Remark(one.number, one.author, one.text) for one in found.remarks if one.text and not one.mark_void],
        len(found.remarks),
    )
    assert [(topic.title, topic.first_line, topic.last_line) for topic in made.topics] == [
        ("Data cards", 1, 11),
        ("Next steps", 12, 13),
    ]
    assert [item.text for item in made.resolutions] == ["Data cards are required"]
    assert [item.text for item in made.actions] == ["Ben asks the lawyers"]
