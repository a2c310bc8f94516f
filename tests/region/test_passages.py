"""A source may quote the few words it is cited for, and the link leads to them."""

import pytest

from region import passages, schema
from tests.regions import THE_REGION


@pytest.mark.parametrize(
    ("url", "passage", "wanted"),
    [
        ("https://a.fr/p", None, "https://a.fr/p"),
        ("https://a.fr/p", "un coût", "https://a.fr/p#:~:text=un%20co%C3%BBt"),
        ("https://a.fr/p?x=1", "les TPE-PME, à 60 % & plus", "https://a.fr/p?x=1#:~:text=les%20TPE%2DPME%2C%20%C3%A0%2060%20%25%20%26%20plus"),
        ("https://a.fr/p#b", "un coût", "https://a.fr/p#b:~:text=un%20co%C3%BBt"),
        ("tel:3114", "un coût", "tel:3114"),
    ],
)  # fmt: skip
def test_the_link_leads_to_the_words(url: str, passage: str | None, wanted: str) -> None:
    assert passages.link(url, passage) == wanted


@pytest.mark.parametrize("wrong", ["seul", "", " deux mots", "deux\nmots", "mot " * 13, 3, ["deux mots"]])
def test_a_passage_is_a_few_words_on_one_line(wrong: object) -> None:
    assert schema.passage(wrong) == "doit être une citation exacte de 2 à 12 mots, sur une ligne"


def test_the_shipped_passages_are_short_and_on_web_pages() -> None:
    sources = [source for record in THE_REGION.catalogue.records for source in record.sources if source.passage]
    assert len(sources) >= 80
    assert all(
        passages.good(each.passage) and "#:~:text=" in passages.link(str(each.url), each.passage) for each in sources
    )
    assert all(each.to_dict()["passage"] == each.passage for each in sources)
