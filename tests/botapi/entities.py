"""Reads the HTML of a message as Telegram does, and refuses what it refuses."""

from html.parser import HTMLParser

TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler"}
)
NAMED = frozenset({"lt", "gt", "amp", "quot"})


class CannotParse(ValueError):
    """The text is not what parse_mode says."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise CannotParse(f'Unsupported start tag "{tag}"')
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise CannotParse(f'Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            raise CannotParse("Unescaped character")
        self.text.append(data)

    def handle_entityref(self, name: str) -> None:
        if name not in NAMED:
            raise CannotParse(f"Unsupported entity {name}")
        self.text.append("x")

    def handle_charref(self, name: str) -> None:
        self.text.append("x")

    def finish(self) -> str:
        self.close()
        if self._open:
            raise CannotParse(f'Can\'t find end tag corresponding to start tag "{self._open[-1]}"')
        return "".join(self.text)


def visible(html: str) -> str:
    """Return the text of some HTML as Telegram counts it; raises CannotParse."""
    reader = _Reader()
    reader.feed(html)
    return reader.finish()
