"""The library: loaded from files, and read from the database as it is now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.definitions import BadFiles, data_root
from bot.definitions.checking import digest_of_folder
from bot.domain.assessments import Verdict
from bot.domain.libraries import Library
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import System
from bot.services.libraries import LibraryService
from bot.services.naming import resolve
from bot.store import Records, Store
from bot.store.library_records import Counts, LibraryState
from tests.definitions.folders import BASE, TUNED, Folder, folder
from tests.support.apps import Clock

__all__ = ["folder"]

BASE_FILE, TUNED_FILE, VERSION = "systems/base.yaml", "systems/tuned.yaml", "osaid-1.0.yaml"


@pytest.fixture
def service(store: Store, folder: Folder) -> LibraryService:
    """A service over the small folder; nothing is loaded yet."""
    return LibraryService(store, folder.root, None, Clock())


@pytest.fixture
def elsewhere(other: Store, folder: Folder) -> LibraryService:
    """The same, in another process."""
    return LibraryService(other, folder.root, None, Clock())


@pytest.fixture
async def loaded(service: LibraryService) -> LibraryService:
    """The service with the small folder loaded."""
    await service.load()
    return service


async def state(store: Store) -> LibraryState:
    """Where the library stands."""
    async with store.read() as records:
        return await records.library.state()


async def changed_since(store: Store, revision: int) -> list[str]:
    """The systems written after a revision."""
    async with store.read() as records:
        return [system.id for system in await records.systems.changed_since(revision)]


async def everything(store: Store) -> tuple[LibraryState, tuple[System, ...], object]:
    """All that a load could change."""
    async with store.read() as records:
        return await records.library.state(), await records.systems.all(), await records.library.reference()


# -- Loading -------------------------------------------------------------------------------------------------------


async def test_what_the_files_say_is_in_the_database_after_a_load(
    service: LibraryService, store: Store, folder: Folder
) -> None:
    assert await service.load() is True

    assert (await service.current()).library == folder.read()
    assert await state(store) == LibraryState(1, 1, digest_of_folder(folder.root))
    assert await service.counts() == Counts(systems=2, facts=3, definitions=1)


async def test_what_is_shipped_is_in_the_database_after_a_load(store: Store, library: Library) -> None:
    service = LibraryService(store, data_root(), None, Clock())
    await service.load()

    found = (await service.current()).library
    assert found.reference == library.reference
    assert found.systems == library.systems
    assert list(found.reference.definitions) == list(library.reference.definitions)


async def test_a_second_load_does_nothing(loaded: LibraryService, store: Store) -> None:
    before = await everything(store)

    assert await loaded.load() is False

    assert await everything(store) == before


async def test_a_change_of_one_file_changes_one_system(loaded: LibraryService, store: Store, folder: Folder) -> None:
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Tuned 2")

    assert await loaded.load() is True

    assert await changed_since(store, 1) == ["tuned"]
    assert await state(store) == LibraryState(2, 1, digest_of_folder(folder.root))
    assert (await loaded.current()).library.systems["tuned"].name == "Tuned 2"


async def test_a_comment_changes_no_system(loaded: LibraryService, store: Store, folder: Folder) -> None:
    folder.write(TUNED_FILE, f"# Read again.\n{TUNED}")

    assert await loaded.load() is True

    assert await changed_since(store, 1) == []
    assert await loaded.load() is False


async def test_a_new_system_is_added(loaded: LibraryService, store: Store, folder: Folder) -> None:
    third = TUNED.replace("id: tuned", "id: third").replace("Tuned Two", "Third").replace("[base]", "[tuned]")
    folder.write("systems/third.yaml", third)
    await loaded.load()

    assert await changed_since(store, 1) == ["third"]
    assert set((await loaded.current()).library.systems) == {"base", "tuned", "third"}


async def test_a_system_without_a_file_is_removed(loaded: LibraryService, folder: Folder) -> None:
    await loaded.current()
    folder.remove(TUNED_FILE)
    await loaded.load()

    assert set((await loaded.current()).library.systems) == {"base"}


async def test_a_base_can_be_removed_with_its_place_in_another_file(loaded: LibraryService, folder: Folder) -> None:
    folder.remove(BASE_FILE)
    folder.replace(TUNED_FILE, "bases: [base]", "unrecorded_bases: [Base One]")
    await loaded.load()

    assert (await loaded.current()).library.systems["tuned"].unrecorded_bases == ("Base One",)


async def test_a_name_can_pass_from_a_removed_system_to_another(loaded: LibraryService, folder: Folder) -> None:
    folder.remove(BASE_FILE)
    folder.replace(TUNED_FILE, "bases: [base]", "aliases: [the base]")
    await loaded.load()

    assert (await loaded.current()).library.systems["tuned"].aliases == ("the base",)


async def test_two_systems_can_change_names(loaded: LibraryService, folder: Folder) -> None:
    folder.replace(BASE_FILE, "name: Base One", "name: Tuned Two")
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Base One")
    await loaded.load()

    systems = (await loaded.current()).library.systems
    assert (systems["base"].name, systems["tuned"].name) == ("Tuned Two", "Base One")


async def test_a_changed_vocabulary_changes_what_every_answer_rests_on(
    loaded: LibraryService, store: Store, folder: Folder
) -> None:
    before = await loaded.current()
    folder.replace("vocabulary/licences.yaml", "osi_approved: true", "osi_approved: false")
    await loaded.load()

    after = await loaded.current()

    assert await changed_since(store, 1) == []
    assert (await state(store)).reference_revision == 2
    verdicts = [snapshot.library.assess("base", snapshot.in_force).verdict for snapshot in (before, after)]
    assert verdicts == [Verdict.CONFORMANT, Verdict.NOT_CONFORMANT]


# -- Bad files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TUNED_FILE, "kind: language", "kind: speech"),
        (BASE_FILE, "licence: MIT\n", "licence: MTI\n"),
        (BASE_FILE, "aliases: [the base]", "aliases: [Tuned Two]"),
        (BASE_FILE, "reader:", "bases: [tuned]\nreader:"),
        (VERSION, "verdict_level: open", "verdict_level: closed"),
        ("vocabulary/terms.yaml", "[osi-approved]", "[osi]"),
    ],
)
async def test_bad_files_change_nothing(
    loaded: LibraryService, store: Store, folder: Folder, file: str, old: str, new: str
) -> None:
    before, snapshot = await everything(store), await loaded.current()
    folder.replace(TUNED_FILE, "developer: Tuner", "developer: Somebody Else")
    folder.replace(file, old, new)

    with pytest.raises(BadFiles):
        await loaded.load()

    assert await everything(store) == before
    assert await loaded.current() is snapshot


async def test_a_changed_published_version_changes_nothing(
    loaded: LibraryService, store: Store, folder: Folder
) -> None:
    before = await everything(store)
    folder.write(VERSION, (folder.root / VERSION).read_bytes() + b"# a word more\n")

    with pytest.raises(BadFiles, match="expected the file as it was published"):
        await loaded.load()

    assert await everything(store) == before


async def test_bad_files_leave_an_empty_database_empty(service: LibraryService, store: Store, folder: Folder) -> None:
    folder.write(BASE_FILE, b"\xff")

    with pytest.raises(BadFiles):
        await service.load()

    assert await everything(store) == (LibraryState(0, 0, None), (), ())


async def test_files_that_were_mended_are_loaded(loaded: LibraryService, folder: Folder) -> None:
    folder.replace(BASE_FILE, "kind: language", "kind: speech")
    with pytest.raises(BadFiles):
        await loaded.load()
    folder.write(BASE_FILE, BASE.replace("kind: language", "kind: code"))

    assert await loaded.load() is True
    assert (await loaded.current()).library.systems["base"].kind == "code"


# -- Several processes ---------------------------------------------------------------------------------------------


async def test_a_snapshot_is_kept_while_nothing_changes(loaded: LibraryService) -> None:
    assert await loaded.current() is await loaded.current()


async def test_what_another_process_loaded_shows_at_once(
    loaded: LibraryService, elsewhere: LibraryService, folder: Folder
) -> None:
    assert (await elsewhere.current()).library.systems["tuned"].name == "Tuned Two"
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Tuned 2")
    await loaded.load()

    assert (await elsewhere.current()).library.systems["tuned"].name == "Tuned 2"
    folder.remove(TUNED_FILE)
    await elsewhere.load()

    assert set((await loaded.current()).library.systems) == {"base"}


async def test_only_what_changed_is_made_anew(
    loaded: LibraryService, elsewhere: LibraryService, folder: Folder
) -> None:
    before = (await elsewhere.current()).library
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Tuned 2")
    await loaded.load()

    after = (await elsewhere.current()).library

    assert after.systems["base"] is before.systems["base"]
    assert after.reference is before.reference
    assert after.systems["tuned"] is not before.systems["tuned"]


async def test_a_changed_name_is_understood_in_another_process(
    loaded: LibraryService, elsewhere: LibraryService, folder: Folder
) -> None:
    await elsewhere.current()
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Wolpertinger")
    await loaded.load()

    assert resolve("Wolpertinger", await elsewhere.current()) == "tuned"


async def test_processes_that_load_at_once_load_one_library(
    service: LibraryService, elsewhere: LibraryService, store: Store, folder: Folder
) -> None:
    differed = await asyncio.gather(service.load(), elsewhere.load(), service.load())

    assert sorted(differed) == [False, False, True]
    assert (await service.current()).library == (await elsewhere.current()).library == folder.read()
    assert await state(store) == LibraryState(1, 1, digest_of_folder(folder.root))


async def test_askers_at_once_get_one_snapshot(loaded: LibraryService) -> None:
    snapshots = await asyncio.gather(*(loaded.current() for _number in range(20)))

    assert all(snapshot is snapshots[0] for snapshot in snapshots)


async def test_a_database_put_back_from_a_copy_is_read_anew(
    loaded: LibraryService, store: Store, folder: Folder
) -> None:
    before = (await loaded.current()).library.systems["tuned"]
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Tuned 2")
    await loaded.load()
    assert (await loaded.current()).library.systems["tuned"].name == "Tuned 2"

    async with store.connection() as connection:
        await connection.execute(text("UPDATE library_state SET revision = 1"))
        await Records(connection).systems.put([before], 1)

    assert (await loaded.current()).library.systems["tuned"].name == "Tuned Two"


async def test_a_reference_that_this_version_cannot_read_is_told(loaded: LibraryService, store: Store) -> None:
    async with store.write() as records:
        files = [
            replace(file, tree={**file.tree, "colour": "blue"}) if file.name == VERSION else file
            for file in await records.library.reference()
        ]
        await records.library.replace_reference(files, await records.library.advance())

    with pytest.raises(BadFiles, match=r"osaid-1\.0\.yaml:1: colour: expected no such key"):
        await loaded.current()


# -- The version in force ------------------------------------------------------------------------------------------


async def test_the_newest_stable_version_is_in_force_unless_another_is_named(
    loaded: LibraryService, store: Store, folder: Folder
) -> None:
    draft = (folder.root / VERSION).read_text(encoding="utf-8").replace('"1.0"', '"1.1"').replace("stable", "draft")
    folder.write("osaid-1.1.yaml", draft)
    folder.freeze(VERSION, "osaid-1.1.yaml")
    await loaded.load()
    named = LibraryService(store, folder.root, "OSAID 1.1", Clock())

    assert (await loaded.current()).in_force.label == "osaid 1.0"
    assert (await named.current()).in_force.label == "osaid 1.1"


async def test_a_draft_that_nobody_decided_about_is_not_in_force_by_the_configuration(
    loaded: LibraryService, store: Store, folder: Folder
) -> None:
    draft = (folder.root / VERSION).read_text(encoding="utf-8").replace('"1.0"', '"1.1"').replace("stable", "draft")
    folder.write("osaid-1.1.yaml", draft)
    await loaded.load()

    with pytest.raises(Refusal, match=r"osaid 1\.1 is a draft that no decision has adopted"):
        await LibraryService(store, folder.root, "osaid 1.1", Clock()).current()


async def test_a_version_in_force_that_does_not_exist_is_refused(
    loaded: LibraryService, store: Store, tmp_path: Path
) -> None:
    service = LibraryService(store, tmp_path, "osaid 7", Clock())

    with pytest.raises(Unknown, match=r"^No definition is called “osaid 7”\. There are: osaid 1\.0\.$"):
        await service.current()


async def test_what_is_known_of_the_same_library_is_taken_until_it_changes(
    loaded: LibraryService, store: Store, folder: Folder
) -> None:
    known = await loaded.current()
    same = LibraryService(store, folder.root, None, Clock(), known)
    named = LibraryService(store, folder.root, known.in_force.label, Clock(), known)
    taken, anew = await same.current(), await named.current()
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Tuned 2")
    await loaded.load()

    assert taken is known
    assert anew is not known
    assert (await same.current()).library.systems["tuned"].name == "Tuned 2"


async def test_what_is_known_of_another_library_is_not_taken(
    loaded: LibraryService, other: Store, folder: Folder
) -> None:
    known = await loaded.current()
    folder.replace(TUNED_FILE, "name: Tuned Two", "name: Tuned 2")
    elsewhere = LibraryService(other, folder.root, None, Clock(), known)
    await elsewhere.load()

    assert (await elsewhere.current()).library.systems["tuned"].name == "Tuned 2"
