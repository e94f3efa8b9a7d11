"""What holds of every sequence of loads and of changes made in chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.histories import alterations, value
from bot.domain.merging import FilePart, after_change, merge
from bot.domain.names import fold
from bot.domain.systems import System
from tests.domain.strategies import PROPERTY
from tests.domain.test_merging import NOW
from tests.support.builders import a_fact, a_period, a_system, absent

IDS = ("alpha", "beta", "gamma", "delta")
NAMES = ("Alpha", "Beta", "Gamma", "Delta", "One", "Two", "Three", "Four")
FACTS = (a_fact(), absent(), a_fact("model_parameters"), a_fact("model_card"), absent("model_card"))

Systems = Mapping[str, System]


@st.composite
def folders(draw: st.DrawFn) -> dict[str, System]:
    """Data files that go together: every name once, every base there, no circle."""
    order = draw(st.permutations(IDS))[: draw(st.integers(0, 4))]
    free = [name for name in draw(st.permutations(NAMES)) if name.casefold() not in order]
    systems: dict[str, System] = {}
    for id_ in order:
        names = [free.pop() for _number in range(min(len(free), draw(st.integers(1, 2))))]
        system = draw(details(a_system(id=id_, name=names[0] if names else id_, aliases=tuple(names[1:]))))
        bases = draw(st.lists(st.sampled_from(sorted(systems)), unique=True, max_size=2)) if systems else []
        systems[id_] = replace(system, bases=tuple(bases))
    return systems


@st.composite
def details(draw: st.DrawFn, system: System) -> System:
    """A system with some parts otherwise that touch no other system."""
    facts = {fact.component: fact for fact in draw(st.lists(st.sampled_from(FACTS), max_size=3))}
    return replace(
        system,
        developer=draw(st.sampled_from(["One", "Two"])),
        facts=tuple(facts.values()),
        note=draw(st.sampled_from([None, "a note"])),
        licence_history=draw(st.sampled_from([(), (a_period(until="2023"),)])),
    )


def together(systems: Systems) -> bool:
    """Whether systems can stand in one database."""
    owners: dict[str, str] = {}
    for id_, system in systems.items():
        for name in (system.id, system.name, *system.aliases):
            if owners.setdefault(fold(name), id_) != id_:
                return False
    return all(base in systems for system in systems.values() for base in system.bases) and not circular(systems)


def circular(systems: Systems) -> bool:
    def above(id_: str, seen: frozenset[str]) -> bool:
        return id_ in seen or any(above(base, seen | {id_}) for base in systems[id_].bases)

    return any(above(id_, frozenset()) for id_ in systems)


@dataclass
class Database:
    """What stands in the database, as loads and changes leave it, and every part that was last changed in chat."""

    stored: dict[str, System] = field(default_factory=dict)
    parts: tuple[FilePart, ...] = ()
    files: dict[str, System] = field(default_factory=dict)
    in_chat: dict[tuple[str, str], Any] = field(default_factory=dict)
    loads: int = 0

    def load(self, files: dict[str, System]) -> None:
        self.loads += 1
        merged = merge(files, self.stored, self.parts, NOW + timedelta(days=self.loads))
        self.stored = {id_: system for id_, system in self.stored.items() if id_ not in merged.gone}
        self.stored |= {system.id: system for system in merged.systems}
        self.parts, self.files = merged.parts, files
        self._agree()

    def change(self, after: System) -> None:
        """Change a system in chat, or begin one, unless it would not go together with the others."""
        if not together(self.stored | {after.id: after}):
            return
        changed = alterations(self.stored.get(after.id), after)
        of_system = tuple(part for part in self.parts if part.system == after.id)
        rest = tuple(part for part in self.parts if part.system != after.id)
        self.stored[after.id] = after
        self.parts = (*rest, *after_change(of_system, changed, after.id))
        self.in_chat |= {(after.id, one.part): one.after for one in changed if one.part != "system"}
        self._agree()

    def _agree(self) -> None:
        """What a file says too is no change of chat's any more."""
        for (id_, part), found in list(self.in_chat.items()):
            if id_ in self.files and value(self.files[id_], part) == found:
                del self.in_chat[id_, part]


@st.composite
def changes(draw: st.DrawFn, stored: Systems) -> System:
    """A system of the database with something else in it, or a new one."""
    id_ = draw(st.sampled_from(IDS))
    system = stored.get(id_) or a_system(id=id_, name=draw(st.sampled_from(NAMES)))
    what = draw(st.sampled_from(["details", "name", "aliases", "bases"]))
    if what == "name":
        return replace(system, name=draw(st.sampled_from(NAMES)))
    if what == "aliases":
        return replace(system, aliases=tuple(draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))))
    if what == "bases":
        return replace(system, bases=tuple(draw(st.lists(st.sampled_from(IDS), unique=True, max_size=2))))
    return draw(details(system))


@PROPERTY
@given(st.data())
def test_nothing_that_was_changed_in_chat_is_lost_by_a_load(data: st.DataObject) -> None:
    database = Database()
    database.load(data.draw(folders()))
    for _number in range(data.draw(st.integers(1, 6))):
        if data.draw(st.booleans()):
            database.change(data.draw(changes(database.stored)))
            continue
        database.load(data.draw(folders()))

        assert together(database.stored)
        for (id_, part), found in database.in_chat.items():
            assert value(database.stored[id_], part) == found, (id_, part)


@PROPERTY
@given(st.data())
def test_a_load_says_where_files_and_database_differ_and_a_second_one_changes_nothing(data: st.DataObject) -> None:
    database = Database()
    database.load(data.draw(folders()))
    for _number in range(data.draw(st.integers(0, 4))):
        database.change(data.draw(changes(database.stored)))
    files = data.draw(folders())
    database.load(files)
    before = (database.stored, set(database.parts))

    differing = {(part.system, part.part) for part in database.parts}
    for id_ in {*files, *database.stored}:
        found = alterations(files.get(id_), database.stored.get(id_))
        assert {(id_, one.part) for one in found} <= differing
    database.load(files)
    assert (database.stored, set(database.parts)) == before


@PROPERTY
@given(st.lists(folders(), min_size=1, max_size=4))
def test_without_changes_in_chat_the_database_holds_what_the_files_say(several: list[dict[str, System]]) -> None:
    database = Database()
    for files in several:
        database.load(files)

        assert database.parts == ()
        assert database.stored.keys() == files.keys()
        assert all(alterations(files[id_], database.stored[id_]) == () for id_ in files)
