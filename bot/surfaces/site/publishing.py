"""The site of a forum: built from its database into the folder that the configuration names."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.app import App
from bot.domain.refusals import Refusal
from bot.services.logs.keyrings import read_keys
from bot.services.logs.sums import signed
from bot.surfaces.site.building import Done, build
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.staging import Busy
from bot.surfaces.site.things import Site
from bot.texts import _

log = logging.getLogger(__name__)


class NoFolder(Refusal):
    """Nobody said where to build."""


def site(app: App) -> Site:
    """What sections make their things from, as the configuration says."""
    settings = app.settings
    record = settings.record
    name, licence = (record.name, record.licence) if record else (None, None)
    pages = Pages(settings.record_url or "", name or "", licence or "", logged=settings.keeps_log)
    return Site(app, pages)


async def _sealed(app: App, folder: Path) -> Site:
    """The same; where the log stands in the folder too, its key signs the list of all files."""
    found, record = site(app), app.settings.record
    file = record.key_file.expanduser() if record and record.key_file else None
    if file is None or not beside_the_log(app, folder) or not await asyncio.to_thread(file.is_file):
        return found
    keys = await asyncio.to_thread(read_keys, file)
    return replace(found, seal=partial(signed, keys=keys))


def folder_of(app: App, named: Path | None) -> Path:
    """Where to build: where somebody says, else where the configuration does.

    Raises:
        NoFolder: Neither does.
    """
    if named is not None:
        return named
    if app.settings.record is None:
        raise NoFolder(_("Name a folder to build into, or record.folder in the configuration."))
    return app.settings.record.folder.expanduser()


def beside_the_log(app: App, folder: Path) -> bool:
    """Whether a folder, however it is written, is the one of the configuration, where the log stands."""
    record = app.settings.record
    return record is not None and folder.resolve() == record.folder.expanduser().resolve()


async def publish(app: App, folder: Path, *, whole: bool = False) -> Done:
    """Build the site of a forum, or bring it up to date; see `build`."""
    return await build(await _sealed(app, folder), folder, whole=whole)


async def keep(app: App) -> None:
    """Bring the site up to date where the configuration names a folder, without holding up anybody."""
    if app.settings.record is None:
        return
    try:
        done = await app.aside(partial(publish, folder=folder_of(app, None)))
    except Busy:
        log.info("another process builds the site")
        return
    if done.written or done.removed:
        log.info("site built: %s things made, %s files written", done.made, len(done.written))
