"""Importing: what is stored, what a second import changes, and what becomes of files that vanish."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.app import App
from bot.domain.assessments import Basis
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import Assessor, Matched
from bot.importers import IMPORTERS, choose
from bot.services.imports import Imported
from tests.support.apps import START, Clock
from tests.support.upstream import index_tree, tool_tree, written

TOOL, INDEX = IMPORTERS["mot"], IMPORTERS["osai-index"]

Bring = Callable[..., Awaitable[Imported]]


@pytest.fixture
def bring(app: App, tmp_path: Path) -> Bring:
    """Imports the folder of the test, or some paths."""

    async def bringer(*paths: Path, dry_run: bool = False, index: bool = False) -> Imported:
        importer = INDEX if index else TOOL
        named = [str(path) for path in paths or (tmp_path / "models",)]
        return await app.imports.bring(importer, choose(named, importer.passed_over), dry_run=dry_run)

    return bringer


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of three files: one of a system of ours, one doubtful, one of none."""
    folder = tmp_path / "models"
    written(folder, "T5.yml", tool_tree("T5", {"Model card": "MIT"}))
    written(folder, "Llama-3.1-8B.yml", tool_tree("Llama-3.1-8B"))
    written(folder, "Turing-NLG.yml", tool_tree("Turing-NLG"))
    return folder


async def revision(app: App) -> int:
    """How often the library changed."""
    async with app.store.read() as records:
        return (await records.library.state()).revision


def counts(found: Imported) -> tuple[int, int, int, int, int]:
    """New, changed, unchanged, vanished, broken."""
    return found.new, found.changed, found.unchanged, len(found.vanished), found.broken


async def test_an_import_ties_what_is_certain_and_asks_about_the_rest(app: App, models: Path, bring: Bring) -> None:
    found = await bring()

    assert counts(found) == (3, 0, 0, 0, 0)
    assert [found.readings[number].file for number in found.systems] == ["T5.yml"]
    assert [(doubt.entry.file, doubt.candidates[0]) for doubt in found.doubtful] == [("Llama-3.1-8B.yml", "llama-3.1")]
    assert [entry.name for entry in found.unknown] == ["Turing-NLG"]
    system = (await app.library.current()).library.system("t5")
    assert [(listing.entry.file, listing.matched) for listing in system.listings] == [("T5.yml", Matched.NAME)]
    assert [claim.component for claim in system.claims] == ["model_card"]


async def test_the_same_import_again_changes_nothing(app: App, clock: Clock, models: Path, bring: Bring) -> None:
    await bring()
    before = await revision(app)
    clock.move(timedelta(days=1))

    found = await bring()

    assert counts(found) == (0, 0, 3, 0, 0)
    assert await revision(app) == before


async def test_a_dry_run_says_the_same_and_changes_nothing(app: App, models: Path, bring: Bring) -> None:
    before = await revision(app)

    dry = await bring(dry_run=True)

    assert await revision(app) == before
    async with app.store.read() as records:
        assert await records.claims.of(tuple(Assessor)) == ()
    assert await bring() == dry


async def test_a_file_that_changed_replaces_what_it_said(app: App, clock: Clock, models: Path, bring: Bring) -> None:
    await bring()
    written(models, "T5.yml", tool_tree("T5", {"Data card": "MIT"}))
    clock.move(timedelta(days=1))

    found = await bring()

    assert counts(found) == (0, 1, 2, 0, 0)
    system = (await app.library.current()).library.system("t5")
    assert [claim.component for claim in system.claims] == ["data_card"]
    assert system.listings[0].imported_at == START + timedelta(days=1)


async def test_a_broken_file_stops_no_other_and_what_was_imported_of_it_stays(
    app: App, models: Path, bring: Bring
) -> None:
    await bring()
    (models / "T5.yml").write_text("release: [", encoding="utf-8")
    written(models, "OPT.yml", tool_tree("OPT"))

    found = await bring()

    assert counts(found) == (1, 0, 2, 0, 1)
    assert [problem.file for problem in found.problems] == ["T5.yml"]
    library = (await app.library.current()).library
    assert [claim.component for claim in library.system("t5").claims] == ["model_card"]
    assert len(library.system("opt").listings) == 1


async def test_where_storing_fails_nothing_is_stored(app: App, models: Path, bring: Bring) -> None:
    before = await revision(app)
    async with app.store.connection() as connection:
        await connection.execute(text("ALTER TABLE claims RENAME TO elsewhere"))

    with pytest.raises(DBAPIError):
        await bring()

    async with app.store.connection() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO claims"))
    assert await revision(app) == before
    async with app.store.read() as records:
        assert await records.claims.of(tuple(Assessor)) == ()


async def test_a_file_that_vanished_from_its_folder_is_marked_and_used_no_more(
    app: App, clock: Clock, models: Path, bring: Bring
) -> None:
    await bring()
    (models / "T5.yml").unlink()
    clock.move(timedelta(days=1))

    found = await bring()

    assert counts(found) == (0, 0, 2, 1, 0)
    system = (await app.library.current()).library.system("t5")
    assert system.claims == ()
    assert [listing.vanished_at for listing in system.listings] == [START + timedelta(days=1)]
    again = await revision(app)
    assert counts(await bring()) == (0, 0, 2, 0, 0)
    assert await revision(app) == again


async def test_a_file_that_comes_back_is_used_again(app: App, models: Path, bring: Bring) -> None:
    await bring()
    content = (models / "T5.yml").read_bytes()
    (models / "T5.yml").unlink()
    await bring()
    (models / "T5.yml").write_bytes(content)

    found = await bring()

    assert counts(found) == (0, 1, 2, 0, 0)
    assert len((await app.library.current()).library.system("t5").claims) == 1


async def test_a_single_file_lets_no_other_vanish(app: App, models: Path, bring: Bring) -> None:
    await bring()
    (models / "Turing-NLG.yml").unlink()

    found = await bring(models / "T5.yml")

    assert counts(found) == (0, 0, 1, 0, 0)


async def test_another_folder_lets_nothing_of_the_first_vanish(
    app: App, tmp_path: Path, models: Path, bring: Bring
) -> None:
    await bring()
    written(tmp_path / "others", "OPT.yml", tool_tree("OPT"))

    assert counts(await bring(tmp_path / "others")) == (1, 0, 0, 0, 0)


async def test_a_name_that_comes_twice_is_a_problem_of_the_later_file(
    tmp_path: Path, models: Path, bring: Bring
) -> None:
    written(tmp_path / "others", "T5.yml", tool_tree("T5", {"Data card": "MIT"}))

    found = await bring(models, tmp_path / "others")

    assert counts(found) == (3, 0, 0, 0, 1)
    assert "expected each file of a project once" in found.problems[0].expected


# -- Settling ------------------------------------------------------------------------------------------------------


async def test_what_somebody_settled_is_kept_by_later_imports(app: App, models: Path, bring: Bring) -> None:
    await bring()

    settled = await app.imports.match(TOOL.projects, "Llama-3.1-8B.yml", "Llama 3.1")

    assert (settled.system, settled.matched) == ("llama-3.1", Matched.PERSON)
    found = await bring()
    assert counts(found) == (0, 0, 3, 0, 0)
    assert found.doubtful == ()
    assert len((await app.library.current()).library.system("llama-3.1").claims) == 1


async def test_an_entry_can_be_settled_to_mean_none_of_ours(app: App, models: Path, bring: Bring) -> None:
    await bring()

    await app.imports.match(TOOL.projects, "T5.yml", "none")

    found = await bring()
    assert (counts(found), dict(found.systems)) == ((0, 0, 3, 0, 0), {})
    assert (await app.library.current()).library.system("t5").listings == ()


async def test_settling_the_same_again_changes_nothing(app: App, models: Path, bring: Bring) -> None:
    await bring()
    await app.imports.match(TOOL.projects, "T5.yml", "t5")
    before = await revision(app)

    await app.imports.match(TOOL.projects, "T5.yml", "t5")

    assert await revision(app) == before


async def test_settling_what_was_not_imported_or_is_not_known_is_refused(app: App, models: Path, bring: Bring) -> None:
    await bring()

    with pytest.raises(Unknown, match=r"Nothing of a file X.yml was imported; import it first."):
        await app.imports.match(TOOL.projects, "X.yml", "t5")
    with pytest.raises(Unknown, match="No system called “Turing-NLG” is recorded"):
        await app.imports.match(TOOL.projects, "Turing-NLG.yml", "Turing-NLG")


async def test_a_file_of_two_projects_needs_the_projects_own_name(app: App, tmp_path: Path, bring: Bring) -> None:
    written(tmp_path / "new", "amber.yaml", index_tree("Amber"))
    written(tmp_path / "old", "amber.yaml", {"project": {"name": "AmberChat"}, "llmdata": {"class": "open"}})
    assert counts(await bring(tmp_path / "new", tmp_path / "old", index=True)) == (2, 0, 0, 0, 0)

    with pytest.raises(Refusal, match="name european-index or opening-up-chatgpt as the project"):
        await app.imports.match(INDEX.projects, "amber.yaml", "amber")

    settled = await app.imports.match((Assessor.OPENING_UP_CHATGPT,), "amber.yaml", "amber")
    assert settled.entry.name == "AmberChat"


# -- Together with the library -------------------------------------------------------------------------------------


async def test_another_process_sees_what_was_imported(app: App, database: str, models: Path, bring: Bring) -> None:
    await app.library.current()
    elsewhere = await App.open(app.settings, app.clock)
    await elsewhere.imports.bring(TOOL, choose([str(models)]))
    await elsewhere.close()

    assert len((await app.library.current()).library.system("t5").claims) == 1


async def test_loading_the_data_files_again_leaves_what_was_imported(app: App, models: Path, bring: Bring) -> None:
    await bring()
    async with app.store.write() as records:
        await records.library.loaded("another digest")
        stored = {system.id: system for system in await records.systems.all()}
        changed = replace(stored["t5"], note="changed", listings=())
        await records.systems.put([changed], await records.library.advance())
    before = await revision(app)

    assert await app.library.load() is True

    system = (await app.library.current()).library.system("t5")
    assert system.note != "changed"
    assert len(system.claims) == 1
    async with app.store.read() as records:
        assert [one.id for one in await records.systems.changed_since(before)] == ["t5"]


async def test_a_claim_answers_a_question_where_nothing_is_recorded(app: App, tmp_path: Path, bring: Bring) -> None:
    library = (await app.library.current()).library
    definition = library.reference.definition("mof 1.0")
    gap = next(
        (system, finding.requirement)
        for system in library.systems.values()
        for finding in library.assess(system.id, definition).findings
        if finding.basis is Basis.NOTHING and finding.requirement.component == "data_card" and not system.bases
    )
    before = {id_: library.assess(id_, definition) for id_ in library.systems if id_ != gap[0].id}
    written(tmp_path / "models", "x.yml", tool_tree(gap[0].id, {"Data card": "CC-BY-4.0"}))

    await bring()

    after = (await app.library.current()).library
    found = next(f for f in after.assess(gap[0].id, definition).findings if f.requirement.id == gap[1].id)
    assert (found.truth.value, found.basis) == ("met", Basis.SECOND_HAND)
    derived = {id_ for id_, system in library.systems.items() if gap[0].id in system.bases}
    assert {id_: after.assess(id_, definition) for id_ in before if id_ not in derived} == {
        id_: assessment for id_, assessment in before.items() if id_ not in derived
    }
