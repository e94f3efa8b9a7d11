"""A poll in the terminal: what people read, and who may do what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.definitions import Freedom
from bot.domain.refusals import Forbidden
from bot.surfaces.commands import BY_NAME, Context
from tests.support.apps import Clock
from tests.support.golden import Golden
from tests.support.polling import FACILITATOR, MODERATORS, an_open_poll, person
from tests.support.saying import say

ROLL = "ann,Law,Acme,EU | bob,Law,Beta,EU | cyd,Research,Acme,US | dee,Research,Gamma,US"
DRAFT = (
    '/poll draft question:"Which of these are needed?" components:"training-code, datasets" freedoms:"use, study" '
    'contact:"the desk"'
)


async def test_a_whole_poll_in_the_terminal(light_app: App, clock: Clock, golden: Golden, handles: None) -> None:
    mia, max_ = MODERATORS
    said = [await say(light_app, FACILITATOR, DRAFT), await say(light_app, FACILITATOR, f'/poll roll 1 "{ROLL}"')]
    token = (await light_app.polls.preview("1")).token
    said += [
        await say(light_app, mia, f"/poll confirm 1 seen:{token}"),
        await say(light_app, max_, f"/poll confirm 1 seen:{token}"),
    ]
    said.append(await say(light_app, FACILITATOR, "/poll open 1"))
    golden("polls/preview.md", "".join(said))

    ann, bob, cyd = person("ann"), person("bob"), person("cyd")
    said = [await say(light_app, ann, '/ballot text 1 "training-code: all=yes; datasets: study=discuss"')]
    said.append(await say(light_app, ann, "/ballot show 1"))
    said.append(await say(light_app, bob, "/ballot rest 1"))
    said.append(await say(light_app, cyd, '/ballot text 1 "training-code: use=yes; dataset: use=maybe"'))
    said.append(await say(light_app, cyd, '/ballot text 1 "training-code: use=yes study=yes"'))
    said.append(await say(light_app, person("zoe"), '/ballot text 1 "training-code: use=yes"'))
    said.append(await say(light_app, ann, '/ballot conflict 1 "I made the code"'))
    golden("polls/ballots.md", "".join(said))

    said = [await say(light_app, ann, "/poll status 1"), await say(light_app, ann, "/poll result 1")]
    said.append(await say(light_app, FACILITATOR, '/poll extend 1 "1 day" chair "a holiday"'))
    objection = '/poll object 1 "datasets: study" "what is a data set?" "say which data sets are meant"'
    said.append(await say(light_app, bob, objection))
    said.append(await say(light_app, ann, "/poll status 1"))
    golden("polls/status.md", "".join(said))

    clock.move(timedelta(days=8, seconds=30))
    said = [await say(light_app, ann, "/poll result 1"), await say(light_app, ann, '/ballot text 1 "datasets: use=no"')]
    clock.move(timedelta(seconds=31))
    said += [await say(light_app, FACILITATOR, "/poll close 1"), await say(light_app, FACILITATOR, "/poll close 1")]
    said += [await say(light_app, ann, "/poll result 1"), await say(light_app, mia, '/poll recount 1 "to be sure"')]
    said += [
        await say(light_app, FACILITATOR, '/poll round2 1 closes:"3 days"'),
        await say(light_app, ann, "/poll list"),
    ]
    golden("polls/result.md", "".join(said))


NEEDED = {
    "poll new": Role.FACILITATOR,
    "poll draft": Role.FACILITATOR,
    "poll roll": Role.FACILITATOR,
    "poll confirm": Role.MODERATOR,
    "poll open": Role.FACILITATOR,
    "poll extend": Role.FACILITATOR,
    "poll close": Role.FACILITATOR,
    "poll void": Role.MODERATOR,
    "poll round2": Role.FACILITATOR,
    "poll recount": Role.MODERATOR,
    "poll propose-definition": Role.FACILITATOR,
    "poll report": Role.MODERATOR,
    "poll exclude": Role.MODERATOR,
    "poll dismiss": Role.MODERATOR,
}
EVERYBODYS = {
    "poll preview",
    "poll list",
    "poll status",
    "poll result",
    "poll object",
    "poll dispose",
    "poll challenge",
}


def test_every_command_of_polls_stands_in_the_matrix() -> None:
    named = {name for name in BY_NAME if name.startswith("poll ")}

    assert named == NEEDED.keys() | EVERYBODYS
    assert all(BY_NAME[name].role is Role.MEMBER for name in EVERYBODYS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", NEEDED)
async def test_only_the_role_that_is_needed_may(light_app: App, name: str, role: Role) -> None:
    context = Context(light_app, Actor("terminal:x", "x", frozenset({role})))

    if role is NEEDED[name]:
        assert context.actor.has(BY_NAME[name].role)
    else:
        with pytest.raises(Forbidden):
            await BY_NAME[name].run(context, {})


def test_no_command_touches_the_ballot_of_another() -> None:
    for name in (name for name in BY_NAME if name.startswith("ballot ")):
        named = {parameter.name for parameter in BY_NAME[name].parameters}
        assert named <= {
            *("poll", "text", "part", "step", "freedom", "required", "component", "reason", "how"),
            *Freedom,
        }


async def test_what_people_wrote_is_harmless_text(light_app: App) -> None:
    number = await an_open_poll(light_app, "ann/@everyone **x**")

    reply = await BY_NAME["poll preview"].run(Context(light_app, person("ann")), {"poll": number})

    assert "@everyone **x**" not in reply.text
    assert "\\@everyone \\*\\*x\\*\\*" in reply.text


async def test_what_an_answer_says_is_told_once(light_app: App) -> None:
    await an_open_poll(light_app)

    told = await say(light_app, person("ann"), "/ballot help 1")

    answers = told.partition("What you can say:\n\n")[2].partition("\n\n")[0]
    assert answers.splitlines() == [
        "- ✓ required: without it this freedom cannot be exercised",
        "- ✗ not required",
        "- ? discuss: cannot answer yet; to be talked about first",
        "- – abstain: deliberately no answer: a conflict of interest, or not my field",
        "- ○ no answer; it is never counted as a no",
    ]
