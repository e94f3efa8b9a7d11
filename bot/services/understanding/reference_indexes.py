"""The names of definitions, licences and components, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.licences import Licence
from bot.domain.names import fold
from bot.domain.systems import Component

_VERSIONED = re.compile(r"(.+?)-(\d[\w.]*?)(-only|-or-later)?")
_TITLE_TAIL = re.compile(r",.*|\bv?\d[\w.-]*$")
_SAID = {
    "bsd": "BSD-3-Clause",
    "bsd3": "BSD-3-Clause",
    "bsd2": "BSD-2-Clause",
    "publicdomain": "CC0-1.0",
    "openrailm": "LicenseRef-BigScience-OpenRAIL-M",
}
_SAID_VERSIONS = {"0.0.7.1": "osaid 0.0.7"}
"""Corrections of a draft that were never drafts of their own."""
_SAID_OF_RAIL = ("rail", "rails", "railm", "responsibleailicense", "responsibleailicence", "responsibleailicenses")
_SAID_OF_DEFINITIONS = {"opensourceaidefinition": "osaid", "osaidefinition": "osaid", "modelopenness": "mof"}
_SAID_OF_COMPONENTS = {
    "trainingsdaten": "training_data",
    "trainingsdatensatz": "training_data",
    "trainingsdatensatze": "training_data",
    "datensatz": "training_data",
    "datensatze": "training_data",
    "donneesdentrainement": "training_data",
    "jeuxdedonnees": "training_data",
    "jeudedonnees": "training_data",
    "datosdeentrenamiento": "training_data",
    "datosentrenamiento": "training_data",
    "dadosdetreinamento": "training_data",
    "dadosdetreino": "training_data",
    "datidiaddestramento": "training_data",
    "trainingsdata": "training_data",
    "trainingdata": "training_data",
    "gewichte": "model_parameters",
    "gewichten": "model_parameters",
    "poids": "model_parameters",
    "pesos": "model_parameters",
    "pesi": "model_parameters",
    "trainingscode": "training_code",
    "codedentrainement": "training_code",
    "codigodeentrenamiento": "training_code",
    "codigodetreinamento": "training_code",
    "codicediaddestramento": "training_code",
    "modellkarte": "model_card",
}
_AMONG_CJK = {
    "训练数据": "training_data",
    "訓練數據": "training_data",
    "数据集": "training_data",
    "学習データ": "training_data",
    "訓練データ": "training_data",
    "データセット": "training_data",
    "权重": "model_parameters",
    "權重": "model_parameters",
    "重み": "model_parameters",
    "训练代码": "training_code",
    "学習コード": "training_code",
    "论文": "research_paper",
    "論文": "research_paper",
}


@dataclass(frozen=True, slots=True)
class References:
    """Definitions, licences and components by their folded names.

    ``versions`` are the labels of each definition by version ("1.0", "1", "1.0rc1", "rc1"); ``called`` its id by its
    names; ``drafted`` the id of the definition with the most versions, which a bare version belongs to.
    """

    versions: Mapping[str, Mapping[str, str]]
    called: Mapping[str, str]
    drafted: str
    licences: Mapping[str, Sequence[str]]
    components: Mapping[str, str]

    @classmethod
    def build(
        cls,
        definitions: Iterable[tuple[str, str]],
        licences: Iterable[Licence],
        components: Iterable[Component],
    ) -> References:
        """Index definitions by label and title, licences and components."""
        versions: dict[str, dict[str, str]] = {}
        called: dict[str, str] = {}
        for label, title in definitions:
            id_, _space, version = label.partition(" ")
            for spelling in _version_spellings(version):
                versions.setdefault(id_, {}).setdefault(spelling, label)
            versions[id_][version.casefold().replace("-", "")] = label
            versions[id_].update({said: label for said, of in _SAID_VERSIONS.items() if of == label})
            for name in (id_, _TITLE_TAIL.sub("", title)):
                called.setdefault(fold(name), id_)
        called.update({name: id_ for name, id_ in _SAID_OF_DEFINITIONS.items() if id_ in versions})
        drafted = max(versions, key=lambda id_: len(set(versions[id_].values())), default="")
        return cls(versions, called, drafted, _licences(licences), _components(components))

    def only_version(self, id_: str) -> str | None:
        """The label of a definition that has one version."""
        labels = set(self.versions[id_].values())
        return labels.pop() if len(labels) == 1 else None

    def components_among(self, text: str) -> list[str]:
        """Components named in a run of Chinese or Japanese."""
        known = set(self.components.values())
        return [id_ for word, id_ in _AMONG_CJK.items() if word in text and id_ in known]


def _version_spellings(version: str) -> list[str]:
    plain = version.casefold().replace("-", "")
    number, rc, candidate = plain.partition("rc")
    spellings = [plain]
    if rc:
        spellings += [f"rc{candidate}", f"releasecandidate{candidate}"]
    elif number.endswith(".0") and number.count(".") == 1:
        spellings.append(number.removesuffix(".0"))
    return spellings


def _licences(licences: Iterable[Licence]) -> dict[str, list[str]]:
    names: dict[str, dict[str, None]] = {}
    newest: dict[str, tuple[tuple[bool, str], str]] = {}
    ids = set()
    for licence in licences:
        ids.add(licence.id)
        bare = licence.id.removeprefix("LicenseRef-")
        for name in (licence.id, bare, licence.name, *licence.names):
            names.setdefault(fold(name), {})[licence.id] = None
        versioned = None if bare != licence.id else _VERSIONED.fullmatch(licence.id)
        if versioned:
            for spelling in _loosely(versioned[1], versioned[2]):
                rank = (versioned[3] != "-or-later", versioned[2])
                newest[spelling] = max(newest.get(spelling, (rank, licence.id)), (rank, licence.id))
    for spelling, (_rank, id_) in newest.items():
        names.setdefault(spelling, {id_: None})
    for spelling, id_ in _SAID.items():
        if id_ in ids:
            names.setdefault(spelling, {id_: None})
    rail = dict.fromkeys(id_ for id_ in sorted(ids) if "rail" in id_.casefold())
    for spelling in _SAID_OF_RAIL if rail else ():
        names.setdefault(spelling, rail)
    names.pop("", None)
    return {name: list(found) for name, found in names.items()}


def _loosely(base: str, version: str) -> list[str]:
    short = version.removesuffix(".0")
    spellings = [f"{base} {short}", f"{base} v{short}", f"{base}v{version}", f"{base} {version}"]
    return [fold(spelling) for spelling in (base, *spellings)]


def _components(components: Iterable[Component]) -> dict[str, str]:
    names: dict[str, str] = {}
    for component in components:
        for name in (component.name, component.id.replace("_", " "), *component.aliases):
            names.setdefault(fold(name), component.id)
    known = set(names.values())
    for name, id_ in _SAID_OF_COMPONENTS.items():
        if id_ in known:
            names.setdefault(name, id_)
    return names
