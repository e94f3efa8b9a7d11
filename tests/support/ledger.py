"""An app that keeps a log, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.app import App
from bot.domain.logs.leaves import Leaf
from bot.services.libraries import Snapshot
from bot.services.logs.keyrings import generate
from bot.services.logs.reading import read_head, read_leaves, read_tree
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from bot.settings import DiscordSettings, RecordSettings, Settings
from tests.support.apps import Clock, settings
from tests.support.logs import ORIGIN

CHANNEL = "discord:8"


def configured(database: str, folder: Path, url: str | None = None) -> Settings:
    """A configuration with a record in a folder, its key beside it, and a channel that is told."""
    key_file = folder.with_name("record.key")
    if not key_file.exists():
        generate(key_file, ORIGIN)
    record = RecordSettings(folder, key_file)
    return replace(
        settings(database), record=record, record_url=url, discord=DiscordSettings(record_channel=8)
    )  # fmt: skip


async def opened(database: str, folder: Path, clock: Clock, known: Snapshot, url: str | None = None) -> App:
    """The app, as one process has it."""
    return await App.open(configured(database, folder, url), clock, known=known)


def published(folder: Path) -> tuple[Leaf, ...]:
    """The leaves that are published; everything about them is checked."""
    report = verify(Folder(folder))
    assert report.breach is None, report.breach
    return read_leaves(read_tree(Folder(folder), read_head(Folder(folder)).checkpoint).entries)


def kinds(folder: Path) -> Sequence[str]:
    """The kinds of the leaves that are published."""
    return [leaf.kind for leaf in published(folder)]


def contents(folder: Path) -> str:
    """Everything that stands in any file."""
    return "\n".join(path.read_bytes().decode(errors="replace") for path in folder.rglob("*") if path.is_file())
