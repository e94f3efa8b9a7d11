"""Drafts of definitions: kept, and found again by the decision that adopts one."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.domain.actors import Actor
from bot.domain.adoptions import Adoption
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Affected
from bot.domain.definitions import Definition, DefinitionStatus, Requirement
from bot.domain.drafts import DraftDefinition, file_of
from bot.domain.impacts import Impact, impact_on
from bot.domain.names import fold
from bot.domain.refusals import Unknown
from bot.services.adopting.holding import Chosen, NotAdoptable, check_free
from bot.services.libraries import LibraryService
from bot.store import Records, Store
from bot.texts import _, listed

LABEL_LIMIT = 60
SHORT = 12
"""So many letters of a SHA-256 tell the drafts of a forum from each other."""

_HASH = re.compile(r"(?:sha-?256:?)?([0-9a-f]{6,64})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftProposal:
    """A draft that somebody brought as a file.

    ``again`` says that the same text is kept already; ``others`` are other texts of the same label.
    """

    draft: DraftDefinition
    impact: Impact
    again: bool
    others: tuple[DraftDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that could be meant: its label and SHA-256; ``draft`` where it is kept, None where it stands in a file."""

    definition: str
    digest: str
    draft: DraftDefinition | None = None


class AdoptingService:
    """Keeps drafts, and lets decisions adopt them."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def propose(self, name: str, content: bytes, actor: Actor) -> DraftProposal:
        """Keep a draft that somebody wrote by hand; it is in force nowhere.

        Args:
            name: What its file is called, for the problems in it.
            content: What the file holds.

        Raises:
            BadFiles: The draft is wrong; the message names every problem with its line.
            NotAdoptable: A version that is published has its name.
        """
        snapshot = await self._library.current()
        reference, before = snapshot.library.reference, snapshot.in_force
        read = await asyncio.to_thread(read_draft, Document.of_bytes(name, content), reference)
        _check_name(read)
        digest = hashlib.sha256(content).hexdigest()
        draft = DraftDefinition(digest, read.label, file_of(read.label), content, actor.id, self._clock())
        async with self._store.write() as records:
            await check_free(records, read.label, digest)
            new = await records.definition_drafts.add(draft)
            kept = await records.definition_drafts.all()
        impact = await asyncio.to_thread(impact_on, snapshot.library, before, read)
        others = tuple(one for one in kept if one.definition == read.label and one.digest != digest)
        draft = next(one for one in kept if one.digest == digest)
        return DraftProposal(draft, impact, not new, others)

    async def chosen(self, typed: str, actor: Actor) -> Chosen:
        """Find what somebody names as the version to adopt, and see that it is one text, which can be read.

        Args:
            typed: "osaid 1.1", with the beginning of its SHA-256 behind it where there are several drafts of it.

        Raises:
            Unknown: Nothing is called so.
            NotAdoptable: Several texts are, the file on disk holds another, or nothing could be judged by it.
        """
        async with self._store.read() as records:
            known = await _known(records)
        text = _meant(typed, known)
        on_disk = await self._library.file(file_of(text.definition))
        _check_same(text.definition, text.digest, on_disk)
        content = text.draft.content if text.draft else on_disk
        if content is None:
            sentence = _(
                "The file of {label} is gone: put it back, so that what is adopted can be kept with the decision."
            )
            raise NotAdoptable(sentence.format(label=text.definition))
        reference = (await self._library.current()).library.reference
        read = read_draft(Document.of_bytes(file_of(text.definition), content), reference)
        _check_name(read)
        _check_judges(read)
        draft = text.draft or DraftDefinition(
            text.digest, text.definition, file_of(text.definition), content, actor.id, self._clock()
        )
        return Chosen(Adoption(text.definition, text.digest), draft)

    async def affected(self, typed: str) -> Affected:
        """The version, and the row of it, that a decision is said to bear on: "osaid 1.0", "osaid 1.0/training-code".

        Raises:
            Unknown: There is no such version or draft, or no such row in it.
            NotAdoptable: Several texts are called so.
        """
        label, _slash, row = typed.partition("/")
        if " " not in label.strip():
            sentence = _(
                "“{text}” names no version: write one, and a row of it behind a slash, as in osaid 1.0/training-code."
            )
            raise Unknown(sentence.format(text=typed.strip()[:60]))
        async with self._store.read() as records:
            text = _meant(label, await _known(records))
        reference = (await self._library.current()).library.reference
        if text.draft is None:
            version = reference.definition(text.definition)
        else:
            version = read_draft(Document.of_bytes(text.draft.file, text.draft.content), reference)
        return Affected(text.definition, text.digest, row_named(version, row).id if row.strip() else "")

    async def version(self, adoption: Adoption) -> Definition:
        """What a decision adopts, as it reads with the components and terms that there are."""
        async with self._store.read() as records:
            draft = await records.definition_drafts.find(adoption.digest)
        assert draft is not None  # noqa: S101 - it was kept with the decision
        reference = (await self._library.current()).library.reference
        return await asyncio.to_thread(read_draft, Document.of_bytes(draft.file, draft.content), reference)

    async def check_file(self, adoption: Adoption) -> None:
        """See that the file on disk, if there is one, still holds what a decision adopts.

        Raises:
            NotAdoptable: It holds another text.
        """
        _check_same(adoption.definition, adoption.digest, await self._library.file(file_of(adoption.definition)))

    async def names(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Drafts and versions that fit what has been typed so far: what to show, and what to say; drafts first."""
        async with self._store.read() as records:
            known = await _known(records)
        wanted = fold(typed)
        found = []
        for one, value in sorted(zip(known, _values(known), strict=True), key=lambda pair: pair[0].draft is None):
            if wanted in fold(value):
                found.append((f"{one.definition} (SHA-256 {one.digest[:SHORT]})", value))
        return found[:limit]


async def _known(records: Records) -> tuple[_Text, ...]:
    """Every text that there is, each once: drafts that are kept, and versions in files."""
    found = {one.digest: _Text(one.definition, one.digest, one) for one in await records.definition_drafts.all()}
    for file in await records.library.versions():
        label = f"{file.tree['id']} {file.tree['version']}"
        found.setdefault(file.digest, _Text(label, file.digest))
    return tuple(found.values())


def _values(known: Sequence[_Text]) -> list[str]:
    """What to say for each text: its label, with the beginning of its SHA-256 where others bear it too."""
    times = Counter(one.definition for one in known)
    return [f"{one.definition} {one.digest[:SHORT]}" if times[one.definition] > 1 else one.definition for one in known]


def _meant(typed: str, known: tuple[_Text, ...]) -> _Text:
    label, _blank, last = typed.strip().rpartition(" ")
    wanted, digest = fold(typed), ""
    if (match := _HASH.fullmatch(last)) is not None and not any(fold(one.definition) == wanted for one in known):
        wanted, digest = fold(label), match[1].lower()
    found = [one for one in known
             if (not wanted or fold(one.definition) == wanted) and one.digest.startswith(digest)]  # fmt: skip
    if not found:
        values = zip(known, _values(known), strict=True)
        drafts = listed([value for one, value in values if one.draft is not None]) or _("none")
        text = _("No draft and no version is called “{text}”. Drafts are: {drafts}. /poll propose-definition makes one "
                 "of a poll's result, /definition propose takes a file.")  # fmt: skip
        raise Unknown(text.format(text=typed[:60], drafts=drafts))
    if len(found) > 1:
        texts = listed([f"{one.definition} {one.digest[:SHORT]}" for one in found[:5]])
        text = _("There are several texts of {label}; say which by its SHA-256: {texts}.")
        raise NotAdoptable(text.format(label=found[0].definition, texts=texts))
    return found[0]


def row_named(version: Definition, text: str) -> Requirement:
    """The row of a version that is called so: by its id, its name, or that of its component.

    Raises:
        Unknown: None is.
    """
    wanted = fold(text)
    for row in version.requirements:
        if wanted in (fold(row.id), fold(row.name), fold(row.component), fold(row.component_name)):
            return row
    rows = ", ".join(row.id for row in version.requirements) or _("none")
    text_ = _("{label} has no row “{text}”. Its rows are: {rows}.")
    raise Unknown(text_.format(label=version.label, text=text.strip()[:60], rows=rows))


def _check_same(label: str, digest: str, on_disk: bytes | None) -> None:
    if on_disk is None:
        return
    found = hashlib.sha256(on_disk).hexdigest()
    if found != digest:
        text = _("The file {file} on disk is not the text to be adopted: its SHA-256 is {found} …, that of {label} is "
                 "{digest} …. Make them the same, or take the file away; a text that is meant to differ needs another "
                 "number.")  # fmt: skip
        raise NotAdoptable(
            text.format(file=file_of(label), label=label, found=found[:SHORT], digest=digest[:SHORT])
        )  # fmt: skip


def _check_name(read: Definition) -> None:
    if len(read.label) > LABEL_LIMIT:
        text = _("A version is called by at most {limit} letters; this one is called “{label} …”.")
        raise NotAdoptable(text.format(limit=LABEL_LIMIT, label=read.label[:LABEL_LIMIT]))


def _check_judges(read: Definition) -> None:
    if not read.levels:
        text = _("{label} requires nothing, so no system could be judged by it: it cannot be in force.")
        raise NotAdoptable(text.format(label=read.label))
    if read.status is DefinitionStatus.RETIRED:
        text = _("{label} is retired: adopt a version that is not.")
        raise NotAdoptable(text.format(label=read.label))
