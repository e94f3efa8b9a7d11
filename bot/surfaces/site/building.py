"""Building the site: only what changed is made, nothing is put in its place before everything is made."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.services.logs.sums import SIGNED, SUMS, sums
from bot.surfaces.site.gathering import GATHERERS
from bot.surfaces.site.manifests import NAME, Manifest, read_manifest
from bot.surfaces.site.sections import SECTIONS
from bot.surfaces.site.staging import NOT_OURS, alone, place
from bot.surfaces.site.things import Built, Made, Section, Site, Thing, Whole

_HIDDEN = b'<meta name="robots" content="noindex">'


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
        NotOurs: The folder is not empty and was not built by this, or cannot be written to.
        Busy: Another process builds into it.
    """
    with alone(folder):
        before = await asyncio.to_thread(_before, folder)
        making = _Making(Manifest() if whole else before)
        for section in sections:
            await making.make(await section(site))
        things, count = len(making.built), making.count
        for gatherer in GATHERERS:
            await making.make(await gatherer(site, making.seen(folder)))
        after = Manifest(making.built)
        written, removed = _changes(before, after, making.fresh, whole=whole)
        unsigned = site.seal is not None and not (folder / SIGNED).is_file()
        moved = written or removed or before.things.keys() != after.things.keys()
        if moved or unsigned or not (folder / NAME).is_file():
            fresh = {path: making.fresh[path] for path in written} | _sealed(site, after)
            # A list that nobody signs anew would be another's than that of these files.
            stale = () if site.seal else (SUMS, SIGNED)
            await asyncio.to_thread(place, folder, fresh, after.written(), [*removed, *stale])
        return Done(things, count, written, removed)


def _sealed(site: Site, manifest: Manifest) -> dict[str, bytes]:
    """The signed list of all files; nothing where nobody signs."""
    if site.seal is None:
        return {}
    listed = sums(manifest.files)
    return {SUMS: listed, SIGNED: site.seal(listed)}


class _Making:
    """Things that are made, or taken over from the build before."""

    def __init__(self, before: Manifest) -> None:
        self._before = before
        self._paths: set[str] = set()
        self.built: dict[str, Built] = {}
        self.fresh: dict[str, bytes] = {}
        self.count = 0

    async def make(self, things: Iterable[Thing]) -> None:
        for thing in things:
            if thing.key in self.built:
                raise ValueError(f"two things are called “{thing.key}”")
            known = self._before.things.get(thing.key)
            if known is not None and known.stamp == thing.stamp:
                made = known
            else:
                made = self._kept(thing, await thing.make())
                await asyncio.sleep(0)  # whoever shares the loop gets a turn
            for path in made.files:
                _check(path, self._paths)
                self._paths.add(path)
            self.built[thing.key] = made

    def _kept(self, thing: Thing, made: Made) -> Built:
        self.count += 1
        self.fresh.update(made.files)
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in made.files.items()}
        hidden = tuple(path for path, content in made.files.items() if path.endswith(".html") and _HIDDEN in content)
        return Built(thing.stamp, digests, made.entries, made.findable, hidden)

    def seen(self, folder: Path) -> Whole:
        """All that was made, for what is made of it together."""
        built, fresh = dict(self.built), dict(self.fresh)
        return Whole(built, lambda path: fresh[path] if path in fresh else (folder / path).read_bytes())


def _check(path: str, taken: set[str]) -> None:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or str(parts) != path or path in taken or path.startswith(NOT_OURS):
        raise ValueError(f"no thing may write to “{path}”, or two do")


def _before(folder: Path) -> Manifest:
    """What stands in the folder: what the manifest says, without things of which a file is missing."""
    return read_manifest((folder / NAME).read_bytes() if (folder / NAME).is_file() else None).of_those(
        lambda path: (folder / path).is_file()
    )


def _changes(
    before: Manifest, after: Manifest, fresh: Mapping[str, bytes], *, whole: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files to write and those to take away."""
    known, wanted = before.files, after.files
    written = tuple(sorted(path for path in fresh if whole or known.get(path) != wanted[path]))
    return written, tuple(sorted(known.keys() - wanted.keys()))
