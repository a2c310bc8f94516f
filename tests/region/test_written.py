"""What a person writes in a form is read as facts, and facts are written back into the form; a form elsewhere gets them too."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from region import facts, form_fields, written
from region.problems import DataError
from region.procedure import HOST, Procedure
from region.programme_files import read_one
from region.records import Source
from region.territory import built_in
from tests.region.test_all_aids import CASES
from tests.regions import THE_REGION

FIELDS = {each.name: each for slug in THE_REGION.catalogue.programmes.values() for each in form_fields.fields(slug)}
SOURCE = Source("La Région", None, "officiel", date(2026, 11, 26), "26 novembre 2026")


def read(form: dict[str, str]) -> written.Written:
    return written.read({name: [value] for name, value in form.items()}, FIELDS.values(), gazetteer=built_in())


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("85 000", 85_000),
        ("85k€", 85_000),
        ("1,2 M€", 1_200_000),
        ("de 60 000 à 80 000 €", {"min": 60_000, "max": 80_000}),
        ("moins de 20 000", {"min": None, "max": 19_999}),
        ("deux cent mille euros", 200_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(said: str, number: Any) -> None:
    assert read({"investment": said}).facts == {"investment": number}


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("Hazebrouck", {"commune": "59295"}),
        ("80000", {"commune": "80021"}),
        ("Nord", {"departement": "59"}),
        ("62", {"departement": "62"}),
        ("Amiens", {"commune": "80021"}),
        ("Saint-Aubin (Pas-de-Calais)", {"commune": "62742"}),
    ],
)
def test_a_place_is_a_commune_or_a_department(said: str, fact: dict[str, str]) -> None:
    assert read({"place": said}).facts == fact


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_facts_written_back_into_the_form_are_the_same_facts(raw: dict[str, Any]) -> None:
    stated = {name: value for name, value in facts.read(raw).items() if name != "siren"}
    if "commune" in stated:
        stated.pop("departement", None)
    asked = [each for each in FIELDS.values() if each.name == "place" or each.name in stated]
    again = written.read(form_fields.fill(stated, asked, gazetteer=built_in()), asked, gazetteer=built_in())
    assert again.faults == {}
    known = {
        name: value
        for name, value in stated.items()
        if value != [] and (name in FIELDS or name in ("commune", "departement"))
    }
    assert facts.read(again.facts) == known


def test_a_form_elsewhere_gets_the_facts_it_has_a_field_for() -> None:
    fields = {"headcount": "champ_Q2hhbXAtMQ", "org_type": "champ_Q2hhbXAtMg", "registered": "champ_Q2hhbXAtMw"}
    procedure = Procedure(f"{HOST}essai", SOURCE, fields, {"org_type": {"pme": "PME (moins de 250)"}})
    stated = facts.read({"headcount": 14, "org_type": "pme", "registered": True, "turnover": 10})
    assert procedure.address(stated) == (
        f"{HOST}essai?champ_Q2hhbXAtMQ=14&champ_Q2hhbXAtMg=PME+%28moins+de+250%29&champ_Q2hhbXAtMw=true"
    )
    ranged = facts.read({"headcount": {"min": 10, "max": 19}, "org_type": "association"})
    assert procedure.address(ranged) == f"{HOST}essai"


def test_a_procedure_in_a_file_is_read_with_its_source_or_refused(tmp_path: Any) -> None:
    from region.files import pack_dir

    body = (pack_dir() / "programmes" / "inac.yml").read_text("utf-8")
    known = f'procedure: {{url: "{HOST}essai", source: aides, fields: {{headcount: "champ_x"}}}}\n'
    source = next(line.split(":")[0].strip() for line in body.split("sources:\n")[1].splitlines())
    path = tmp_path / "inac.yml"
    path.write_text(body + known.replace("source: aides", f"source: {source}"), "utf-8")
    procedure = read_one(path, slug="inac").procedure
    assert procedure is not None
    assert procedure.source.title
    path.write_text(body + known.replace(HOST, "https://ailleurs.example/").replace("headcount", "taille"), "utf-8")
    with pytest.raises(DataError, match=r"doit commencer par.*|n'est pas décrite"):
        read_one(path, slug="inac")
