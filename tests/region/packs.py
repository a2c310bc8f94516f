"""A tiny data pack of another Région, whole, and with one thing changed."""

from pathlib import Path

SERVICE = """official: false
service_name: "l'IA en Bretagne"
assistant_name: "Ar Voged"
region: {name: "Bretagne", short_name: "la Région Bretagne", code: "53"}
departements: ["22", "29", "35", "56"]
publisher: {name: null, legal_form: null, address: null, director: null}
host: {name: null, address: null, phone: null}
dpo: {name: null, email: null, address: null}
accessibility: {email: null, address: null}
contact: {phone: null, email: null, form: null, address: "283 avenue du Général Patton, 35000 Rennes"}
hours: {weekdays: []}
pages:
- {id: region, title: "Le site de la Région", url: "https://www.bretagne.bzh"}
"""
RECORDS = """topic: roadmap
records:
- id: plan
  intents: [ask_roadmap]
  title: "Le plan breton"
  answer: "Le plan breton a {figures.budget}. Il a été voté en 2025."
  simple: "La Bretagne a un plan. Il a été voté."
  figures: {budget: {value: 5000000, unit: EUR}}
  source: {title: "Bretagne.bzh", url: "https://www.bretagne.bzh", kind: officiel}
  source_date: 2026-06-01
  source_date_label: "1er juin 2026"
  checked_on: 2026-11-20
  confidence: sourced
  buttons: [{title: "Les priorités", payload: /ask_priorities}]
- id: plan-press
  intents: [ask_roadmap]
  title: "Le plan, selon la presse"
  answer: "La presse parle d'un plan."
  simple: "La presse parle d'un plan."
  source: {title: "Journal", url: null, kind: presse}
  source_date: 2026-06-01
  checked_on: 2026-11-20
  confidence: found
  contradicts: [plan]
"""
PROGRAMME = """programme: coup-de-pouce
title: "Coup de pouce"
audience: company
rules_version: "1"
checked_on: 2026-11-20
calendar: open
opening: "L'aide est ouverte."
asks: [headcount]
sources:
  site: {title: "Bretagne.bzh", url: "https://www.bretagne.bzh", kind: officiel, date_label: "non datée"}
conditions:
- id: headcount
  label: "Moins de 10 salariés"
  rule: "L'effectif est inférieur à 10."
  next_step: "Voyez une autre aide."
  source: site
  test: {fact: headcount, below: 10}
"""
CASES = """base: {headcount: 5}
cases:
- {say: "cinq", with: {}, verdict: conditions_met, failed: [], missing: []}
"""


def tiny(
    folder: Path, *, service: str = SERVICE, records: str = RECORDS, programme: str = PROGRAMME, cases: str = CASES
) -> Path:
    """Write the pack and return its folder."""
    pack = folder / "region" / "pack"
    (pack / "programmes").mkdir(parents=True)
    (pack / "service.yml").write_text(service, encoding="utf-8")
    (pack / "roadmap.yml").write_text(records, encoding="utf-8")
    (pack / "programmes" / "coup-de-pouce.yml").write_text(programme, encoding="utf-8")
    (pack / "programmes" / "coup-de-pouce.cases.yml").write_text(cases, encoding="utf-8")
    return pack


def changed(text: str, old: str, new: str) -> str:
    """The text with one thing changed; the change must apply."""
    assert old in text, old
    return text.replace(old, new, 1)
