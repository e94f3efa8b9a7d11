"""Layouts: what their logs hold besides messages, and what broken ones come to."""

from __future__ import annotations

import pytest

from tests.support.meetings import read

LOGS = {
    "irc-rrsagent": "10:00:00 <ana> ana has joined #osaid\n10:00:01 <ana> hi\n10:00:02 <ben> ben has left #osaid\n",
    "irc-mirc": "Start of #osaid buffer: Mon\n* ana waves\n<ana> hi\n there\nEnd of #osaid buffer  Mon\n",
    "irc-bip": (
        "01-02-2023 10:00:00 -!- ana has joined\n01-02-2023 10:00:01 < ana!~a@b: hi\n01-02-2023 10:00:02 > * me waves\n"
        "01-02-2023 10:00:03 > ben: ho\n"
    ),
    "irc-irssi-bar": (
        "--- Log opened Tue\n10:00     --> | ana (a@b) has joined\n10:01 @   ana | hi\n10:02       * | ana waves\n"
        "10:03  «Quit» | ana (a@b) has signed off\n"
    ),
    "irc-irssi": "--- Log opened\n10:00 -!- ana joined\n10:01 <@ana> hi\n10:02 < ben> ho\n10:03  * ben waves\n",
    "irc-qwebirc": "[10:00] == ana joined\n[10:01] <ana> hi\n[10:02] * ana waves\n",
    "irc-irccloud": (
        "#osaid\n[2023-02-01 10:00:00] → ana joined\n[2023-02-01 10:00:01] <ana> hi\n"
        "[2023-02-01 10:00:02] — ana waves\n"
    ),
    "irc-quassel": (
        "[10:00:00] --> ana has joined\n[10:00:01] <ana> hi\n[10:00:02] -*- ana waves\n[10:00:03] - {Day changed}\n"
    ),
    "irc-pidgin": "(10:00:00 AM) ana: hi\n(10:00:01 AM) ben entered the room.\n(10:00:02 AM) ***ana waves\n",
    "bbb-chat": (
        "[10:00] system : Welcome\n[10:01] Ana : <b>hi</b> &amp; ho\n[10:02] Ben : This message was deleted by Ana\n"
    ),
    "jitsi": (
        "Transcript of conference held at 1 May in room x\nInitial people present at 10:00:\n\n\tAna\n\n"
        "<7:35:26 AM> Ben joined the conference\n<7:35:27 AM> Ana: hi\nEnd of transcript at 11:00\n"
    ),
    "webvtt": "WEBVTT\n\nNOTE of mine\nover lines\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Ana>hi</v>\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>Ana: hi</i>\n",
}


@pytest.mark.parametrize("name", sorted(LOGS))
def test_what_nobody_said_is_no_remark(name: str) -> None:
    layout, found = read(LOGS[name])

    assert layout.name == name
    assert found.unread == 0
    assert found.remarks[0].speaker.lower() == "ana"
    assert {one.text for one in found.remarks} <= {"hi", "ho", "hi there", "hi & ho"}


def test_private_messages_are_left_out_and_counted() -> None:
    text = (
        "10:00:00 From Ana to Everyone:\n\thello all\n"
        "10:00:01 From Ben to Ana (Direct Message):\n\tsecret\n\tand more\n"
        "10:00:02 From Cai : hi\n"
    )

    layout, found = read(text)

    assert layout.name == "zoom-chat"
    assert [(one.number, one.speaker, one.text) for one in found.remarks] == [(2, "Ana", "hello all"), (6, "Cai", "hi")]
    assert found.withheld == 1


def test_what_one_person_says_without_a_pause_is_one_remark() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>we should\n\n00:02.500 --> 00:04.000\n<v Ana>list the data.\n\n"
        "00:04.500 --> 00:05.000\n<v Ana>And more\n\n00:09.000 --> 00:10.000\n<v Ana>after a pause\n\n"
        "00:10.000 --> 00:11.000\n<v Ben>yes\nand no\n"
    )

    _layout, found = read(text)

    assert [(one.number, one.speaker, one.text) for one in found.remarks] == [
        (4, "Ana", "we should list the data."),
        (10, "Ana", "And more"),
        (13, "Ana", "after a pause"),
        (16, "Ben", "yes and no"),
    ]


def test_a_text_without_names_is_read_and_nobody_is_named() -> None:
    layout, found = read("Welcome to the show.\n\nIt was a good year [laughs] and a long one.\n")

    assert layout.name == "text"
    assert [(one.number, one.speaker) for one in found.remarks] == [(1, ""), (3, "")]


def test_half_broken_lines_do_not_hide_the_layout() -> None:
    layout, found = read("10:00:01 <ana> hi\n10:00:0\n<<<< >>>>\n10:00:03 <ben> ho\n10:00:04 <cai> ha\n")

    assert layout.name == "irc-rrsagent"
    assert [one.text for one in found.remarks] == ["hi", "ho", "ha"]
    assert found.first_unread == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "10:00:01 From Ben to Ana (Direct Message):\n\tsecret\n\tand more\n",
        "10:00:01 From Ben to Ana(Direct Message): secret\n",
        "Ana: hi\nBen: ho\nCai: well\n10:00:01 From Ben to Ana (Direct Message):\n\tsecret\nAna: bye\n",
        "So we begin.\n10:00:01 From Ben to Ana (Direct Message):\n\tsecret\n10:00:02 From Ben to Cai : secret\nEnd.\n",
    ],
)
def test_a_private_message_is_no_remark_wherever_it_stands(text: str) -> None:
    _layout, found = read(text)

    assert found.withheld
    assert not [one for one in found.remarks if "secret" in one.text or "and more" in one.text]
