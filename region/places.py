"""Where somebody can be helped with computers: the nearest places, with what their source says and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Protocol

from region.territory import Commune

EARTH_KM = 6371.0


class Located(Protocol):
    """Something with coordinates in degrees, where they are known."""

    @property
    def lat(self) -> float | None:
        """Latitude."""

    @property
    def lon(self) -> float | None:
        """Longitude."""


@dataclass(frozen=True)
class Place:
    """A place that helps, as the Cartographie nationale describes it; None where it does not say."""

    id: str
    name: str
    address: str | None = None
    postal_code: str | None = None
    commune: str | None = None  # INSEE code
    commune_name: str | None = None
    lat: float | None = None
    lon: float | None = None
    kinds: tuple[str, ...] = ()  # EPN, BIB, MUNI, ASSO, RFS…
    services: tuple[str, ...] = ()
    phone: str | None = None
    website: str | None = None
    hours: str | None = None  # OpenStreetMap opening_hours
    fees: str | None = None
    updated_on: date | None = None
    source: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """What its source says of it, as texts an answer may hold."""
        held = (self.name, self.address, self.postal_code, self.commune_name, self.phone, self.website, self.hours)
        return tuple(each for each in held if each)


@dataclass(frozen=True)
class Near:
    """A place and its distance in kilometres; None when either has no coordinates."""

    place: Place
    km: float | None


def nearest(places: Iterable[Place], commune: Commune, *, most: int = 3, within: float = 30) -> tuple[Near, ...]:
    """The nearest places to a commune, those of the commune itself first. Empty means: none is known."""
    near = (Near(place, distance(place, commune)) for place in places)
    kept = [each for each in near if each.place.commune == commune.code or (each.km is not None and each.km <= within)]
    return tuple(
        sorted(kept, key=lambda each: (each.place.commune != commune.code, each.km or 0.0, each.place.name))[:most]
    )


def distance(one: Located, other: Located) -> float | None:
    """Kilometres as the crow flies; None where one of them has no coordinates."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return None
    lat1, lon1, lat2, lon2 = (radians(value or 0.0) for value in (one.lat, one.lon, other.lat, other.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
