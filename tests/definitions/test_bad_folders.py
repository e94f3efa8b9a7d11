"""What is told of a folder whose files do not fit together."""

from __future__ import annotations

import pytest

from tests.definitions.folders import BASE, DEFINITION, TUNED, Folder

COMPONENTS = "vocabulary/components.yaml"
LICENCES = "vocabulary/licences.yaml"
TERMS = "vocabulary/terms.yaml"
VERSION = "osaid-1.0.yaml"
BASE_FILE = "systems/base.yaml"
TUNED_FILE = "systems/tuned.yaml"


# -- Published versions --------------------------------------------------------------------------------------------


def test_a_published_version_that_was_changed_is_told(folder: Folder) -> None:
    folder.write(VERSION, DEFINITION + "# only a comment\n")

    assert folder.problems() == [
        "osaid-1.0.yaml: expected the file as it was published; undo the change and add a new version instead"
    ]


def test_a_published_version_that_vanished_is_told(folder: Folder) -> None:
    folder.replace(TUNED_FILE, '    definitions: ["osaid 1.0"]\n', "")
    folder.remove(VERSION)

    assert folder.problems() == ["DIGESTS:1: osaid-1.0.yaml: expected this published version, found no such file"]


def test_a_draft_need_not_be_frozen(folder: Folder) -> None:
    folder.write("osaid-1.1.yaml", DEFINITION.replace('"1.0"', '"1.1"'))

    assert list(folder.read().reference.definitions) == ["osaid 1.0", "osaid 1.1"]


def test_a_folder_without_its_list_of_published_versions_is_told(folder: Folder) -> None:
    folder.remove("DIGESTS")

    assert folder.problems() == ["DIGESTS: expected the list of published versions, found no such file"]


# -- Files in the wrong place --------------------------------------------------------------------------------------


def test_a_version_stands_in_the_file_of_its_name(folder: Folder) -> None:
    folder.write("osaid-2.0.yaml", DEFINITION)

    assert folder.problems() == ["osaid-2.0.yaml:2: version: expected the file to be called osaid-1.0.yaml"]


def test_a_system_stands_in_the_file_of_its_name(folder: Folder) -> None:
    folder.write("systems/third.yaml", TUNED.replace("Tuned Two", "Third"))

    assert folder.problems() == [
        "systems/third.yaml:1: id: expected 'third', as the file is called",
        "systems/tuned.yaml:1: id: expected an id of its own, but systems/third.yaml has it too",
    ]


@pytest.mark.parametrize("name", ["systems/third.yml", "systems/new/third.yaml", "vocabulary/words.yaml"])
def test_a_file_that_nothing_reads_is_told(folder: Folder, name: str) -> None:
    folder.write(name, TUNED)

    assert folder.problems() == [
        f"{name}: expected no such file: read are vocabulary/, systems/ID.yaml and ID-VERSION.yaml"
    ]


@pytest.mark.parametrize("name", [COMPONENTS, LICENCES, TERMS])
def test_a_missing_part_of_the_vocabulary_is_told(folder: Folder, name: str) -> None:
    folder.remove(name)

    assert folder.problems() == [f"{name}: expected this file, found none"]


# -- Several at once -----------------------------------------------------------------------------------------------


def test_all_problems_of_all_files_are_told_at_once_by_file_and_line(folder: Folder) -> None:
    folder.replace(VERSION, "component: training_code", "component: training_kode")
    folder.replace(VERSION, "verdict_level: open", "verdict_level: closed")
    folder.replace(TUNED_FILE, "kind: language", "kind: speech")
    folder.replace(TUNED_FILE, '"2026-05-12"', '"yesterday"')
    folder.replace(BASE_FILE, "licence: MIT\n", "licence: MTI\n")

    assert folder.problems() == [
        "osaid-1.0.yaml:8: verdict_level: expected the id of a level, found 'closed'",
        "osaid-1.0.yaml:17: requirements[0].component: expected a component of components.yaml, found 'training_kode'",
        "systems/base.yaml:11: facts.training_code.licence: expected licences of vocabulary/licences.yaml, "
        "found 'MTI' (Unknown license key(s): MTI)",
        "systems/tuned.yaml:4: kind: expected one of 'language', 'image', 'code', 'vision', 'multimodal', 'audio' "
        "or 'biology', found 'speech'",
        'systems/tuned.yaml:14: facts.model_parameters.read_on: expected a date such as "2026-05-11", '
        "found 'yesterday'",
    ]


def test_a_slip_in_the_vocabulary_is_not_told_again_at_everything_that_rests_on_it(folder: Folder) -> None:
    folder.replace(LICENCES, "osi_approved: true", "osi_approved: perhaps")
    folder.replace(TUNED_FILE, "kind: language", "kind: speech")

    assert folder.problems() == [
        "systems/tuned.yaml:4: kind: expected one of 'language', 'image', 'code', 'vision', 'multimodal', 'audio' "
        "or 'biology', found 'speech'",
        'vocabulary/licences.yaml:5: licences[0].osi_approved: expected a valid boolean, found "perhaps"',
    ]


def test_a_system_and_a_version_that_cannot_be_read_are_there_all_the_same(folder: Folder) -> None:
    folder.write(BASE_FILE, BASE.replace("kind: language", "kind: speech"))
    folder.replace(VERSION, "status: stable", "status: done")

    assert folder.problems() == [
        "osaid-1.0.yaml:4: status: expected one of 'draft', 'release candidate', 'stable' or 'retired', found 'done'",
        "systems/base.yaml:4: kind: expected one of 'language', 'image', 'code', 'vision', 'multimodal', 'audio' "
        "or 'biology', found 'speech'",
    ]
