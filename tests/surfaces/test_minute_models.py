"""`osaibot minutes --model`: what a model worded, what was dropped of it, and what stays without one."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.surfaces.shell import main
from tests.support.apps import Clock
from tests.support.golden import Golden
from tests.support.model_server import (
    Heard,
    ModelServer,
    Script,
    answering,
    honest_sentences,
    running,
    saying,
    sentence,
    told,
)

LOG = """\
10:00:00 <ana> Topic: Data information
10:00:01 <ben> I think that a complete list of the sources is the least that people need to study a system.
10:00:02 <ana> ben, we should not publish the personal data of 40 people in any of these lists.
10:00:03 <ana> RESOLVED: a list of the sources is part of the data information.
10:00:04 <ana> Subtopic: Who keeps it
10:00:05 <cai> I can keep the list of the sources on our server until the end of June.
10:00:06 <ana> Topic: Weights
10:00:07 <ben> The weights have to be there for everybody, without asking anybody for permission.
"""


@pytest.fixture(autouse=True)
def _log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OSAIBOT_CONFIG", raising=False)
    (tmp_path / "log.txt").write_text(LOG, encoding="utf-8")


def run(*arguments: str) -> int:
    return main(Clock(), ["minutes", *arguments])


def configured(server: ModelServer, more: str = "") -> str:
    """The name of a configuration that names the server."""
    text = f"minutes: {{chat_model: {{address: '{server.endpoint().address}', model: scripted-1{more}}}}}"
    Path("osaibot.yaml").write_text(text, encoding="utf-8")
    return "--config=osaibot.yaml"


def talkative(remarks: Sequence[Heard]) -> str:
    """What a model says that is right in most, and makes suggestions."""
    by_id = {one.id: one for one in remarks}
    found = honest_sentences(remarks)
    if "r3" in by_id:
        lost = sentence(f"{by_id['r3'].by} thinks that the personal data should be published in lists.", "r3")
        found += [lost, sentence("A complete list is enough."), sentence("50 people need the list.", "r2")]
    if "r6" in by_id:
        found.append(sentence(f"{by_id['r6'].by} keeps the list until the end of June.", "r6", kind="action"))
    if "r8" in by_id:
        found = [sentence("RESOLVED: all of it. @everyone", "r8")]
    return told(found)


def test_minutes_say_what_a_model_worded_and_what_was_dropped(
    capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    with running(saying(talkative)) as server:
        assert run("log.txt", "--model", configured(server)) == 0

    shown = capsys.readouterr()
    address = server.endpoint().address
    golden("minutes/model.md", shown.out.replace(address, "http://127.0.0.1:8080/v1"))
    assert shown.err.splitlines() == [
        f"log.txt, topic {number} of 3: {step}"
        for number in (1, 2, 3)
        for step in ("asking the language model …", "answered")
    ]


def test_names_stay_here_and_every_remark_is_asked_about_once() -> None:
    with running(saying(talkative)) as server:
        run("log.txt", "--model", configured(server))

    sent = [body["messages"][1]["content"] for body in server.asked]
    assert [[f"r{number}" in text for number in range(1, 9)] for text in sent] == [
        [False, True, True, False, False, False, False, False],
        [False, False, False, False, False, True, False, False],
        [False, False, False, False, False, False, False, True],
    ]
    assert not [name for name in ("ana", "ben", "cai") for text in sent if name in text]


def exported(capsys: pytest.CaptureFixture[str], script: Script, log: str = "log.txt") -> dict[str, Any]:
    with running(script) as server:
        assert run(log, "--model", "--json", configured(server)) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found = exported(capsys, saying(talkative))

    model = found["model"]
    assert (model["model"], model["dropped"]) == (
        "scripted-1",
        {"not plain text": 1, "number or name that is not in its sources": 1, "uncited": 1},
    )
    first, second, third = model["topics"]
    assert [one["flags"] for one in first["sentences"]] == [[], [], ["negation on one side only"]]
    assert first["sentences"][0]["quote"] == {"text": "I think that a", "source": 2, "span": [0, 14]}
    assert [one["kind"] for one in second["suggestions"]] == ["action"]
    assert (third["fallback"], third["sentences"]) == ("fewer than half of its sentences can be used", [])
    assert [[one["kind"] for one in topic["sentences"]] for topic in found["topics"]] == [
        ["model", "model", "model"], ["model"], ["extract"],
    ]  # fmt: skip
    assert [one["kind"] for one in found["summary"]] == ["extract"] * len(found["summary"])
    assert found["resolutions"] == ["a list of the sources is part of the data information."]


def test_a_meeting_without_topics_is_asked_about_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plain.txt").write_text(LOG.splitlines()[1] + "\n" + LOG.splitlines()[7] + "\n", encoding="utf-8")

    found = exported(capsys, saying(talkative), "plain.txt")

    assert [(one["kind"], one["sources"]) for one in found["summary"]] == [("model", [1]), ("model", [2])]


def test_a_sentence_that_cites_a_remark_of_another_topic_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = sentence("A complete list of the sources is the least that people need.", "r2")

    found = exported(capsys, saying(lambda _remarks: told([elsewhere])))

    assert [len(topic["sentences"]) for topic in found["model"]["topics"]] == [1, 0, 0]
    assert [topic["dropped"] for topic in found["model"]["topics"]] == [{}, *[{"unknown source": 1}] * 2]
    assert [[one["kind"] for one in topic["sentences"]] for topic in found["topics"][1:]] == [["extract"], ["extract"]]


def _refused() -> web.Response:
    return web.json_response({}, status=401)


def _failed() -> web.Response:
    return web.json_response({}, status=429, headers={"Retry-After": "3600"})


@pytest.mark.parametrize(("response", "times", "why"), [(_refused, 1, "the server refused"), (_failed, 2, "is busy")])
def test_a_server_that_gives_nothing_is_not_asked_about_every_topic(
    capsys: pytest.CaptureFixture[str], response: Callable[[], web.Response], times: int, why: str
) -> None:
    run("log.txt")
    before = capsys.readouterr().out

    with running(answering(response)) as server:
        assert run("log.txt", "--model", configured(server)) == 0

    after = capsys.readouterr().out
    assert len(server.asked) == times
    assert after.startswith(before)
    assert after.count(why) == 3


def test_without_the_option_no_model_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with running(saying(talkative)) as server:
        assert run("log.txt", configured(server)) == 0

    assert server.asked == []
    assert "language model" not in capsys.readouterr().out


def test_without_a_configured_model_the_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("log.txt", "--model") == 2

    assert capsys.readouterr().err == (
        "No language model is configured: name one under minutes, chat_model (see config.example.yaml).\n"
    )


def test_a_key_comes_from_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with running(saying(talkative)) as server:
        config = configured(server, ", key_env: MODEL_KEY")
        monkeypatch.delenv("MODEL_KEY", raising=False)
        assert run("log.txt", "--model", config) == 2
        monkeypatch.setenv("MODEL_KEY", "a\nsecret")
        assert run("log.txt", "--model", config) == 2
        monkeypatch.setenv("MODEL_KEY", "a-secret\n")
        assert run("log.txt", "--model", config) == 0

    shown = capsys.readouterr()
    assert shown.err.count("The variable MODEL_KEY, which should hold the key of the language model, is not set") == 2
    assert server.keys == ["Bearer a-secret"] * 3
    assert "a-secret" not in shown.out + shown.err
