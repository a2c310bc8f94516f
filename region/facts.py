"""What a person may state about their case: read with care, refused with a sentence, and said back in French."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.fr import siren as siren_number

from region import formats
from region.files import pack_file, read_yaml
from region.names import departement_name
from region.territory import Gazetteer

_READ = read_yaml(pack_file("facts.yml"))
VOCABULARY: Mapping[str, Mapping[str, Any]] = _READ["facts"]
CONFIRMATIONS: Mapping[str, str] = _READ["confirmations"]
_YES, _NO, _NOTHING = (_READ["answers"][name] for name in ("yes", "no", "nothing"))
UNKNOWN = "unknown"  # the sentinel « je ne sais pas » of the dialogue


@dataclass(frozen=True)
class Range:
    """A number known by its band only, as the companies' register gives head counts; `high` None is open."""

    low: int
    high: int | None


@dataclass(frozen=True)
class FactError:
    """A stated value that cannot be read."""

    fact: str
    message: str

    def to_dict(self) -> dict[str, str]:
        return {"fact": self.fact, "message": self.message}


class BadFacts(ValueError):
    """Facts that cannot be read; `errors` says which and why, `to_dict()` is the answer 422 of the API."""

    def __init__(self, *errors: FactError) -> None:
        super().__init__(" ".join(error.message for error in errors))
        self.errors = errors

    def to_dict(self) -> dict[str, Any]:
        return {"errors": [error.to_dict() for error in self.errors]}


def read(raw: Any) -> dict[str, Any]:
    """The known facts of a JSON object; null, absent and « unknown » are left out. Raises BadFacts."""
    if not isinstance(raw, Mapping):
        raise BadFacts(FactError("facts", "Les faits doivent être un objet JSON."))
    errors = [FactError(str(name), message) for name, value in raw.items() if (message := _fault(name, value))]
    if errors:
        raise BadFacts(*errors)
    return {name: _kept(name, value) for name, value in raw.items() if not _left_out(value)}


def stated(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The facts among a conversation's slots; what is not a fact, or cannot be read, is left out."""
    return {
        name: _kept(name, value)
        for name, value in slots.items()
        if name in VOCABULARY and not _left_out(value) and _fault(name, value) is None
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


def label(name: str) -> str:
    """What a missing fact is called."""
    return CONFIRMATIONS.get(name) or str(VOCABULARY.get(name, {}).get("label", name))


def _amount(fact: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, Range):
        high = "ou plus" if value.high is None else f"à {formats.number(value.high)}"
        return f"{formats.number(value.low)} {high} {fact.get('many', '€')}"
    return formats.euros(value) if fact["kind"] == "euros" else formats.counted(value, fact["one"], fact["many"])


def _left_out(value: Any) -> bool:
    return value is None or value == UNKNOWN or (isinstance(value, list) and UNKNOWN in value)


def _kept(name: str, value: Any) -> Any:
    kind = VOCABULARY[name]["kind"]
    if kind in ("euros", "count"):
        return (
            Range(value["min"], value.get("max"))
            if isinstance(value, Mapping)
            else value
            if isinstance(value, Range)
            else int(value)
        )
    return siren_number.compact(value)[:9] if kind == "siren" else list(value) if kind == "choices" else value


def _fault(name: Any, value: Any) -> str | None:
    if name not in VOCABULARY:
        return f"Le fait « {name} » n'est pas connu."
    if _left_out(value):
        return None
    fact = VOCABULARY[name]
    return _CHECKS[fact["kind"]](fact, value)


def _number(fact: Mapping[str, Any], value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = Range(value.get("min", -1), value.get("max")) if set(value) <= {"min", "max"} else None
    bounds = [value.low, value.low if value.high is None else value.high] if isinstance(value, Range) else [value]
    good = all(type(bound) in (int, float) and 0 <= bound < 10**15 and bound == int(bound) for bound in bounds)
    return None if good else f"« {fact['label']} » doit être un nombre entier positif."


def _choice(fact: Mapping[str, Any], value: Any) -> str | None:
    known = isinstance(value, str) and value in fact["values"]
    return None if known else f"« {fact['label']} » doit être l'une de ces valeurs : {', '.join(fact['values'])}."


def _choices(fact: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, list):
        return f"« {fact['label']} » doit être une liste."
    return next((fault for item in value if (fault := _choice(fact, item))), None)


def _flag(fact: Mapping[str, Any], value: Any) -> str | None:
    return None if isinstance(value, bool) else f"« {fact['label']} » doit être true ou false."


def _pattern(pattern: str, expected: str) -> Callable[[Mapping[str, Any], Any], str | None]:
    shape = re.compile(pattern)
    return lambda fact, value: (
        None if isinstance(value, str) and shape.fullmatch(value) else f"« {fact['label']} » doit être {expected}."
    )


def _siren(fact: Mapping[str, Any], value: Any) -> str | None:
    number = re.sub(r"\D", "", value) if isinstance(value, str) else ""
    return (
        None
        if len(number) in (9, 14) and siren_number.is_valid(number[:9])
        else f"« {fact['label']} » doit avoir neuf chiffres et une clé de contrôle juste."
    )


_CHECKS: Mapping[str, Callable[[Mapping[str, Any], Any], str | None]] = {
    "choice": _choice,
    "choices": _choices,
    "euros": _number,
    "count": _number,
    "flag": _flag,
    "siren": _siren,
    "commune": _pattern(r"(?:\d{2}|2[AB])\d{3}", "un code INSEE de commune, par exemple 59350"),
    "departement": _pattern(r"\d{2}|2[AB]|97[1-6]|98[4-8]", "un code de département, par exemple 62"),
    "naf": _pattern(r"\d{2}\.?\d{2}[A-Z]", "un code d'activité, par exemple 62.01Z"),
    "text": _pattern(r"(?s).{1,100}", "un texte court"),
}
