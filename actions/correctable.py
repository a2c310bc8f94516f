"""Which answers of a check a person may correct, and the button that does."""

CORRECTABLE = (
    "org_type", "public_interest", "manages_public_policy", "commune", "departement", "amount", "expenses",
    "headcount", "turnover", "investment", "legal_form", "activity", "registered", "recent_dismissal", "project",
)  # fmt: skip


def correct(fact: str, *, title: str) -> dict[str, str]:
    """The button that asks for that fact again."""
    return {"title": title, "payload": f'/correct_answer{{"fact":"{fact}"}}'}
