"""Every address that the Région's data cite, and what cites each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from region.agenda import Event
from region.catalogue import Catalogue


def cited(catalogue: Catalogue, events: Iterable[Event] = ()) -> Mapping[str, tuple[str, ...]]:
    """Return the http addresses of records, programmes, official pages and events, with the titles that cite them."""
    found: dict[str, dict[str, None]] = {}
    for url, title in _pairs(catalogue, events):
        if url and url.startswith(("http://", "https://")):
            found.setdefault(url, {})[title] = None
    return {url: tuple(titles) for url, titles in found.items()}


def _pairs(catalogue: Catalogue, events: Iterable[Event]) -> Iterable[tuple[str | None, str]]:
    for record in catalogue.records:
        yield from ((source.url, record.title) for source in record.sources)
    for programme in catalogue.programmes.values():
        yield from ((source.url, programme.title) for source in programme.sources)
    yield from ((page.url, page.title) for page in catalogue.service.pages)
    for event in events:
        yield from ((url, event.title) for url in (event.url, event.source.url))
