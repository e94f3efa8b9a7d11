"""What pages are put together from: words, marks, tables, links; and what may never get onto one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.surfaces.site import words
from bot.surfaces.site.charts import Bar, Line, bars, steps
from bot.surfaces.site.pages import Pages, digest_of

AT = datetime(2026, 11, 21, 22, 40, 12, 345678, UTC)
HOSTILE = '<script>alert("1")</script>'


def macros(path: str = "d/D-2026-0014/index.html") -> Any:
    return Pages("https://record.example.org/record/").macros(path)


def test_a_moment_is_written_out_in_utc_whatever_its_zone() -> None:
    there = AT.astimezone(timezone(timedelta(hours=3)))

    assert words.moment(there) == "21 November 2026, 22:40 UTC"
    assert words.machine(there) == "2026-11-21T22:40:12Z"
    assert words.day(there) == "21 November 2026"
    assert words.machine_day(date(2026, 3, 1)) == "2026-03-01"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has a zone"):
        words.moment(AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example/", "https:", "/etc"]
)
def test_no_link_is_made_of_what_is_neither_a_page_of_the_web_nor_of_the_site(address: str) -> None:
    assert macros().link(address, "here").strip() == "here"


def test_links_lead_from_where_the_page_stands() -> None:
    assert macros().link("p/P-2026-0003/", "P").strip() == '<a href="../../p/P-2026-0003/">P</a>'
    assert macros("index.html").link("p/P-2026-0003/", "P").strip() == '<a href="./p/P-2026-0003/">P</a>'


def test_the_page_of_missing_pages_leads_on_from_wherever_it_is_shown() -> None:
    assert macros("404.html").link("d/", "D").strip() == '<a href="/record/d/">D</a>'


def test_what_people_wrote_is_text_in_every_macro() -> None:
    made = macros()
    shown = [
        made.crumbs([("", HOSTILE)]),
        made.head(HOSTILE, HOSTILE, HOSTILE),
        made.status(HOSTILE),
        made.facts([(HOSTILE, HOSTILE)]),
        made.person(HOSTILE, HOSTILE),
        made.link("https://example.org/", HOSTILE),
        made.table(
            "x", HOSTILE, [HOSTILE], [[HOSTILE]], downloads=[("a.csv", HOSTILE)], foot=[[HOSTILE]], note=HOSTILE
        ),
        made.figure(HOSTILE, HOSTILE, note=HOSTILE),
        made.provenance(1, HOSTILE, HOSTILE),
        made.banner("plain", HOSTILE),
        made.removed(AT, HOSTILE, HOSTILE),
        made.quote(HOSTILE, HOSTILE),
        made.things([{"path": "d/", "title": HOSTILE, "text": HOSTILE, "note": HOSTILE}]),
        bars([Bar(HOSTILE, [1], HOSTILE)], [HOSTILE]),
        steps([Line(HOSTILE, [(0, 1)])], (HOSTILE, HOSTILE), HOSTILE),
    ]

    assert all("&lt;script&gt;" in one and "<script" not in one for one in shown)


def test_a_status_is_a_word_with_a_sign_that_repeats_it() -> None:
    assert macros().status("met", "good") == (
        '<span class="status status-good"><span aria-hidden="true">✓</span> met</span>'
    )


def test_facts_that_are_not_there_are_left_out_and_nought_is_there() -> None:
    made = macros().facts([("Votes", 0), ("Review", None), ("Note", "")])

    assert "Votes" in made
    assert "Review" not in made
    assert "Note" not in made


def test_bars_take_their_share_of_the_whole() -> None:
    made = bars([Bar("Study", [36, 0, 12], "36 yes, 12 abstain")], ["Yes", "No", "Abstain"], whole=96, mark=24)

    assert '<rect class="one" vector-effect="non-scaling-stroke" x="0" y="0" width="375" height="12"/>' in made
    assert '<rect class="three" vector-effect="non-scaling-stroke" x="375" y="0" width="125" height="12"/>' in made
    assert 'd="M250 0V12"' in made


def test_bars_of_nothing_are_drawn_without_dividing_by_it() -> None:
    assert "<rect" not in bars([Bar("Study", [0], "nobody")])


def test_steps_keep_a_count_until_the_next() -> None:
    made = steps([Line("in all", [(0, 0), (5, 10), (10, 20)])], ("then", "now"), "from 0 to 20")

    assert 'd="M30 160H134V87.5H238V15H250"' in made
    assert ">20 in all</text>" in made


def test_every_page_of_a_section_leads_to_its_feed() -> None:
    pages = Pages("https://record.example.org")

    made = pages.fill("missing.html", "d/D-2026-0014/index.html").decode()

    assert made.count('href="../../feeds/decisions.atom"') == 2
    assert "feeds/" not in pages.fill("missing.html", "404.html").decode()


def test_other_words_of_the_product_make_every_page_anew(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "surfaces/site").mkdir(parents=True)
    words, style = tmp_path / "domain/words.py", tmp_path / "surfaces/site/style.css"
    words.write_text("MET = 'met'")
    style.write_text("")
    before = digest_of(tmp_path)

    words.write_text("MET = 'is met'")
    after = digest_of(tmp_path)
    style.write_text("a {}")

    assert len({before, after, digest_of(tmp_path)}) == 3


def test_what_python_leaves_beside_modules_makes_no_page_anew(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text("MET = 'met'")
    before = digest_of(tmp_path)

    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/words.cpython-311.pyc").write_bytes(b"x")

    assert digest_of(tmp_path) == before
