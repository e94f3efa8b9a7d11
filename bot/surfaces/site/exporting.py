"""Everything as one file, and what its parts mean: the schemas."""

from __future__ import annotations

import asyncio
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from bot.surfaces.site.pages import HOME
from bot.surfaces.site.things import Findable, Made, Site, Thing, Whole, stamp
from bot.texts import _

ALL = "export/all.jsonl.gz"
_RECORD = "record.json"


async def things(site: Site, whole: Whole) -> Sequence[Thing]:
    """The file with its page, and the list of schemas."""
    return [_export(site, whole), _schemas(site, whole)]


def _export(site: Site, whole: Whole) -> Thing:
    digests = {path: digest for built in whole.things.values() for path, digest in built.files.items()}
    paths = sorted(path for path in digests if path.endswith("/" + _RECORD))

    async def make() -> Made:
        packed, size = await asyncio.to_thread(_packed, whole, paths)
        digest = hashlib.sha256(packed).hexdigest()
        page = site.pages.fill(
            "export.html",
            f"export/{HOME}",
            count=len(paths),
            size=f"{len(packed):,}",
            unpacked=f"{size:,}",
            digest=digest,
        )
        found = Findable("export/", _("Everything as one file"), _("export"), "")
        return Made({ALL: packed, f"export/{HOME}": page}, findable=(found,))

    return Thing("export", stamp(site.pages.version, [(path, digests[path]) for path in paths]), make)


def _packed(whole: Whole, paths: Sequence[str]) -> tuple[bytes, int]:
    """All records, a line each, packed the same way each time: without a name or a time in the file's head."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    packed, size = [], 0
    for line in _lines(whole, paths):
        size += len(line)
        packed.append(packer.compress(line))
    return b"".join([*packed, packer.flush()]), size


def _lines(whole: Whole, paths: Sequence[str]) -> Iterator[bytes]:
    for path in paths:
        line = {"path": path.removesuffix(_RECORD), "record": json.loads(whole.read(path))}
        yield (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _schemas(site: Site, whole: Whole) -> Thing:
    digests = {path: digest for built in whole.things.values() for path, digest in built.files.items()}
    paths = sorted(path for path in digests if path.startswith("schemas/"))

    async def make() -> Made:
        schemas = [(path, json.loads(whole.read(path))) for path in paths]
        page = site.pages.fill("schemas.html", f"schemas/{HOME}", schemas=[_described(*one) for one in schemas])
        return Made({f"schemas/{HOME}": page}, findable=(Findable("schemas/", _("Schemas"), _("list"), ""),))

    return Thing("schemas", stamp(site.pages.version, [(path, digests[path]) for path in paths]), make)


def _described(path: str, schema: dict[str, Any]) -> tuple[str, str, str]:
    name = path.removeprefix("schemas/")
    described = str(schema.get("description", "")).replace("``", "")
    return name, str(schema.get("title", name.removesuffix(".json"))), described
