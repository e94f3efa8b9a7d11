"""What an operator can set about messages of the bot's own accord."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.chores import Weekday, Weekly
from bot.settings import BadConfiguration, Settings, read_settings


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
