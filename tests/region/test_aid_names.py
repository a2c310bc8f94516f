"""An address may name anything: only what can be the name of an aid opens a file."""

import pytest

from region.programme_text import Text


@pytest.mark.parametrize("slug", ["a" * 300, "../service", "..", "", "A", "aden.yml", "a/b", "aden.cases"])
def test_a_name_that_no_aid_can_have_reads_no_file(slug: str) -> None:
    assert Text.of(slug) is None


def test_an_aid_is_read() -> None:
    assert Text.of("aden") is not None
