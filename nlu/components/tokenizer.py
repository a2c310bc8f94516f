"""Cuts a message into French words (spaCy's rules for French), each with its folded form, when they are asked for.

Rasa's own evaluation reads them (`beffroi rasa test`); answering a message does not, and spaCy's rules are three seconds
of start and 70 MB: they are loaded at the first word read.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, overload

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import get_text_hash

from nlu.french import fold

if TYPE_CHECKING:
    import spacy.tokenizer

UNPAIRED = re.compile("[\ud800-\udfff]")  # half characters, which no encoding can write


@cache
def _french() -> "spacy.tokenizer.Tokenizer":
    import spacy

    return spacy.blank("fr").tokenizer


class Words(Sequence[Token]):
    """The words of a text as Rasa's tokens, cut when first read; offsets point into the text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _tokens(self) -> list[Token]:
        said = _french()(UNPAIRED.sub("\ufffd", self._text))
        return [Token(word.text, word.idx, lemma=fold(word.text)) for word in said if not word.is_space]

    @overload
    def __getitem__(self, place: int) -> Token: ...

    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...

    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        return self._tokens[place]

    def __len__(self) -> int:
        return len(self._tokens)

    def fingerprint(self) -> str:
        """Return what Rasa's cache of training compares: words are the same when the text is."""
        return str(get_text_hash(self._text))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class FrenchTokenizer(Tokenizer):
    """spaCy's blank French tokenizer behind Rasa's interface."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that Rasa's tokenizers have."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages that must be installed."""
        return ["spacy"]

    def tokenize(self, message: Message, attribute: str) -> Sequence[Token]:  # type: ignore[override]
        """Return the words of one attribute of a message."""
        message.output_properties.discard(TEXT_TOKENS)  # an answer does not list the places of its words
        return Words(message.get(attribute))
