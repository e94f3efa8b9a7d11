"""Building the site: only what changed is made, nothing is put in its place before everything is made."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.domain.refusals import Refusal
from bot.surfaces.site.gathering import gathered
from bot.surfaces.site.manifests import NAME, Built, Manifest, read_manifest
from bot.surfaces.site.sections import SECTIONS
from bot.surfaces.site.things import Made, Section, Site, Thing
from bot.texts import _


class NotOurs(Refusal):
    """The folder holds files that no build put there."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did: how many things there are, how many were made anew, the files written and taken away."""

    things: int
    made: int
    written: tuple[str, ...]
    removed: tuple[str, ...]


async def build(site: Site, folder: Path, sections: Sequence[Section] = SECTIONS, *, whole: bool = False) -> Done:
    """Build the site, or bring it up to date.

    Until everything is made the folder stays as it was; then files take their places one by one, the manifest last. A
    build that broke off in the middle of that is finished by the next.

    Args:
        folder: Where to; made if missing. Files of the log in it are left alone.
        whole: Make everything, also what has not changed.

    Raises:
        NotOurs: The folder is not empty and was not built by this.
    """
    before = Manifest() if whole else await asyncio.to_thread(_before, folder)
    things = [thing for section in sections for thing in await section(site)]
    built: dict[str, Built] = {}
    fresh: dict[str, bytes] = {}
    made = 0
    for thing in things:
        known = before.things.get(thing.key)
        if known is not None and known.stamp == thing.stamp:
            built[thing.key] = known
            continue
        made += 1
        built[thing.key] = _kept(thing, await thing.make(), fresh)
    together = gathered(site, built)
    for thing in together:
        known = before.things.get(thing.key)
        if known is not None and known.stamp == thing.stamp:
            built[thing.key] = known
        else:
            built[thing.key] = _kept(thing, await thing.make(), fresh)
    written, removed = await asyncio.to_thread(_put, folder, before, Manifest(built), fresh)
    return Done(len(things), made, written, removed)


def _kept(thing: Thing, made: Made, fresh: dict[str, bytes]) -> Built:
    for path, content in made.files.items():
        _check(path, fresh)
        fresh[path] = content
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in made.files.items()}
    return Built(thing.stamp, digests, made.entries, made.findable)


def _check(path: str, fresh: Mapping[str, bytes]) -> None:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or str(parts) != path or path in fresh:
        raise ValueError(f"no thing may write to “{path}”, or two do")


def _before(folder: Path) -> Manifest:
    """What stands in the folder: what the manifest says, without things of which a file is missing."""
    manifest = read_manifest((folder / NAME).read_bytes() if (folder / NAME).is_file() else None)
    whole = {
        key: built for key, built in manifest.things.items() if all((folder / path).is_file() for path in built.files)
    }
    return Manifest(whole)


def _put(
    folder: Path, before: Manifest, after: Manifest, fresh: Mapping[str, bytes]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bring the files to their places; says which were written and which taken away."""
    _refuse_strange(folder)
    known = {path: digest for built in before.things.values() for path, digest in built.files.items()}
    wanted = {path: digest for built in after.things.values() for path, digest in built.files.items()}
    written = tuple(sorted(path for path in fresh if known.get(path) != wanted[path]))
    removed = tuple(sorted(known.keys() - wanted.keys()))
    folder.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        for path in written:
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(fresh[path])
        (new / NAME).write_bytes(after.written())
        for path in written:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).replace(folder / path)
        for path in removed:
            (folder / path).unlink(missing_ok=True)
        (new / NAME).replace(folder / NAME)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return written, removed


def _refuse_strange(folder: Path) -> None:
    if not folder.exists() or (folder / NAME).exists() or (folder / "checkpoint").exists():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        text = _("{folder} holds files that no build put there; name an empty folder, or a new one.")
        raise NotOurs(text.format(folder=folder))
