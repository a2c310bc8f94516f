"""The link that leads to the words a source is quoted for: a text fragment, which browsers scroll to and others ignore."""

from __future__ import annotations

from urllib.parse import quote

SHORTEST, LONGEST = 2, 12
"""Words of a passage: enough to be found once, few enough to be a short quotation."""


def good(value: object) -> bool:
    """Whether a text may be a passage: one line, a few words."""
    return isinstance(value, str) and value == " ".join(value.split()) and SHORTEST <= len(value.split()) <= LONGEST


def link(url: str, passage: str | None) -> str:
    """The address with its text fragment; the bare address where no passage is quoted, or where it is no web page."""
    if not passage or not url.startswith(("https://", "http://")):
        return url
    written = quote(passage, safe="").replace("-", "%2D")
    return f"{url}{'' if '#' in url else '#'}:~:text={written}"
