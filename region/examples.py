"""The cases beside an aid's rules, played now: what each should be told, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass

from region import cases, eligibility, facts, formats, programme_text
from region.files import pack_dir
from region.in_force import InForce
from region.programmes import Programme


@dataclass(frozen=True)
class Played:
    """A case, the conditions it fails, what it lacks, and whether it is told what its table says."""

    say: str
    verdict: str
    failed: str
    missing: str
    as_expected: bool


def played(programme: Programme, held: InForce) -> tuple[Played, ...]:
    """Every case of an aid, evaluated now and never stored; none where the pack has no table."""
    return tuple(play(each, programme, held) for each in of(programme))


def of(programme: Programme) -> list[cases.Example]:
    """The cases of an aid: those an operator wrote with it, or those of the pack."""
    if programme.cases is not None:
        return programme_text.examples(programme_text.Text("", programme.cases), slug=programme.slug)
    path = pack_dir() / "programmes" / f"{programme.slug}.cases.yml"
    return list(cases.load(path)) if path.exists() else []


def play(example: cases.Example, programme: Programme, held: InForce) -> Played:
    """What a case is told now. Raises BadFacts on a fact that cannot be read."""
    here, day = held.territory, example.today or held.today
    told = eligibility.check(programme, facts.read(example.facts), territory=here, today=day)
    labels = {condition.id: condition.label for condition in programme.conditions}
    fault = example.fault(programme, territory=here, today=held.today)
    return Played(
        say=example.say,
        verdict=held.catalogue.wordings[f"rules.{told.verdict}"],
        failed=formats.joined([labels[name] for name in told.failed]),
        missing=formats.joined([facts.label(name) for name in told.missing]),
        as_expected=fault is None,
    )
