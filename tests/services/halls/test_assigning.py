"""Who spoke in a file: said by a person, remembered, and taken back."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.halls import HallEventKind
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.services.halls.finding import Venue
from bot.services.minuting.finding import Asking
from tests.support.halls import an_open_hall
from tests.support.imports import RECORDING, imported
from tests.support.polling import FACILITATOR, MODERATORS, verified

ANN = "discord:" + "1" * 17
BEA = "discord:" + "2" * 17
HERE = Venue("discord:77", "discord:1")
OTHER = Actor("terminal:otto", "otto", frozenset({Role.FACILITATOR}))


async def spoke(app: App, number: str) -> list[str]:
    return [one.author for one in (await app.halls.discussion(number)).remarks]


async def people(app: App, number: str) -> list[tuple[str, str]]:
    return [(one.person, one.name) for one in (await app.halls.discussion(number)).participants]


async def test_a_name_is_given_to_a_member_and_who_said_so_is_kept(app: App) -> None:
    number = (await imported(app)).hall.number

    found = await app.hall_speakers.assign("ana", f"<@{ANN[8:]}>", HERE, FACILITATOR)

    assert (found.what, found.person, found.remarks) == ("Ana", ANN, 2)
    assert await spoke(app, number) == [ANN, "name:Ben", ANN]
    assert await people(app, number) == [(ANN, "Ana"), ("name:Ben", "Ben")]
    async with app.store.read() as records:
        event = (await records.hall_events.of(number, HallEventKind.ASSIGNED))[0]
    assert (event.by, event.body) == ("terminal:fay", {"name": "Ana", "before": ["name:Ana"], "person": ANN})


async def test_the_next_file_knows_whom_a_name_means(app: App) -> None:
    await imported(app)
    await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, FACILITATOR)

    other = await imported(app, "<ANA> hi\n<ben> ho\n<cai> Ana is here\n")

    assert await spoke(app, other.hall.number) == [ANN, "name:ben", "name:cai"]
    assert [(one.name, one.person, one.by) for one in await app.hall_speakers.aliases()] == [
        ("Ana", ANN, "terminal:fay")
    ]


async def test_a_name_is_never_guessed(app: App) -> None:
    await imported(app)
    await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, FACILITATOR)

    other = await imported(app, "<anna> hi\n<ana_> ho\n<Ana M> well\n")

    assert await spoke(app, other.hall.number) == ["name:anna", "name:ana_", "name:Ana M"]


async def test_what_was_assigned_is_assigned_anew_and_taken_back(app: App) -> None:
    number = (await imported(app)).hall.number
    await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, FACILITATOR)
    await app.hall_speakers.assign("Ben", f"<@{ANN[8:]}>", HERE, FACILITATOR)

    await app.hall_speakers.assign("Ana", f"<@{BEA[8:]}>", HERE, FACILITATOR)
    assert await spoke(app, number) == [BEA, ANN, BEA]
    back = await app.hall_speakers.assign("Ana", "nobody", HERE, FACILITATOR)

    assert (back.person, back.remarks) == ("name:Ana", 2)
    assert await spoke(app, number) == ["name:Ana", ANN, "name:Ana"]
    assert [one.name for one in await app.hall_speakers.aliases()] == ["Ben"]
    assert {person for person, _name in await people(app, number)} == {"name:Ana", ANN}


async def test_the_same_delivery_assigns_once(app: App) -> None:
    number = (await imported(app)).hall.number
    await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, FACILITATOR, "discord:5")
    await app.hall_speakers.assign("Ana", f"<@{BEA[8:]}>", HERE, FACILITATOR)

    await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, FACILITATOR, "discord:5")

    assert await spoke(app, number) == [BEA, "name:Ben", BEA]


async def test_a_member_keeps_the_choice_and_brings_the_category(app: App) -> None:
    member = await verified(app, "ann")
    number = (await imported(app)).hall.number
    terminal = Venue()
    await app.hall_speakers.assign("Ana", "ann", terminal, FACILITATOR, number=number)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, terminal, member, number=number)

    await app.hall_speakers.assign("Ana", "nobody", terminal, FACILITATOR, number=number)

    there = {one.person: one for one in (await app.halls.discussion(number)).participants}
    assert there["terminal:ann"].naming is Naming.NOT_AT_ALL
    assert there["terminal:ann"].category
    assert there["name:Ana"].naming is Naming.BY_CATEGORY


async def test_a_moderator_says_who_spoke_some_lines_of_a_file_without_names(app: App) -> None:
    number = (await imported(app, RECORDING.read_bytes(), first="11", last="29")).hall.number
    lead = MODERATORS[0]

    found = await app.hall_speakers.speaker("17-19", f"<@{ANN[8:]}>", HERE, lead)
    await app.hall_speakers.speaker("11", "name:Rosa Lind", HERE, lead)

    authors = {one.line: one.author for one in (await app.halls.discussion(number)).remarks}
    assert (found.what, found.person, found.remarks) == ("17–19", ANN, 2)
    assert (authors[11], authors[13], authors[17], authors[19], authors[21]) == ("name:Rosa Lind", "", ANN, ANN, "")
    assert ("name:Rosa Lind", "Rosa Lind") in await people(app, number)
    async with app.store.read() as records:
        events = await records.hall_events.of(number, HallEventKind.ASSIGNED)
    assert [(one.by, one.body["lines"]) for one in events] == [(lead.id, [17, 19]), (lead.id, [11, 11])]

    await app.hall_speakers.speaker("11-19", "nobody", HERE, lead)
    assert set(await spoke(app, number)) == {""}
    assert await people(app, number) == []


async def test_only_those_who_lead_assign_names_and_only_moderators_lines(app: App) -> None:
    await imported(app)

    with pytest.raises(Forbidden, match="is led by its facilitators"):
        await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, OTHER)
    with pytest.raises(Forbidden, match="for a moderator to say"):
        await app.hall_speakers.speaker("1-2", f"<@{ANN[8:]}>", HERE, FACILITATOR)


@pytest.mark.parametrize(
    ("name", "member", "sentence"),
    [
        ("Cai", "<@11111111111111111>", "Nobody is called “Cai” in town hall T-2026-0001; there are: Ana, Ben"),
        ("Ana", "ann", "Name people by mention"),
        ("Ana", "<@11111111111111111> <@22222222222222222>", "Name one member"),
        ("Ana", "-<@11111111111111111>", "Name one member"),
    ],
)
async def test_what_does_not_fit_is_refused(app: App, name: str, member: str, sentence: str) -> None:
    await imported(app)

    with pytest.raises(Refusal, match=sentence):
        await app.hall_speakers.assign(name, member, HERE, FACILITATOR)


async def test_lines_that_hold_nothing_are_refused(app: App) -> None:
    await imported(app)

    for lines, sentence in (("90-99", "Nothing was said in lines 90–99"), ("2-1", "are no lines"), ("x", "no lines")):
        with pytest.raises(Refusal, match=sentence):
            await app.hall_speakers.speaker(lines, "nobody", HERE, MODERATORS[0])


async def test_nobody_speaks_for_others_in_a_town_hall_that_was_heard(app: App) -> None:
    await an_open_hall(app)

    with pytest.raises(Refusal, match="everybody spoke for themselves"):
        await app.hall_speakers.assign("fay", f"<@{ANN[8:]}>", HERE, FACILITATOR)


async def test_an_alias_is_forgotten(app: App) -> None:
    await imported(app)
    await app.hall_speakers.assign("Ana", f"<@{ANN[8:]}>", HERE, FACILITATOR)

    assert await app.hall_speakers.forget(" ANA ") == ()
    with pytest.raises(Unknown, match="Nobody said whom “Ana” means"):
        await app.hall_speakers.forget("Ana")


async def test_an_accepted_spelling_is_kept_beside_what_was_said(app: App) -> None:
    number = (await imported(app, "<ana> Lama 2 is open\n<ben> is Lama 2 open?\n")).hall.number

    await app.hall_speakers.spell("Lama 2", "Llama 2", HERE, FACILITATOR)

    assert await app.hall_speakers.spellings(number) == {"Lama 2": "Llama 2"}
    assert [one.text for one in (await app.halls.discussion(number)).remarks] == [
        "Lama 2 is open",
        "is Lama 2 open?",
    ]
    with pytest.raises(Unknown, match="“Bloom” stands nowhere"):
        await app.hall_speakers.spell("Bloom", "BLOOM", HERE, FACILITATOR)


async def test_minutes_spell_a_name_as_it_was_accepted_and_say_who_accepted_it(app: App) -> None:
    text = (
        "<ana> We agreed that Lama 2 is not open source, for its licence forbids some uses.\n"
        "<ben> ACTION: ana to write to the makers of Lama 2 about it\n"
    )
    number = (await imported(app, text)).hall.number
    await app.hall_speakers.spell("Lama 2", "LLaMA 2", HERE, FACILITATOR)
    await app.hall_speakers.spell("Lama 2", "Llama 2", HERE, FACILITATOR)

    view = await app.minutes.draft(Asking(FACILITATOR, HERE, number))

    made = view.document
    assert [one.text for one in made.action_items] == ["ana to write to the makers of Llama 2 about it"]
    assert "Lama 2 is not open" in made.remarks[0].text
    [accepted] = [one for one in made.suggestions if one.kind == "correction"]
    assert (accepted.text, accepted.instead, accepted.by) == ("Lama 2", "Llama 2", FACILITATOR.id)
    assert {one.by for one in made.review} == {FACILITATOR.id}
