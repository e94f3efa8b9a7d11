"""The forum's bot in a browser, on a simulated Discord: `make demo`, or `python -m tests.support.demo`.

Everything is real but Discord itself: the client, the app, the data, in a database of its own that goes at the end.
The page shows one channel at a time; the front page leads to each, and says what can be tried there.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.domain.actors import Role
from tests.support.browsers import CHROMIUM
from tests.support.simulation import Channel, Forum
from tests.support.voting import CATEGORIES

FRONT_PORT = 8321
TRY = {
    "general": "Talk among people, and a claim. Mention the bot in a reply to it: “@osaibot check this”.",
    "ask": "Slash commands: type / and choose. Press the buttons below the answers.",
    "curators": "What people proposed waits here. As the curator press Accept; as anybody else see that you cannot.",
    "working-group-llama": "A poll is open, and one has ended. As the voter press Vote.",
    "town-hall": "A town hall is over, and its minutes are in review. As the member press “Read them” and object to "
    "what you are cited for; as the facilitator, /townhall open begins another.",
    "open-questions": "Here the bot answers unasked when somebody plainly asks about a system that it knows.",
    "direct messages": "Vera alone with the bot: everything that is written here is answered.",
}
ORGANISATIONS = ("Hawk Institute", "Fable Lab", "Office for AI", "Acme", "Acme", "Open Records")
CHROMIUM_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --virtual-time-budget=15000"
)


@dataclass(slots=True)
class Demo:
    """The forum, with the one preview of it that is open."""

    forum: Forum
    channels: dict[str, Channel]
    preview: Any = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def open(cls, folder: Path) -> Demo:
        """Make the forum, let people come in, and let them talk."""
        forum = Forum(folder / "demo.db")
        forum.set(unasked_channels=(forum.open.id,), message_content=True)
        forum.env.backend.bot_user.name = "osaibot"
        forum.env.backend.clock._epoch = datetime.now(UTC)
        curators = forum.guild.create_text_channel("curators")
        await forum.start()
        let_people_mention(forum)
        await talk(forum)
        await curate(forum, curators)
        await poll(forum)
        hall = forum.guild.create_text_channel("town-hall")
        await meet(forum, hall)
        shown = (forum.general, forum.ask, curators, forum.working_group, hall, forum.open)
        channels = {str(channel.name): channel for channel in shown}
        return cls(forum, {**channels, "direct messages": forum.member.user.dm_channel})

    async def show(self, name: str) -> str:
        """Open the page of a channel in place of the one that was open; gives its address."""
        async with self.turn:
            await self.hide()
            channel = self.channels[name]
            people: Sequence[Any] = self._people() if channel.name in TRY else [self.forum.member.user]
            self.preview = self.forum.env.preview(channel, viewers=people, layout="channel")
            await self.preview.__aenter__()
            return str(self.preview.url)

    async def hide(self) -> None:
        """Close the page that is open."""
        if self.preview is not None:
            await self.preview.close()
        self.preview = None

    async def close(self) -> None:
        """Close everything."""
        await self.hide()
        await self.forum.stop()

    def _people(self) -> list[Any]:
        forum = self.forum
        return [forum.member, forum.voter, forum.facilitator, forum.curator, forum.moderator]


def let_people_mention(forum: Forum) -> None:
    """Make a mention of "@osaibot", as Discord's own text box does; the page's has none."""
    backend: Any = forum.env.backend
    create = backend.create_message

    def mentioning(channel: int, author: int, content: str | None = "", **rest: Any) -> Any:
        written = (content or "").replace("@osaibot", forum.mention)
        return create(channel, author, written if author != forum.bot.id else content, **rest)

    backend.create_message = mentioning


async def talk(forum: Forum) -> None:
    """What was said before the visitor came."""
    await forum.facilitator.send(forum.general, "Welcome! Tomorrow we start on the data information of 1.0.")
    await forum.voter.send(forum.general, "Good. And people keep telling me that Llama 2 is open source AI.")
    await forum.member.send(forum.general, "@osaibot is OLMo 2 open source AI?")
    await forum.moderator.send(forum.general, "Thanks. BLOOM is open source AI as well, that is settled since long.")
    await forum.curator.slash(forum.ask, "system table", name="Pythia")
    await forum.member.slash(forum.ask, "ask", question="Why is Mixtral not open source?")
    await forum.facilitator.send(forum.working_group, "The poll on Llama 2 opens on Monday; who is on the roll?")
    await forum.voter.send(forum.working_group, "I am. Which components do we vote on?")
    await forum.voter.send(forum.open, "Morning! Is Gemma 3 open source AI?")
    await forum.member.send_dm("what would Llama 3.1 have to change to pass?")


async def curate(forum: Forum, channel: Channel) -> None:
    """What was proposed before the visitor came: one fact that would turn verdicts, and one system."""
    await forum.member.slash(
        channel,
        "fact propose",
        system="BERT",
        component="data information",
        availability="open",
        licence="Apache-2.0",
        source="https://github.com/google-research/bert",
        shows="The paper and the repository describe both corpora, how they were cleaned and how to rebuild them.",
        private=True,
    )
    await forum.voter.slash(
        channel,
        "system propose",
        name="Fable 7B",
        developer="Fable Lab",
        kind="language",
        family="fable",
        source="https://example.org/fable-7b",
        shows="It was released last week.",
        private=True,
    )
    await forum.curator.slash(channel, "proposal show", number="1")
    await forum.member.slash(
        channel, "whatif", system="Llama 2", facts="weights: open, MIT; data information: open MIT"
    )


async def meet(forum: Forum, channel: Channel) -> None:
    """A town hall that is over, with minutes that those who are cited can read and object to."""
    felix, vera, wanjiru, carla = forum.facilitator, forum.member, forum.voter, forum.curator
    await felix.slash(channel, "townhall open", title="What is data information?")
    await vera.click(forum.last(channel), label="By name")
    for person, text in (
        (felix, "#topic Data cards"),
        (vera, "A data card is enough to study a system, as long as it says where everything came from."),
        (wanjiru, "Nobody can check a card that describes data which nobody outside of the lab has ever seen."),
        (carla, "Then let us ask for both: the card, and the data wherever it may be shared at all."),
        (wanjiru, "I could live with that, if the card says why the rest may not be shared."),
        (felix, "#agreed Data cards are required, and the data where it may be shared"),
        (felix, "#topic Next steps"),
        (wanjiru, "#action I will write the template of a data card by 1 December 2026"),
        (carla, "I'll send the list of all systems that have a data card to everybody."),
        (vera, "Who of you knows whether the list of licences is complete for the larger systems?"),
    ):
        await person.send(channel, text)
    await felix.slash(channel, "townhall close")
    await forum.env.advance_time(1)
    await felix.slash(channel, "minutes draft")
    await felix.slash(channel, "minutes review")
    await forum.env.settle()


async def poll(forum: Forum) -> None:
    """A quick poll that has ended, and one that is open, with the voter on its roll."""
    channel = forum.working_group
    others = [
        forum.person(f"voter{number}", name) for number, name in enumerate(("Amara", "Bo", "Chen", "Dilek", "Ebo"))
    ]
    second = forum.person("max", "Max", forum.roles[Role.MODERATOR])
    roll = "\n".join(
        f"{person.id}, {category}, {organisation}"
        for person, category, organisation in zip((forum.voter, *others), CATEGORIES, ORGANISATIONS, strict=True)
    )
    for number, asked in enumerate(({"template": "quick", "closes": "5 minutes"}, {"subject": "Llama 2"}), start=1):
        about = {"poll": str(number), "private": True}
        await forum.facilitator.slash(channel, "poll draft", **asked, contact="the forum's desk", private=True)
        await forum.facilitator.slash(channel, "poll roll", **about, people=roll)
        seen = (await forum.app.polls.preview(str(number))).token
        for moderator in (forum.moderator, second):
            await moderator.slash(channel, "poll confirm", **about, seen=seen)
        await forum.facilitator.slash(channel, "poll open", **about)
        for place, person in enumerate(others):
            text = "training-code: all=yes; datasets: study=yes modify=discuss" if place % 2 else "datasets: all=no"
            await person.slash(channel, "ballot text", poll=str(number), text=text)
        if number == 1:
            await forum.env.advance_time(400)
            await forum.facilitator.slash(channel, "poll close", **about)
        await forum.env.advance_time(6)  # until the message shows who has voted


def front_page(names: Sequence[str]) -> str:
    """The page that leads to the channels."""
    shown = [name if " " in name else f"#{name}" for name in names]
    lines = "\n".join(
        f'<li><a href="/{number}">{html.escape(shown[number])}</a><br>{html.escape(TRY[name])}</li>'
        for number, name in enumerate(names)
    )
    return f"""<!doctype html><html lang="en"><meta charset="utf-8">
<title>The forum's bot, on a simulated Discord</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem; color: #1b1f24 }}
li {{ margin: 1rem 0 }} a {{ font-weight: 600 }}
</style>
<h1>The forum's bot</h1>
<p>The real bot with its real data, on a Discord that is simulated on this computer. Nothing leaves it, and nothing
stays when it is stopped. Choose a channel; in it you can act as any of five people (a visitor, a voter of the working
group, a facilitator, a curator, a moderator). Come back here for another channel.</p>
<ul>
{lines}
</ul></html>"""


async def serve(demo: Demo, port: int) -> web.AppRunner:
    """Put the front page on a port of this computer."""
    names = list(demo.channels)

    async def front(_request: web.Request) -> web.Response:
        return web.Response(text=front_page(names), content_type="text/html")

    async def channel(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        if number >= len(names):
            raise web.HTTPNotFound
        raise web.HTTPFound(await demo.show(names[number]))

    application = web.Application()
    application.router.add_get("/", front)
    application.router.add_get(r"/{number:\d+}", channel)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


async def screenshot(address: str, file: Path, size: str) -> None:
    """Let a browser without a window look at an address."""
    browser = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("No Chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as profile:
        process = await asyncio.create_subprocess_exec(
            browser,
            *CHROMIUM_OPTIONS.split(),
            f"--user-data-dir={profile}",
            f"--window-size={size}",
            f"--screenshot={file}",
            address,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        await process.wait()


async def main(arguments: argparse.Namespace) -> None:
    """Open the demo, and keep it open until stopped; or take one picture of it."""
    with tempfile.TemporaryDirectory() as folder:
        demo = await Demo.open(Path(folder))
        try:
            if arguments.once:
                await screenshot(await demo.show(arguments.channel), arguments.once, arguments.size)
                return
            runner = await serve(demo, arguments.port)
            port = runner.addresses[0][1]
            print(f"The forum's bot, on a simulated Discord: http://127.0.0.1:{port}/  (Ctrl+C ends it)", flush=True)
            stop = asyncio.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
            await stop.wait()
            await runner.cleanup()
        finally:
            await demo.close()


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.demo", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--port", type=int, default=FRONT_PORT, help="port of the front page; 0 for any that is free")
    parser.add_argument(
        "--once",
        type=lambda name: Path(name).resolve(),
        metavar="FILE.png",
        help="take a picture of a channel, and stop",
    )
    parser.add_argument("--channel", choices=TRY, default="general", help="the channel for --once")
    parser.add_argument("--size", default="1280,1000", help="width and height for --once")
    return parser.parse_args(words)


if __name__ == "__main__":
    asyncio.run(main(parsed(sys.argv[1:])))
