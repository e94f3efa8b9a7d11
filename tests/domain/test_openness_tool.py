"""The Model Openness Tool's own class: resolution of licences, what may stand in, and how progress is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.openness_tool import KINDS, REQUIRED, Shipped, grade, resolve
from bot.domain.openness_tool_licences import OPEN
from tests.domain.strategies import PROPERTY

FREE = {"distribution": "MIT"}


def shipped(*names: str) -> list[Shipped]:
    """Components without licences of their own."""
    return [Shipped(name) for name in names]


def test_a_licence_is_the_components_then_that_of_its_kind_then_that_of_the_whole() -> None:
    defaults = {"code": "MIT", "distribution": "Apache-2.0"}

    assert resolve("Training code", "ISC", defaults) == "ISC"
    assert resolve("Training code", None, defaults) == "MIT"
    assert resolve("Datasets", None, defaults) == "Apache-2.0"
    assert resolve("Datasets", None, {}) == "unlicensed"


def test_an_empty_licence_is_none_and_no_default_fills_it() -> None:
    assert resolve("Training code", "", {"distribution": "MIT"}) == "unlicensed"


def test_each_class_is_reached_with_what_it_and_those_below_require() -> None:
    assert {class_: grade(shipped(*names), FREE).outcome for class_, names in REQUIRED.items()} == {
        class_: class_ for class_ in REQUIRED
    }


def test_a_research_paper_stands_in_for_the_technical_report_in_all_classes() -> None:
    names = [name for name in REQUIRED["I"] if name != "Technical report"]

    found = grade(shipped(*names), FREE)

    assert (found.outcome, dict(found.progress)) == ("I", {"III": 100.0, "II": 100.0, "I": 100.0})


def test_a_technical_report_does_not_stand_in_for_the_research_paper() -> None:
    found = grade(shipped(*(name for name in REQUIRED["I"] if name != "Research paper")), FREE)

    assert (found.outcome, [str(gap) for gap in found.missing]) == ("II", ["Research paper (absent)"])


def test_what_is_missing_names_the_reason_and_what_would_do_instead() -> None:
    parts = [Shipped("Model architecture", "mit"), Shipped("Model card", "unlicensed"), Shipped("Research paper", "")]

    assert [str(gap) for gap in grade(parts, {}).missing] == [
        "Model architecture (licence not open)",
        "Model parameters (Final) (absent)",
        "Evaluation results (absent)",
        "Model card (no licence)",
        "Data card (absent)",
        "Technical report (absent) or Research paper (no licence)",
    ]


def test_progress_to_a_class_begins_when_the_one_below_is_reached() -> None:
    found = grade(shipped(*REQUIRED["III"], "Training code", "Datasets"), FREE)

    assert dict(found.progress) == {"III": 100.0, "II": 70.0, "I": 0.0}


def test_an_unknown_name_is_taken_for_the_datasets_as_the_tool_does() -> None:
    names = [name for name in REQUIRED["I"] if name != "Datasets"]

    assert grade(shipped(*names, "Tokeniser"), FREE).outcome == "I"


def test_of_a_component_listed_twice_the_last_entry_counts() -> None:
    parts = [*shipped(*REQUIRED["III"]), Shipped("Data card", "unlicensed")]

    assert grade(parts, FREE).outcome == "none"


def test_an_open_licence_of_another_kind_counts_and_brings_a_remark() -> None:
    found = grade([Shipped("Model parameters (Final)", "MIT"), Shipped("Training code", "MIT")], {})

    assert found.remarks == ("Model parameters (Final)",)
    assert "Model parameters (Final)" not in [gap.component for gap in found.missing]


def test_ids_are_compared_exactly_with_the_tools_own_slips() -> None:
    assert {"MIT", "OpenMDW-1.0", "ODC-PDDL-1.0", "GFDL-1.3", "WTFPL"} <= OPEN
    assert not OPEN & {"mit", "Apache 2.0", "PDDL-1.0", "OpenMDW-1.1", "CC-BY-NC-4.0", "CC-BY-ND-4.0", " MIT"}


LICENCES = st.sampled_from([None, "", "unlicensed", "MIT", "CC-BY-4.0", "a licence of our own"])
PARTS = st.lists(st.builds(Shipped, st.sampled_from([*KINDS, "something else"]), LICENCES))
DEFAULTS = st.dictionaries(st.sampled_from(["distribution", "code", "data", "document"]), LICENCES.map(str))


@PROPERTY
@given(PARTS, DEFAULTS)
def test_class_progress_and_gaps_always_agree(parts: list[Shipped], defaults: dict[str, str]) -> None:
    found = grade(parts, defaults)

    reached = [class_ for class_ in REQUIRED if found.progress[class_] == 100]
    assert reached == list(REQUIRED)[: len(reached)]
    assert found.outcome == (reached[-1] if reached else "none")
    assert bool(found.missing) is (found.outcome != "I")
    assert all(0 <= percent <= 100 for percent in found.progress.values())


@PROPERTY
@given(PARTS, DEFAULTS, st.sampled_from(list(KINDS)))
def test_opening_one_more_component_never_lowers_a_class(
    parts: list[Shipped], defaults: dict[str, str], name: str
) -> None:
    order = ["none", *REQUIRED]

    more = grade([*parts, Shipped(name, "MIT")], defaults)

    assert order.index(more.outcome) >= order.index(grade(parts, defaults).outcome)
