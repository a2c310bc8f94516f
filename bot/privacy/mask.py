"""Replaces e-mails, phones, social security, bank and card numbers, addresses, names, papers, passwords and accounts by their kind."""

from dataclasses import dataclass

from bot.privacy.accounts import accounts
from bot.privacy.addresses import addresses
from bot.privacy.digits import numbers
from bot.privacy.emails import emails
from bot.privacy.flats import flats
from bot.privacy.iban import ibans
from bot.privacy.names import names
from bot.privacy.papers import papers
from bot.privacy.public_places import of_a_public_place
from bot.privacy.spans import Span, without_overlaps
from bot.privacy.spoken import spoken
from nlu.french import flat


@dataclass(frozen=True)
class Masked:
    """The text without personal data, and the kinds it held, each once, in order of appearance."""

    text: str
    kinds: tuple[str, ...] = ()


def mask(text: str) -> Masked:
    """Return `text` with each piece of personal data written as its kind: `<EMAIL>`, `<PHONE>`…"""
    spans = found(text)
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += [text[end : span.start], f"<{span.kind.upper()}>"]
        end = span.end
    return Masked("".join([*pieces, text[end:]]), tuple(dict.fromkeys(span.kind for span in spans)))


def found(text: str) -> list[Span]:
    """Return the personal data of `text` in order. An e-mail is looked for first: its digits are no telephone."""
    folded = flat(text)
    spans: list[Span] = []
    if any(map(str.isdecimal, folded)):
        spans += ibans(folded)
    spans += accounts(text, folded)
    spans += emails(folded)
    spans += papers(text, _hidden(folded, spans))
    spans += numbers(_hidden(folded, spans))
    spans += spoken(_hidden(folded, spans))
    spans += (each for each in addresses(text, folded) if not of_a_public_place(folded, each.start, each.end))
    spans += flats(folded)
    spans += names(text, folded)
    return without_overlaps(spans)


def _hidden(folded: str, spans: list[Span]) -> str:
    """Return the text with what was already found blanked, letter for letter."""
    letters = list(folded)
    for span in spans:
        letters[span.start : span.end] = "¤" * (span.end - span.start)
    return "".join(letters)
