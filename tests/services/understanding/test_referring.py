"""Licences, definitions, components and dates that a question names."""

from __future__ import annotations

import pytest

from tests.services.understanding.conftest import Ask


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("is MIT fine?", ("MIT",)),
        ("phi-2 is MIT now", ("MIT",)),
        ("kommst du mit?", ()),
        ("Apache or apache 2 or Apache License 2.0", ("Apache-2.0",)),
        ("apache-licensed", ("Apache-2.0",)),
        ("gpl v3 and BSD", ("GPL-3.0-only", "BSD-3-Clause")),
        ("CC BY-SA 4.0", ("CC-BY-SA-4.0",)),
        ("cc-by for documents", ("CC-BY-4.0",)),
        ("OpenRAIL", ("LicenseRef-BigScience-OpenRAIL-M",)),
        ("Llama 3 community license", ("LicenseRef-Llama-3-Community",)),
        ("is the gemma licence free", ("LicenseRef-Gemma-Terms",)),
        ("is Gemma free", ()),
    ],
)
def test_licences_are_known_by_their_names_and_in_loose_forms(ask: Ask, text: str, licences: tuple[str, ...]) -> None:
    assert ask(text).licences == licences


def test_the_licence_of_a_family_means_those_of_all_its_members(ask: Ask) -> None:
    licences = ask("the llama licence").licences

    assert {"LicenseRef-Llama-2-Community", "LicenseRef-Llama-4-Community"} <= set(licences)


@pytest.mark.parametrize(
    ("text", "definitions"),
    [
        ("OSAID 0.0.8", ("osaid 0.0.8",)),
        ("osaid v1.0", ("osaid 1.0",)),
        ("osaid 1", ("osaid 1.0",)),
        ("is Pythia ok under 0.0.9?", ("osaid 0.0.9",)),
        ("v1.0-RC1", ("osaid 1.0-RC1",)),
        ("and in rc1?", ("osaid 1.0-RC1",)),
        ("version 1.0 of the definition", ("osaid 1.0",)),
        ("which models fail 1.0", ("osaid 1.0",)),
        ("the Open Source AI Definition, draft 0.0.6", ("osaid 0.0.6",)),
        ("from 0.0.8 to 1.0-RC1 and 1.0", ("osaid 0.0.8", "osaid 1.0-RC1", "osaid 1.0")),
        ("model openness framework", ("mof 1.0",)),
        ("what MOF class", ("mof 1.0",)),
        ("does OLMo reach class II", ("mof 1.0",)),
        ("the G7 words", ("g7 2026",)),
        ("does it conform to OSAID?", ()),
        ("Granite 4.0 is Apache 2.0", ()),
        ("Dolly 2.0, Jamba 1.5, wav2vec 2.0 and MPL-2.0", ()),
        ("Foobar 1.0 is out", ()),
        ("GPL-3.0 and CC-BY-4.0", ()),
    ],
)
def test_versions_of_definitions_are_told_from_other_numbers(ask: Ask, text: str, definitions: tuple[str, ...]) -> None:
    assert ask(text).definitions == definitions


@pytest.mark.parametrize(
    ("text", "components"),
    [
        (
            "where are the weights, datasets and training scripts",
            ("model_parameters", "training_data", "training_code"),
        ),
        ("model card or data card?", ("model_card", "data_card")),
        ("intermediate checkpoints", ("intermediate_checkpoints",)),
        ("the paper and the tech report", ("research_paper", "technical_report")),
        ("open source or open weights", ()),
        ("Wo sind die Trainingsdaten?", ("training_data",)),
        ("où sont les données d'entraînement", ("training_data",)),
        ("训练数据在哪里", ("training_data",)),
    ],
)
def test_components_are_known_by_their_names(ask: Ask, text: str, components: tuple[str, ...]) -> None:
    assert ask(text).components == components


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("was Falcon 40B open source in May 2023?", "2023-05"),
        ("on 2024-01-15, was phi-2 MIT", "2024-01-15"),
        ("on 15 January 2024", "2024-01-15"),
        ("January 15th, 2024", "2024-01-15"),
        ("when I downloaded it last March 2024", "2024-03"),
        ("when I downloaded it last March", None),
        ("back in 2023", "2023"),
        ("im Mai 2023", "2023-05"),
        ("en mars 2024", "2024-03"),
        ("2024年5月", "2024-05"),
        ("G7 2026 and Qwen3-2507", None),
        ("is Llama 3 open source", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_said(ask: Ask, text: str, date: str | None) -> None:
    assert ask(text).as_of == date
