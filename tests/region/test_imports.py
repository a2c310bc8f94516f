"""Agendas as people's programs write them: the rows that are read, and the exact sentence for those that are not."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.store.database import Database
from region.adapters import agenda_files, events
from region.agenda import Event
from region.brought import Brought
from region.problems import DataError
from tests.regions import THE_REGION

TODAY = date(2026, 11, 26)
CASES = yaml.safe_load(Path(__file__).with_name("imports.yml").read_text(encoding="utf-8"))
FEWEST = 60


def written(folder: Path, case: dict[str, Any]) -> Path:
    """Write the file of a case as its program would."""
    content = case.get("content")
    if content is None:
        events_ = "".join(f"BEGIN:VEVENT\n{each}\nEND:VEVENT\n" for each in case["events"])
        head = f"{case['head']}\n" if "head" in case else ""
        content = f"BEGIN:VCALENDAR\n{head}{events_}END:VCALENDAR\n".replace("\n", "\r\n")
    file = folder / case["file"]
    file.write_bytes(content.encode(case.get("encoding", "utf-8")))
    return file


def shown(event: Event) -> str:
    """« title | when | commune »."""
    known = THE_REGION.gazetteer.by_code(event.commune or "")
    return f"{event.title} | {event.when} | {known.name if known else ''}".replace("\u00a0", " ").rstrip()


@pytest.mark.parametrize("case", CASES, ids=[each["name"] for each in CASES])
def test_a_file_is_read_or_refused_as_written(case: dict[str, Any], tmp_path: Path) -> None:
    if "error" in case:
        with pytest.raises(DataError) as refused:
            agenda_files.read(written(tmp_path, case), held=THE_REGION)
        assert str(refused.value) == case["error"]
        return
    brought = agenda_files.read(written(tmp_path, case), held=THE_REGION)
    assert [shown(each) for each in brought.read] == [each.rstrip() for each in case["rows"]]
    assert [str(problem) for problem in brought.refused] == case.get("refused", [])
    assert sorted(brought.cancelled) == case.get("cancelled", [])


def test_there_are_files_enough() -> None:
    assert len(CASES) >= FEWEST


def test_the_source_is_the_calendar_or_its_organiser_never_the_file(tmp_path: Path) -> None:
    event = "UID:1\nSUMMARY:A\nDTSTART:20261203T130000Z\n"
    organiser = 'ORGANIZER;CN="Ville de Lens":mailto:agenda@lens.example.org'
    named = {"file": "export-42.ics", "head": "X-WR-CALNAME:Médiathèque", "events": [event + organiser]}
    for case, title in (
        (named, "Médiathèque"),
        ({**named, "head": "X-WR-CALNAME:Calendrier"}, "Ville de Lens"),
        ({"file": "export-42.ics", "events": [f"{event}URL:https://lens.example.org/a"]}, "lens.example.org"),
        ({"file": "export-42.ics", "events": [event + "ORGANIZER;CN=a@b.fr:mailto:a@b.fr"]}, "source non précisée"),
    ):
        assert agenda_files.read(written(tmp_path, case), held=THE_REGION).read[0].source.title == title


@pytest.mark.parametrize(
    ("written_", "kind", "doubtful"),
    [
        ("SUMMARY:A\nCATEGORIES:Atelier,Gratuit", "atelier", False),
        ("SUMMARY:Café IA du jeudi", "cafe-ia", False),
        ("SUMMARY:Conférence : l'IA", "evenement", False),
        ("SUMMARY:Les robots", "evenement", True),
    ],
)
def test_the_kind_comes_from_the_category_or_the_title(
    written_: str, kind: str, doubtful: bool, tmp_path: Path
) -> None:
    case = {"file": "a.ics", "events": [f"UID:1\n{written_}\nDTSTART:20261203T130000Z"]}
    brought = agenda_files.read(written(tmp_path, case), held=THE_REGION)
    assert (brought.read[0].kind, bool(brought.doubtful)) == (kind, doubtful)


HEADER = "titre;debut;source\n"


def brought(folder: Path, rows: str, *, name: str = "agenda.csv") -> Brought[Event]:
    return agenda_files.read(written(folder, {"file": name, "content": HEADER + rows}), held=THE_REGION)


async def kept(database: Database, *files: Brought[Event]) -> list[str]:
    for each in files:
        async with database.write() as connection:
            await events.bring(connection, each, source="test", today=TODAY)
    async with database.read() as connection:
        return [f"{each.title} {each.starts_on:%d/%m}" for each in await events.load(connection, since=TODAY)]


async def test_a_corrected_file_updates_removes_and_doubles_nothing(database: Database, tmp_path: Path) -> None:
    first = brought(tmp_path, "A;10/12/2026;Ville\nB;11/12/2026;Ville\nC;12/12/2026;Ville\n")
    corrected = brought(
        tmp_path, "C;12/12/2026 14:00;Ville\nA;10/12/2026;Ville\nD;13/12/2026;Ville\n", name="agenda (2).csv"
    )
    assert await kept(database, first, corrected) == ["A 10/12", "C 12/12", "D 13/12"]


async def test_a_corrected_file_of_another_name_doubles_nothing(database: Database, tmp_path: Path) -> None:
    first = brought(tmp_path, "A;10/12/2026;Ville\nPortes;11/12/2026;Ville\nC;12/12/2026;Ville\nZ;20/12/2026;Ville\n")
    rows = "A;10/12/2026;Ville\nGrandes portes;11/12/2026;Ville\nC;12/12/2026;Ville\n"
    corrected = brought(tmp_path, rows, name="agenda corrigé.csv")
    assert await kept(database, first, corrected) == ["A 10/12", "Grandes portes 11/12", "C 12/12", "Z 20/12"]


async def test_two_files_of_one_organiser_that_share_no_date_are_both_kept(database: Database, tmp_path: Path) -> None:
    first = brought(tmp_path, "A;10/12/2026;Ville\nB;12/12/2026;Ville\n")
    other = brought(tmp_path, "C;11/12/2026;Ville\nD;13/12/2026;Ville\n", name="b.csv")
    assert await kept(database, first, other) == ["A 10/12", "C 11/12", "B 12/12", "D 13/12"]


async def test_cancellations_alone_remove_only_what_they_cancel(database: Database, tmp_path: Path) -> None:
    days = [f"UID:{day}\nSUMMARY:A{day}\nDTSTART:202612{day:02}T130000Z" for day in (3, 4, 5)]
    calendar = {"file": "a.ics", "head": "X-WR-CALNAME:Ville"}
    first = agenda_files.read(written(tmp_path, {**calendar, "events": days}), held=THE_REGION)
    off = [f"{days[1]}\nSTATUS:CANCELLED"]
    cancelled = agenda_files.read(written(tmp_path, {**calendar, "events": off}), held=THE_REGION)
    assert await kept(database, first, cancelled) == ["A3 03/12", "A5 05/12"]


async def test_another_file_leaves_the_first_alone(database: Database, tmp_path: Path) -> None:
    first, other = brought(tmp_path, "A;10/12/2026;Ville\n"), brought(tmp_path, "B;11/12/2026;Ville\n", name="b.csv")
    assert await kept(database, first, other) == ["A 10/12", "B 11/12"]


async def test_where_lines_are_refused_nothing_is_removed(database: Database, tmp_path: Path) -> None:
    first = brought(tmp_path, "A;10/12/2026;Ville\nB;11/12/2026;Ville\n")
    assert await kept(database, first, brought(tmp_path, "A;10/12/2026;Ville\nB;onze;Ville\n")) == [
        "A 10/12",
        "B 11/12",
    ]


async def test_what_its_organiser_cancels_is_removed_series_included(database: Database, tmp_path: Path) -> None:
    weekly = "UID:1\nSUMMARY:A\nDTSTART:20261203T130000Z\nRRULE:FREQ=WEEKLY;COUNT=3"
    other = "UID:2\nSUMMARY:B\nDTSTART:20261204T130000Z"
    first = agenda_files.read(written(tmp_path, {"file": "a.ics", "events": [weekly, other]}), held=THE_REGION)
    off = [f"{weekly}\nSTATUS:CANCELLED"]
    cancelled = agenda_files.read(
        written(tmp_path, {"file": "b.ics", "head": "X-WR-CALNAME:Z", "events": off}), held=THE_REGION
    )
    assert await kept(database, first) == ["A 03/12", "B 04/12", "A 10/12", "A 17/12"]
    assert await kept(database, cancelled) == ["B 04/12"]
