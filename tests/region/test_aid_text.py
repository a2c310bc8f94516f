"""One part of an aid is written into its text, and the rest stays letter for letter."""

from datetime import date
from typing import Any

import pytest

from region import aid_fields, aid_text, lines
from region.aid_text import NotWritten
from region.files import SHIPPED
from region.programme_text import Text

FILES = sorted(path.stem for path in (SHIPPED / "programmes").glob("*.yml") if "." not in path.stem)
SIZE = {
    "id": "essai", "label": "Effectif", "rule": "Dix salariés au moins.", "next_step": "Revenez plus tard.", "source": None,
    "test": {"fact": "headcount", "at_least": 10},
}  # fmt: skip


def text_of(name: str) -> Text:
    found = Text.of(name, pack=SHIPPED)
    assert found
    return found


def conditions(rules: str) -> list[dict[str, Any]]:
    return [dict(each) for each in lines.parse(rules, file="a.yml")["conditions"]]


@pytest.mark.parametrize("name", FILES)
def test_a_condition_comes_after_the_others_and_goes_without_a_trace_elsewhere(name: str) -> None:
    rules = text_of(name).rules
    more = aid_text.with_condition(rules, SIZE)
    assert conditions(more) == [*conditions(rules), SIZE]
    assert conditions(aid_text.without_condition(more, "essai")) == conditions(rules)
    asked = lines.parse(more, file="a.yml")["asks"]
    assert "headcount" in asked
    gone = [line for line in rules.splitlines() if line not in more.splitlines()]
    assert all(line.startswith("asks:") for line in gone), gone


@pytest.mark.parametrize("name", FILES)
def test_each_condition_that_fields_can_say_is_written_back_as_it_was(name: str) -> None:
    for each in conditions(text_of(name).rules):
        told = aid_fields.fields(each["test"])
        if told is not None:
            assert aid_fields.written(told) == each["test"]
        again = aid_text.with_condition(text_of(name).rules, each)
        assert conditions(again) == conditions(text_of(name).rules)


def test_headings_a_source_and_cases_are_written() -> None:
    text = text_of("ami-ia")
    rules = aid_text.with_headings(text.rules, {"title": "Un « autre » titre", "checked_on": date(2026, 11, 27)})
    source = {
        "title": "Note",
        "url": None,
        "kind": "officiel",
        "date": date(2026, 1, 2),
        "date_label": "2 janvier 2026",
    }
    read = lines.parse(aid_text.with_source(aid_text.with_source(rules, "note", source), "note", source), file="a.yml")
    assert (read["title"], read["checked_on"]) == ("Un « autre » titre", date(2026, 11, 27))
    assert dict(read["sources"]["note"]) == source
    told = {
        "say": "à côté",
        "with": {"amount": 1},
        "verdict": "conditions_not_met",
        "failed": ["amount"],
        "missing": [],
    }
    before = lines.parse(text.cases, file="c.yml")["cases"]
    cases = aid_text.with_case(text.cases, told)
    assert [dict(each) for each in lines.parse(cases, file="c.yml")["cases"]] == [*map(dict, before), told]
    assert lines.parse(aid_text.without_case(cases, len(before)), file="c.yml")["cases"] == before
    assert lines.parse(aid_text.with_base("", {"amount": 5}), file="c.yml")["base"] == {"amount": 5}


def test_what_is_written_otherwise_is_left_to_its_writer() -> None:
    with pytest.raises(NotWritten):
        aid_text.with_condition("sources: {a: {title: b}}\nconditions: [{id: a}]\n", SIZE)


@pytest.mark.parametrize(
    ("said", "test"),
    [
        ({"kind": "fact", "fact": "amount", "comparison": "between", "value": "70 000 € à 250 000 €"}, {"fact": "amount", "between": [70000, 250000]}),
        ({"kind": "fact", "fact": "org_type", "comparison": "in", "value": "Commune, intercommunalité"}, {"fact": "org_type", "in": ["commune", "epci"]}),
        ({"kind": "fact", "fact": "registered", "comparison": "is", "value": "Oui"}, {"fact": "registered", "is": True}),
        ({"kind": "fact", "fact": "naf", "comparison": "starts_with", "value": "62, 63.1"}, {"fact": "naf", "starts_with": ["62", "63.1"]}),
        ({"kind": "territory", "where": "france"}, {"territory": "france"}),
        ({"kind": "dates", "until": "2026-12-31"}, {"dates": {"until": date(2026, 12, 31)}}),
    ],
)  # fmt: skip
def test_a_test_is_read_as_people_type_it(said: dict[str, str], test: dict[str, Any]) -> None:
    assert aid_fields.written(said) == test


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"kind": "fact", "fact": "amount", "comparison": "at_most", "value": "beaucoup"}, "value"),
        ({"kind": "fact", "fact": "amount", "comparison": "between", "value": "70000"}, "value"),
        ({"kind": "fact", "fact": "org_type", "comparison": "in", "value": "mairie de quartier"}, "org_type"),
        ({"kind": "fact", "fact": "nothing", "comparison": "is", "value": "1"}, "fact"),
        ({"kind": "dates"}, "from"),
    ],
)
def test_what_cannot_be_read_names_its_field(said: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{fault}$"):
        aid_fields.written(said)
