"""The same rules for another engine: publicodes (https://publi.codes).

A condition is a rule worth yes, no, or nothing while a fact is missing, as here. Publicodes knows neither ranges, nor the
beginnings of a text, nor lists: a number is its least and its most, a beginning and an item are each a question of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from region import facts as stated_facts
from region.programmes import Programme
from region.rules import Test
from region.vocabulary import VOCABULARY
from region.wordings import say

Rule = Any  # a formula of publicodes: text, or a mapping of its mechanisms
YES, NO, BOOLEAN = "oui", "non", "booléen"
ALL_OF, ANY_OF = "toutes ces conditions", "une de ces conditions"
SPACE = "cas"
TODAY, UNKNOWN, PLACE = (f"{SPACE} . {name}" for name in ("jour", "inconnu", "departement"))
_KINDS = {
    "choice": "texte",
    "text": "texte",
    "flag": BOOLEAN,
    "departement": "texte",
    "naf": "texte",
    "siren": "texte",
}
_SIGNS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


def rules(programmes: Iterable[Programme], *, departements: tuple[str, ...]) -> dict[str, Rule]:
    """Every aid as publicodes: its conditions, its verdict, and the questions they need."""
    export = _Export(departements)
    for programme in programmes:
        export.add(programme)
    return {**export.questions, **export.rules}


def condition_name(programme: str, condition: str) -> str:
    """The rule of a condition."""
    return f"{programme} . {condition}".replace("_", " ")


def question_name(*words: str) -> str:
    """The question of a fact; in a space of its own, since publicodes looks for a name beside the rule that says it first."""
    return f"{SPACE} . {' '.join(words)}".replace("_", " ")


def text_of(value: str) -> str:
    """Return a text as Publicodes writes it."""
    return f"'{value}'"


class _Export:
    """Collects the questions while the rules are written."""

    def __init__(self, departements: tuple[str, ...]) -> None:
        self._departements = departements
        self.questions: dict[str, Rule] = {
            SPACE: {"titre": say("publicodes.stated")},
            TODAY: {"question": say("publicodes.today"), "type": "date"},
            UNKNOWN: {"question": say("publicodes.unknown"), "type": BOOLEAN},
        }
        self.rules: dict[str, Rule] = {}

    def add(self, programme: Programme) -> None:
        space = programme.slug
        names = [condition_name(programme.slug, each.id) for each in programme.conditions]
        self.rules[space] = {"titre": programme.title, "description": programme.opening}
        for name, condition in zip(names, programme.conditions, strict=True):
            source = condition.source
            about = {"titre": condition.label, "description": condition.rule}
            cited = {"références": {source.title: source.url}} if source and source.url else {}
            self.rules[name] = {**about, **cited, "valeur": self._rule(condition.test)}
        self.rules[f"{space} . verdict"] = {"titre": programme.title, "variations": self._verdict(programme, names)}

    def _verdict(self, programme: Programme, names: list[str]) -> list[Rule]:
        last = programme.valid_until
        over = [{"si": f"{TODAY} > {last:%d/%m/%Y}", "alors": text_of("scheme_ended")}] if last else []
        refused = [{ALL_OF: [_known(name), f"{name} = {NO}"]} for name in names]
        met = [each for name in names for each in (_known(name), name)]
        return [
            *over,
            {"si": {ANY_OF: refused}, "alors": text_of("conditions_not_met")},
            {"si": {ALL_OF: met}, "alors": text_of("conditions_met")},
            {"sinon": text_of("missing_information")},
        ]

    def _rule(self, test: Test) -> Rule:
        if "all" in test:
            return {ALL_OF: [self._rule(each) for each in test["all"]]}
        if "any" in test:
            return {ANY_OF: [self._rule(each) for each in test["any"]]}
        if "not" in test:
            return {"variations": [{"si": self._rule(test["not"]), "alors": NO}, {"sinon": YES}]}
        if "unknown" in test:
            return self._confirmation(test["unknown"])
        if "territory" in test:
            return self._territory(test["territory"])
        if "dates" in test:
            return self._dates(test["dates"])
        return self._by_case(test) if "case" in test else self._fact(test)

    def _territory(self, where: str) -> Rule:
        self._ask(PLACE, "territory", "texte")
        here = {ANY_OF: [f"{PLACE} = {text_of(code)}" for code in self._departements]}
        return here if where == "service" else {"variations": [{"si": f"{PLACE} = ''", "alors": NO}, {"sinon": YES}]}

    def _by_case(self, test: Test) -> Rule:
        name = self._ask(question_name(test["case"]), test["case"], "texte")
        branches = [
            {
                "si": {ANY_OF: [f"{name} = {text_of(value)}" for value in branch["values"]]},
                "alors": (YES if branch["result"] else NO) if "result" in branch else self._rule(branch["test"]),
            }
            for branch in test["of"]
        ]
        return {"variations": [*branches, {"sinon": NO}]}

    def _fact(self, test: Test) -> Rule:
        compared = {word: bound for word, bound in test.items() if word not in ("fact", "absent")}
        known, asked = self._comparisons(test["fact"], compared)
        if "absent" not in test:
            return known
        absent = test["absent"]
        otherwise = self._confirmation(absent) if isinstance(absent, str) else YES if absent else NO
        return {"variations": [{"si": _known(asked), "alors": known}, {"sinon": otherwise}]}

    def _comparisons(self, fact: str, compared: Mapping[str, Any]) -> tuple[Rule, str]:
        """The comparisons of a fact, and the question that tells whether it is known."""
        kind = VOCABULARY[fact]["kind"]
        if kind in ("euros", "count"):
            least = self._ask(question_name(fact, "min"), fact, "nombre")
            most = self._ask(question_name(fact, "max"), fact, "nombre")
            return {ALL_OF: [_bounded(each, least, most) for each in _bounds(compared)]}, least
        (word, wanted) = next(iter(compared.items()))
        if word == "starts_with":
            name = self._derived(fact, "commence", {"starts_with": list(wanted)}, ", ".join(wanted))
            return name, name
        if word == "any_in":
            values = VOCABULARY[fact]["values"]
            names = [self._derived(fact, item, {"holds": item}, values[item]) for item in wanted]
            return {ANY_OF: names}, names[0]
        if kind == "naf":  # known or not, whatever it is: a beginning that every code has
            name = self._derived(fact, "commence", {"starts_with": [""]}, "")
            return (name if wanted else {"variations": [{"si": name, "alors": NO}, {"sinon": YES}]}), name
        name = self._ask(question_name(fact), fact, _KINDS[kind])
        if word == "known":
            return {
                "variations": [{"si": f"{name} = ''", "alors": NO if wanted else YES}, {"sinon": YES if wanted else NO}]
            }, name
        if word == "is" and isinstance(wanted, bool):
            return f"{name} = {YES if wanted else NO}", name
        listed = wanted if isinstance(wanted, list) else [wanted]
        return {ANY_OF: [f"{name} = {text_of(value)}" for value in listed]}, name

    def _derived(self, fact: str, word: str, read: Mapping[str, Any], said: str) -> str:
        """A question of its own: whether a text begins so, whether a list holds an item."""
        wanted = {"fact": fact, **read}
        known = (name for name, rule in self.questions.items() if rule.get("meta") == wanted)
        name = next(known, None)
        if name is None:
            place = sum(1 for rule in self.questions.values() if rule.get("meta", {}).get("fact") == fact) + 1
            name = question_name(fact, word, *([str(place)] if "starts_with" in read else []))
            question = f"{stated_facts.label(fact)} : {said} ?"
            self.questions[name] = {"question": question, "type": BOOLEAN, "meta": wanted}
        return name

    def _ask(self, name: str, fact: str, kind: str) -> str:
        self.questions.setdefault(name, {"question": f"{stated_facts.label(fact)} ?", "type": kind})
        return name

    def _confirmation(self, name: str) -> str:
        return self._ask(question_name(name), name, BOOLEAN)

    def _dates(self, dates: Mapping[str, date]) -> Rule:
        ends = [
            f"{TODAY} {sign} {dates[name]:%d/%m/%Y}"
            for name, sign in (("from", ">="), ("until", "<="))
            if name in dates
        ]
        return {ALL_OF: ends}


def _known(name: str) -> Rule:
    return {"est défini": name}


def _bounds(compared: Mapping[str, Any]) -> list[tuple[str, Any]]:
    between = compared.get("between")
    ends = [("at_least", between[0]), ("at_most", between[1])] if between else []
    return [*ends, *((word, compared[word]) for word in _SIGNS if word in compared)]


def _bounded(comparison: tuple[str, Any], least: str, most: str) -> Rule:
    """Yes where both ends agree, no where both do, nothing where the range lies across the bound."""
    word, bound = comparison
    sign, inner, outer = _SIGNS[word], *((least, most) if word in ("at_least", "above") else (most, least))
    yes = {"si": f"{inner} {sign} {bound}", "alors": YES}
    return {"variations": [yes, {"si": f"{outer} {sign} {bound}", "alors": UNKNOWN}, {"sinon": NO}]}
