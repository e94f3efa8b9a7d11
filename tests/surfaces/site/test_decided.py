"""Pages of decisions, endorsements, town halls, moderation and keys: what people see, and what programs read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.app import App
from bot.domain.decisions.happenings import ReviewVerdict
from bot.domain.meetings.discussions import Naming
from bot.domain.privacy.redactions import RedactionReason
from bot.services.libraries import Snapshot
from bot.settings import ConflictSettings
from bot.surfaces.site.decision_pages import decisions
from bot.surfaces.site.endorsement_pages import endorsements
from bot.surfaces.site.hall_pages import town_halls
from bot.surfaces.site.key_pages import keys
from bot.surfaces.site.moderation_pages import moderation
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.things import Site
from tests.support import decided
from tests.support.apps import Clock, settings
from tests.support.decisions import MAX, MIA, typed
from tests.support.endorsing import verified
from tests.support.golden import Golden
from tests.support.halls import HERE
from tests.support.ledger import opened
from tests.support.minuting import asking, published, signed_and_published
from tests.support.polling import MODERATORS, person
from tests.support.saying import handles  # noqa: F401

_MAIN = re.compile(r"<main.*?</main>\n", re.DOTALL)


@pytest.fixture
def site(light_app: App) -> Site:
    """The site of an app."""
    return Site(light_app, Pages("https://record.example.org"))


def main_of(page: str) -> str:
    """What a page has that others have not."""
    found = _MAIN.search(page)
    assert found is not None
    return found[0]


async def test_pages_of_decisions(light_app: App, clock: Clock, site: Site, golden: Golden) -> None:
    await decided.decisions_of_every_kind(light_app, clock)

    files = await decided.files(site, decisions)

    golden("site/decided/decisions.html", main_of(files["d/index.html"]))
    golden("site/decided/decision.html", main_of(files["d/D-2026-0002/index.html"]))
    golden("site/decided/superseded.html", main_of(files["d/D-2026-0001/index.html"]))
    golden("site/decided/record.json", files["d/D-2026-0002/record.json"])
    golden("site/decided/record.md", files["d/D-2026-0002/record.md"])
    golden("site/decided/decisions.csv", files["d/decisions.csv"].replace("\r\n", "\n"))


async def test_pages_of_endorsements(light_app: App, clock: Clock, site: Site, golden: Golden) -> None:
    await decided.endorsed(light_app, clock)

    files = await decided.files(site, endorsements)

    golden("site/decided/endorsements.html", main_of(files["e/index.html"]))
    golden("site/decided/endorsement.html", main_of(files["e/osaid-1.0/index.html"]))
    golden("site/decided/endorsements.json", files["e/osaid-1.0/record.json"])
    golden("site/decided/badge.svg", files["e/osaid-1.0/badge.svg"])


async def test_pages_of_town_halls(light_app: App, clock: Clock, site: Site, golden: Golden) -> None:
    await decided.held(light_app, clock)

    files = await decided.files(site, town_halls)

    golden("site/decided/town-halls.html", main_of(files["t/index.html"]))
    golden("site/decided/minutes.html", main_of(files["t/T-2026-0001/index.html"]))


async def test_pages_of_moderation_and_keys(light_app: App, clock: Clock, site: Site, golden: Golden) -> None:
    await decided.moderated(light_app, clock)

    golden("site/decided/moderation.html", main_of((await decided.files(site, moderation))["m/index.html"]))
    golden("site/decided/keys.html", main_of((await decided.files(site, keys))["k/index.html"]))


async def test_an_empty_forum_has_its_pages(site: Site) -> None:
    for section, path in (
        (decisions, "d/"),
        (endorsements, "e/"),
        (town_halls, "t/"),
        (moderation, "m/"),
        (keys, "k/"),
    ):
        assert f"{path}index.html" in await decided.files(site, section)


async def test_files_for_programs_fit_their_published_schemas(light_app: App, clock: Clock, site: Site) -> None:
    await decided.decisions_of_every_kind(light_app, clock)
    await decided.endorsed(light_app, clock)
    await decided.held(light_app, clock)
    files: dict[str, str] = {}
    for section in (decisions, endorsements, town_halls):
        files |= await decided.files(site, section)

    checked = set()
    for path, content in files.items():
        name = json.loads(content).get("schema", "").replace("/", "-") if path.endswith(".json") else ""
        if f"schemas/{name}.json" in files:
            jsonschema.Draft202012Validator(json.loads(files[f"schemas/{name}.json"])).validate(json.loads(content))
            checked.add(name)
    assert checked == {"decision-1", "endorsements-1", "minutes-1"}


async def test_front_matter_says_what_the_json_says(light_app: App, clock: Clock, site: Site) -> None:
    await decided.decisions_of_every_kind(light_app, clock)

    files = await decided.files(site, decisions)

    _before, front, _body = files["d/D-2026-0002/record.md"].split("---\n", 2)
    assert yaml.safe_load(front) == json.loads(files["d/D-2026-0002/record.json"])


async def test_a_superseded_decision_and_its_successor_link_each_other(
    light_app: App, clock: Clock, site: Site
) -> None:  # fmt: skip
    await decided.decisions_of_every_kind(light_app, clock)

    files = await decided.files(site, decisions)

    old, new = files["d/D-2026-0001/index.html"], files["d/D-2026-0003/index.html"]
    assert "banner-superseded" in old
    assert '<a href="../../d/D-2026-0003/">' in old
    assert '<a href="../../d/D-2026-0001/">' in new


async def test_who_is_not_named_stands_on_no_page(light_app: App, clock: Clock, site: Site) -> None:
    await decided.endorsed(light_app, clock)
    await decided.moderated(light_app, clock)

    everything = "".join([*(await decided.files(site, endorsements)).values(),
                          *(await decided.files(site, moderation)).values()])  # fmt: skip

    assert "Ann" in everything
    assert not re.search(r"terminal:|\bbob\b|\bcyd\b|\beve\b|\bGus\b|\bmia\b", everything)


async def test_a_text_that_was_taken_out_is_told_without_it(light_app: App, clock: Clock, site: Site) -> None:
    await decided.decisions_of_every_kind(light_app, clock)
    asked = await light_app.redactions.propose("D-2026-0002", "dissent 1", RedactionReason.LIBEL, None, MIA)
    await light_app.redactions.confirm(asked.redaction.number, MAX)

    log = (await decided.files(site, moderation))["m/index.html"]
    page = (await decided.files(site, decisions))["d/D-2026-0002/index.html"]

    assert "it says something untrue and harmful of somebody" in log
    assert "The words were taken out; that somebody dissented stays." in page
    assert "too much" not in log + page


async def test_only_what_a_change_shows_has_another_stamp(light_app: App, clock: Clock, site: Site) -> None:
    await decided.decisions_of_every_kind(light_app, clock)
    before = await decided.stamps(site, decisions)

    assert await decided.changed(before, site, decisions) == set()
    await light_app.decision_additions.review("D-2026-0003", ReviewVerdict.UPHELD, "It works.", MIA)
    assert await decided.changed(before, site, decisions) == {"d/", "d/D-2026-0003/"}

    before = await decided.stamps(site, decisions)
    await light_app.decisions.log(typed(title="Four fifths", basis="D-2026-0002"), MIA, instead_of="D-2026-0003")
    # The first is shown on the page of the third, and names its successor's standing.
    numbers = ("0001", "0002", "0003", "0006")
    assert await decided.changed(before, site, decisions) == {"d/", *(f"d/D-2026-{number}/" for number in numbers)}


async def test_a_review_that_comes_due_changes_its_page(light_app: App, clock: Clock, site: Site) -> None:
    await decided.decisions_of_every_kind(light_app, clock)
    before = await decided.stamps(site, decisions)

    clock.move(timedelta(days=200))

    assert await decided.changed(before, site, decisions) == {"d/", "d/D-2026-0002/"}


async def test_an_endorsement_changes_its_version_alone(light_app: App, clock: Clock, site: Site) -> None:
    await decided.endorsed(light_app, clock)
    before = await decided.stamps(site, endorsements)

    await verified(light_app, "hal", version="mof 1.0")

    assert await decided.changed(before, site, endorsements) == {"e/", "e/mof-1.0/"}


async def test_an_interest_stands_beside_the_endorsement_of_an_organisation(
    filled_sqlite_database: str, clock: Clock, known: Snapshot
) -> None:
    usual = settings(filled_sqlite_database)
    conflicts = (ConflictSettings("suse", "funds the steward", "https://example.org/funders"),)
    wanted = replace(usual, stakeholders=replace(usual.stakeholders, conflicts=conflicts))
    app = await App.open(wanted, clock, known=known)
    try:
        await verified(app, "cyd", version="osaid 1.0", organisation="SUSE")
        found = await decided.files(Site(app), endorsements)
    finally:
        await app.close()

    assert "funds the steward</a></small>" in found["e/osaid-1.0/index.html"]
    assert json.loads(found["e/osaid-1.0/record.json"])["named"][0]["interest"]["note"] == "funds the steward"


async def test_a_choice_of_how_to_appear_changes_the_minutes(light_app: App, clock: Clock, site: Site) -> None:
    await decided.held(light_app, clock)
    before = await decided.stamps(site, town_halls)
    assert "ann" in (await decided.files(site, town_halls))["t/T-2026-0001/index.html"]

    await light_app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("ann"), None, "T-2026-0001")

    assert "t/T-2026-0001/" in await decided.changed(before, site, town_halls)
    files = await decided.files(site, town_halls)
    assert not any(re.search(r"\bann\b|lets people study", content) for content in files.values())


async def test_corrected_minutes_keep_the_version_before_and_name_it(light_app: App, clock: Clock, site: Site) -> None:
    await published(light_app, clock)
    await light_app.minutes.correct(asking(MODERATORS[0]), "A name was wrong.")
    await light_app.minutes_reviews.review(asking(MODERATORS[0]))
    await signed_and_published(light_app, clock)

    files = await decided.files(site, town_halls)

    assert "This version corrects version 1." in files["t/T-2026-0001/index.html"]
    assert "A later version took the place of this one." in files["t/T-2026-0001/v1/index.html"]
    assert "version 2, the one that holds" in files["t/T-2026-0001/index.html"]


async def test_of_retracted_minutes_only_the_fact_is_left(light_app: App, clock: Clock, site: Site) -> None:
    await decided.held(light_app, clock)
    await decided.retracted(light_app)

    files = await decided.files(site, town_halls)

    page = files["t/T-2026-0001/index.html"]
    assert "These minutes were retracted." in page
    assert "It was another meeting." in page
    assert not any("Data information lets people" in content for content in files.values())


async def test_pages_name_their_leaf_and_the_newest_checkpoint(
    filled_sqlite_database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    app = await opened(filled_sqlite_database, tmp_path / "record", clock, known)
    try:
        await decided.held(app, clock)
        before = await decided.stamps(Site(app), decisions)
        await app.ledger.keep()

        head = await app.published_places.head()
        assert head is not None
        pages = {**await decided.files(Site(app), decisions), **await decided.files(Site(app), town_halls)}
        assert "leaf" in main_of(pages["d/D-2026-0001/index.html"]).partition("How this is known:")[2][:40]
        assert "(<code>T-2026-0001/M-1</code>)" in pages["t/T-2026-0001/index.html"]
        assert json.loads(pages["d/D-2026-0001/record.json"])["log"]["id"] == "D-2026-0001"
        assert await decided.changed(before, Site(app), decisions) == {"d/D-2026-0001/"}
        page = (await decided.files(Site(app), keys))["k/index.html"]
        assert head.note.splitlines()[2] in page
        assert head.keys[0].partition("+")[0] in page
    finally:
        await app.close()
