"""What a person may state about their case: read with care, refused with a sentence, and said back in French."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.fr import siren as siren_number

from region import formats
from region.fact_checks import NOT_AN_OBJECT, fault
from region.names import departement_name
from region.territory import Gazetteer
from region.vocabulary import ANSWERS, BRIEFLY, CONFIRMATIONS, VOCABULARY, Range

_YES, _NO, _NOTHING = (ANSWERS[name] for name in ("yes", "no", "nothing"))
UNKNOWN = "unknown"  # the sentinel « je ne sais pas » of the dialogue


@dataclass(frozen=True)
class FactError:
    """A stated value that cannot be read."""

    fact: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Return `{"fact", "message"}`."""
        return {"fact": self.fact, "message": self.message}


class BadFacts(ValueError):
    """Facts that cannot be read; `errors` says which and why, `to_dict()` is the answer 422 of the API."""

    def __init__(self, *errors: FactError) -> None:
        super().__init__(" ".join(error.message for error in errors))
        self.errors = errors

    def to_dict(self) -> dict[str, Any]:
        """Return `{"errors": [{"fact", "message"}]}`."""
        return {"errors": [error.to_dict() for error in self.errors]}


def read(raw: Any) -> dict[str, Any]:
    """The known facts of a JSON object; null, absent and « unknown » are left out. Raises BadFacts."""
    if not isinstance(raw, Mapping):
        raise BadFacts(FactError("facts", NOT_AN_OBJECT))
    given = {name: value for name, value in raw.items() if not (name in VOCABULARY and _left_out(value))}
    errors = [FactError(str(name), message) for name, value in given.items() if (message := fault(name, value))]
    if errors:
        raise BadFacts(*errors)
    return {name: _kept(name, value) for name, value in given.items()}


def declined(raw: Any) -> frozenset[str]:
    """The facts a person was asked for and does not know: they are « unknown », and are not asked for again."""
    named = {name for name, value in raw.items() if _declined(value)} if isinstance(raw, Mapping) else set()
    return frozenset(named | ({"territory"} if "commune" in named else set()))


def _declined(value: Any) -> bool:
    return value == UNKNOWN or (isinstance(value, list) and UNKNOWN in value)


def stated(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The facts among a conversation's slots; what is not a fact, or cannot be read, is left out."""
    return {
        name: _kept(name, value)
        for name, value in slots.items()
        if name in VOCABULARY and not _left_out(value) and fault(name, value) is None
    }


def say(name: str, value: Any, *, gazetteer: Gazetteer) -> str:
    """A stated value in French: « 80 000 € », « Lens (Pas-de-Calais) »."""
    fact = VOCABULARY[name]
    kind = fact["kind"]
    if kind == "commune":
        commune = gazetteer.by_code(value)
        return f"{commune.name} ({departement_name(commune.departement)})" if commune else f"commune {value}"
    if kind == "departement":
        return f"{departement_name(value)} ({value})"
    if kind == "choices":
        return formats.joined([fact["values"][item] for item in value]) or _NOTHING
    if kind == "flag":
        return f"{fact['label']} : {_YES if value else _NO}"
    return _amount(fact, value) if kind in ("euros", "count") else fact.get("values", {}).get(value, str(value))


def say_named(name: str, value: Any, *, gazetteer: Gazetteer) -> str:
    """A stated value with what it is where it is a sum: « chiffre d'affaires 2 000 000 € »."""
    said, short = say(name, value, gazetteer=gazetteer), VOCABULARY[name].get("short")
    return f"{short} {said}" if short else said


def plain(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Stated facts as JSON keeps them, and as `read` takes them again: a range is `{"min", "max"}`, and "about" where said."""
    return {name: _ends(value) if isinstance(value, Range) else value for name, value in stated.items()}


def _ends(value: Range) -> dict[str, int | None]:
    return {"min": value.low, "max": value.high} | ({} if value.about is None else {"about": value.about})


def listed(stated: Mapping[str, Any], *, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Each stated fact with its label and its value in French; a department is not said beside its commune."""
    shown = [name for name in stated if not (name == "departement" and stated.get("commune"))]
    return [(label(name), _bare(name, stated[name], gazetteer)) for name in shown]


def _bare(name: str, value: Any, gazetteer: Gazetteer) -> str:
    return (_YES if value else _NO) if VOCABULARY[name]["kind"] == "flag" else say(name, value, gazetteer=gazetteer)


def of_year(name: str, value: Any, year: str | None, *, gazetteer: Gazetteer) -> str:
    """A value with the year it is of, where a register gives one: « 1 200 000 € (en 2024) »."""
    said = say(name, value, gazetteer=gazetteer)
    return ANSWERS["of_year"].format(said=said, year=year) if year else said


def label(name: str) -> str:
    """What a missing fact is called."""
    return CONFIRMATIONS.get(name) or str(VOCABULARY.get(name, {}).get("label", name))


def briefly(name: str) -> str:
    """What a missing fact is called beside an aid: « si votre taille est acceptée »."""
    return BRIEFLY.get(name) or label(name)


def _amount(fact: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, Range) and value.low == value.high:
        value = value.low
    if isinstance(value, Range):
        return _band(value, unit=fact.get("many", "€"))
    return formats.euros(value) if fact["kind"] == "euros" else formats.counted(value, fact["one"], fact["many"])


def _band(value: Range, *, unit: str) -> str:
    """« moins de 20 salariés », « de 60 000 à 80 000 € »."""
    low, high = value.low, value.high
    if value.about is not None:
        return ANSWERS["about"].format(number=formats.number(value.about), unit=unit)
    if high is None:
        name, least = ("above", low - 1) if low % 10 == 1 else ("at_least", low)
        return ANSWERS[name].format(low=formats.number(least), unit=unit)
    if low == 0:
        name, most = ("below", high + 1) if high % 10 == 9 else ("at_most", high)
        return ANSWERS[name].format(high=formats.number(most), unit=unit)
    return ANSWERS["between"].format(low=formats.number(low), high=formats.number(high), unit=unit)


def _left_out(value: Any) -> bool:
    """Null, « je ne sais pas », a list that holds it, or a range open at both ends."""
    open_ended = (
        isinstance(value, Mapping)
        and set(value) <= {"min", "max", "about"}
        and not any(each is not None for each in value.values())
    )
    return value is None or value == UNKNOWN or (isinstance(value, list) and UNKNOWN in value) or open_ended


def _quantity(value: Any) -> Any:
    """A number or a range; « min » null is from nothing, « max » null is without end, equal ends are a number."""
    if not isinstance(value, Mapping):
        return value if isinstance(value, Range) else int(value)
    low, high = int(value.get("min") or 0), value.get("max")
    about = value.get("about")
    return low if high == low else Range(low, None if high is None else int(high), about and int(about))


def _kept(name: str, value: Any) -> Any:
    kind = VOCABULARY[name]["kind"]
    if kind in ("euros", "count"):
        return _quantity(value)
    if kind == "naf":
        return value if "." in value else f"{value[:2]}.{value[2:]}"
    return siren_number.compact(value)[:9] if kind == "siren" else list(value) if kind == "choices" else value
