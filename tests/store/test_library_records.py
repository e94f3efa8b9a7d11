"""Where the library stands, and what it was loaded from."""

from __future__ import annotations

from bot.definitions import data_root
from bot.definitions.checking import digest, reference_documents
from bot.store import Store
from bot.store.library_records import Counts, LibraryState, ReferenceFile
from tests.support.builders import a_fact, a_system, absent


async def state(store: Store) -> LibraryState:
    """Where the library stands."""
    async with store.read() as records:
        return await records.library.state()


async def test_before_the_first_load_the_library_stands_at_nothing(store: Store) -> None:
    assert await state(store) == LibraryState(0, 0, None)


async def test_each_change_is_counted(store: Store) -> None:
    counted = []
    for _number in range(3):
        async with store.write() as records:
            await records.library.lock()
            counted.append(await records.library.advance())

    assert counted == [1, 2, 3]
    assert await state(store) == LibraryState(3, 0, None)


async def test_the_folder_loaded_last_is_noted(store: Store) -> None:
    async with store.write() as records:
        await records.library.advance()
        await records.library.loaded("a" * 64)

    assert await state(store) == LibraryState(1, 0, "a" * 64)


async def test_every_reference_file_comes_back_as_it_was(store: Store) -> None:
    root = data_root()
    files = tuple(
        ReferenceFile(document.file, digest(root / document.file), document.tree)
        for document in reference_documents(root)
    )

    async with store.write() as records:
        revision = await records.library.advance()
        await records.library.replace_reference(files, revision)

    async with store.read() as records:
        assert await records.library.reference() == files
    assert (await state(store)).reference_revision == 1


async def test_reference_files_take_the_place_of_all_before_them(store: Store) -> None:
    before = [ReferenceFile("osaid-1.0.yaml", "1", {"id": "osaid"}), ReferenceFile("vocabulary/a.yaml", "2", {})]
    after = [ReferenceFile("mof-1.0.yaml", "3", {"levels": [{"id": "III"}, None, 1.5, True]})]

    for files in (before, after):
        async with store.write() as records:
            await records.library.replace_reference(files, await records.library.advance())

    async with store.read() as records:
        assert await records.library.reference() == tuple(after)
    assert (await state(store)).reference_revision == 2


async def test_the_vocabulary_stands_before_the_versions_which_stand_by_name(store: Store) -> None:
    names = ["osaid-1.0.yaml", "vocabulary/terms.yaml", "mof-1.0.yaml", "osaid-1.0-RC1.yaml", "vocabulary/a.yaml"]

    async with store.write() as records:
        await records.library.advance()
        await records.library.replace_reference([ReferenceFile(name, "1", {}) for name in names], 1)

    async with store.read() as records:
        assert [file.name for file in await records.library.reference()] == [
            "vocabulary/a.yaml",
            "vocabulary/terms.yaml",
            "mof-1.0.yaml",
            "osaid-1.0-RC1.yaml",
            "osaid-1.0.yaml",
        ]


async def test_what_is_stored_is_counted(store: Store) -> None:
    async with store.write() as records:
        await records.systems.put([a_system(a_fact(), absent("b"), id="one"), a_system(a_fact(), id="two")], 1)
        await records.library.advance()
        names = ["vocabulary/terms.yaml", "osaid-1.0.yaml", "mof-1.0.yaml"]
        await records.library.replace_reference([ReferenceFile(name, "1", {}) for name in names], 1)

    async with store.read() as records:
        assert await records.library.counts() == Counts(systems=2, facts=3, definitions=2)
