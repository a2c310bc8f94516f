"""Reads what a model is made of: the sentences, and the domain and rules completed from nlu/intents.yml.

Named in config.yml, so that Rasa's own commands read the same. Our trainings use it alone: Rasa's chain of importers
reads and copies every sentence nine times, for texts of stories and retrieval responses, and config.yml has neither.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine import filling
from nlu import intents
from nlu.intents import Intent


class FilesImporter(RasaFileImporter):
    """The sentences, the rules and the domain, each read at its first use.

    An intent that no story tells of gets the rule « intent, then what it does »; one that only the sentences know, as
    operators add them, is answered by a record.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return every sentence to train on."""
        return self._sentences

    def get_domain(self) -> Domain:
        """Return what can be said, asked and filled."""
        return self._domain

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return the rules and stories."""
        return self._stories

    @cached_property
    def _sentences(self) -> TrainingData:
        return super().get_nlu_data()

    @cached_property
    def _intents(self) -> list[Intent]:
        """Return the intents of the file, then those of the sentences alone."""
        taught = sorted({example.get(INTENT) for example in self._sentences.intent_examples} - intents.ALL.keys())
        return [*intents.ALL.values(), *map(intents.added, taught)]

    @cached_property
    def _domain(self) -> Domain:
        told = Domain.from_dict({"intents": [intent.id for intent in self._intents]})
        written = super().get_domain()
        again = Domain.from_dict({"responses": dict(_asked_again(written.responses))})
        return Domain.from_dict(filling.completed(written.merge(again).merge(told).as_dict()))

    @cached_property
    def _stories(self) -> StoryGraph:
        written = super().get_stories()
        told = {
            event.intent_name for step in written.story_steps for event in step.events if isinstance(event, UserUttered)
        }
        rules = [_rule(intent) for intent in self._intents if intent.id not in told]
        made = YAMLStoryReader(self._domain).read_from_parsed_yaml({"version": "3.1", "rules": rules})
        return StoryGraph([*written.story_steps, *made])


def _asked_again(responses: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each question asked again: the one line of `utter_again_<fact>`, with the choices of the question itself."""
    for name, (first, *_) in responses.items():
        asked = name.removeprefix("utter_ask_")
        line = responses.get(f"utter_again_{asked.split('_form_')[-1]}")
        if asked != name and line:
            yield f"utter_asked_again_{asked}", [{**line[0], "buttons": first.get("buttons", [])}]


def _rule(intent: Intent) -> dict[str, Any]:
    return {"rule": intent.id, "steps": list(_steps(intent))}


def _steps(intent: Intent) -> Iterator[dict[str, Any]]:
    yield {"intent": intent.id}
    yield {"action": intent.does}
    if intent.form:
        yield {"active_loop": intent.form}
    elif intent.leaves_check:
        yield {"active_loop": None}
