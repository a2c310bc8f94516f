"""The article of a commune's name, joined to the word before it: « au Quesnoy », « du Havre »."""

from pathlib import Path

from nlu.words import words

LISTS = words(Path(__file__).with_name("places.yml"))
CONTRACTED = LISTS["contracted"]
ORDINARY = frozenset(LISTS["ordinary"])


def contracted(name: str) -> tuple[str, ...]:
    """« au Quesnoy », « du Quesnoy » for Le Quesnoy; nothing where the name is an ordinary word."""
    article, _, rest = name.partition(" ")
    joined = CONTRACTED.get(article, ()) if rest and name not in ORDINARY else ()
    return tuple(f"{each} {rest}" for each in joined)


def named_after(word: str, name: str) -> str:
    """« au Havre » names Le Havre."""
    return f"le {name}" if word == "au" else name
