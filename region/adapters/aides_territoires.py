"""The State's Aides-territoires, asked politely and never waited for long: a token of a day, a cache of an hour."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp

from region.adapters import aides_territoires_answer as answers
from region.adapters.guard import Breaker, Pace, failed
from region.files import read_yaml
from region.moments import PARIS
from region.open_aids import AidsUnavailable, OpenAids

PER_SECOND, WAITED, PAGES, DEFAULT_PAUSE = 2, 2.5, 3, 60.0
TOKEN_SECONDS, KEPT_SECONDS, KEPT, GOOD_FOR = 23 * 3600, 3600, 200, timedelta(days=7)
TIMEOUT = aiohttp.ClientTimeout(total=10)
LARGEST = 3_000_000
HEADERS = {"User-Agent": "Beffroi (guichet public sur l'IA)", "Accept": "application/json"}
REFUSED = (401, 403)
Key = tuple[str, str]


@cache
def words() -> Mapping[str, Any]:
    """What is asked, and by which words the answer is read (aides_territoires.yml)."""
    found: Mapping[str, Any] = read_yaml(Path(__file__).with_suffix(".yml"))
    return found


class AidesTerritoires:
    """An OpenAidsService over HTTP. The session is opened at the first call; `close()` ends it."""

    def __init__(
        self,
        base: str,
        token: str,
        *,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
        waited: float = WAITED,
        now: Callable[[], float] = time.monotonic,
        clock: Callable[[], datetime] = lambda: datetime.now(PARIS),
    ) -> None:
        self._base, self._key, self._timeout, self._waited = base.rstrip("/"), token, timeout, waited
        self._now, self._clock = now, clock
        self._pace, self._breaker = Pace(PER_SECOND * len(words()["keywords"]), now), Breaker(now)
        self._kept: OrderedDict[Key, tuple[float, OpenAids]] = OrderedDict()
        self._asking: dict[Key, asyncio.Task[OpenAids]] = {}
        self._bearer: tuple[float, str] = (0.0, "")
        self._http: aiohttp.ClientSession | None = None

    def serves(self, who: Any) -> bool:
        """Whether the service knows this kind of body."""
        return who in words()["bodies"]

    async def find(self, who: str, where: str) -> OpenAids:
        """The open aids, of now or of the last good answer. Raises AidsUnavailable after `waited` seconds at most."""
        key = (_group(who), where)
        kept = self._kept.get(key)
        if kept and kept[0] > self._now():
            return kept[1]
        asking = self._asking.get(key) or self._start(key, who)
        await asyncio.wait({asking}, timeout=self._waited)  # a slow answer goes on, and serves the next who asks
        if asking.done() and not asking.cancelled() and asking.exception() is None:
            return asking.result()
        if kept and self._clock() - kept[1].read_at < GOOD_FOR:
            return OpenAids(kept[1].aids, kept[1].read_at, late=True)
        refused = asking.done() and not asking.cancelled() and isinstance(asking.exception(), AidsUnavailable)
        raise asking.exception() if refused else AidsUnavailable()  # type: ignore[misc]

    async def signed_in(self) -> None:
        """Ask for a token, as every first call does. Raises AidsUnavailable."""
        try:
            await self._token(fresh=True)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise AidsUnavailable from error

    async def close(self) -> None:
        """Leave the connections, and what is being asked."""
        for asking in [*self._asking.values()]:
            asking.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)
        if self._http is not None:
            await self._http.close()
            self._http = None

    def _start(self, key: Key, who: str) -> asyncio.Task[OpenAids]:
        asking = asyncio.create_task(self._asked(key, who))
        self._asking[key] = asking
        asking.add_done_callback(lambda done: self._done(key, done))
        return asking

    def _done(self, key: Key, asking: asyncio.Task[OpenAids]) -> None:
        self._asking.pop(key, None)
        if not asking.cancelled():
            asking.exception()  # told to those who wait; nobody may be left

    async def _asked(self, key: Key, who: str) -> OpenAids:
        if self._breaker.seconds_left > 0:
            raise AidsUnavailable
        try:
            async with asyncio.timeout(self._timeout.total):
                read = await self._read(who, key[1])
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            self._breaker.failed()
            failed("aides-territoires")
            raise AidsUnavailable from error
        except AidsUnavailable:
            failed("aides-territoires")
            raise
        self._breaker.succeeded()
        self._kept[key] = (self._now() + KEPT_SECONDS, read)
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return read

    async def _read(self, who: str, where: str) -> OpenAids:
        body = words()["bodies"][who]
        slug = {"organization_type_slugs": body["slug"]} if "slug" in body else {}
        asked = [
            {**slug, "perimeter_codes": where, "keyword": word, "itemsPerPage": "50"} for word in words()["keywords"]
        ]
        await self._token(fresh=False)  # once, before the questions that go together
        found = [each for rows in await asyncio.gather(*map(self._pages, asked)) for each in rows]
        now = self._clock()
        return OpenAids(answers.chosen(found, body["audiences"], words(), today=now.date(), base=self._base), now)

    async def _pages(self, params: Mapping[str, str]) -> list[Any]:
        """The aids of the first pages. Raises ValueError for an answer that is no page of aids."""
        found: list[Any] = []
        url, query = f"{self._base}/aids/", dict(params)
        for _ in range(PAGES):
            page = answers.page(await self._get(url, query), base=self._base)
            found += page.rows
            if page.next is None:
                break
            url, query = page.next, {}
        return found

    async def _get(self, url: str, params: Mapping[str, str]) -> bytes:
        for fresh in (False, True):  # a token that is no more accepted is asked for once again
            headers = {"Authorization": f"Bearer {await self._token(fresh=fresh)}"}
            await self._pace.wait()
            async with self._session().get(url, params=params, headers=headers, allow_redirects=False) as answer:
                if answer.status in REFUSED and not fresh:
                    continue
                return await self._body(answer)
        raise AidsUnavailable(refused=True)

    async def _token(self, *, fresh: bool) -> str:
        if not fresh and self._bearer[0] > self._now():
            return self._bearer[1]
        await self._pace.wait()
        headers = {"X-AUTH-TOKEN": self._key}
        async with self._session().post(f"{self._base}/connexion/", headers=headers, allow_redirects=False) as answer:
            token = answers.token(await self._body(answer))
        self._bearer = (self._now() + TOKEN_SECONDS, token)
        return token

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        if answer.status in REFUSED:
            raise AidsUnavailable(refused=True)
        if answer.status == 429:
            self._breaker.pause(answers.seconds(answer.headers.get("Retry-After"), otherwise=DEFAULT_PAUSE))
        if answer.status != 200:
            raise ValueError(answer.status)
        body = b""
        async for part in answer.content.iter_chunked(65_536):
            body += part
            if len(body) > LARGEST:
                raise ValueError(LARGEST)
        return body

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            self._http = aiohttp.ClientSession(headers=HEADERS, timeout=self._timeout)
        return self._http


def where_set(base: str, key: str) -> AidesTerritoires | None:
    """The service where a key is set; None where it is not asked."""
    return AidesTerritoires(base, key) if key else None


def _group(who: str) -> str:
    body = words()["bodies"][who]
    return str(body.get("slug") or body["audiences"][0])
