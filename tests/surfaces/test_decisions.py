"""Decisions in the terminal: what moderators type, and what everybody reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.domain.decisions.happenings import Disposition
from bot.services.deciding.reading import DissentTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.posts import KINDS
from bot.surfaces.uploads import of_path
from tests.services.deciding.test_adding import a_closed_poll, published_minutes
from tests.support.adopting import a_draft_text, a_text
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision, two_persons, typed
from tests.support.golden import Golden
from tests.support.polling import FACILITATOR, person
from tests.support.saying import say

ANN = person("ann")
LOG = (
    '/decision log "Training code is required" "Must *training* code be available?" "Yes, to study and modify." '
    '"Nobody can follow a training that is hidden."'
)


async def test_a_decision_reads_as_it_did(light_app: App, clock: Clock, golden: Golden) -> None:
    poll = await a_closed_poll(light_app, clock)
    hall, part = await published_minutes(light_app, clock)
    basis = f"{poll} training-code/use; {hall} {part}; https://example.org/a_(paper) A <paper>"
    said = [
        await say(light_app, ANN, LOG),
        await say(
            light_app,
            MIA,
            f'{LOG} basis:"{basis}" options:"required; optional" body:"working group Components" review:2027-05-01 '
            'dissent:"It asks too much of @everyone." disposition:overruled answer:"Two thirds want it."',
        ),
        await say(light_app, MAX, '/decision evidence 1 "https://example.org/later A study of 2026"'),
        await say(light_app, MAX, '/decision erratum 1 "to study and modify" "to study and to modify" "a slip"'),
        await say(light_app, ANN, f"/minutes section resolutions hall:{hall}"),
    ]
    clock.move(timedelta(days=200))
    said += [
        await say(light_app, ANN, "/decision list review_due"),
        await say(
            light_app, MIA, '/decision review D-2026-0001 regretted_not_corrected "Two projects left. It is too late."'
        ),
        await say(
            light_app,
            MIA,
            '/decision supersede D-2026-0001 "It is advised" "Must it be?" "No, it is advised." "It asked too much."',
        ),
        await say(light_app, ANN, "/decision show 2026-1"),
        await say(light_app, ANN, "/decision search hidden training"),
        await say(light_app, ANN, "/decision show 77"),
    ]

    golden("decisions/life.md", "".join(said))


async def test_two_moderators_read_as_they_did(light_app: App, golden: Golden) -> None:
    light_app.decisions = two_persons(light_app)
    said = [
        await say(light_app, MIA, LOG),
        await say(light_app, ANN, "/decision show 1"),
        await say(light_app, MIA, "/decision confirm 1"),
        await say(light_app, MAX, "/decision list proposed"),
        await say(light_app, MAX, "/decision confirm 1"),
        await say(light_app, MIA, '/decision withdraw 1 "It was a misreading."'),
        await say(light_app, MAX, '/decision withdraw 1 "It was."'),
        await say(light_app, ANN, "/decision show 1"),
    ]

    golden("decisions/two-moderators.md", "".join(said))


async def test_circumstances_and_people_read_as_they_did(light_app: App, golden: Golden) -> None:
    beside = (
        'background:"Four groups voted, and *two* agreed." drivers:"cost; freedom to study" '
        'good:"people can follow it" bad:"two projects leave; it costs" '
        'confirmation:"ten systems pass within a year" affects:"osaid 1.0/parameters"'
    )
    people = (
        '/decision people 1 makers:"zoe (chair); max; the board of the forum" consulted:"yan" '
        'recused:"xia: employed by the developer"'
    )
    said = [
        await say(light_app, MIA, f"{LOG} {beside}"),
        await say(light_app, MIA, people),
        await say(light_app, ANN, "/decision show 1"),
        await say(light_app, MAX, "/decision disclosed 1"),
    ]

    golden("decisions/circumstances.md", "".join(said))


async def test_who_is_mentioned_is_a_person_and_never_the_name_of_a_group(light_app: App) -> None:
    await say(light_app, MIA, LOG)

    shown = await say(light_app, MIA, '/decision people 1 makers:"@zoe (chair)"')
    refused = await say(light_app, MIA, '/decision people 1 consulted:"@zoe whom nobody knows"')
    role = await say(light_app, MIA, '/decision people 1 informed:"<@&42>"')

    assert "decided by: chair" in shown
    assert "zoe" not in shown.partition("\n")[2]
    assert "names nobody; mention the person" in refused
    assert "names nobody; mention the person" in role


async def test_the_adoption_of_a_definition_reads_as_it_did(light_app: App, clock: Clock, golden: Golden) -> None:
    light_app.decisions = two_persons(light_app)
    await a_draft_text(light_app)
    said = [
        await say(light_app, ANN, "/definition list"),
        await say(light_app, MIA, f'{LOG} adopts:"osaid 1.1" in_force_from:2026-12-01'),
        await say(light_app, MAX, "/decision confirm 1"),
    ]
    clock.move(timedelta(days=10))
    said += [
        await say(light_app, ANN, '/ask "Is Pythia open source AI?"'),
        await say(light_app, ANN, '/ask "Is Pythia open source AI?" as_of:2026-11-30'),
        await say(light_app, ANN, '/ask "Which version do you use?"'),
        await say(light_app, MIA, '/decision withdraw 1 "A misreading."'),
        await say(light_app, MAX, '/decision withdraw 1 "So it was."'),
        await say(light_app, ANN, "/definition list"),
    ]

    golden("decisions/adoption.md", "".join(said))


async def test_a_version_says_when_it_was_in_force(light_app: App, clock: Clock) -> None:
    await a_draft_text(light_app)
    draft = await say(light_app, ANN, "/definition show osaid-1.1")
    number = await a_decision(light_app, adopts="osaid 1.1")
    clock.move(timedelta(days=3))
    held = await say(light_app, ANN, "/definition show osaid-1.1")
    before = await say(light_app, ANN, "/definition show osaid-1.0")
    await light_app.decisions.withdraw(number, "A misreading.", MIA)
    after = await say(light_app, ANN, "/definition show osaid-1.1")

    assert (
        "A draft that no decision has adopted: it is in force nowhere. Brought as a file on 22 November 2026" in draft
    )
    assert "In force since 22 November 2026, D-2026-0001." in held
    assert "In force until 22 November 2026, by no decision." in before
    assert "In force from 22 November 2026 until 25 November 2026, D-2026-0001." in after


async def test_a_draft_is_brought_as_a_file(light_app: App, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(a_text())
    context = Context(light_app, FACILITATOR, file=of_path(str(file)))

    first = await BY_NAME["definition propose"].run(context, {})
    again = await BY_NAME["definition propose"].run(context, {})
    file.write_bytes(a_text(summary="summary") + b"# another\n")
    other = await BY_NAME["definition propose"].run(context, {})

    assert first.title == "Draft osaid 1.1"
    assert "This draft is kept, and in force nowhere." in first.text
    assert 'adopts:"osaid 1.1". SHA-256: ' in first.text
    assert "This text is kept already (Brought as a file on 22 November 2026)." in again.text
    assert "There are other texts of osaid 1.1; its SHA-256 tells this one from them." in other.text


async def test_a_moderation_action_reads_as_it_did(light_app: App, golden: Golden) -> None:
    action = (
        '/decision moderate "Muted for a week" "No insults" "Three warnings were given." zoe detail:"She said: *x*." '
        'scope:"all channels" duration:"7 days" appeal:"to the board, within a month"'
    )
    said = [
        await say(light_app, MIA, action),
        await say(light_app, ANN, "/decision show 1"),
        await say(light_app, ANN, "/decision disclosed 1"),
        await say(light_app, MAX, "/decision disclosed 1"),
    ]

    golden("decisions/moderation.md", "".join(said))


async def test_a_result_names_the_decisions_that_rest_on_it(light_app: App, clock: Clock) -> None:
    poll = await a_closed_poll(light_app, clock)
    number = await a_decision(light_app, basis=f"{poll} training-code/use")

    reply = await BY_NAME["poll result"].run(Context(light_app, ANN), {"poll": poll})

    assert f"Decisions that rest on it: {number} (training-code/use); /decision show tells them." in reply.text


async def test_the_post_of_a_decision_says_what_everybody_may_read(light_app: App) -> None:
    dissent = DissentTyped("Too strict.", Disposition.NOTED, None, "terminal:zoe")
    number = (await light_app.decisions.log(typed(dissent=dissent), MIA)).decision.number

    reply = await KINDS["decision"].write(light_app, {"decision": number})

    assert reply is not None
    assert "Too strict" in reply.text
    assert "zoe" not in reply.text
    assert [one.command for one in reply.buttons] == ["why"]


async def test_a_form_that_says_more_than_it_can_is_told_so(light_app: App) -> None:
    said = await say(light_app, MIA, f"{LOG} disposition:overruled")

    assert "Say what the dissent is that was answered" in said
