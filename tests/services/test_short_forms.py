"""The short form of facts: many spellings, and refusals that lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.libraries import Library
from bot.domain.licences import Licensing
from bot.domain.refusals import Refusal
from bot.domain.suppositions import Supposition
from bot.domain.systems import Access, Extent
from bot.services.short_forms import LIMIT, read
from bot.services.understanding import Vocabulary

OPEN, GATED, ABSENT, UNKNOWN = Access.OPEN, Access.GATED, Access.ABSENT, Access.UNKNOWN
FULL, PARTIAL = Extent.FULL, Extent.PARTIAL
CODE = {
    "data_preprocessing_code", "training_code", "inference_code", "evaluation_code", "supporting_libraries",
    "model_architecture", "test_code", "validation_code", "benchmark_inference_code", "other_libraries",
    "supporting_tools",
}  # fmt: skip

Reading = dict[str, tuple[Access | None, Extent | None, str | None]]


@pytest.fixture(scope="module")
def vocabulary(library: Library) -> Vocabulary:
    reference = library.reference
    titles = [(label, definition.title) for label, definition in reference.definitions.items()]
    return Vocabulary.build((), titles, reference.licences.values(), reference.components.values())


def said(text: str, library: Library, vocabulary: Vocabulary) -> Reading:
    return {
        s.component: (s.access, s.extent, s.licence.text if s.licence else None)
        for s in read(text, library.reference, vocabulary.references)
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (OPEN, "open|Open|published|public|publicly available|released|available|yes|free|“open”"),
        (GATED, "gated|behind a gate|on request|available on request|open, on request|request only"),
        (ABSENT, "absent|private|closed|not released|not-released|not published|no|none|withheld|kept private|secret"),
        (UNKNOWN, "unknown|not known|?|unclear"),
    ],
)
def test_access_is_said_in_plain_words(typed: Access, expected: str, library: Library, vocabulary: Vocabulary) -> None:
    for word in expected.split("|"):
        assert said(f"weights: {word}", library, vocabulary) == {"model_parameters": (typed, None, None)}, word


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("open, in part", (OPEN, PARTIAL, None)),
        ("partial", (None, PARTIAL, None)),
        ("published partially under MIT", (OPEN, PARTIAL, "MIT")),
        ("described in detail", None),
        ("open, in detail, CC-BY-4.0", (OPEN, FULL, "CC-BY-4.0")),
        ("complete", (None, FULL, None)),
    ],
)
def test_extent_is_said_in_plain_words(
    words: str, expected: tuple[Access, Extent, str] | None, library: Library, vocabulary: Vocabulary
) -> None:
    if expected is None:
        with pytest.raises(Refusal, match="I do not understand “described”"):
            said(f"data information: {words}", library, vocabulary)
    else:
        assert said(f"data information: {words}", library, vocabulary) == {"data_information": expected}


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        ("Apache-2.0", "Apache-2.0"),
        ("apache 2.0", "Apache-2.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("the Apache 2.0 licence", "Apache-2.0"),
        ("under the mit licence", "MIT"),
        ("MIT license", "MIT"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0"),
        ("llama 2 licence", "LicenseRef-Llama-2-Community"),
        ("LicenseRef-Llama-2-Community", "LicenseRef-Llama-2-Community"),
        ("Open Software License 3.0", "OSL-3.0"),
        ("Open Database License", "ODbL-1.0"),
        ("public domain", "CC0-1.0"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("MIT and (CC BY 4.0 or Apache 2)", "MIT AND ( CC-BY-4.0 OR Apache-2.0 )"),
        ("no licence", "none-stated"),
        ("without a license", "none-stated"),
        ("several licences", "mixed"),
    ],
)
def test_licences_are_read_in_many_spellings(
    words: str, licence: str, library: Library, vocabulary: Vocabulary
) -> None:
    assert said(f"weights: {words}", library, vocabulary) == {"model_parameters": (None, None, licence)}
    assert said(f"weights: open, {words}", library, vocabulary) == {"model_parameters": (OPEN, None, licence)}


def test_an_expression_is_a_choice_of_combinations(library: Library, vocabulary: Vocabulary) -> None:
    (supposition,) = read("weights: MIT or Apache", library.reference, vocabulary.references)

    assert supposition.licence == Licensing("MIT OR Apache-2.0", (("Apache-2.0",), ("MIT",)))


@pytest.mark.parametrize(
    "text",
    [
        "parameters: open, Apache-2.0; training data: absent",
        "parameters: open, Apache-2.0\ntraining data: absent",
        "- weights: open, Apache-2.0\n- training data: absent\n",
        "1. weights: open, Apache-2.0\n2. datasets: not released",
        "Weights = open Apache-2.0; Training Data = private;",
        "the weights are open under Apache 2.0; the training data is private",
        "weights open apache 2.0; no training data",
        "weights: open, Apache-2.0, training data: absent",
        "weights: open, Apache-2.0. Training data: absent.",
        "training data -> absent; model weights -> published, apache-2.0",
        "weights\uff1aopen\uff0cApache-2.0\uff1btraining data\uff1aabsent",
        "weights: MIT; weights: open, Apache-2.0; training data: closed",
    ],
)
def test_pieces_may_be_put_in_many_ways(text: str, library: Library, vocabulary: Vocabulary) -> None:
    expected = {"model_parameters": (OPEN, None, "Apache-2.0"), "training_data": (ABSENT, None, None)}

    assert said(text, library, vocabulary) == expected


@pytest.mark.parametrize(
    ("names", "components"),
    [
        ("weights", {"model_parameters"}),
        ("training, validation and testing code", {"training_code"}),
        ("libraries and tools", {"supporting_libraries"}),
        ("weights and training code", {"model_parameters", "training_code"}),
        ("weights, training code & the model card", {"model_parameters", "training_code", "model_card"}),
        ("model code", {"model_architecture"}),
        ("code", CODE),
        ("all code", CODE),
        ("model, code and parameters", CODE | {"model_parameters"}),
        ("data", {"training_data"}),
    ],
)
def test_components_have_many_names_and_share_what_is_said(
    names: str, components: set[str], library: Library, vocabulary: Vocabulary
) -> None:
    assert said(f"{names}: open, MIT", library, vocabulary) == dict.fromkeys(components, (OPEN, None, "MIT"))


def test_everything_is_every_component(library: Library, vocabulary: Vocabulary) -> None:
    assert said("everything: MIT", library, vocabulary).keys() == library.reference.components.keys()


@pytest.mark.parametrize(
    "text",
    ["training code: absent; code: MIT; everything else: gated", "everything: gated; code: MIT; training code: absent"],
)
def test_what_is_said_of_one_goes_before_what_is_said_of_many(
    text: str, library: Library, vocabulary: Vocabulary
) -> None:
    found = said(text, library, vocabulary)

    assert found["training_code"] == (ABSENT, None, None)
    assert found["inference_code"] == (None, None, "MIT")
    assert found["training_data"] == (GATED, None, None)


@pytest.mark.parametrize(
    "text", ["training data: -", "training data: forget", "forget training data", "- training data", "- datasets"]
)
def test_a_fact_can_be_taken_out(text: str, library: Library, vocabulary: Vocabulary) -> None:
    found = read(text, library.reference, vocabulary.references)

    assert found == (Supposition("training_data", forgotten=True),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("trainig code: open", "“trainig code: open”: “trainig code” is no component; did you mean “training code”"),
        ("weights: opne", "I do not understand “opne”; did you mean “opened”, “open”"),
        ("weights: Apahce-2.0", "I do not understand “Apahce-2.0”; did you mean “Apache-2.0”"),
        ("weights: rail", "“rail” could be LicenseRef-"),
        ("weights, foo: open", "“foo” is no component"),
        ("weights:", "what of it? Say “open, MIT” or “absent”"),
        ("weights: the licence", "what of it?"),
        ("weights", "what of it?"),
        ("weights: open, closed", "it says two things that do not go together"),
        ("weights: MIT, Apache-2.0", "it says two things that do not go together"),
        ("weights: -, MIT", "it says two things that do not go together"),
        ("we did it", "is no component"),
        ("weights: xyzzy", "say open, gated, absent or unknown, in part, or a licence"),
    ],
)
def test_what_is_not_understood_is_named_and_given_back(
    text: str, told: str, library: Library, vocabulary: Vocabulary
) -> None:
    with pytest.raises(Refusal) as refused:
        read(text, library.reference, vocabulary.references)

    assert told in str(refused.value)
    assert f"You wrote: {text}" in str(refused.value)


def test_all_that_is_not_understood_is_told_at_once(library: Library, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refusal) as refused:
        read("weights: opne\nfoo: open; code: MIT\nbar: no", library.reference, vocabulary.references)

    assert [line.partition("”")[0] for line in str(refused.value).splitlines()[1:-1]] == [
        "- “weights: opne", "- “foo: open", "- “bar: no",
    ]  # fmt: skip
    assert str(refused.value).endswith("You wrote: weights: opne ; foo: open; code: MIT ; bar: no")


def test_however_much_is_not_understood_what_was_typed_is_given_back_whole(
    library: Library, vocabulary: Vocabulary
) -> None:
    text = "; ".join(f"component number {number}: opne" for number in range(45))

    with pytest.raises(Refusal) as refused:
        read(text, library.reference, vocabulary.references)

    assert str(refused.value).endswith(f"more\nYou wrote: {text}")
    assert len(str(refused.value)) < 2000


@pytest.mark.parametrize("text", ["", " ; \n.", ";;;"])
def test_nothing_said_is_refused_with_an_example(text: str, library: Library, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refusal, match="Say what to suppose, such as “weights: open"):
        read(text, library.reference, vocabulary.references)


def test_the_example_can_be_read(library: Library, vocabulary: Vocabulary) -> None:
    assert said("weights: open, Apache-2.0; code: MIT; training data: absent", library, vocabulary)


def test_too_much_is_refused_whatever_it_is(library: Library, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refusal, match="at most 1400 letters"):
        read("weights and " * (LIMIT // 10), library.reference, vocabulary.references)


@pytest.mark.parametrize("text", ["MIT or " * 190, "(" * 900 + "xyzzy", "a " * 690, "weights, " * 150, ":" * 1380])
def test_nothing_typed_takes_long_or_fails(text: str, library: Library, vocabulary: Vocabulary) -> None:
    for typed in (text, f"weights: {text}"):
        with pytest.raises(Refusal):
            read(typed, library.reference, vocabulary.references)


WORDS = ["weights", "code", "data", "and", ",", ":", ";", "\n", "-", "open", "in part", "MIT", "or", "(", ")", "no",
         "licence", "is", "private", "Apache-2.0", ".", "/", "everything", "\ud800", "1."]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_whatever_is_typed_is_read_or_refused(text: str, library: Library, vocabulary: Vocabulary) -> None:
    try:
        found = read(text, library.reference, vocabulary.references)
    except Refusal:
        return
    assert found
    assert len({supposition.component for supposition in found}) == len(found)
    assert all(supposition != Supposition(supposition.component) for supposition in found)
