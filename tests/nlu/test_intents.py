"""Every intent is told in one place: nlu/intents.yml. The rest reads it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine import standin

standin.install()

from rasa.shared.core.domain import Domain  # noqa: E402

from bot import project  # noqa: E402
from bot.engine.importer import FilesImporter  # noqa: E402
from learning.models import sensitive  # noqa: E402
from nlu import intents  # noqa: E402
from region.vocabulary import VOCABULARY  # noqa: E402
from tests.source import tree  # noqa: E402

ROOMS = ("actions", "beffroi", "bot", "channels", "console", "learning", "nlu", "region", "scripts", "web")
CODE = [path for room in ROOMS for path in sorted((project.ROOT / room).rglob("*.py"))]


def listed(code: ast.AST) -> Iterator[int]:
    """Yield the lines where two intents stand side by side: a list, a set, a dictionary, a choice."""
    named = {node.value: node for node in ast.walk(code) if isinstance(node, ast.Assign)}
    for node in ast.walk(code):
        if node in named and isinstance(named[node].targets[0], ast.Tuple):
            continue  # each gets a name of its own
        held: list[Any] = []
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            held = node.elts
        elif isinstance(node, ast.Dict):
            held = [each for each in node.keys if each is not None]
        if len({each.value for each in held if isinstance(each, ast.Constant) and each.value in intents.ALL}) > 1:
            yield getattr(node, "lineno", 0)


def test_no_code_lists_intents() -> None:
    found = {path: list(listed(tree(path))) for path in CODE}
    assert {str(path.relative_to(project.ROOT)): lines for path, lines in found.items() if lines} == {}


def test_a_list_of_intents_is_seen() -> None:
    assert list(
        listed(ast.parse('X = {"greet", "ask_ami"}\nY = {"deny": 1, "affirm": 2}\nA, B = "deny", "affirm"'))
    ) == [1, 2]


@pytest.fixture(scope="module")
def read() -> FilesImporter:
    return FilesImporter(str(project.CONFIG), str(project.DOMAIN), [str(project.EXAMPLES), str(project.STORIES)])


def test_the_domain_knows_every_intent_and_every_action_they_need(read: FilesImporter) -> None:
    domain = read.get_domain()
    assert intents.ALL.keys() <= set(domain.intents)
    assert {intent.does for intent in intents.ALL.values()} <= {*domain.action_names_or_texts, *domain.form_names}
    assert intents.FORMS.keys() <= set(domain.form_names)


def test_every_intent_has_one_rule(read: FilesImporter) -> None:
    ruled = [
        event.intent_name
        for step in read.get_stories().story_steps
        for event in step.events
        if hasattr(event, "intent_name")
    ]
    assert sorted(filter(None, ruled)) == sorted(intents.ALL)


def test_an_intent_that_only_sentences_know_is_answered_by_a_record(tmp_path: Path) -> None:
    sentences = {"version": "3.1", "nlu": [{"intent": "ask_trottinium", "examples": "- c'est quoi le trottinium\n"}]}
    (tmp_path / "nlu.yml").write_text(yaml.safe_dump(sentences), encoding="utf-8")
    read = FilesImporter(str(project.CONFIG), str(project.DOMAIN), [str(tmp_path), str(project.STORIES)])
    steps = [step for step in read.get_stories().story_steps if step.block_name == "ask_trottinium"]
    assert "ask_trottinium" in read.get_domain().intents
    said = [event.action_name for event in steps[0].events if hasattr(event, "action_name")]
    assert next(name for name in said if name != "...") == "action_answer"


def test_config_names_the_importer_for_rasas_own_commands() -> None:
    config = yaml.safe_load(project.CONFIG.read_text(encoding="utf-8"))
    assert config["importers"] == [{"name": f"{FilesImporter.__module__}.{FilesImporter.__name__}"}]


def test_what_an_intent_points_to_exists() -> None:
    for intent in intents.ALL.values():
        assert {intent.told_by, intent.counts_as} - {None} <= intents.TAUGHT.keys(), intent.id


def test_the_domain_files_list_no_intent() -> None:
    assert set(Domain.load(str(project.DOMAIN)).intents) == set(Domain.empty().intents)


def test_the_domain_files_say_who_fills_a_fact_only_where_it_is_an_exception() -> None:
    slots = Domain.load(str(project.DOMAIN)).as_dict()["slots"]
    named = [
        (name, mapping["intent"])
        for name, slot in slots.items()
        for mapping in slot["mappings"]
        if name in VOCABULARY and "intent" in mapping
    ]
    assert named == [("amount", ["check_company_support"]), ("siren", "deny"), ("turnover", ["inform", "affirm"])]


def test_a_fact_is_filled_by_who_states_it_and_by_the_answers_to_its_question(read: FilesImporter) -> None:
    slots = read.get_domain().as_dict()["slots"]
    stated, *answers = slots["public_interest"]["mappings"]
    assert stated["intent"] == ["check_ami_eligibility", "inform", "new_case"]
    asked = [{"active_loop": form, "requested_slot": "public_interest"} for form in ("ami_form", "aids_form")]
    given = {"affirm": True, "deny": False, "dont_know": "unknown"}
    assert {(answer["intent"], answer["value"]) for answer in answers} == set(given.items())
    assert sorted(map(str, (answer["conditions"][0] for answer in answers))) == sorted(map(str, asked * 3))
    assert len(slots["headcount"]["mappings"]) == 3 and len(slots["departement"]["mappings"]) == 1
    assert slots["programme"]["mappings"] == [{"type": "from_entity", "entity": "programme"}]


def test_what_an_intent_fills_is_a_fact() -> None:
    filled = {fact for intent in intents.ALL.values() for fact in intent.fills}
    assert filled <= {*VOCABULARY, intents.EACH}


def test_the_standing_set_holds_every_sensitive_intent() -> None:
    assert {question.intent for question in sensitive.standing().kept} == sensitive.SENSITIVE
