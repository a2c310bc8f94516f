"""What each button of an aid's fields writes in its text, which is then checked and played as typed text is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from console.aid_form import FIELDS, VERDICTS, Form, form, opened
from console.visit import Visit
from region import aid_fields, aid_text, eligibility, facts, lines
from region.aid_text import NotWritten
from region.problems import DataError
from region.programme_text import Text
from region.programmes import Programme
from region.schema import slug as slug_fault
from web import asked


def done(visit: Visit, text: Text, gesture: str, *, programme: Programme | None) -> Form | None:
    """Return the form after a gesture of its buttons; None where the button is another's."""
    name, _, of = gesture.partition(":")
    if name == "open":
        return opened(text, of)
    act = _GESTURES.get(name)
    if act is None:
        return None
    try:
        return form(act(visit, text, of, programme))
    except NotWritten:
        return form(text, fault="by_hand")
    except DataError:
        return form(text, fault="unreadable")
    except facts.BadFacts as error:
        return form(text, fault=error.errors[0].fact)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        typed = {each: visit.text(f"c_{each}", longest=600) for each in FIELDS}
        return form(text, opened=typed, fault=str(error.args[0]) if error.args else "value")


def _headings(visit: Visit, text: Text, _: str, __: Programme | None) -> Text:
    said: dict[str, Any] = {name: visit.text(f"h_{name}", longest=400) for name in aid_text.HEADINGS}
    day = asked.day(said["checked_on"])
    empty = next((name for name, value in said.items() if not value), None)
    if empty or day is None:
        raise ValueError(empty or "checked_on")
    name = visit.request.match_info.get("name") or visit.text("name", longest=48)
    named = {"programme": name} if name and not slug_fault(name) else {}
    rules = aid_text.with_headings(text.rules, {**named, **said, "checked_on": day})
    told = {
        "version": said["rules_version"],
        "what": visit.text("h_what", longest=400),
        "why": visit.text("h_why", longest=400),
    }
    if told["what"] and told["why"]:
        rules = aid_text.with_row(rules, "history", told, first=True)
    return replace(text, rules=rules)


def _source(visit: Visit, text: Text, _: str, __: Programme | None) -> Text:
    said = {
        name: visit.text(f"s_{name}", longest=400) for name in ("name", "title", "url", "kind", "date", "date_label")
    }
    for name in ("name", "title", "date_label"):
        if not said[name] or (name == "name" and slug_fault(said[name])):
            raise ValueError(f"source_{name}")
    told = {
        "title": said["title"],
        "url": said["url"] or None,
        "kind": said["kind"],
        "date": asked.day(said["date"]),
        "date_label": said["date_label"],
    }
    return replace(text, rules=aid_text.with_source(text.rules, said["name"], told))


def _condition(visit: Visit, text: Text, _: str, __: Programme | None) -> Text:
    typed = {name: visit.text(f"c_{name}", longest=600) for name in FIELDS}
    if slug_fault(typed["id"]):
        raise ValueError("id")
    for name in ("label", "rule", "next_step"):
        if not typed[name]:
            raise ValueError(name)
    said: dict[str, Any] = {name: typed[name] for name in ("id", *aid_text.WORDS)}
    said["source"] = typed["source"] or None
    known = {each["id"]: each for each in form(text).read["conditions"]}
    kept = known.get(typed["id"], {}).get("test")
    said["test"] = kept if typed["kind"] == "kept" and kept else aid_fields.written(typed)
    rules = aid_text.with_condition(text.rules, said)
    if says := visit.text("c_says", longest=400):
        rules = aid_text.with_row(rules, "criteria", {"fact": None, "says": says, "condition": typed["id"]})
    return replace(text, rules=rules)


def _dropped(_: Visit, text: Text, name: str, __: Programme | None) -> Text:
    return replace(text, rules=aid_text.without_condition(text.rules, name))


def _case(visit: Visit, text: Text, _: str, programme: Programme | None) -> Text:
    stated = {
        name: aid_fields.stated(name, said)
        for name in form(text).stated
        if (said := visit.text(f"k_{name}", longest=200))
    }
    facts.read(stated)
    if visit.ticked("k_base"):
        return replace(text, cases=aid_text.with_base(text.cases, stated))
    say, wanted = visit.text("k_say", longest=200), visit.text("k_verdict", longest=40)
    if not say or wanted not in VERDICTS:
        raise ValueError("say")
    if programme is None:
        raise ValueError("unreadable")
    base = lines.parse(text.cases or "base: {}", file="cases").get("base") or {}
    held = visit.house.in_force()
    found = eligibility.check(programme, facts.read({**base, **stated}), territory=held.territory, today=held.today)
    told = {"say": say, "with": stated, "verdict": wanted, "failed": list(found.failed), "missing": list(found.missing)}
    return replace(text, cases=aid_text.with_case(text.cases, told))


def _case_dropped(_: Visit, text: Text, place: str, __: Programme | None) -> Text:
    return replace(text, cases=aid_text.without_case(text.cases, int(place)))


_GESTURES: Mapping[str, Callable[[Visit, Text, str, Programme | None], Text]] = {
    "headings": _headings, "source": _source, "condition": _condition, "drop": _dropped, "case": _case, "drop_case": _case_dropped,
}  # fmt: skip
