"""Packs the communes of France into region/data/communes.txt.xz, from three public lists (INSEE, DGCL, La Poste).

    python scripts/communes.py FRANCE.csv REGION.csv [OUT]

FRANCE has code_insee, nom, departement, population, codes_postaux; REGION has the EPCI, the coordinates and the former
names of some departments. Ordinary French words, by their frequency (wordfreq), are marked: they name no town by themselves.
"""

import csv
import lzma
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from wordfreq import zipf_frequency

from region.territory import key

CREDIT = "# INSEE (code officiel géographique 2026, populations), DGCL (EPCI 2025), La Poste (codes postaux), Licence Ouverte 2.0"
PACKING = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 2 << 20}  # little memory to unpack
FREQUENT, TOWN = 2.8, 20_000  # a word rarer than that, or a town larger than that, is no ordinary word
CAPITAL = {
    "sens", "orange", "gap", "cannes", "tours", "vienne", "nice", "lourdes", "moulins", "cognac", "la fleche", "tulle", "mende",
    "provins", "thiers", "gray", "falaise", "condom", "grenade", "eu", "persan", "verdun", "sedan", "nemours", "dinan", "foix",
    "redon", "descartes", "royan", "avon", "vitre", "mayenne",
}  # fmt: skip
"""Known towns that are also words: meant with their capital letter only."""
NAMES_ONLY = {
    "albertville", "gentilly", "vence", "lisieux", "selestat", "riom", "luneville", "guerande", "orsay", "le bourget", "toul",
    "vendome", "beaucaire", "fontainebleau", "elbeuf", "tarascon", "morlaix", "vesoul", "montargis", "auray", "lons", "autun",
    "amboise", "bayeux", "granville", "briancon", "arcachon", "orthez", "passy", "biot", "avranches", "lucon", "uzes",
    "coutances", "chinon", "langres", "guingamp", "gignac", "honfleur", "cassis", "embrun", "calvi", "rungis", "chevreuse",
    "cluny", "quiberon", "grimaud", "saclay", "tonnerre", "sochaux", "deauville", "mauriac", "bonifacio", "guéret", "corte",
    "apt", "les arcs", "vallet", "valence", "munster", "charly", "beaumont", "bellegarde", "villars", "lattes", "anse",
}  # fmt: skip
"""Frequent in French because people speak of them, and words of nothing else."""
ARTICLES = {"le", "la", "les", "l"}
LINKS = {"sur", "sous", "les", "lez", "en", "la", "le", "l", "a", "au", "aux", "d", "de", "du", "des", "paris", "pres"}
FEWEST, LARGE = 2000, 10_000
NOT_SHORT = {
    "saint", "sainte", "pont", "bois", "mont", "val", "beau", "fort", "la chapelle", "chapelle", "villers", "neuville", "la neuville",
    "ville", "la ville", "rang", "mers", "mesnil", "le mesnil", "breuil", "fresnes", "vieux", "fontaine", "marquette", "château", "chateau", "la croix", "noyelles", "le bois",
}  # fmt: skip
OWN_SHORT = {"59350": ["Hellemmes"]}


def main(france: Path, region: Path, out: Path) -> None:
    own = {row["code_insee"]: row for row in rows(region)}
    epcis = sorted({(row["epci_siren"], row["epci_nom"]) for row in own.values() if row["epci_siren"]})
    numbers = {siren: number for number, (siren, _) in enumerate(epcis)}
    lines = [CREDIT, "|".join(f"{siren}={name}" for siren, name in epcis)]
    everything = rows(france)
    larger = prefixes(row for row in everything if row["code_insee"] not in own)
    for row in everything:
        lines.append("|".join([*basic(row), *more(own.get(row["code_insee"]), numbers, larger)]))
    out.write_bytes(lzma.compress("\n".join(lines).encode(), filters=[PACKING]))
    print(f"{len(lines) - 2} communes, {out.stat().st_size} bytes")


def rows(path: Path) -> list[dict[str, str]]:
    text = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(text))


def prefixes(elsewhere: Iterable[dict[str, str]]) -> dict[str, int]:
    """The largest commune elsewhere whose name begins with some words: « neuilly » → 59,000."""
    found: dict[str, int] = {}
    for row in elsewhere:
        said = key(row["nom"]).split()
        for count in range(1, len(said) + 1):
            name = " ".join(said[:count])
            found[name] = max(found.get(name, 0), int(row["population"] or 0))
    return found


def basic(row: dict[str, str]) -> list[str]:
    return [row["code_insee"], row["nom"], row["population"], row["codes_postaux"], mark(row)]


def mark(row: dict[str, str]) -> str:
    """« o »: an ordinary word, that names no town by itself; « c »: one with its capital letter only; else nothing."""
    name, population = key(row["nom"]), int(row["population"] or 0)
    if name in CAPITAL and population >= FEWEST:
        return "c"
    return "o" if ordinary(row["nom"], population) else ""


def more(row: dict[str, str] | None, numbers: dict[str, int], larger: dict[str, int]) -> list[str]:
    if row is None:
        return []
    place = ",".join(f"{float(part):.4f}" for part in row["latitude_longitude"].split(",") if part)
    former = row["anciennes_communes"].replace("|", ";")
    return [str(numbers.get(row["epci_siren"], "")), place, former, ";".join(short(row, larger))]


def ordinary(name: str, population: int) -> bool:
    """Whether a name is a word people use for something else."""
    said = key(name).split()
    bare = [word for word in said if word not in ARTICLES] or said
    if len(key(name)) < 3:
        return True
    if population >= TOWN or (population >= FEWEST and key(name) in NAMES_ONLY):
        return False
    spoken = re.sub(r"^(?:l'|le |la |les )", "", name.lower().replace("-", " "))
    return len(bare) == 1 and zipf_frequency(spoken, "fr") >= FREQUENT


def short(row: dict[str, str], larger: dict[str, int]) -> list[str]:
    """« Boulogne » for Boulogne-sur-Mer: what comes before the first linking word of a larger commune's name.

    Not « Neuilly » for Neuilly-en-Thelle: a commune of less than 10,000 leaves its short name to a larger one elsewhere.
    """
    own = OWN_SHORT.get(row["code_insee"], [])
    said = key(row["nom"]).split()
    cut = next((place for place, word in enumerate(said) if place > 0 and word in LINKS), None)
    if cut is None or int(row["population_municipale"] or 0) < FEWEST:
        return own
    name = " ".join(said[:cut])
    bare = name.split()[-1]
    population = int(row["population_municipale"])
    if population < LARGE and larger.get(name, 0) > population:
        return own
    if name in NOT_SHORT or bare in NOT_SHORT or len(bare) < 4 or ordinary_word(bare):
        return own
    return [*own, name, *([bare] if said[0] in ARTICLES else [])]


def ordinary_word(word: str) -> bool:
    return zipf_frequency(word, "fr") >= 4.6


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[1]
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        Path(sys.argv[3]) if len(sys.argv) > 3 else here / "region/data/communes.txt.xz",
    )
