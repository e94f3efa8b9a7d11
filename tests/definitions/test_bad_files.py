"""What is told of data files in which something is wrong: the file, the line, the place, and what was expected."""

from __future__ import annotations

import pytest

from tests.definitions.folders import Folder

COMPONENTS = "vocabulary/components.yaml"
LICENCES = "vocabulary/licences.yaml"
TERMS = "vocabulary/terms.yaml"
VERSION = "osaid-1.0.yaml"
BASE_FILE = "systems/base.yaml"
TUNED_FILE = "systems/tuned.yaml"


def test_a_folder_in_which_everything_is_right_is_read(folder: Folder) -> None:
    library = folder.read()

    assert list(library.systems) == ["base", "tuned"]
    assert list(library.reference.definitions) == ["osaid 1.0"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        pytest.param(
            BASE_FILE,
            "kind: language\n",
            "kind: language\nname: Again\n",
            "systems/base.yaml:5: name: expected each key once, found it again",
            id="a key twice",
        ),
        pytest.param(
            BASE_FILE,
            "    licence: MIT\n",
            "    licence: MIT\n    access: gated\n",
            "systems/base.yaml:12: access: expected each key once, found it again",
            id="a key twice, further in",
        ),
        pytest.param(
            VERSION,
            '"1.0"\n',
            "1.0\n",
            "osaid-1.0.yaml:2: version: expected text, found the number 1.0: put versions and dates in quotes",
            id="a version without quotes",
        ),
        pytest.param(
            VERSION,
            '"1.0"\n',
            '"../../1.0"\n',
            'osaid-1.0.yaml:2: version: expected letters, digits and the signs . + _ -, such as "1.1" or "1.1-RC1", '
            "found '../../1.0'",
            id="a version that leads out of its folder",
        ),
        pytest.param(
            BASE_FILE,
            "    extent: full\n",
            "    extent: full\n    extend: full\n",
            "systems/base.yaml:17: facts.model_parameters.extend: expected no such key",
            id="an unknown key",
        ),
        pytest.param(
            VERSION,
            "title: Open Source AI Definition 1.0\n",
            "",
            "osaid-1.0.yaml:1: title: expected this key, found none",
            id="a missing key",
        ),
        pytest.param(
            TUNED_FILE,
            "name: Tuned Two",
            "name: true",
            "systems/tuned.yaml:2: name: expected a valid string, found true",
            id="a truth value for a name",
        ),
        pytest.param(
            TUNED_FILE,
            "name: Tuned Two",
            'name: ""',
            "systems/tuned.yaml:2: name: expected text, found none",
            id="an empty name",
        ),
        pytest.param(
            TUNED_FILE,
            "kind: language",
            "kind: speech",
            "systems/tuned.yaml:4: kind: expected one of 'language', 'image', 'code', 'vision', 'multimodal', 'audio' "
            "or 'biology', found 'speech'",
            id="a word that is none of those there are",
        ),
        pytest.param(
            BASE_FILE,
            "  training_code:",
            "  training_kode:",
            "systems/base.yaml:9: facts.training_kode: expected a component of components.yaml, found 'training_kode'",
            id="an unknown component of a system",
        ),
        pytest.param(
            VERSION,
            "component: training_code",
            "component: training_kode",
            "osaid-1.0.yaml:17: requirements[0].component: expected a component of components.yaml, "
            "found 'training_kode'",
            id="an unknown component of a version",
        ),
        pytest.param(
            BASE_FILE,
            "licence: MIT\n",
            "licence: MTI\n",
            "systems/base.yaml:11: facts.training_code.licence: expected licences of vocabulary/licences.yaml, "
            "found 'MTI' (Unknown license key(s): MTI)",
            id="an unknown licence",
        ),
        pytest.param(
            BASE_FILE,
            "MIT OR CC-BY-4.0",
            "MIT OR (CC-BY-4.0 AND Zlib)",
            "systems/base.yaml:17: facts.model_parameters.licence: expected licences of vocabulary/licences.yaml, "
            "found 'MIT OR (CC-BY-4.0 AND Zlib)' (Unknown license key(s): Zlib)",
            id="an unknown licence inside an expression",
        ),
        pytest.param(
            BASE_FILE,
            "MIT OR CC-BY-4.0",
            '"()"',
            "systems/base.yaml:17: facts.model_parameters.licence: expected licences of vocabulary/licences.yaml, "
            "found '()'",
            id="brackets around nothing for a licence",
        ),
        pytest.param(
            TERMS,
            "CC-BY-4.0: CC-BY-4.0 is",
            "CC-BY-3.0: it is",
            "vocabulary/terms.yaml:11: terms[0].named.CC-BY-3.0: expected the id of a licence in licences.yaml",
            id="an unknown licence accepted by name",
        ),
        pytest.param(
            VERSION,
            "    terms: open-licence\n    freedoms: [use, study",
            "    terms: free-licence\n    freedoms: [use, study",
            "osaid-1.0.yaml:19: requirements[0].terms: expected terms of terms.yaml, found 'free-licence'",
            id="unknown terms",
        ),
        pytest.param(
            TERMS,
            "  review: A pass answers where facts do not.\n",
            "",
            "vocabulary/terms.yaml:12: rules.review: expected this key, found none",
            id="a missing rule",
        ),
        pytest.param(
            TERMS,
            "[osi-approved]",
            "[osi]",
            "vocabulary/terms.yaml:6: terms[0].accepts[0]: expected one of 'osi-approved', 'open-definition', "
            "'mof-list' or 'any-stated', found 'osi'",
            id="an unknown criterion",
        ),
        pytest.param(
            COMPONENTS,
            "  - id: supporting_libraries\n",
            "  - {id: training_code, name: Again, kind: code, what: The same.}\n  - id: supporting_libraries\n",
            "vocabulary/components.yaml:7: components[1].id: expected every id once, found 'training_code' again",
            id="a component twice",
        ),
        pytest.param(
            VERSION,
            "        - libraries\n",
            "        - librairies\n",
            "osaid-1.0.yaml:45: levels[0].requires.all_of[1]: expected a requirement of this file, found 'librairies'",
            id="an unknown requirement in a tree",
        ),
        pytest.param(
            VERSION,
            "      all_of:\n",
            "      any_of: [training-code]\n      all_of:\n",
            "osaid-1.0.yaml:42: levels[0].requires: expected a requirement's id, all_of or any_of with a list, "
            "or need with may_be_replaced_by",
            id="two keys in a node",
        ),
        pytest.param(
            VERSION,
            "        - libraries\n",
            "        - any_of: []\n",
            "osaid-1.0.yaml:45: levels[0].requires.all_of[1]: expected a requirement's id, all_of or any_of with a "
            "list, or need with may_be_replaced_by",
            id="a choice of nothing",
        ),
        pytest.param(
            VERSION,
            "        - libraries\n",
            "        - need: libraries\n          may_be_replaced_by: [parameter]\n",
            "osaid-1.0.yaml:46: levels[0].requires.all_of[1].may_be_replaced_by: expected a requirement of this file, "
            "found 'parameter'",
            id="an unknown replacement",
        ),
        pytest.param(
            VERSION,
            "        - libraries\n",
            "",
            "osaid-1.0.yaml:26: requirements[1].obligation: expected a level to ask for what is required, "
            "and for nothing else",
            id="a required row that no level asks for",
        ),
        pytest.param(
            VERSION,
            "obligation: required\n    freedoms",
            "obligation: optional\n    freedoms",
            "osaid-1.0.yaml:35: requirements[2].obligation: expected a level to ask for what is required, "
            "and for nothing else",
            id="an optional row that a level asks for",
        ),
        pytest.param(
            VERSION,
            "carried_by: [training-code]",
            "carried_by: [code]",
            "osaid-1.0.yaml:30: requirements[1].carried_by[0]: expected a requirement of this file, found 'code'",
            id="an unknown row that carries another",
        ),
        pytest.param(
            VERSION,
            "carried_by: [training-code]",
            "carried_by: [libraries]",
            "osaid-1.0.yaml:30: requirements[1].carried_by[0]: expected a required row that is not carried itself, "
            "found 'libraries'",
            id="a row that carries itself",
        ),
        pytest.param(
            VERSION,
            "verdict_level: open",
            "verdict_level: closed",
            "osaid-1.0.yaml:8: verdict_level: expected the id of a level, found 'closed'",
            id="a verdict about no level",
        ),
        pytest.param(
            VERSION,
            "        - parameters\n",
            "        - parameters\n  - id: open\n    name: Again\n    requires: parameters\n",
            "osaid-1.0.yaml:47: levels[1].id: expected every level once, found 'open' again",
            id="a level twice",
        ),
        pytest.param(
            TUNED_FILE,
            "bases: [base]",
            "bases: [bass]",
            "systems/tuned.yaml:6: bases[0]: expected the id of a system, found 'bass'; "
            "name others in unrecorded_bases",
            id="an unknown base",
        ),
        pytest.param(
            TUNED_FILE,
            "bases: [base]",
            "bases: [tuned]",
            "systems/tuned.yaml:6: bases[0]: expected no circle, but tuned is also what tuned was made from",
            id="a system made from itself",
        ),
        pytest.param(
            TUNED_FILE,
            "bases: [base]",
            "bases: [base]\naliases: [two, The-Base]",
            "systems/tuned.yaml:7: aliases[1]: expected a name of one system, but 'The-Base' is also base's "
            "('the base')",
            id="an alias of two systems",
        ),
        pytest.param(
            TUNED_FILE,
            '["osaid 1.0"]',
            '["osaid 1.1"]',
            "systems/tuned.yaml:17: reviews[0].definitions[0]: expected the label of a definition, found 'osaid 1.1'",
            id="a review under an unknown version",
        ),
        pytest.param(
            BASE_FILE,
            '"2026-05-11"',
            '"2026-13-45"',
            'systems/base.yaml:13: facts.training_code.read_on: expected a date such as "2026-05-11", '
            "found '2026-13-45'",
            id="a day that is none",
        ),
        pytest.param(
            BASE_FILE,
            '"2026-05-11"',
            '"11 May 2026"',
            'systems/base.yaml:13: facts.training_code.read_on: expected a date such as "2026-05-11", '
            "found '11 May 2026'",
            id="a day in words",
        ),
        pytest.param(
            BASE_FILE,
            '"2026-05-11"',
            "2026-05",
            'systems/base.yaml:13: facts.training_code.read_on: expected a date such as "2026-05-11", '
            "found '2026-05'",
            id="a month for a day",
        ),
        pytest.param(
            TUNED_FILE,
            '"2026-05"',
            '"2026-13"',
            "systems/tuned.yaml:7: released: expected a date in quotes, as exact as it is known, "
            'such as "2026", "2026-05" or "2026-05-11", found \'2026-13\'',
            id="a month that is none",
        ),
        pytest.param(
            TUNED_FILE,
            "https://example.org/tuned",
            "ftp://example.org/tuned",
            "systems/tuned.yaml:13: facts.model_parameters.source: expected an address that begins with http:// "
            "or https://, found 'ftp://example.org/tuned'",
            id="a source that is no page",
        ),
        pytest.param(
            TUNED_FILE,
            "    source: https://example.org/tuned\n",
            "",
            "systems/tuned.yaml:10: facts.model_parameters: expected a source: only what is unknown needs none",
            id="a missing source",
        ),
        pytest.param(
            BASE_FILE,
            "reader: discord:42\n",
            "",
            "systems/base.yaml:1: reader: expected who read the sources, found none: name a reader here, or in every "
            "fact",
            id="nobody who read the sources",
        ),
        pytest.param(
            BASE_FILE,
            "developer: Lab",
            "developer: [Lab",
            "systems/base.yaml:4: not valid YAML: did not find expected ',' or ']'",
            id="broken YAML",
        ),
        pytest.param(
            BASE_FILE,
            "family: base",
            "family: base\n? [a, b]\n: c",
            "systems/base.yaml:6: expected text as a key, found a list",
            id="a list for a key",
        ),
        pytest.param(
            BASE_FILE,
            "aliases: [the base]",
            "aliases: &a [*a]",
            "systems/base.yaml:6: expected no anchor that holds itself, found *a inside it",
            id="a list that holds itself",
        ),
        pytest.param(
            BASE_FILE,
            "family: base",
            "family: !!python/object:os.system base",
            "systems/base.yaml:5: expected no tag, found '!!python/object:os.system': write the value alone",
            id="an object of a program",
        ),
    ],
)
def test_one_slip_makes_one_problem(folder: Folder, file: str, old: str, new: str, problem: str) -> None:
    folder.replace(file, old, new)

    assert folder.problems() == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"", "systems/base.yaml:1: expected keys and values, found null", id="empty"),
        pytest.param(b"# later\n", "systems/base.yaml:1: expected keys and values, found null", id="a comment alone"),
        pytest.param(
            b"- a\n- b\n", 'systems/base.yaml:1: expected keys and values, found ["a", "b"]', id="a list at the top"
        ),
        pytest.param(
            b"id: b\xff\n",
            "systems/base.yaml:1: expected UTF-8 text, found other bytes at position 5: save the file as UTF-8",
            id="no UTF-8",
        ),
        pytest.param(
            b"id: base\n---\nid: two\n", "systems/base.yaml:2: expected one document, found another after ---", id="two"
        ),
    ],
)
def test_a_file_that_holds_no_system_is_one_problem(folder: Folder, content: bytes, problem: str) -> None:
    folder.write(BASE_FILE, content)

    assert folder.problems() == [problem]


def test_a_circle_of_bases_is_told_at_each_of_its_systems(folder: Folder) -> None:
    folder.replace(BASE_FILE, "reader:", "bases: [tuned]\nreader:")

    assert folder.problems() == [
        "systems/base.yaml:7: bases[0]: expected no circle, but base is also what tuned was made from",
        "systems/tuned.yaml:6: bases[0]: expected no circle, but tuned is also what base was made from",
    ]


def test_names_that_only_look_alike_clash_with_nothing(folder: Folder) -> None:
    folder.replace(BASE_FILE, "aliases: [the base]", "aliases: [Qwen2.5-7B]")
    folder.replace(TUNED_FILE, "bases: [base]", "bases: [base]\naliases: [qwen2-57b]")

    assert set(folder.read().systems) == {"base", "tuned"}


def test_a_system_may_bear_one_name_in_two_spellings(folder: Folder) -> None:
    folder.replace(BASE_FILE, "aliases: [the base]", "aliases: [the base, The-Base, BASE]")

    assert folder.read().systems["base"].aliases == ("the base", "The-Base", "BASE")


def test_several_licences_may_have_been_seen_under_one_name(folder: Folder) -> None:
    folder.replace(LICENCES, "names: [mit licence]\n", "names: [free]\n")
    folder.write(LICENCES, (folder.root / LICENCES).read_bytes() + b"    names: [free]\n")

    assert [licence.names for licence in folder.read().reference.licences.values()] == [("free",), ("free",)]
