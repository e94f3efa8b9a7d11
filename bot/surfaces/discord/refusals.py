"""Why the bot cannot be on Discord: each a sentence for the operator."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.refusals import Refusal
from bot.settings import DiscordSettings
from bot.texts import _

TOKEN_VARIABLE = "OSAIBOT_TOKEN"
PORTAL = "https://discord.com/developers/applications"


class NoToken(Refusal):
    """The bot was given no token."""

    def __init__(self) -> None:
        text = _(
            "There is no token for Discord: put the bot's token into the variable {variable}. It is made at {portal}, "
            "in your application, on the page Bot, by “Reset Token”."
        )
        super().__init__(text.format(variable=TOKEN_VARIABLE, portal=PORTAL))


class TokenRefused(Refusal):
    """Discord does not know the token."""

    def __init__(self) -> None:
        text = _(
            "Discord refuses the token in {variable}: make a new one at {portal}, in your application, on the page "
            "Bot, by “Reset Token”, and put the whole of it into the variable."
        )
        super().__init__(text.format(variable=TOKEN_VARIABLE, portal=PORTAL))


def content_refused() -> str:
    """What the operator can do where the bot may not read what people write."""
    text = _(
        "Discord does not let the bot read what people write: switch on “Message Content Intent” at {portal}, in "
        "your application, on the page Bot; or take discord.message_content and discord.unasked_channels out of "
        "the configuration."
    )
    return text.format(portal=PORTAL)


def members_refused() -> str:
    """What the operator can do where the bot may not list members."""
    text = _(
        "Discord does not let the bot list who holds a role: switch on “Server Members Intent” at {portal}, in your "
        "application, on the page Bot; or take discord.members out of the configuration."
    )
    return text.format(portal=PORTAL)


class IntentMissing(Refusal):
    """The configuration asks for more than the portal allows; Discord does not say which of it."""

    def __init__(self, settings: DiscordSettings) -> None:
        reads = settings.message_content or bool(settings.unasked_channels)
        wanted = ((reads or not settings.members, content_refused()), (settings.members, members_refused()))
        super().__init__(" ".join(text for holds, text in wanted if holds))


class Unreachable(Refusal):
    """An address does not answer, or not as Discord does."""

    def __init__(self, address: str, cause: object) -> None:
        text = _(
            "Discord cannot be reached at {address} ({cause}): check the network, and the addresses in the "
            "configuration (discord.api_base, discord.gateway_url) if you set them."
        )
        super().__init__(text.format(address=address, cause=cause))


class BadShards(Refusal):
    """The configuration's shards do not fit together, or not this bot."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The configuration's shards cannot be used: discord.shard_ids needs discord.shard_count, each id must "
                "be below it, and a bot in very many guilds needs more shards; leave both out to have Discord choose."
            )
        )


class ClockWrong(Refusal):
    """This host's clock and Discord's do not agree."""

    def __init__(self, apart: timedelta) -> None:
        text = _(
            "This host's clock is {seconds} seconds ahead of Discord's: set it (best by NTP: timedatectl set-ntp true) "
            "and start again. By a wrong clock polls would be counted at the wrong moment."
        )
        if apart < timedelta(0):
            text = _(
                "This host's clock is {seconds} seconds behind Discord's: set it (best by NTP: timedatectl set-ntp "
                "true) and start again. By a wrong clock polls would be counted at the wrong moment."
            )
        super().__init__(text.format(seconds=round(abs(apart).total_seconds())))
