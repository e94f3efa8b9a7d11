"""While a poll is open nothing tells how it goes: no command, no message of the bot, no file.

Two polls that differ only in what was said must look the same from everywhere but a voter's own ballot.
"""

from __future__ import annotations

import itertools
import secrets
import shutil
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import Interim
from bot.domain.polls.polls import Via
from bot.domain.refusals import Refusal
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import COMMANDS, Command, Context
from bot.surfaces.posts import KINDS
from bot.surfaces.replies import poll_closings
from bot.surfaces.reply import Reply
from tests.support.apps import Clock, settings
from tests.support.polling import CODE, DATA, a_roll, an_open_poll, person, said

ROLL = a_roll(*(f"{name}/{category}/Org{number}" for number, (name, category) in enumerate(
    zip("abcdefgh", itertools.cycle(["Law", "Research", "Industry"]), strict=False))))  # fmt: skip
EVERYBODY = Actor("terminal:all", "all", frozenset(Role))
GIVEN = {
    "cell": "training-code: use", "text": "x", "change": "y", "component": "training-code", "freedom": "use",
    "required": "none", "reason": "why", "closes": "9 days", "by": "chair", "people": "terminal:a, Law",
    "objection": "1", "disposition": "addressed", "name": "Llama 2", "question": "What about poll 1?",
}  # fmt: skip


async def voted(app: App, choice: Choice, interim: Interim = Interim.TURNOUT) -> str:
    """A poll in which all but one have said the same."""
    typed = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="x", interim=interim)
    number = await an_open_poll(app, roll=ROLL, typed=typed)
    for name in "abcdefg":
        answers = [said(CODE, choice), said(DATA, choice)]
        await app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    return number


def shown(reply: Reply) -> str:
    """Everything that a reply holds, its files too."""
    files = [(one.name, one.content.decode()) for one in reply.attachments]
    return (
        f"{reply.title}|{reply.text}|{reply.table}|{reply.picture}|{reply.menus}|{reply.buttons}|{reply.footer}|{files}"
    )


async def asked(app: App, number: str, actor: Actor, command: Command) -> str:
    """What somebody gets to see by a command, refusals too."""
    given = {p.name: GIVEN[p.name] for p in command.parameters if p.name in GIVEN and (p.required or p.name == "name")}
    if any(p.name == "poll" for p in command.parameters):
        given["poll"] = number
    try:
        return shown(await command.run(Context(app, actor, None), given))
    except Refusal as refusal:
        return str(refusal)


ABOUT_POLLS = [command for command in COMMANDS if command.name.startswith(("poll ", "ballot ", "ask", "help"))]
# These end the poll, or change who is on its roll; what they answer is looked at in the order below, last.
LAST = ("poll roll", "poll void")


async def everything(app: App, number: str) -> dict[str, str]:
    """What everybody sees of a poll in every way there is; the one who has not voted, and one who may do all."""
    seen: dict[str, str] = {}
    ordered = sorted(ABOUT_POLLS, key=lambda command: (command.name in LAST, command.name))
    for actor in (EVERYBODY, person("h"), person("nobody")):
        for command in ordered:
            if command.name not in LAST:
                seen[f"{actor.name}: {command.name}"] = await asked(app, number, actor, command)
    for kind in ("poll", "reminder"):
        if kind in KINDS:
            reply = await KINDS[kind].write(app, {"poll": number, "hours": 24})
            seen[kind] = shown(reply) if reply else ""
    for command in (command for command in ordered if command.name in LAST):
        seen[command.name] = await asked(app, number, EVERYBODY, command)
    try:
        seen["files"] = str(poll_closings.result_files(await app.poll_results.result(number)))
    except Refusal as refusal:
        seen["files"] = str(refusal)
    return seen


async def lived(file: Path, clock: Clock, choice: Choice, interim: Interim) -> dict[str, str]:
    """What everybody sees of a poll in a database of its own, with handles that are the same each time."""
    numbers = itertools.count(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size: f"{next(numbers):0{size * 2}x}")
        app = await App.open(settings(f"sqlite:///{file}"), clock)
        try:
            return await everything(app, await voted(app, choice, interim))
        finally:
            await app.close()


async def both(filled_file: Path, tmp_path: Path, clock: Clock, interim: Interim) -> set[str]:
    """Where one sees whether all said yes or all said no."""
    seen = []
    for choice in (Choice.YES, Choice.NO):
        file = Path(shutil.copy(filled_file, tmp_path / f"{choice}.db"))
        seen.append(await lived(file, clock, choice, interim))
    assert all(seen[0].values())
    return {name for name in seen[0] if seen[0][name] != seen[1][name]}


async def test_nothing_but_ones_own_ballot_tells_what_was_said(filled_file: Path, tmp_path: Path, clock: Clock) -> None:
    assert await both(filled_file, tmp_path, clock, Interim.TURNOUT) == set()


async def test_where_its_charter_shows_results_the_status_shows_them(
    filled_file: Path, tmp_path: Path, clock: Clock
) -> None:
    found = await both(filled_file, tmp_path, clock, Interim.LIVE)

    assert {"poll", "nobody: poll status"} <= found


async def test_after_ones_own_vote_results_are_shown_to_nobody_else(
    filled_file: Path, tmp_path: Path, clock: Clock
) -> None:
    found = await both(filled_file, tmp_path, clock, Interim.AFTER_OWN_VOTE)

    assert "h: poll status" in found
    assert not [name for name in found if not name.startswith("h: ")]
