"""Reads the training files once. Rasa's chain of importers reads and copies every sentence nine times, for what we lack.

The chain adds the texts of stories for models that read words in dialogue, and retrieval responses: config.yml has
neither.
"""

from functools import cached_property

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class FilesImporter(RasaFileImporter):
    """The sentences, the stories and the domain, each read at its first use."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return self._sentences

    def get_domain(self) -> Domain:
        return self._domain

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        return self._stories

    @cached_property
    def _sentences(self) -> TrainingData:
        return super().get_nlu_data()

    @cached_property
    def _domain(self) -> Domain:
        return super().get_domain()

    @cached_property
    def _stories(self) -> StoryGraph:
        return super().get_stories()
