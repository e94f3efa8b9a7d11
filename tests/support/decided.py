"""A forum in which something of every kind was decided, for pages of the record."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.decisions.happenings import Disposition, ReviewVerdict
from bot.domain.meetings.discussions import Naming
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.services.halls.halls import HallTyped
from bot.surfaces.site.things import Made, Section, Site
from tests.support.apps import Clock
from tests.support.decisions import MIA, typed
from tests.support.endorsing import claimed, verified
from tests.support.halls import HERE
from tests.support.minuting import asking, published
from tests.support.polling import FACILITATOR, MODERATORS, an_open_poll, person

HOSTILE = '<script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=alert(1)> {{ 7 * 7 }}'


async def made(site: Site, section: Section) -> dict[str, Made]:
    """The things of a section, each made, by their keys."""
    return {thing.key: await thing.make() for thing in await section(site)}


async def files(site: Site, section: Section) -> dict[str, str]:
    """The files of a section by their paths, as text."""
    several = await made(site, section)
    return {path: content.decode() for one in several.values() for path, content in one.files.items()}


async def stamps(site: Site, section: Section) -> dict[str, str]:
    """The stamps of the things of a section, by their keys."""
    return {thing.key: thing.stamp for thing in await section(site)}


async def changed(before: dict[str, str], site: Site, section: Section) -> set[str]:
    """The things whose stamp is another one since, or that are new."""
    return {key for key, stamp in (await stamps(site, section)).items() if before.get(key) != stamp}


async def decisions_of_every_kind(app: App, clock: Clock) -> None:
    """Decisions: one in force with all that belongs to it, and others that were superseded, withdrawn, regretted."""
    log, add = app.decisions.log, app.decision_additions
    await log(typed(title="A threshold of two thirds", question="Which majority is needed?",
                    outcome="Two thirds of those who answer.", because="A bare majority is too few."), MIA)  # fmt: skip
    clock.move(timedelta(days=1))
    await log(typed(options="all of it; what is needed to study; none", body="Working group Components",
                    basis="D-2026-0001; https://example.org/paper A paper on *training*; "
                          "https://discord.com/channels/1/77/900",
                    context="Two of five systems publish it.", drivers="study; reproduction",
                    good="A system can be followed", bad="Fewer systems conform", affects="osaid 1.0/training-code",
                    confirmation="Whether new systems publish it.", review="2027-05-01"), MIA)  # fmt: skip
    dissent = DissentTyped("It asks **too much** of small teams.", Disposition.OVERRULED, "They may publish later.")
    await add.dissent("D-2026-0002", dissent, MIA)
    await add.erratum("D-2026-0002", "training cannot", "training can not", "A slip.", MIA)
    await add.evidence("D-2026-0002", "https://example.org/later Found later", MIA)
    await log(typed(title="A threshold of three quarters", question="Which majority is needed?",
                    outcome="Three quarters.", because="Two thirds passed what half of us regretted."),
              MIA, instead_of="D-2026-0001")  # fmt: skip
    await add.review("D-2026-0001", ReviewVerdict.CORRECTED, "It passed too much.", MIA)
    await log(typed(title="Meet on Fridays", question="When do we meet?", outcome="On Fridays.",
                    because="Most can.", review="2026-12-01"), MIA)  # fmt: skip
    await log(
        typed(title="Meet on Mondays too", question="When else?", outcome="On Mondays.", because="Some can."), MIA
    )
    await app.decisions.withdraw("D-2026-0005", "Nobody came.", MIA)
    await add.review("D-2026-0004", ReviewVerdict.NOT_CORRECTED, "Asia cannot come, and no day is better.", MIA,
                     again="2026-12-02")  # fmt: skip
    clock.move(timedelta(days=12))


async def moderated(app: App, clock: Clock) -> None:
    """Actions of moderators: a warning, and a poll that was declared void."""
    action = ModerationTyped("A warning", "Be kind", "Two posts called a member names.", "terminal:eve",
                             scope="the whole forum", duration="a week", appeal="by mail to the steward")  # fmt: skip
    await app.decisions.moderate(action, MIA)
    clock.move(timedelta(hours=1))
    await app.polls.void(await an_open_poll(app), "The question named the wrong version.", FACILITATOR)


async def endorsed(app: App, clock: Clock) -> None:
    """Endorsements of two versions, by people and organisations, one of them withdrawn, and one carried over."""
    await verified(app, "zoe", version="osaid 1.0-RC1", name="Zoe", category="end_user")
    for day, (who, category, region, said) in enumerate(
        (
            ("ann", "regulator", "europe", {"name": "Ann", "statement": "It can be checked."}),
            ("bob", "regulator", "africa", {}),
            ("cyd", "licensee", "europe", {"organisation": "SUSE", "statement": "We can build on it."}),
            ("dan", "system_creator", "north_america", {"organisation": "EleutherAI"}),
            ("eli", "system_creator", "europe", {"organisation": "Rancher"}),
            ("fin", "subject", "asia_pacific", {"name": "Fin"}),
        )
    ):
        clock.move(timedelta(days=1 + day % 3))
        await verified(app, who, version="osaid 1.0", category=category, region=region, **said)
    await app.organisations.group("Rancher", "SUSE", "It belongs to it.", MIA)
    clock.move(timedelta(days=2))
    await app.endorsements.withdraw("E-2026-0007", person("fin"), "I read it again.")
    await claimed(app, "gus", version="osaid 1.0", name="Gus")
    await app.endorsement_checks.editorial("osaid 1.0", "osaid 1.0-RC1", "Only typos were mended.", MIA)


async def held(app: App, clock: Clock) -> None:
    """Town halls: one with published minutes on which a decision rests, one that is planned, one that is over."""
    view = await published(app, clock)
    number, part = view.hall.number, view.document.resolutions[0].id
    await app.hall_consent.choose(Naming.BY_NAME, HERE, person("ann"), None, number)
    await app.decisions.log(typed(title="Data information is required", basis=f"{number} {part}"), MIA)
    await app.halls.plan(HallTyped("The next one", starts="2027-02-01 17:00"), HERE, FACILITATOR)


async def retracted(app: App) -> None:
    """Retract the minutes of the channel."""
    await app.minutes_reviews.retract(asking(MODERATORS[0], "T-2026-0001"), "It was another meeting.")
