"""What Telegram shows of the assistant before a word is written: commands and descriptions, and where updates go."""

import asyncio
import logging

from telegram import Bot, BotCommand

from bot.house import House
from bot.running.waiting import first
from channels.telegram import webhook
from channels.telegram.client import ALLOWED
from channels.telegram.outcome import classify

log = logging.getLogger(__name__)
COMMANDS = ("start", "aide", "donnees", "oublier", "exporter", "humain", "recommencer", "accessibilite")
LANGUAGES = ("", "fr")
"""By default, and in French for phones set to French."""
PAUSE = 30.0


async def introduce(house: House, bot: Bot, stop: asyncio.Event) -> None:
    """Set the profile and the way updates come, again and again until Telegram took them or `stop`."""
    while not stop.is_set():
        try:
            await _direct(house, bot)
            await _describe(house, bot)
        except Exception as error:  # an answer nobody can read must not keep replies waiting
            log.error("telegram profile not set: %s (is BEFFROI_TELEGRAM_TOKEN right?)", type(error).__name__)
            await first(stop, timeout=max(PAUSE, classify(error).seconds))
        else:
            return


async def _direct(house: House, bot: Bot) -> None:
    """Have updates posted to our webhook, or kept for polling."""
    settings = house.settings
    if not settings.telegram_webhook:
        await bot.delete_webhook()
        return
    url = f"{settings.public_url}/telegram/webhook"
    await bot.set_webhook(url, secret_token=webhook.secret(settings), allowed_updates=ALLOWED)


async def _describe(house: House, bot: Bot) -> None:
    say = house.wordings.say
    commands = [BotCommand(name, say(f"telegram_command_{name}")) for name in COMMANDS]
    description = "\n\n".join(_descriptions(house))
    for language in LANGUAGES:
        await bot.set_my_commands(commands, language_code=language)
        await bot.set_my_description(description, language_code=language)
        await bot.set_my_short_description(say("telegram_short_description"), language_code=language)


def _descriptions(house: House) -> list[str]:
    say = house.wordings.say
    said = say("telegram_description", url=f"{house.settings.public_url}/assistant")
    return [said] if house.in_force().catalogue.service.official else [say("telegram_demonstration"), said]
