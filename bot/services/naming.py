"""Systems, components and licences by what people call them, in a form or a command."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.definitions.expressions import Expressions
from bot.domain.libraries import Reference
from bot.domain.licences import MIXED, NONE_STATED, Licensing
from bot.domain.names import fold
from bot.domain.questions import Ambiguous, Found, NotKnown
from bot.domain.refusals import Unknown
from bot.domain.systems import Component
from bot.services.libraries import Snapshot
from bot.services.nearness import nearest
from bot.services.understanding import understand
from bot.texts import _, listed

_NO_LICENCE = {
    fold(words) for words in ("none-stated", "none stated", "no licence", "no license", "none", "unlicensed")
}
_OPERATOR = re.compile(r"(?:^|\s+)(AND|OR)(?=\s|$)|([()])", re.IGNORECASE)


def resolve(name: str, snapshot: Snapshot) -> str:
    """The id of the system that a name means.

    Raises:
        Unknown: None is called so, or several are; the message names those that come close.
    """
    wanted, shown = fold(name), name.strip()[:100]
    for system in snapshot.library.systems.values():
        if wanted in (fold(system.id), fold(system.name)):
            return system.id
    mentions = understand(name, snapshot.vocabulary).mentions
    match mentions:
        case (Found(_written, system_id, _siblings),):
            return system_id
        case (Ambiguous(_written, ids), *_rest):
            names = listed([snapshot.library.systems[id_].name for id_ in ids], last=_("or"))
            raise Unknown(_("“{name}” could be {names}. Which one?").format(name=shown, names=names))
        case (NotKnown(_written, [_first, *_others] as nearest), *_rest):
            names = listed([snapshot.library.systems[id_].name for id_ in nearest], last=_("or"))
            raise Unknown(
                _("No system called “{name}” is recorded. Did you mean {names}?").format(name=shown, names=names)
            )
    raise Unknown(_("No system called “{name}” is recorded.").format(name=shown))


def component_named(text: str, reference: Reference) -> Component:
    """The component that a name means.

    Raises:
        Unknown: None is called so; the message names those that come close.
    """
    wanted = fold(text)
    names = {
        fold(name): component
        for component in reference.components.values()
        for name in (component.id, component.name, *component.aliases)
    }
    if wanted in names:
        return names[wanted]
    near = nearest(wanted, names, most=4)
    known = listed(list(dict.fromkeys(names[name].name for name in near)), last=_("or"))
    if known:
        raise Unknown(_("No component is called “{text}”. Did you mean {known}?").format(text=text[:80], known=known))
    every = ", ".join(component.name for component in reference.components.values())
    raise Unknown(_("No component is called “{text}”. There are: {every}.").format(text=text[:80], every=every))


def licence_named(text: str | None, reference: Reference) -> Licensing | None:
    """The licence that a name or an expression means, in any of the spellings seen; None for no text.

    Raises:
        Unknown: Some licence in it is not in the table; the message names those that come close.
    """
    written = (text or "").strip()
    if not written:
        return None
    if fold(written) in _NO_LICENCE:
        return Licensing(NONE_STATED)
    if fold(written) == fold(MIXED):
        return Licensing(MIXED)
    names = _licence_names(reference)
    if fold(written) in names:
        # Before the words "and" and "or" are looked for: some licences have them in their name.
        return Expressions(reference.licences).parse(names[fold(written)])
    parts = [part.strip() for part in _OPERATOR.split(written) if part and part.strip()]
    ids = [p.upper() if _OPERATOR.fullmatch(p) else _licence(p, names, reference) for p in parts]
    expression = " ".join(ids).replace("( ", "(").replace(" )", ")")
    try:
        return Expressions(reference.licences).parse(expression)
    except ValueError as error:
        message = _("“{text}” cannot be read as a licence; write its id, or several with AND or OR between them.")
        raise Unknown(message.format(text=written[:100])) from error


def _licence_names(reference: Reference) -> dict[str, str]:
    named: dict[str, str] = {}
    for licence in reference.licences.values():
        for name in (*licence.names, licence.name):
            named.setdefault(fold(name), licence.id)
    return named | {fold(id_): id_ for id_ in reference.licences}


def _licence(text: str, names: Mapping[str, str], reference: Reference) -> str:
    if text in reference.licences:
        return text
    wanted = fold(text)
    if wanted in names:
        return names[wanted]
    near = listed(list(dict.fromkeys(names[name] for name in nearest(wanted, names, most=4))), last=_("or"))
    message = _("No licence “{text}” is in the table.")
    if near:
        message += " " + _("Did you mean {near}?").format(near=near)
    message += " " + _("If it is another one, leave the licence out and name it in what the source shows.")
    raise Unknown(message.format(text=text[:80]))
