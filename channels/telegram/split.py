"""Cuts long texts where Telegram would refuse them: 4,096 units of UTF-16, at a space where there is one."""

from collections.abc import Iterator

LIMIT = 4_096


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, *, limit: int = LIMIT) -> Iterator[str]:
    """Yield `text` in pieces of at most `limit` units; a character is never cut in two."""
    while units(text) > limit:
        head = _prefix(text, limit)
        at = head.rfind(" ") + 1 or len(head)
        yield head[:at].rstrip()
        text = text[at:].lstrip()
    yield text


def _prefix(text: str, limit: int) -> str:
    left = limit
    for index, character in enumerate(text):
        left -= 2 if ord(character) > 0xFFFF else 1
        if left < 0:
            return text[:index]
    return text
