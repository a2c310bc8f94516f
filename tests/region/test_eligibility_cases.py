"""The table of cases beside each programme's rules: every one is told what it should be."""

from datetime import date

import pytest

from region import cases, territory
from region.cases import Example
from region.files import SHIPPED
from region.rules import Territory
from tests.regions import THE_REGION

TODAY = date(2026, 11, 25)
FILES = sorted((SHIPPED / "programmes").glob("*.cases.yml"))
EXAMPLES = [(path.name.removesuffix(".cases.yml"), example) for path in FILES for example in cases.load(path)]


@pytest.mark.parametrize(("slug", "example"), EXAMPLES, ids=[f"{slug}: {example.say}" for slug, example in EXAMPLES])
def test_a_case_is_told_what_its_table_says(slug: str, example: Example) -> None:
    catalogue = THE_REGION.catalogue
    here = Territory(catalogue.service.departements, territory.built_in())
    assert example.fault(catalogue.programmes[slug], territory=here, today=TODAY) is None


def test_the_table_is_large_and_covers_every_programme() -> None:
    assert len(EXAMPLES) >= 120
    assert {slug for slug, _ in EXAMPLES} == set(THE_REGION.catalogue.programmes)
