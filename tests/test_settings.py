"""What an operator can set about messages of the bot's own accord, about who takes part, and about a model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.chores import Weekday, Weekly
from bot.domain.endorsements.readiness import Gate
from bot.domain.stakeholders import Stakeholders
from bot.settings import BadConfiguration, ChatModelSettings, Settings, read_settings


def read(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "osaibot.yaml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file, None, {})


def test_by_default_nothing_is_posted(tmp_path: Path) -> None:
    settings = read(tmp_path, "")

    assert (settings.curators_channel, settings.record_channel, settings.curation.digest_rule) == (None, None, None)


def test_channels_are_named_as_the_outbox_names_them(tmp_path: Path) -> None:
    settings = read(tmp_path, "discord: {curators_channel: 7, record_channel: 8}")

    assert (settings.curators_channel, settings.record_channel) == ("discord:7", "discord:8")


@pytest.mark.parametrize(
    ("curation", "expected"),
    [
        ("digest: off", None),
        ("digest: weekly", Weekly(Weekday.MONDAY, 8)),
        ("digest: weekly, digest_day: friday, digest_hour_utc: 17", Weekly(Weekday.FRIDAY, 17)),
    ],
)
def test_the_digest_is_due_when_the_configuration_says(tmp_path: Path, curation: str, expected: Weekly | None) -> None:
    settings = read(tmp_path, f"discord: {{curators_channel: 7}}\ncuration: {{{curation}}}")

    assert settings.curation.digest_rule == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "database: sqlite://\ncuration:\n  digest: weekly\n",
            "osaibot.yaml:3: curation.digest: expected discord.curators_channel as well: the digest goes there",
        ),
        ("curation: {digest_hour_utc: 24}", "curation.digest_hour_utc"),
        ("curation: {digest_day: payday}", "curation.digest_day"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(BadConfiguration) as refused:
        read(tmp_path, text)

    assert problem in str(refused.value)


def test_by_default_no_language_model_is_asked(tmp_path: Path) -> None:
    assert read(tmp_path, "minutes: {}").minutes.chat_model is None
    assert Settings().minutes.chat_model is None


def test_a_language_model_has_an_address_and_limits(tmp_path: Path) -> None:
    model = read(tmp_path, "minutes: {chat_model: {address: 'https://llm.example/v1', model: a/b}}").minutes.chat_model

    assert model == ChatModelSettings("https://llm.example/v1", "a/b", None, 120.0, 60_000, 1_000_000)


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("address: 'http://x/v1'", "minutes.chat_model.model"),
        ("model: m", "minutes.chat_model.address"),
        ("model: m, address: 'x/v1'", "minutes.chat_model.address"),
        ("model: m, address: 'file:///v1'", "minutes.chat_model.address"),
        ("model: m, address: 'https://me:secret@x/v1'", "minutes.chat_model.address"),
        ("model: m, address: 'https://x/v1?key=secret'", "minutes.chat_model.address"),
        ("model: m, address: 'http://x/v1', key: secret", "minutes.chat_model.key"),
        ("model: m, address: 'http://x/v1', key_env: a b", "minutes.chat_model.key_env"),
        ("model: m, address: 'http://x/v1', key_env: OSAIBOT_TOKEN", "key_env: expected another variable"),
        ("model: m, address: 'http://x/v1', timeout_seconds: 0", "minutes.chat_model.timeout_seconds"),
        ("model: m, address: 'http://x/v1', topic_letters: 1", "minutes.chat_model.topic_letters"),
        ("model: m, address: 'http://x/v1', answer_bytes: 100000000", "minutes.chat_model.answer_bytes"),
    ],
)
def test_a_language_model_that_cannot_be_asked_or_would_show_a_key_is_refused(
    tmp_path: Path, model: str, problem: str
) -> None:
    with pytest.raises(BadConfiguration) as refused:
        read(tmp_path, f"minutes: {{chat_model: {{{model}}}}}")

    assert problem in str(refused.value)


EXAMPLE = Path(__file__).parent.parent / "config.example.yaml"


def test_the_example_names_the_six_categories_and_five_regions_that_are_taken_by_default() -> None:
    example = read_settings(EXAMPLE, None, {})

    assert example.stakeholders.values == Settings().stakeholders.values == Stakeholders()


def test_the_four_later_categories_of_the_example_can_be_put_in_their_place(tmp_path: Path) -> None:
    commented = EXAMPLE.read_text(encoding="utf-8").partition("in the place of the six:\n")[2]
    later = re.match(r"(  # .+\n)+", commented)
    assert later is not None

    settings = read(tmp_path, "stakeholders:\n" + later[0].replace("# ", ""))

    assert [one.name for one in settings.stakeholders.values.categories] == [
        "Developer",
        "Deployer",
        "End user",
        "Subject",
    ]
    assert settings.stakeholders.values.regions == Stakeholders().regions


@pytest.mark.parametrize(
    ("stakeholders", "problem"),
    [
        ("categories: []", "stakeholders.categories"),
        ("categories: [{id: A b, name: x}]", "stakeholders.categories[0].id"),
        ("categories: [{id: a, name: ''}]", "stakeholders.categories[0].name"),
        ("categories: [{id: a}]", "stakeholders.categories[0].name"),
        ("categories: [{id: a, name: A, colour: red}]", "stakeholders.categories[0].colour"),
        ("kinds: []", "stakeholders.kinds"),
        (
            "regions: [{id: a, name: One}, {id: b, name: ONE}]",
            "stakeholders.regions[1]: expected an id and a name of its own, as a has",
        ),
        ("regions: [{id: a, name: b}, {id: b, name: c}]", "stakeholders.regions[1]"),
        ("regions: [" + ", ".join(f"{{id: r{n}, name: R{n}}}" for n in range(26)) + "]", "stakeholders.regions"),
    ],
)
def test_categories_and_regions_that_cannot_be_told_apart_or_shown_are_refused(
    tmp_path: Path, stakeholders: str, problem: str
) -> None:
    with pytest.raises(BadConfiguration) as refused:
        read(tmp_path, f"stakeholders: {{{stakeholders}}}")

    assert problem in str(refused.value)


def test_by_default_the_gates_are_those_of_the_first_plan(tmp_path: Path) -> None:
    assert read(tmp_path, "").gates == (
        Gate("release_candidate", "Release candidate", per_category=2, organisations=12),
        Gate("stable", "Stable 1.0", per_category=5),
    )


def test_gates_are_what_the_configuration_says(tmp_path: Path) -> None:
    text = "readiness: [{id: a, label: A first step, organisations: 3}]"

    assert read(tmp_path, text).gates == (Gate("a", "A first step", organisations=3),)
    assert read(tmp_path, "readiness: []").gates == ()


@pytest.mark.parametrize(
    ("gates", "problem"),
    [
        ("{id: a, label: A}", "readiness[0]: expected per_category or organisations"),
        (
            "{id: a, label: A, per_category: 1, categories: [deployer]}",
            "readiness[0].categories: expected ids of stakeholders.categories, found deployer",
        ),
        ("{id: a, label: A, organisations: 1}, {id: a, label: B, organisations: 2}", "readiness[1]: expected an id"),
        ("{id: a, label: A, organisations: -1}", "readiness[0].organisations"),
    ],
)
def test_a_gate_that_cannot_be_is_refused_with_its_place(tmp_path: Path, gates: str, problem: str) -> None:
    with pytest.raises(BadConfiguration) as refused:
        read(tmp_path, f"readiness: [{gates}]")

    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("name", "categories", "counting"),
    [
        ("six-categories", 6, ()),
        ("four-categories", 4, ("deployer", "end_user", "subject")),
    ],
)
def test_both_sets_of_categories_ship_as_examples(name: str, categories: int, counting: tuple[str, ...]) -> None:
    settings = read_settings(EXAMPLE.parent / "docs" / "examples" / f"{name}.yaml", None, {})

    assert len(settings.stakeholders.values.categories) == categories
    first, last = settings.gates
    assert (first.per_category, first.organisations, last.per_category) == (2, 12, 5)
    assert last.categories == counting


def test_an_interest_of_an_organisation_is_found_by_any_spelling(tmp_path: Path) -> None:
    text = 'stakeholders: {conflicts: [{organisation: Acme AI, note: a funder, source: "https://example.org/x"}]}'

    stakeholders = read(tmp_path, text).stakeholders.values

    found = stakeholders.conflict("ACME  ai")
    assert found is not None
    assert found.note == "a funder"
    assert stakeholders.conflict("Other") is None
    assert stakeholders.conflict(None) is None


def test_an_interest_without_a_page_that_shows_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="source"):
        read(tmp_path, "stakeholders: {conflicts: [{organisation: Acme, note: a funder, source: 'javascript:1'}]}")
