"""What if: systems as they would be, judged like those recorded. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.libraries import Library
from bot.domain.suppositions import Supposed, WhatIf, nothing_recorded, suppose
from bot.domain.written import readable
from bot.services.answers import about
from bot.services.libraries import LibraryService
from bot.services.naming import resolve
from bot.services.short_forms import read


class SuppositionService:
    """Judges what somebody supposes."""

    def __init__(self, library: LibraryService) -> None:
        self._library = library

    async def what_if(self, facts: str, system: str | None = None, definition: str | None = None) -> WhatIf:
        """Judge a system as it would be, under every version, beside what is recorded.

        Args:
            facts: What to suppose, in the short form.
            system: What to start from; an empty system if none is named.
            definition: The version to tell more of; the one in force if none is named.

        Raises:
            Refusal: Something in ``facts`` is not understood.
            Unknown: No system, or no version, is called so.
        """
        snapshot = await self._library.current()
        library = snapshot.library
        reference = library.reference
        version = reference.definition(definition) if definition else snapshot.in_force
        real = library.systems[resolve(system, snapshot)] if system else None
        suppositions = read(readable(facts), reference, snapshot.vocabulary.references)
        supposed = suppose(real or nothing_recorded(), suppositions)
        changed = library.with_systems({supposed.id: supposed})

        def judged(id_: str, before: Library | None, label: str) -> Supposed:
            asked = reference.definitions[label]
            return Supposed(before.assess(id_, asked) if before else None, changed.assess(id_, asked))

        versions = {label: judged(supposed.id, library if real else None, label) for label in reference.definitions}
        asked = versions[version.label]
        told = about(asked.supposed, replace(snapshot, library=changed))
        return WhatIf(version, suppositions, real, told, asked, tuple(versions.values()))
