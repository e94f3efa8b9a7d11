"""What people can ask about themselves, in the terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.polls.reminders import RemindHow
from bot.services.deciding.reading import DissentTyped
from bot.services.profiles import StakeTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.shell import main
from tests.support.apps import Clock, settings
from tests.support.decisions import MAX, MIA, a_decision
from tests.support.endorsing import verified
from tests.support.forgetting import ZENOBIA, a_life
from tests.support.golden import Golden
from tests.support.polling import person
from tests.support.saying import handles, say

__all__ = ["handles"]


async def test_what_is_kept_is_shown_area_by_area(light_app: App, clock: Clock, golden: Golden, handles: None) -> None:
    await a_life(light_app, clock)

    said = await say(light_app, ZENOBIA, "/privacy show") + await say(light_app, person("stranger"), "/privacy show")

    golden("privacy/show.md", said)


async def test_the_file_goes_with_the_answer(light_app: App) -> None:
    await light_app.profiles.claim(StakeTyped("regulator", "europe"), person("ann"), None)

    reply = await BY_NAME["privacy show"].run(Context(light_app, person("ann")), {})

    assert [one.name for one in reply.attachments] == ["my-data.json"]
    assert b'"category": "regulator"' in reply.attachments[0].content


def test_what_is_kept_is_seen_by_nobody_else() -> None:
    assert BY_NAME["privacy show"].sealed


async def test_forgetting_says_first_what_it_means(light_app: App, clock: Clock, golden: Golden, handles: None) -> None:
    await a_life(light_app, clock)
    stranger = person("stranger")

    said = [
        await say(light_app, who, line)
        for who, line in (
            (stranger, "/privacy forget"),
            (ZENOBIA, "/privacy forget"),
            (ZENOBIA, "/privacy forget sure:yes"),
            (ZENOBIA, '/privacy forget sure:"forget me"'),
            (ZENOBIA, "/privacy show"),
            (stranger, "/privacy forget person:bob"),
            (MIA, '/privacy forget person:bob names:"Bob; Robert"'),
            (MIA, "/privacy forget person:bob"),
            (MAX, "/privacy forget person:bob"),
            (MIA, "/decision show 1"),
            (MIA, "/system history llama-2"),
        )
    ]

    golden("privacy/forget.md", "".join(said))


async def test_one_name_for_the_whole_record(light_app: App, clock: Clock, golden: Golden) -> None:
    ann = person("ann")
    await verified(light_app, ann, name="Ann E.")

    said = [
        await say(light_app, ann, line)
        for line in (
            "/privacy name",
            '/privacy name name:"Ann *Example*"',
            "/endorsement show 1",
            "/privacy name none",
        )
    ]

    golden("privacy/name.md", "".join(said))


async def test_a_text_is_taken_out_by_two(light_app: App, clock: Clock, golden: Golden) -> None:
    await a_decision(light_app, dissent=DissentTyped("*Bob* takes bribes."))
    ann = person("ann")

    said = [
        await say(light_app, who, line)
        for who, line in (
            (ann, "/redaction list"),
            (ann, '/redaction propose D-2026-0001 "dissent 1" libel'),
            (MIA, '/redaction propose D-2026-0001 "dissent 2" libel'),
            (MIA, '/redaction propose D-2026-0001 "dissent 1" libel "See the mail."'),
            (MIA, "/redaction confirm 1"),
            (MAX, "/redaction waiting"),
            (MAX, "/redaction confirm 1"),
            (MAX, "/redaction waiting"),
            (MAX, "/redaction confirm 1"),
            (ann, "/redaction list"),
            (ann, "/redaction list P-2026-0001"),
            (ann, "/decision show 1"),
        )
    ]

    golden("privacy/redaction.md", "".join(said))


def test_the_operator_forgets_somebody_who_wrote_by_mail(
    filled_sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> str:
        main(Clock(), [*arguments, "--database", filled_sqlite_database])
        return capsys.readouterr().out

    asyncio.run(_reminded(filled_sqlite_database))

    exported = run("privacy", "export", "discord:42", str(tmp_path / "out"))
    counted = run("privacy", "forget", "discord:42")
    done = run("privacy", "forget", "discord:42", "--sure")
    after = run("privacy", "forget", "discord:42")

    assert exported.startswith("discord:42: 1 entry is kept.")
    assert exported.strip().endswith("my-data.json.")
    assert '"how": "never"' in (tmp_path / "out" / "my-data.json").read_text(encoding="utf-8")
    assert counted == "discord:42: 1 entry is kept. With --sure they are forgotten.\n"
    assert done.startswith("They are forgotten.")
    assert after.startswith("discord:42: 0 entries are kept.")


async def _reminded(database: str) -> None:
    app = await App.open(settings(database), Clock())
    await app.reminders.choose(RemindHow.NEVER, Actor("discord:42", "x"))
    await app.close()
