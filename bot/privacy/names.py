"""Names of people after the words that announce them: « je m'appelle… », « Mme… », « cordialement, … »."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.privacy.maiden import name_before
from bot.privacy.spans import Span, any_of, lists
from nlu.words import words
from region.territory import built_in

MOST_WORDS = 4
NEXT = re.compile(r"[\s,:;–—-]{0,4}((?:[^\W\d_]\.\s?){0,2}[^\W\d_]+(?:['’-][^\W\d_]+)*)")
FOLLOWING = re.compile(r"(?:\s{1,2}|\s?\.\s)([^\W\d_]+(?:['’-][^\W\d_]+)*)|-([^\W\d_]+)")
ELIDED_NAME = re.compile(r"[DLN]['’]\w")
END = re.compile(r"[\s.!,;:)…-]{0,6}(?:$|\n|<)")


def names(text: str, folded: str) -> Iterator[Span]:
    """Yield the names of people in a text and in the same text folded."""
    for cue in _sure().finditer(folded):
        yield from name_from(text, folded, cue.end())
    for cue in _titles().finditer(folded):
        if _capital_next(text, folded, cue.end()) or cue["announced"]:
            yield from name_from(text, folded, cue.end(), sure_words=2)
    for cue in _close().finditer(folded):
        yield from (each for each in name_from(text, folded, cue.end(), sure_words=1) if _is_given(text, folded, each))
    for cue in _hinted().finditer(folded):
        family = cue.group() in lists("in_the_name")
        for span in name_from(text, folded, cue.end()):
            if is_person(text, folded, span) or (family and _is_family(text, folded, span)):
                yield span
    for cue in _maiden().finditer(text):
        for span in name_from(text, folded, cue.end()):
            if _signs(text, folded, span):
                yield from (*name_before(text, folded, cue.start()), span)
    for cue in _speaking().finditer(folded):
        yield from name_before(text, folded, cue.start())
    for cue in _closings().finditer(folded):
        yield from (span for span in name_from(text, folded, cue.end()) if _signs(text, folded, span))


def name_from(text: str, folded: str, start: int, *, sure_words: int = 2) -> Iterator[Span]:
    """Yield the name that starts at `start`, if the words there can be one."""
    first = NEXT.match(folded, start)
    if first is None or not _may_begin(text, folded, first):
        return
    end, count, particle = first.end(), 1, first.group(1) in _set("particles")
    shouting = text[start : start + 60].isupper()
    while count < MOST_WORDS and (word := FOLLOWING.match(folded, end)):
        read = word.group(1) or word.group(2)
        at = word.start(1) if word.group(1) else word.start(2)
        capital = text[at].isupper() and not shouting
        in_name = read in _set("particles") and _name_follows(text, folded, word.end())
        if not in_name and (_is_common(read) or not (capital or particle or count < sure_words)):
            break
        particle = in_name
        count += 0 if in_name else 1
        end = word.end()
    yield Span(first.start(1), end, "name")


def _may_begin(text: str, folded: str, first: re.Match[str]) -> bool:
    """A word that is not common, or « Le » before « Goff », or « D'Hooghe »."""
    elided = ELIDED_NAME.match(text, first.start(1))
    if elided and elided.group()[-1].isupper():
        return True
    if not _is_common(first.group(1).rpartition(".")[2].strip()):  # « A. Martin »
        return True
    capital = text[first.start(1)].isupper() and first.group(1) in _set("particles")
    return capital and _name_follows(text, folded, first.end())


def _name_follows(text: str, folded: str, end: int, *, particles: int = 2) -> bool:
    """« Jean de Lattre » goes on, « Jean de la mairie » and « Jean de Lens » in small letters do not."""
    word = FOLLOWING.match(folded, end)
    if word is None:
        return False
    read = word.group(1) or word.group(2)
    at = word.start(1) if word.group(1) else word.start(2)
    if text[at].isupper() and not _is_common(read):
        return True
    return (
        particles > 0 and read in _set("particles") and _name_follows(text, folded, word.end(), particles=particles - 1)
    )


def _is_common(word: str) -> bool:
    return word in _set("not_names") or (word.partition("'")[0] in _ELIDED and "'" in word)


_ELIDED = frozenset({"l", "d", "j", "n", "m", "t", "s", "c", "qu"})


def _capital_next(text: str, folded: str, start: int) -> bool:
    word = NEXT.match(folded, start)
    return word is not None and text[word.start(1)].isupper()


def is_person(text: str, folded: str, span: Span) -> bool:
    """After a weak cue: a known given name, or two words in capitals that are no place or programme."""
    read = folded[span.start : span.end].split()
    if read[0] in _given() or read[0].partition("-")[0] in _given():
        return text[span.start].isupper() or read[0] not in _set("words_too")
    both = [word[0].isupper() for word in text[span.start : span.end].split()]
    not_place = read[0].partition("-")[0] not in _set("not_first") and "'" not in read[0]
    return len(both) == 2 and all(both) and not_place and not text[span.start : span.end].isupper()


def _is_given(text: str, folded: str, span: Span) -> bool:
    """After « ma fille »: a known given name, in a capital where it is a word or a place too."""
    first = folded[span.start : span.end].split()[0]
    known = first in _given() or first.partition("-")[0] in _given()
    return known and (text[span.start].isupper() or first not in _set("words_too"))


def _is_family(text: str, folded: str, span: Span) -> bool:
    """« au nom de Dupont »: one word in a capital that is no place; « au nom de Lens » stays."""
    read = folded[span.start : span.end]
    plain = read.isalpha() and read.partition("-")[0] not in _set("not_first")
    return plain and text[span.start : span.end].istitle() and not built_in().anywhere(read)


def _signs(text: str, folded: str, span: Span) -> bool:
    """After « cordialement »: what ends the message, or a name in capitals, or a known given name."""
    first = folded[span.start : span.end].split()[0]
    return END.match(folded, span.end) is not None or text[span.start].isupper() or first in _given()


@cache
def _sure() -> re.Pattern[str]:
    relatives = rf"{any_of([*lists('relatives'), *lists('close_to')])} s'appel+e"
    labels = rf"{any_of(lists('labels'))}\s?:"
    more = lists("before_a_name")
    files = rf"{any_of(lists('name_files'))}\s(?:\w{{1,8}}\s){{0,2}}{any_of(lists('in_the_name'))}"
    return re.compile(
        rf"\b(?:{any_of(lists('sure_names'))}{more}|{relatives}|{labels}|{files}|signe[es]?)(?:(?=[\s:,])|(?<='))"
    )


@cache
def _maiden() -> re.Pattern[str]:
    """« Durand, née Martin », read in the text as written: « ne » without its accent is a negation."""
    return re.compile(rf"\b{any_of(lists('maiden_cues'))}(?=\s)", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    announced = rf"(?P<announced>{lists('announced')})?"
    return re.compile(rf"{announced}(?<![\w.])(?<!\d\s){any_of(lists('titles'))}(?=\s)")


@cache
def _hinted() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])\b{any_of(lists('hinted_names'))}(?:(?=\s)|(?<='))")


@cache
def _close() -> re.Pattern[str]:
    """« ma fille Léa », « notre comptable Marc Morel »."""
    near = any_of([*lists("relatives"), *lists("close_to")])
    return re.compile(rf"\b{any_of(lists('whose'))} {near}(?=\s)")


@cache
def _speaking() -> re.Pattern[str]:
    return re.compile(rf"[\s,]{{1,2}}{any_of(lists('speaking'))}\b")


@cache
def _closings() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('closings'))}(?=[\s,:;.-])[.]?")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in lists(name))


@cache
def _given() -> frozenset[str]:
    return _set("words_too").union(words(Path(__file__).with_name("given_names.yml"))["names"].split())
