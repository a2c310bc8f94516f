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
    Column("epci_name", Text),
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
    Column("title", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("starts_at", String(5)),
    Column("ends_at", String(5)),
    Column("kind", String(40), nullable=False),
    Column("audience", Text),
    Column("place", Text),
    Column("commune", String(5)),
    Column("description", Text),
    Column("url", Text),
    Column("source_title", Text, nullable=False),
    Column("source_url", Text),
    Column("source_kind", String(20), nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("origin", Text),
)
Index("event_days", events.c.ends_on, events.c.starts_on)

places = Table(
    "help_place",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text),
    Column("postal_code", String(5)),
    Column("commune", String(5), index=True),
    Column("commune_name", String(80)),
    Column("lat", Float),
    Column("lon", Float),
    Column("kinds", JSON, nullable=False),
    Column("services", JSON, nullable=False),
    Column("phone", Text),
    Column("website", Text),
    Column("hours", Text),
    Column("fees", Text),
    Column("updated_on", Date),
    Column("source", Text),
)

agenda_sources = Table(
    "agenda_source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("source_kind", Text, nullable=False),
    Column("succeeded_at", String(32)),
    Column("next_at", String(32)),
    Column("fault", Text),
    Column("faults", Integer, nullable=False),
    Column("events", Integer, nullable=False),
)

imports = Table(
    "region_import",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("imported_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("rows", Integer, nullable=False),
)

links = Table(
    "link",
    metadata,
    Column("url", Text, primary_key=True),
    Column("state", String(10), nullable=False),
    Column("moved_to", Text),
    Column("failures", Integer, nullable=False),
    Column("since", String(32)),
    Column("next_at", String(32), nullable=False),
)
