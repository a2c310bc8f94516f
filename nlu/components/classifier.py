"""Names the intent of a message with a calibrated confidence, and the runners-up."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import courtesy, intents
from nlu.acts.tags import untagged
from nlu.components.entities import own
from nlu.examples import Row
from nlu.features import marked
from nlu.learner import learn
from nlu.model import DEFAULTS, IntentModel
from nlu.scope import OUT

SURE = 0.5
LONG = 4  # words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """nlu.model behind Rasa's interface."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None
    ) -> None:
        self._config, self._storage, self._resource, self._model = config, storage, resource, model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that config.yml may change."""
        return dict(DEFAULTS)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """Return a classifier to train, as Rasa makes it."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """Return the classifier that was trained, as Rasa loads it."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training sentences, and write the model."""
        rows = [Row(each.get(TEXT), each.get(INTENT)) for each in training_data.intent_examples]
        self._model = learn(rows, options=self._config)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message."""
        for message in messages:
            read, factor = self._read(message)
            ranking = [{"name": name, "confidence": chance} for name, chance in read]
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("out_of_scope_factor", factor)
        return messages

    def _read(self, message: Message) -> tuple[list[tuple[str, float]], float]:
        """Return the ranking of a message, and how much likelier « out of scope » is than it says."""
        text = message.get(TEXT) or ""
        text = untagged(text) or text
        if self._model is None or not text.strip():
            return [], 1.0
        said = marked(text, own(message.get(ENTITIES, [])))
        whole, core = self._model.rank(said), courtesy.core(said)
        between = self._model.rank(core) if core else []
        if core and between and whole and _counts(core, between, whole):
            return between, self._model.factor(core, between)
        return whole, self._model.factor(said, whole)


def _counts(core: str, between: list[tuple[str, float]], whole: list[tuple[str, float]]) -> bool:
    """Tell whether what is said between two courtesies is what a message means, rather than the courtesies.

    Where the whole seems nothing but courtesy, it is if it is sure, or long: better to offer its readings than to greet
    who asked something.
    """
    (name, chance), long = between[0], len(core.split()) >= LONG
    if whole[0][0] not in courtesy.COURTEOUS:
        return True
    if name in courtesy.COURTEOUS or intents.agrees(name) is not None:
        return False
    return long or (chance >= SURE and name != OUT)
