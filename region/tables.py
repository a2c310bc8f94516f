"""What of the Région lies in the database: communes, events, places, and when each was brought in."""
from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

communes = Table(
    "commune",
    metadata,
    Column("code", String(5), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("departement", String(3), nullable=False, index=True),
    Column("epci_code", String(9)),
    Column("epci_name", String(160)),
    Column("population", Integer),
    Column("postal_codes", JSON, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("former_names", JSON, nullable=False),
)

events = Table(
    "event",
    metadata,
    Column("uid", String(200), primary_key=True),
    Column("title", String(300), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("starts_at", String(5)),
    Column("ends_at", String(5)),
    Column("kind", String(40), nullable=False),
    Column("audience", String(200)),
    Column("place", String(300)),
    Column("commune", String(5)),
    Column("description", Text),
    Column("url", String(500)),
    Column("source_title", String(200), nullable=False),
    Column("source_url", String(500)),
    Column("source_kind", String(20), nullable=False),
    Column("checked_on", Date, nullable=False),
)
Index("event_days", events.c.ends_on, events.c.starts_on)

places = Table(
    "help_place",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("address", String(300)),
    Column("postal_code", String(5)),
    Column("commune", String(5), index=True),
    Column("commune_name", String(80)),
    Column("lat", Float),
    Column("lon", Float),
    Column("kinds", JSON, nullable=False),
    Column("services", JSON, nullable=False),
    Column("phone", String(40)),
    Column("website", String(500)),
    Column("hours", String(500)),
    Column("fees", String(300)),
    Column("updated_on", Date),
    Column("source", String(200)),
)

imports = Table(
    "region_import",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("imported_on", Date, nullable=False),
    Column("source", String(500), nullable=False),
    Column("rows", Integer, nullable=False),
)
