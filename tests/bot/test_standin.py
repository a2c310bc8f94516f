"""Rasa trains, validates, tests and serves without TensorFlow, and says so when a component needs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import project
from bot.engine import standin
from bot.engine.training import TrainingFailed, train

SMALL = {
    "config.yml": """
recipe: default.v1
language: fr
assistant_id: small
pipeline:
- name: WhitespaceTokenizer
- name: RegexEntityExtractor
- name: KeywordIntentClassifier
policies:
- name: RulePolicy
""",
    "domain.yml": """
version: "3.1"
intents: [greet, leave]
entities: [town]
responses:
  utter_hello: [{text: "Bonjour."}]
  utter_bye: [{text: "Au revoir."}]
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - bonjour
    - bonsoir
    - bonjour [Lens](town)
- intent: leave
  examples: |
    - au revoir
    - à bientôt
    - bonne journée
- lookup: town
  examples: |
    - Lens
    - Laon
""",
    "data/rules.yml": """
version: "3.1"
rules:
- rule: hello
  steps:
  - intent: greet
  - action: utter_hello
- rule: bye
  steps:
  - intent: leave
  - action: utter_bye
""",
    "tests/test_stories.yml": """
version: "3.1"
stories:
- story: hello
  steps:
  - user: |
      bonjour [Lens](town)
    intent: greet
  - action: utter_hello
""",
}


@pytest.fixture(scope="module")
def small_bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    for name, content in SMALL.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def rasa(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = "from bot.engine import standin; standin.install(); from rasa.__main__ import main; main()"
    environment = os.environ | {"PYTHONPATH": str(project.ROOT), "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_tensorflow_is_not_installed() -> None:
    with pytest.raises(standin.TensorFlowAbsent, match="sans TensorFlow"):
        import tensorflow

        tensorflow.constant(1)


@pytest.mark.slow
def test_rasa_validates_trains_and_tests(small_bot: Path) -> None:
    validated = rasa(small_bot, "data", "validate")
    assert validated.returncode == 0, validated.stderr
    trained = rasa(small_bot, "train", "--fixed-model-name", "small")
    assert trained.returncode == 0, trained.stderr
    assert (small_bot / "models" / "small.tar.gz").exists()
    for words in (("test", "core", "--stories", "tests"), ("test", "nlu", "--nlu", "data")):
        tested = rasa(small_bot, *words)
        assert tested.returncode == 0, tested.stderr
        assert "Traceback" not in tested.stderr


@pytest.mark.slow
def test_a_component_that_needs_tensorflow_is_named_in_french(small_bot: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text(
        SMALL["config.yml"].replace("KeywordIntentClassifier", "CountVectorsFeaturizer\n- name: DIETClassifier"),
        encoding="utf-8",
    )
    with pytest.raises(TrainingFailed, match="config.yml nomme un composant qui a besoin de TensorFlow"):
        train(tmp_path / "model.tar.gz", [project.EXAMPLES, project.STORIES], config=config, progress=lambda *_: None)


def test_telemetry_is_off() -> None:
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


SERVED = """
import sys
from bot import project
from bot.engine import standin
standin.install()
standin.spare_unused(config=project.CONFIG)
import bot.engine.engine
print(*sorted(name for name in standin.UNUSED if type(sys.modules.get(name)).__name__ == "module"))
print(*sorted(name for name in sys.modules if name.split(".")[0] in {"sanic", "dask"}))
"""


def test_a_server_loads_no_web_server_broker_or_scheduler_of_rasas() -> None:
    command = [sys.executable, "-W", "ignore", "-c", SERVED]
    done = subprocess.run(command, cwd=project.ROOT, capture_output=True, text=True, check=True)
    real, stood_for = done.stdout.splitlines()[-2:]
    assert real == ""
    assert "sanic" in stood_for.split()


LOADED = """
import sys
from bot import project
from bot.engine import standin
standin.install()
standin.spare_unused(config=project.CONFIG)
import beffroi.app
import bot.engine.engine
print(*sorted(name for name in sys.modules if name.startswith("rasa.core.channels.")))
print(*sorted(name for name in ("telegram", "httpx", "rich", "google.auth", "scipy.cluster") if name in sys.modules))
from rasa.core.channels.console import CmdlineInput
print(CmdlineInput.name())
"""


def test_a_server_loads_none_of_rasas_channels_nor_telegrams_library_and_one_asked_for_by_its_name_is_found() -> None:
    command = [sys.executable, "-W", "ignore", "-c", LOADED]
    done = subprocess.run(command, cwd=project.ROOT, capture_output=True, text=True, check=True)
    channels, others, named = done.stdout.splitlines()[-3:]
    assert channels == "rasa.core.channels.channel"
    assert others == ""
    assert named == "cmdline"
