"""Files as other projects write them: made here for a test, and their own samples where these are at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

# The projects' own files are too many to be kept here; where they are, they stand beside the checkout.
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

JUDGEMENTS = (
    "datasources_basemodel datasources_endmodel weights_basemodel weights_endmodel trainingcode code "
    "hardware_architecture preprint paper modelcard datasheet licenses"
).split()


def tool_tree(
    name: str = "Pythia-6.9B",
    components: Mapping[str, str | None] | Sequence[str] = ("Model architecture",),
    *,
    licence: Mapping[str, str] | None = None,
    date: Any = "2025-05-22",
) -> dict[str, Any]:
    """A file of the Model Openness Tool: its components with their licences, and the defaults."""
    named = components if isinstance(components, Mapping) else dict.fromkeys(components)
    listed = [
        {"name": part, "description": "what it is", **({} if own is None else {"license": own})}
        for part, own in named.items()
    ]
    defaults = {kind: {"name": text, "path": ""} for kind, text in (licence or {}).items()}
    return {
        "framework": {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"},
        "release": {"name": name, "version": "7B", "date": date, "license": defaults, "components": listed},
    }


def old_tool_tree(name: str, components: Mapping[str, str]) -> dict[str, Any]:
    """The same in the older layout."""
    tree = tool_tree(name)
    del tree["release"]["license"]
    tree["release"]["components"] = [{"name": part, "license_name": text} for part, text in components.items()]
    return tree


def index_tree(
    name: str = "BERT", *, model: str | None = None, licence: str | None = None, other: str = "closed", **judged: str
) -> dict[str, Any]:
    """A file of the European index: every judgement is ``other`` unless it is named."""
    head = {"name": name, "endmodelname": model, "endmodellicense": licence, "type": "text"}
    parts = {key: {"class": judged.get(key, other), "link": None, "notes": None} for key in JUDGEMENTS}
    return {"system": head, "org": {"name": "somebody"}, **parts}


def written(folder: Path, file: str, tree: Any) -> Path:
    """Write a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return path
