"""What is asked of others: Telegram, the mail server, the registers; each only where a setting uses it."""

import asyncio
import smtplib
from urllib.parse import urlsplit

import aiohttp
from telegram.error import InvalidToken, TelegramError

from beffroi.doctor.finding import Finding, State
from bot.settings import Settings
from channels.telegram.client import connected
from region.adapters.aides_territoires import AidesTerritoires
from region.open_aids import AidsUnavailable

SECONDS = 5


async def telegram(settings: Settings) -> list[Finding]:
    """Telegram knows the token."""
    if not settings.telegram_token:
        return [Finding(State.NOTE, "telegram_off")]
    try:
        async with connected(settings, seconds=SECONDS) as bot:
            me = await bot.get_me()
    except InvalidToken:
        return [Finding(State.WRONG, "telegram_refused")]
    except TelegramError as error:
        return [Finding(State.WRONG, "telegram_away", {"cause": type(error).__name__})]
    return [Finding(State.GOOD, "telegram", {"name": me.username})]


async def mail(settings: Settings) -> list[Finding]:
    """The mail server answers."""
    if not settings.smtp_url:
        return [Finding(State.NOTE, "mail_off")]
    server = urlsplit(settings.smtp_url)
    place = f"{server.hostname}:{server.port or 25}"
    try:
        await asyncio.to_thread(_greeted, server.hostname or "", server.port or 25, server.scheme == "smtps")
    except (OSError, smtplib.SMTPException) as error:
        return [Finding(State.WRONG, "mail_away", {"place": place, "cause": type(error).__name__})]
    return [Finding(State.GOOD, "mail", {"place": place})]


def _greeted(host: str, port: int, secure: bool) -> None:
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with kind(host, port, timeout=SECONDS) as server:
        server.noop()


async def registers(settings: Settings) -> list[Finding]:
    """The public registers can be reached; without them the dialogue goes on."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    found = []
    async with aiohttp.ClientSession(timeout=timeout) as session:
        for url in (settings.geo_api_url, settings.company_api_url):
            place = {"place": urlsplit(url).hostname}
            try:
                async with session.get(url):
                    found.append(Finding(State.GOOD, "register", place))
            except (aiohttp.ClientError, TimeoutError, ValueError):
                found.append(Finding(State.NOTE, "register_away", place))
    return found


async def aids(settings: Settings) -> list[Finding]:
    """Aides-territoires accepts the key."""
    if not settings.aides_territoires_token:
        return [Finding(State.NOTE, "aids_off")]
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    service = AidesTerritoires(settings.aides_territoires_url, settings.aides_territoires_token, timeout=timeout)
    try:
        await service.signed_in()
    except AidsUnavailable as error:
        return [Finding(State.WRONG, "aids_refused") if error.refused else Finding(State.NOTE, "aids_away")]
    finally:
        await service.close()
    return [Finding(State.GOOD, "aids")]
