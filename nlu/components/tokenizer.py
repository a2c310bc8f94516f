"""Cuts a message into French words (spaCy's rules for French), each with its folded form."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

import re
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.french import fold

UNPAIRED = re.compile("[\ud800-\udfff]")  # half characters, which no encoding can write


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class FrenchTokenizer(Tokenizer):
    """spaCy's blank French tokenizer behind Rasa's interface."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._french = spacy.blank("fr").tokenizer

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FrenchTokenizer":
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the tokens of one attribute of a message; offsets point into its text."""
        doc = self._french(UNPAIRED.sub("\ufffd", message.get(attribute)))
        return [Token(word.text, word.idx, lemma=fold(word.text)) for word in doc if not word.is_space]
