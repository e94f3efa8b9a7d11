"""Things of the site, made one by one: building all of them takes longer than a test."""

from __future__ import annotations

from dataclasses import replace

from bot.app import App
from bot.domain.systems import System
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.things import Made, Section, Site

URL = "https://record.example.org"


async def made(app: App, section: Section, key: str) -> Made:
    """A thing of a section, made."""
    things = {thing.key: thing for thing in await section(Site(app, Pages(URL)))}
    return await things[key].make()


async def stamps(app: App, *sections: Section) -> dict[str, str]:
    """The stamps of everything in these sections, by key."""
    site = Site(app, Pages(URL))
    return {thing.key: thing.stamp for section in sections for thing in await section(site)}


async def changed(app: App, id_: str, **parts: object) -> None:
    """Store a system with other parts, past everything that checks what people type."""
    system: System = (await app.library.current()).library.systems[id_]
    async with app.store.write() as records:
        revision = await records.library.advance()
        await records.systems.put([replace(system, **parts)], revision)  # type: ignore[arg-type]
