"""Tables drawn as pictures."""

from __future__ import annotations

import io
import sys
import warnings

import pytest
from PIL import Image

from bot.surfaces.pictures import Painter
from bot.surfaces.reply import Picture, Table

HEADINGS = ("Component", "Finding", "Why")
MET, UNMET, UNKNOWN = (223, 243, 228), (251, 227, 223), (251, 241, 207)


async def drawn(*rows: tuple[str, ...], marked_column: int = 1) -> Image.Image:
    """What the painter makes of a table, as pixels."""
    picture = Picture("Llama 2", "A table.", Table(HEADINGS, rows), marked_column)
    return Image.open(io.BytesIO(await Painter().draw(picture))).convert("RGB")


def shades(image: Image.Image) -> set[tuple[int, ...]]:
    """The colours of the areas that stand for a finding."""
    counted = image.getcolors(maxcolors=1_000_000) or []
    colours = {colour for count, colour in counted if count > 2000 and isinstance(colour, tuple)}
    return colours & {MET, UNMET, UNKNOWN}


async def test_a_picture_has_two_pixels_for_each_point() -> None:
    image = await drawn(("Code", "✓ met", "approved"))

    assert image.width == 1240


async def test_a_picture_is_wider_where_a_narrow_one_would_break_words() -> None:
    headings = ("Category", *(f"Organisations{number}" for number in range(7)))
    table = Table(headings, (("Regulator", *"1234567"),))
    image = Image.open(io.BytesIO(await Painter().draw(Picture("Who", "A table.", table, -1))))

    assert image.width == 2040


@pytest.mark.parametrize(
    ("word", "shade"), [("✓ met", MET), ("met", MET), ("✗ unmet", UNMET), ("unmet", UNMET), ("? unknown", UNKNOWN)]
)
async def test_each_finding_has_its_own_shade(word: str, shade: tuple[int, int, int]) -> None:
    assert shades(await drawn(("Code", word, "because"))) == {shade}


@pytest.mark.parametrize(("word", "shade"), [("conformant", MET), ("not conformant", UNMET), ("undetermined", UNKNOWN)])
async def test_a_verdict_has_the_shade_of_its_finding(word: str, shade: tuple[int, int, int]) -> None:
    assert shades(await drawn(("Verdict", word, "because"))) == {shade}


async def test_only_the_marked_column_is_shaded() -> None:
    assert shades(await drawn(("Code", "required", "met"))) == set()


async def test_side_by_side_every_column_but_the_first_is_marked() -> None:
    image = await drawn(("unknown thing", "✓ met (MIT)", "✗ unmet"), marked_column=-1)

    assert shades(image) == {MET, UNMET}


async def test_a_sign_that_is_missing_is_added() -> None:
    with_sign = await drawn(("Code", "✓ met", "because"))
    without = await drawn(("Code", "met", "because"))

    assert without.tobytes() == with_sign.tobytes()


async def test_a_long_text_is_wrapped_and_makes_the_picture_higher() -> None:
    short = await drawn(("Code", "met", "because"))
    long = await drawn(("Code", "met", "because it is so and not otherwise " * 20))

    assert long.width == short.width
    assert long.height > short.height * 2


async def test_a_table_of_many_rows_becomes_wider_for_chats_shrink_what_is_high() -> None:
    few = await drawn(*[("Code", "met", "because")] * 5)
    many = await drawn(*[("Code", "met", "because")] * 40)

    assert few.width == 1240
    assert many.width > few.width


async def test_a_word_that_is_longer_than_its_column_is_broken() -> None:
    image = await drawn(("Code", "met", "https://example.org/" + "x" * 400))

    margin = image.crop((image.width - 36, 0, image.width, image.height))
    assert margin.getcolors() == [(margin.width * margin.height, (255, 255, 255))]


async def test_letters_that_the_font_lacks_and_formulas_do_no_harm() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        image = await drawn(("漢字", "met", r"$\frac{1}{0}$ \n $x_"))

    assert image.height > 100


async def test_a_very_long_table_ends_after_sixty_rows() -> None:
    sixty = await drawn(*[("Code", "met", "because")] * 60)
    hundred = await drawn(*[("Code", "met", "because")] * 100)

    assert 0 < hundred.height - sixty.height < 100


async def test_an_empty_table_is_drawn_too() -> None:
    assert (await drawn()).height > 50


def test_no_state_of_the_drawing_library_is_shared() -> None:
    assert "matplotlib.pyplot" not in sys.modules
