"""A forum in which everything happened once, and the site that is built of it: once a session, for whoever looks."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.decisions.happenings import Disposition, ReviewVerdict
from bot.domain.definitions import Freedom
from bot.domain.meetings.discussions import Naming
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import DRAIN, Via
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.services.ledger import LedgerService, LogFiles
from bot.services.libraries import Snapshot
from bot.services.logs.keyrings import generate
from bot.services.polling.drafting import DraftTyped
from bot.settings import RecordSettings, Settings
from tests.support import apps
from tests.support.decisions import MIA, typed
from tests.support.endorsing import claimed, verified
from tests.support.halls import HERE
from tests.support.minuting import published
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, an_open_poll, delivery, person, said

URL = "https://forum.example/record"
HOSTILE = '<script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=alert(1)> {{ 7 * 7 }} & \u202e'
_POLL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site as it lies on the disk: ``folder``, built of the database ``url`` at ``clock``'s moment."""

    folder: Path
    database: str
    clock: apps.Clock

    @property
    def settings(self) -> Settings:
        """The configuration of the forum."""
        record = RecordSettings(self.folder, self.folder.with_name("record.key"))
        return replace(apps.settings(self.database), record_url=URL, record=record)

    @property
    def pages(self) -> list[str]:
        """Every page, by its path; documents to be saved (report.html) stand for themselves and are none."""
        return sorted([*self.named("index.html"), "404.html"])

    @property
    def kinds(self) -> dict[str, list[str]]:
        """The pages by their kinds, the longest first: they are of one kind where the same places lead to them."""
        found: dict[str, list[str]] = {}
        for page in sorted(self.pages, key=lambda one: (-len(self.read(one)), one)):
            first, *others = page.split("/")
            found.setdefault("/".join([first, *("*" for _part in others[:-1])]), []).append(page)
        return found

    @property
    def some(self) -> list[str]:
        """A few pages of every kind, for what takes long to look at; under load all of them."""
        few = None if os.environ.get("SOAK") else 3
        return [page for several in self.kinds.values() for page in several[:few]]

    def named(self, pattern: str) -> list[str]:
        """The files of a form, by their paths."""
        return sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob(pattern) if file.is_file())

    def read(self, path: str) -> str:
        """A file as text."""
        return (self.folder / path).read_text()


@asynccontextmanager
async def opened(site: BuiltSite, known: Snapshot | None = None) -> AsyncIterator[App]:
    """The forum of a site."""
    app = await App.open(site.settings, site.clock, known=known)
    try:
        yield app
    finally:
        await app.close()


@pytest.fixture(scope="session")
def built(filled_file: Path, known: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of a forum in which everything happened once, with its log beside it."""
    place = tmp_path_factory.mktemp("site")
    shutil.copy(filled_file, place / "forum.db")
    site = BuiltSite(place / "record", f"sqlite:///{place / 'forum.db'}", apps.Clock())
    generate(place / "record.key", URL.removeprefix("https://"))

    from bot.surfaces.site.publishing import publish

    async def play() -> None:
        async with opened(site, known) as app:
            await everything(app, site.clock)
            # Without an address: no host is asked what it shows.
            await LedgerService(app.store, site.clock, LogFiles(site.folder, place / "record.key")).keep()
            await publish(app, site.folder)

    asyncio.run(play())
    return site


async def everything(app: App, clock: apps.Clock) -> None:
    """Let something of every kind happen, and something hostile wherever people write."""
    await polls(app, clock)
    await decisions(app, clock)
    await endorsements(app, clock)
    await town_halls(app, clock)
    clock.move(timedelta(days=30))
    await an_open_poll(app, "ann", "bob", typed=replace(_POLL, question=f"Is it needed? {HOSTILE}"))


async def polls(app: App, clock: apps.Clock) -> None:
    """A poll that was held, with reasons; one that was declared void."""
    number = await an_open_poll(
        app, "ann/Regulator/Acme/europe", "bob/Licensee/Fable Lab/africa", "cyd/Licensee//europe", "dan/Subject",
        typed=replace(_POLL, question="Which parts must be there?"),
    )  # fmt: skip
    share = Cell("training-code", Freedom.STUDY)
    for place, (name, answers) in enumerate(
        {
            "ann": [said(CODE, Choice.YES, f"It cannot be run without. {HOSTILE}"), said(DATA, Choice.NO)],
            "bob": [said(CODE, Choice.NO), said(DATA, Choice.DISCUSS, "It depends."), said(share, Choice.YES)],
            "cyd": [said(CODE, Choice.YES), said(DATA, Choice.ABSTAIN)],
        }.items()
    ):
        clock.move(timedelta(minutes=5))
        await app.ballots.cast(number, person(name), answers, Via.EXPLICIT, delivery(clock(), place))
    clock.move(timedelta(days=60))
    await app.poll_keeping.keep()
    clock.move(DRAIN * 2)
    await app.poll_keeping.keep()
    await app.polls.void(await an_open_poll(app, typed=_POLL), "The question named the wrong version.", FACILITATOR)


async def decisions(app: App, clock: apps.Clock) -> None:
    """Decisions in force, superseded, withdrawn, regretted and overdue; a moderation action."""
    log, add = app.decisions.log, app.decision_additions
    first = (await log(typed(title="Two thirds", question="Which majority is needed?"), MIA)).decision.number
    clock.move(timedelta(days=1))
    rich = typed(
        title=f"Training code is required {HOSTILE}", options=f"all of it; what is needed to study; {HOSTILE}",
        body="Working group Components", because=HOSTILE, review=f"{clock() + timedelta(days=10):%Y-%m-%d}",
        basis="P-2026-0001 training-code/use; https://example.org/paper A *paper*; https://discord.com/channels/1/77/9",
    )  # fmt: skip
    second = (await log(rich, MIA)).decision.number
    dissent = DissentTyped(f"It asks too much. {HOSTILE}", Disposition.OVERRULED, "They may publish later.")
    await add.dissent(second, dissent, MIA)
    await add.erratum(second, "what is needed", "whatever is needed", "A slip.", MIA)
    await add.evidence(second, "https://example.org/later Found later", MIA)
    await log(typed(title="Three quarters", question="Which majority is needed?"), MIA, instead_of=first)
    gone = (await log(typed(title="Meet on Mondays"), MIA)).decision.number
    await app.decisions.withdraw(gone, "Nobody came.", MIA)
    kept = (await log(typed(title="Meet on Fridays"), MIA)).decision.number
    await add.review(kept, ReviewVerdict.NOT_CORRECTED, "No day is better.", MIA)
    action = ModerationTyped("A warning", "Be kind", HOSTILE, "terminal:eve", scope="the forum", appeal="by mail")
    await app.decisions.moderate(action, MIA)


async def endorsements(app: App, clock: apps.Clock) -> None:
    """Endorsements by people with and without a name, and by organisations; one withdrawn, one that waits."""
    await verified(app, "ann", version="osaid 1.0", name=f"Ann {HOSTILE}", statement="It can be checked.")
    clock.move(timedelta(days=2))
    await verified(app, "bob", version="osaid 1.0", category="licensee", region="africa")
    await verified(app, "cyd", version="osaid 1.0", organisation="SUSE", statement=HOSTILE)
    gone = await verified(app, "fin", version="osaid 1.0", category="subject", region="asia_pacific", name="Fin")
    clock.move(timedelta(days=2))
    await app.endorsements.withdraw(gone.number, person("fin"), "I read it again.")
    await claimed(app, "gus", version="osaid 1.0", name="Gus who waits")


async def town_halls(app: App, clock: apps.Clock) -> None:
    """A town hall with published minutes, on which a decision rests."""
    view = await published(
        app, clock, ("fay", "#topic Training data"),
        ("ann", f"Data information lets people study a system without the data sets themselves. {HOSTILE}"),
        ("bob", "Without the data sets nobody can check what was left out of the training of the system at all."),
        ("fay", "#agreed Data information is required."), ("bob", "#action bob to write the FAQ by 1 December 2026"),
    )  # fmt: skip
    number, part = view.hall.number, view.document.resolutions[0].id
    await app.hall_consent.choose(Naming.BY_NAME, HERE, person("ann"), None, number)
    await app.decisions.log(typed(title="Data information is required", basis=f"{number} {part}"), MODERATORS[1])


@pytest.fixture(scope="session")
def copied(built: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The same site with a database and a folder of its own, for those who change it."""
    place = tmp_path_factory.mktemp("copied")
    shutil.copytree(built.folder.parent, place, dirs_exist_ok=True)
    return BuiltSite(place / "record", f"sqlite:///{place / 'forum.db'}", built.clock)
