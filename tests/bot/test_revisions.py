"""Two migrations of one number would hide each other: alembic keeps one, and a table is never made."""

import re

from bot.store.migrate import MIGRATIONS, known


def test_each_migration_has_a_number_of_its_own_and_all_are_known() -> None:
    files = sorted((MIGRATIONS / "versions").glob("*.py"))
    numbers = [re.findall(r'^revision = "(\w+)"', each.read_text("utf-8"), re.M)[0] for each in files]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == known()
