"""What buttons stand for, written down and read back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.domain.libraries import Library
from bot.surfaces.commands import BY_NAME
from bot.surfaces.discord.custom_ids import BUTTON, MENU, Line, Outdated, Press, decode, encode
from bot.surfaces.discord.lengths import length
from bot.surfaces.replies.systems import what_if_button

TABLE = ["name", "definition"]


def test_a_button_holds_its_command_and_its_arguments() -> None:
    press = Press("system table", {"name": "llama-2", "definition": "osaid 1.0"})

    assert encode(press, TABLE) == "v1:system table:name=llama-2&definition=osaid 1.0"


def test_a_form_names_its_lines() -> None:
    form = (Line("what", long=True), Line("source", required=False))
    press = Press("system correct", {"name": "llama-2"}, form)

    assert encode(press, ["name", "what", "source"]) == "v1f:system correct:name=llama-2&what?+&source?-"


def test_a_menu_names_the_argument_that_the_choice_fills() -> None:
    press = Press("system show", {"name": "llama-2"}, chosen="definition")

    assert encode(press, TABLE) == "v1m:system show:name=llama-2&definition*"


def test_an_answer_for_everyone_is_marked() -> None:
    assert encode(Press("help", private=False), []) == "v1p:help:"


def test_what_is_too_long_names_its_arguments_by_their_place() -> None:
    name = "n" * 72

    assert encode(Press("system table", {"name": name, "definition": "osaid"}), TABLE) == (
        f"v1c:system table:0={name}&1=osaid"
    )


def test_there_is_no_button_for_what_cannot_be_held() -> None:
    assert encode(Press("ask", {"question": "why? " * 30}), ["question", "definition"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "v0:system table:name=llama-2",
        "v2:system table:name=llama-2",
        "poll:42:yes",
        "v1:no such command:name=x",
        "v1:system table:no_such_argument=x",
        "v1:system table:name",
        "v1f:system table:name=x",
        "v1:system table:definition*",
        "v1c:system table:7=x",
        "v1pm:system table:name*",
        "",
    ],
)
def test_what_another_version_made_is_told_so(text: str) -> None:
    with pytest.raises(Outdated, match="This button is from an older version of me; please ask again"):
        decode(text, BY_NAME)


# The first text of a process waits for the tables of all letters.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

VALUES = st.text(max_size=30)


@st.composite
def presses(draw: st.DrawFn) -> Press:
    """Any press on any command, a form, a menu or neither."""
    command = draw(st.sampled_from(sorted(BY_NAME)))
    names = [parameter.name for parameter in BY_NAME[command].parameters]
    given_names = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    arguments = {name: draw(VALUES) for name in given_names}
    free = [name for name in names if name not in arguments]
    asked = draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    form = tuple(Line(name, draw(st.booleans()), draw(st.booleans())) for name in asked)
    rest = [name for name in free if name not in asked]
    chosen = draw(st.sampled_from([*rest, None])) if rest and not form else None
    return Press(command, arguments, form, chosen, draw(st.booleans()))


@PATIENT
@given(presses())
def test_whatever_is_written_is_read_back_the_same_within_the_limit(press: Press) -> None:
    text = encode(press, [parameter.name for parameter in BY_NAME[press.command].parameters])
    assume(text is not None)
    assert text is not None

    assert length(text) <= 100
    assert decode(text, BY_NAME) == press
    assert text == text.strip(" \n")


@PATIENT
@given(presses())
def test_every_press_is_either_a_button_or_a_menu(press: Press) -> None:
    text = encode(press, [parameter.name for parameter in BY_NAME[press.command].parameters])
    assume(text is not None)
    assert text is not None

    assert bool(BUTTON.fullmatch(text)) != bool(MENU.fullmatch(text))
    assert bool(MENU.fullmatch(text)) == (press.chosen is not None)


@given(st.text())
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    for given_text in (text, f"v1:{text}", f"v1:system table:{text}", f"v1c:system table:{text}"):
        try:
            decode(given_text, BY_NAME)
        except Outdated:
            continue


def test_the_form_for_suppositions_fits_for_every_system_and_version(library: Library) -> None:
    parameters = [parameter.name for parameter in BY_NAME["whatif"].parameters]
    for system in library.systems.values():
        for label in library.reference.definitions:
            button = what_if_button(system, label)
            form = tuple(Line(field.argument, field.long, field.required) for field in button.fields)

            assert encode(Press(button.command, button.arguments, form), parameters) is not None
