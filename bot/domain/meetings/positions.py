"""Where people stand on a topic: what they marked themselves, and nothing that is guessed from their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.meetings.discussions import KeptRemark
from bot.domain.meetings.document_parts import Stand, Voice

# "+1 and thanks", but neither "-1.5 degrees" nor "0 people came"; a sign is what makes a vote of a number.
_ONE = re.compile(r"\s*(?:#vote\s+)?(?:(?P<sign>[+\-\u2212])(?P<number>[01])(?![\w%/:]|[.,]\d)|0\s*(?:[.!]\s*)?$)")
_BEGUN = r"(?:^|[.!;,]\s+)(?:(?:but|so|and|well|no|yes|sorry),?\s+)*"
_OBJECTS = re.compile(_BEGUN + r"I\s+(?:(?:still|strongly|must|have to|do|formally)\s+)?object\b(?![^.!\n]*\?)", re.I)
_ACCEPTS = re.compile(_BEGUN + r"I\s+(?:can|could)\s+live\s+with\s+(?:it|that|this|the)\b(?![^.!\n]*\?)", re.I)
_PROPOSES = re.compile(r"\s*(?:propos(?:ed|al)\s*[:\uff1a]|#motion\s+\S)", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_REACTIONS = {
    **dict.fromkeys(("👍", "\u2795", "✅", "☑", "✔", "+1", "thumbsup"), Stand.FOR),
    **dict.fromkeys(("👎", "\u2796", "❌", "✖", "-1", "thumbsdown"), Stand.AGAINST),
}
# Shades of skin, and the sign that asks for a coloured picture.
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")


def marked(text: str) -> Stand | None:
    """What somebody marks by a remark: "+1", "-1", "0", "I object", "I can live with it"; None where nothing."""
    own = _QUOTED.sub("", text)
    if found := _ONE.match(own):
        if found["number"] != "1":
            return Stand.ABSTAINS
        return Stand.FOR if found["sign"] == "+" else Stand.AGAINST
    if _OBJECTS.search(own):
        return Stand.AGAINST
    return Stand.ACCEPTS if _ACCEPTS.search(own) else None


def proposes(text: str) -> bool:
    """Whether a remark puts something to the vote: "PROPOSED: …", "#motion …"."""
    return _PROPOSES.match(text) is not None


def voices(remarks: Iterable[KeptRemark], speakers: Mapping[int, str]) -> tuple[Voice, ...]:
    """One voice for each person who spoke or marked something on a topic, in the order in which they did first.

    Args:
        remarks: Those of the topic, in order.
        speakers: Who said each, by its number; nobody where it is not known.
    """
    spoke: dict[str, str] = {}
    stands: dict[str, tuple[Stand, str]] = {}
    for remark in remarks:
        if speaker := speakers.get(remark.number, ""):
            spoke.setdefault(speaker, remark.id)
        for person, stand in _stands(remark, speaker):
            spoke.setdefault(person, remark.id)
            # Whoever marks again has changed their mind.
            stands[person] = (stand, remark.id)
    return tuple(
        Voice(person, stands[person][0], (stands[person][1],))
        if person in stands
        else Voice(person, Stand.SPOKE, (first,))
        for person, first in spoke.items()
    )


def _stands(remark: KeptRemark, speaker: str) -> Iterator[tuple[str, Stand]]:
    if speaker and (stand := marked(remark.text)):
        yield speaker, stand
    if remark.reactions and proposes(remark.text):
        for emoji, persons in sorted(remark.reactions.items()):
            if meant := _REACTIONS.get(_TONES.sub("", emoji)):
                for person in persons:
                    yield person, meant


def by_category(
    found: Sequence[Voice], categories: Mapping[str, str], order: Sequence[str]
) -> dict[str, tuple[Voice, ...]]:
    """Voices by stakeholder category, in an order of the categories, then by name; who declared none come last.

    Args:
        categories: Of each person; nobody's is empty.
        order: The names of the forum's categories.
    """
    grouped: dict[str, list[Voice]] = {}
    for voice in found:
        grouped.setdefault(categories.get(voice.person, ""), []).append(voice)
    places = {category: place for place, category in enumerate(order)}
    names = sorted(grouped, key=lambda name: (not name, places.get(name, len(places)), name))
    return {name: tuple(grouped[name]) for name in names}
