"""What is kept of somebody, in words and as a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from bot.domain.meetings.discussions import Naming
from bot.domain.privacy.kept import Area, Kept, Relation
from bot.domain.refusals import Refusal
from bot.services.privacy import Forgotten, NamingView, PrivacyView
from bot.surfaces.replies.privacy_words import AREAS, GOES, HOW_LONG, STAYS, THINGS, WHY
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Attachment, Button, Field, Reply
from bot.texts import _, plural

FILE = "my-data.json"
SURE = _("forget me")
_CONFIRM = _("Nobody can undo it. To have it done, type “{words}”.")
_ELSEWHERE = _("What others wrote about you is theirs and stays, until moderators take it out. Your messages in chat "
               "are the platform’s: delete them there.")  # fmt: skip
_NAMED = _("A dissent that was logged under a name, and not under your account, is not known to be yours: ask a "
           "moderator.")  # fmt: skip
_BACKUPS = _("Backups made before are gone within 30 days.")


def shown(view: PrivacyView) -> Reply:
    """All that is kept of the asker, kind by kind, with why and for how long; and all of it word by word in a file."""
    title = _("What is kept of you")
    if not view.kept:
        return Reply(title, _("Nothing is kept of you, and nobody's words here mention your account."))
    text = "\n\n".join(_area(view, area) for area in view.areas)
    about = _("Every row stands in {file}, word by word. docs/privacy.md says who reads what.").format(file=FILE)
    buttons = (Button(_("Forget me …"), "privacy forget"),)
    return Reply(title, f"{text}\n\n{about}", buttons=buttons, attachments=(file(view),))


def naming(view: NamingView) -> Reply:
    """How somebody is named in the record, and how that can be changed."""
    if view.name is None:
        lines = [_("You have chosen nothing for the whole record: nobody is named who did not choose it.")]
    elif view.name:
        text = _("You are named **{name}** wherever the record names people, also in what you do later.")
        lines = [text.format(name=quoted(view.name))]
    else:
        lines = [_("You are named nowhere in the record, also in what you do later.")]
    if view.changed:
        lines.append(plural("{count} place was changed.", "{count} places were changed.", view.changed))
    lines += [*_endorsements_named(view), *_halls_named(view)]
    lines.append(_("What you say last holds: /endorsement name and /townhall consent change one place, this changes "
                   "all but the town halls in which you do not appear at all."))  # fmt: skip
    line = Field("name", _("How you want to be named"), limit=100)
    buttons = (
        Button(_("Choose a name"), "privacy name", fields=(line,)),
        Button(_("Name me nowhere"), "privacy name", {"name": "none"}),
    )
    return Reply(_("How you are named"), "\n\n".join(lines), buttons=buttons)


def _endorsements_named(view: NamingView) -> Iterator[str]:
    if view.endorsed:
        places = [f"{number}: {quoted(name) if name else _('not named')}" for number, name in view.endorsed]
        yield _("Endorsements: {places}.").format(places=", ".join(places))


def _halls_named(view: NamingView) -> Iterator[str]:
    words = {
        Naming.BY_NAME: _("by name"),
        Naming.BY_CATEGORY: _("by category"),
        Naming.NOT_AT_ALL: _("not at all"),
        None: _("as that town hall has it"),
    }
    if view.halls:
        yield _("Town halls: {places}.").format(places=", ".join(f"{hall}: {words[how]}" for hall, how in view.halls))


def beforehand(view: PrivacyView) -> Reply:
    """What forgetting the asker means, before it is done."""
    title = _("Before you are forgotten")
    if not view.kept:
        return Reply(title, _("Nothing is kept of you."))
    lines = [
        f"**{AREAS[area]}** {_('Goes:')} {GOES[area]} {_('Stays:')} {STAYS[area]}"
        for area in view.areas
        if area in GOES
    ]
    text = "\n".join([*lines, "", _ELSEWHERE, _CONFIRM.format(words=SURE)])
    typed = Field("sure", _("Type: {words}").format(words=SURE), SURE, limit=len(SURE) + 5)
    buttons = (
        Button(_("Forget me"), "privacy forget", fields=(typed,)),
        Button(_("Show me all of it"), "privacy show"),
    )
    return Reply(title, text, buttons=buttons)


def check_sure(typed: str) -> None:
    """Refuse somebody who did not type that they are sure.

    Raises:
        Refusal: They typed something else; nothing was done.
    """
    if " ".join(typed.split()).casefold() != SURE:
        text = _("Nothing was done. To be forgotten, type “{words}”: it cannot be undone.")
        raise Refusal(text.format(words=SURE))


def forgotten(done: Forgotten) -> Reply:
    """That somebody was forgotten, and which words of others still mention them."""
    text = _("You are forgotten: your account stands nowhere any more, and your words are gone. {backups}")
    return Reply(_("Forgotten"), "\n\n".join([text.format(backups=_BACKUPS), _NAMED, *_left(done)]))


def asked(done: Forgotten) -> Reply:
    """That somebody was forgotten whom moderators were asked to forget; or that a second moderator is waited for."""
    if done.done:
        text = _("They are forgotten. {backups}").format(backups=_BACKUPS)
        return Reply(_("Forgotten"), "\n\n".join([text, *_left(done)]))
    kept = plural("{count} entry is kept of them.", "{count} entries are kept of them.", len(done.before.kept))
    text = _("Another moderator has to do the same within 30 days; until then nothing changes. {kept}")
    button = Button(_("Have them forgotten"), "privacy forget", {"person": done.subject.id})
    return Reply(_("Asked for"), text.format(kept=kept), buttons=(button,))


def counted_for_operator(view: PrivacyView) -> str:
    """How much is kept of somebody, and how to have them forgotten."""
    kept = plural("{count} entry is kept.", "{count} entries are kept.", len(view.kept))
    return _("{person}: {kept} With --sure they are forgotten.").format(person=view.subject.id, kept=kept)


def exported_for_operator(view: PrivacyView) -> str:
    """How much of somebody stands in the file to be sent to them."""
    kept = plural("{count} entry is kept.", "{count} entries are kept.", len(view.kept))
    return f"{view.subject.id}: {kept}"


def _left(done: Forgotten) -> Iterator[str]:
    if done.left is not None and done.left.kept:
        places = Counter(THINGS[one.table] for one in done.left.kept)
        said = ", ".join(f"{thing} ({count})" for thing, count in places.items())
        yield _("Words of others mention the account: {places}. They are theirs; moderators can take them out "
                "(/redaction propose).").format(places=said)  # fmt: skip


def file(view: PrivacyView) -> Attachment:
    """All that is kept of somebody, as JSON."""
    areas = [
        {"area": area.value, "why": WHY[area], "how_long": HOW_LONG[area], "kept": [_row(one) for one in view.of(area)]}
        for area in view.areas
    ]
    found = {"person": view.subject.id, "at": view.at.isoformat(), "areas": areas}
    content = json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
    return Attachment(FILE, content, _("All that is kept of you."))


def _row(one: Kept) -> Mapping[str, object]:
    what = THINGS[one.table]
    return {"what": what, "table": one.table, "relation": one.relation.value, "column": one.column, "row": one.what}


def _area(view: PrivacyView, area: Area) -> str:
    lines = [f"**{AREAS[area]}** {WHY[area]} {HOW_LONG[area]}"]
    return "\n".join([*lines, *(f"- {line}" for line in counted(view, area))])


def counted(view: PrivacyView, area: Area) -> Iterator[str]:
    """How much of what is kept in an area: what is theirs, what they did, where others name them."""
    counts = Counter((one.relation, one.table) for one in view.of(area))
    words = {
        Relation.THEIRS: _("yours"),
        Relation.DONE: _("noted that you did it"),
        Relation.NAMED: _("your account stands in it"),
    }
    for relation in Relation:
        there = [(table, count) for (kind, table), count in counts.items() if kind is relation]
        if there:
            said = ", ".join(f"{THINGS[table]} ({count})" for table, count in there)
            yield _("{relation}: {things}").format(relation=words[relation], things=said)
