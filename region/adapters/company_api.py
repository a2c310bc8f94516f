"""The State's API Recherche d'entreprises, asked politely: seven calls a second, a cache, a breaker."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import aiohttp

from region import register_answer
from region.adapters.guard import Breaker, Pace, failed
from region.moments import PARIS
from region.register import Company, RegisterBusy, RegisterUnavailable
from region.wordings import say

PER_SECOND, KEPT, KEPT_SECONDS, DEFAULT_PAUSE = 7, 1000, 24 * 3600, 5.0
TIMEOUT = aiohttp.ClientTimeout(total=5)
PARAMS = {"minimal": "true", "include": "siege,complements,finances", "page": "1", "per_page": "1"}
HEADERS = {"User-Agent": "Beffroi (guichet public sur l'IA)", "Accept": "application/json"}


class CompanyApi:
    """A CompanyRegister over HTTP. The session is opened at the first call; `close()` ends it."""

    def __init__(
        self,
        base: str,
        *,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
        now: Callable[[], float] = time.monotonic,
        pace: Pace | None = None,
        breaker: Breaker | None = None,
        today: Callable[[], date] = lambda: datetime.now(PARIS).date(),
    ) -> None:
        self._today = today
        self._url, self._timeout, self._now = f"{base.rstrip('/')}/search", timeout, now
        self._pace, self._breaker = pace or Pace(PER_SECOND, now), breaker or Breaker(now)
        self._kept: OrderedDict[str, tuple[float, Company]] = OrderedDict()
        self._http: aiohttp.ClientSession | None = None

    async def find(self, siren: str) -> Company:
        """The company of a SIREN. Raises CompanyNotFound, RegisterBusy or RegisterUnavailable."""
        if (kept := self._kept.get(siren)) and kept[0] > self._now():
            return kept[1]
        company = register_answer.read(await self._asked(siren), siren, today=self._today())
        self._kept[siren] = (self._now() + KEPT_SECONDS, company)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return company

    async def close(self) -> None:
        """Leave the connections."""
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def _asked(self, siren: str) -> Any:
        if self._breaker.seconds_left > 0:
            raise RegisterUnavailable(say("register.paused"))
        await self._pace.wait()
        try:
            answer = await self._get(siren)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            self._breaker.failed()
            failed("companies")
            raise RegisterUnavailable(say("register.silent")) from error
        self._breaker.succeeded()
        return answer

    async def _get(self, siren: str) -> Any:
        if self._http is None:
            self._http = aiohttp.ClientSession(headers=HEADERS, timeout=self._timeout)
        async with self._http.get(self._url, params={"q": siren, **PARAMS}) as answer:
            if answer.status == 429:
                seconds = _seconds(answer.headers.get("Retry-After"))
                self._breaker.pause(seconds)
                raise RegisterBusy(seconds)
            answer.raise_for_status()
            return await answer.json(content_type=None)


def _seconds(header: str | None) -> float:
    """The pause a 429 asks for; a date or nonsense counts as a few seconds, a day as an hour."""
    return min(float(header), 3600.0) if header and header.isdecimal() else DEFAULT_PAUSE
