"""The rules of an aid are written on screen: told what is wrong, played case by case, published, taken back, exported."""

import html
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.house import House
from learning.answers import edits, in_force
from learning.answers.programmes import PROGRAMME
from learning.export import everything
from learning.export.everything import Places
from learning.models import snapshots
from region import catalogue, eligibility, examples, facts, lines, rule_faults, versions
from region.files import SHIPPED
from region.programme_text import Text
from tests.console.site import Visitor, served, signed_in
from tests.learning.messages import ACT

pytestmark = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
AID = "/console/dispositifs/ami-ia"


def edited(**changes: str) -> dict[str, str]:
    """The form of the AMI with its upper bound raised, and a version that says so."""
    text = Text.of("ami-ia")
    assert text
    rules = text.rules.replace("between: [70000, 250000]", "between: [70000, 300000]")
    rules = re.sub(r'rules_version: "[^"]+"', 'rules_version: "2026-11-27"', rules)
    rules = rules.replace(
        "history:\n", 'history:\n- {version: "2026-11-27", what: "Le coût monte à 300 000 €.", why: "Essai."}\n'
    )
    cases = text.cases.replace(
        '"250 001 € est trop", with: {amount: 250001}', '"300 001 € est trop", with: {amount: 300001}'
    )
    return {"rules": rules, "cases": cases, "comment": "un essai", "action": "publish"} | changes


async def told(visitor: Visitor, form: dict[str, str]) -> str:
    return html.unescape((await visitor.post(f"{AID}/essai", form))[1])


def verdict(house: House, amount: int) -> str:
    held = house.in_force()
    stated = facts.read({"org_type": "commune", "commune": "62498", "amount": amount, "expenses": ["staff"]})
    return eligibility.check(
        held.catalogue.programmes["ami-ia"], stated, territory=held.territory, today=held.today
    ).verdict


async def test_rules_are_told_wrong_played_published_and_taken_back(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        page = html.unescape((await visitor.get(AID))[1])
        assert "Rien à corriger." in page
        assert "<summary>Coût du projet</summary>" in page
        good = await told(visitor, edited())
        assert "Rien à corriger." in good, good
        assert "la phrase reste, le calcul change" in good
        late = await told(visitor, edited(cases=Text.of("ami-ia").cases))  # type: ignore[union-attr]
        assert "autre qu'attendu" in late
        assert verdict(house, 280_000) == "conditions_not_met"
        assert "programme_published" in (await visitor.post(AID, edited()))[1]
        assert verdict(house, 280_000) == "conditions_met"
        assert verdict(house, 300_001) == "conditions_not_met"
        held = house.in_force().catalogue.programmes["ami-ia"]
        assert next(each.rules_version for each in versions.every(held)) == "2026-11-27"
        assert all(each.as_expected for each in examples.played(held, house.in_force()))
        change = re.search(r'name="change" value="(\d+)"', (await visitor.get(AID))[1])
        assert change
        await visitor.post(f"{AID}/annuler", {"change": change[1]})
        assert verdict(house, 280_000) == "conditions_not_met"
        assert (await visitor.post(f"{AID}/annuler", {"change": change[1]}))[0] == 404


async def test_what_is_wrong_is_never_published(house: House) -> None:
    wrong = {
        "ce n'est pas du YAML": edited(rules="programme: ["),
        "changez aussi « rules_version »": edited(rules=edited()["rules"].replace('rules_version: "2026-11-27"', 'rules_version: "2026-11-26"')),
        "« between » attend deux nombres": edited(rules=edited()["rules"].replace("[70000, 300000]", "[300000, 70000]")),
        "ne se compare pas": edited(rules=edited()["rules"].replace("fact: amount", "fact: org_type")),
        "n'est pas décrite": edited(rules=edited()["rules"].replace("source: cityramag", "source: nulle")),
        "n'a que": edited(cases='base: {org_type: commune}\ncases:\n- {say: "un", with: {}, verdict: missing_information, failed: [], missing: [territory, amount, expenses]}\n'),
        "« programme » doit être": edited(rules=edited()["rules"].replace("programme: ami-ia", "programme: autre")),
    }  # fmt: skip
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        for said, form in wrong.items():
            found = await told(visitor, form)
            assert said in found, (said, found)
            assert (await visitor.post(AID, form))[0] == 400, said
        assert (await visitor.post(AID, edited(comment="")))[0] == 400
    async with house.database.read() as connection:
        assert await edits.in_force(connection, kind=PROGRAMME) == {}


async def test_a_rollback_takes_the_rules_back_and_the_files_hold_them_after_an_export(
    house: House, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SHIPPED, pack)
    async with house.database.read() as connection:
        first = await snapshots.take(connection)
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        assert "programme_published" in (await visitor.post(AID, edited()))[1]
    places = Places(pack, tmp_path / "none", tmp_path / "none.yml")
    places.examples.mkdir()
    done = await everything.export(house, ACT, places, added={})
    folder = "region/data/programmes"
    names = ("ami-ia.yml", "ami-ia.cases.yml", "versions/ami-ia.2026-11-26.yml")
    assert set(done.files) == {f"{folder}/{name}" for name in names}
    read = catalogue.load(pack).programmes["ami-ia"]
    shown = house.in_force().catalogue.programmes["ami-ia"]
    assert replace(shown, cases=None) == read
    assert (await everything.export(house, ACT, places, added={})).files == {}
    async with house.database.write() as connection:
        await snapshots.restore(connection, first, ACT)
    await in_force.put_in_force(house)
    assert verdict(house, 280_000) == "conditions_not_met"


async def test_a_new_aid_is_written_from_its_model(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        page = (await visitor.get("/console/nouveau-dispositif"))[1]
        rules, cases = (html.unescape(found) for found in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S))
        rules = rules.replace("nom-du-dispositif", "cheque-essai")
        form = {"name": "cheque-essai", "rules": rules, "cases": cases, "comment": "un essai", "action": "publish"}
        assert "Donnez d'abord un nom" in html.unescape(
            (await visitor.post("/console/nouveau-dispositif/essai", form | {"name": "Mal écrit"}))[1]
        )
        assert "programme_published" in (await visitor.post("/console/nouveau-dispositif", form))[1]
        assert "cheque-essai" in house.in_force().catalogue.programmes
        assert "cheque-essai" in (await visitor.get("/console/dispositifs"))[1]
        reader = await signed_in(client, house, "lecteur", name="Lou")
        assert (await reader.get("/console/dispositifs/cheque-essai"))[0] == 200
        assert (await reader.get("/console/dispositifs/inconnu"))[0] == 404
        change = re.search(r'name="change" value="(\d+)"', (await visitor.get("/console/dispositifs/cheque-essai"))[1])
        assert change
        await visitor.post("/console/dispositifs/cheque-essai/annuler", {"change": change[1]})
        assert "cheque-essai" not in house.in_force().catalogue.programmes


@pytest.mark.parametrize(
    "test",
    [
        {"fact": "amount", "between": 5}, {"fact": "amount", "at_least": "dix"}, {"fact": "amount", "at_least": True},
        {"all": 5}, {"any": []}, {"all": [5]}, {"not": 5}, {"dates": {"from": "demain"}}, {"dates": 5}, {"territory": "lune"},
        {"case": "org_type", "of": 5}, {"case": "org_type", "of": [{"values": ["pme"]}]}, {"fact": []}, {"fact": {}},
        {"case": "org_type", "of": [{"values": ["pme"], "result": "oui"}]}, {"unknown": ["a"]}, {"fact": "amount", "absent": 3},
        {"fact": "public_interest", "any_in": ["a"]}, {"fact": "naf", "starts_with": "62"}, {"fact": "expenses", "in": ["staff"]},
        5, None, [], {"fact": "amount"},
    ],
)  # fmt: skip
def test_a_test_that_nothing_could_evaluate_is_a_fault(place: object, test: object) -> None:
    assert list(rule_faults.faults(json.loads(json.dumps(test))))


async def test_an_aid_is_written_by_its_fields_without_its_text(house: House) -> None:
    new, name = "/console/nouveau-dispositif", "cheque-essai"

    def held(page: str) -> dict[str, str]:
        found = {
            each: re.search(rf'<textarea id="{each}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
            for each in ("rules", "cases")
        }
        return {each: html.unescape(match[1]) for each, match in found.items() if match} | {"name": name}

    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        form = held((await visitor.get(new))[1])

        async def press(action: str, **fields: str) -> str:
            status, page = await visitor.post(new, form | fields | {"action": action})
            form.update(held(page))
            return f"{status} {html.unescape(page)}"

        headings = {"title": "Chèque essai", "audience": "company", "calendar": "open", "opening": "Il est ouvert.",
                    "rules_version": "2026-11-27", "checked_on": "2026-11-27"}  # fmt: skip
        assert (await press("headings", **{f"h_{key}": value for key, value in headings.items()})).startswith("200")
        source = {"name": "note", "title": "Note de la Région", "kind": "officiel", "date_label": "27 novembre 2026"}
        await press("source", **{f"s_{key}": value for key, value in source.items()})
        condition = {"c_id": "turnover", "c_label": "Chiffre d'affaires", "c_rule": "Deux millions d'euros au plus.",
                     "c_next_step": "Voyez une autre aide.", "c_source": "note", "c_kind": "fact", "c_fact": "turnover",
                     "c_comparison": "at_most", "c_value": "2 000 000 €"}  # fmt: skip
        wrong = await press("condition", **condition | {"c_value": "beaucoup"})
        assert wrong.startswith("400") and "La valeur ne peut pas être lue" in wrong
        assert 'value="Deux millions d\'euros au plus."' in wrong, "what was typed stays"
        await press("condition", **condition)
        opened = await press("open:turnover")
        assert 'id="c_value" name="c_value" type="text" value="2000000"' in opened
        await press("condition", **condition | {"c_value": "1 500 000"})
        await press("case", k_headcount="12", k_turnover="900000", k_departement="59", k_base="1")
        told = await press(
            "case", k_say="deux millions, c'est trop", k_turnover="2 000 000", k_verdict="conditions_not_met"
        )
        assert "3 cas sur 3" in told, told
        assert "Rien à corriger." in told
        await press("drop_case:2")
        await press("drop:size")
        again = await press(
            "case", k_say="deux millions, c'est trop", k_turnover="2 000 000", k_verdict="conditions_met"
        )
        assert "autre qu'attendu" in again, "the verdict is the writer's, and the rules are told to differ"
    assert '{fact: "turnover", at_most: 1500000}' in form["rules"]
    assert '"turnover"' in next(line for line in form["rules"].splitlines() if line.startswith("asks:"))


async def test_the_bound_of_an_aid_is_changed_and_published_by_its_fields(house: House) -> None:
    def held(page: str) -> dict[str, str]:
        found = {
            each: re.search(rf'<textarea id="{each}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
            for each in ("rules", "cases")
        }
        return {each: html.unescape(match[1]) for each, match in found.items() if match}

    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        page = (await visitor.get(AID))[1]
        form = held(page)
        read = lines.parse(form["rules"], file="a.yml")
        form = held((await visitor.post(AID, form | {"action": "open:project_cost"}))[1])
        amount = next(each for each in read["conditions"] if each["id"] == "project_cost")
        words = {f"c_{name}": str(amount[name]) for name in ("id", "label", "rule", "next_step", "source")}
        test = {"c_kind": "fact", "c_fact": "amount", "c_comparison": "between", "c_value": "70 000 à 300 000"}
        form = held((await visitor.post(AID, form | words | test | {"action": "condition"}))[1])
        headings = {f"h_{name}": str(read[name]) for name in ("title", "audience", "calendar", "opening", "checked_on")}
        headings |= {"h_rules_version": "2026-11-27", "h_what": "Le coût monte à 300 000 €.", "h_why": "Essai."}
        form = held((await visitor.post(AID, form | headings | {"action": "headings"}))[1])
        places = [each["say"] for each in lines.parse(form["cases"], file="c.yml")["cases"]]
        form = held((await visitor.post(AID, form | {"action": f"drop_case:{places.index('250 001 € est trop')}"}))[1])
        case = {"k_say": "300 001 € est trop", "k_amount": "300 001", "k_verdict": "conditions_not_met"}
        told = html.unescape((await visitor.post(AID, form | case | {"action": "case"}))[1])
        assert "Rien à corriger." in told, told
        form = held(told)
        assert "programme_published" in (await visitor.post(AID, form | {"comment": "essai", "action": "publish"}))[1]
    assert verdict(house, 280_000) == "conditions_met"
    assert verdict(house, 300_001) == "conditions_not_met"
