"""What can be said: plain sentences, buttons that lead somewhere, and a rule for every question."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu import intents
from region.plain import sentences

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 20
ACTIONS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))


def _merged(folder: str, key: str) -> Any:
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).glob("*.yml"))]
    held = [each[key] for each in read if key in each]
    if isinstance(held[0], dict):
        return {name: value for part in held for name, value in part.items()}
    return [item for part in held for item in part]


RESPONSES: dict[str, list[dict[str, Any]]] = _merged("domain", "responses")
RULES: list[dict[str, Any]] = _merged("stories", "rules")
STEPS = [step for rule in RULES for step in rule["steps"]]


def _texts() -> Iterator[tuple[str, str]]:
    return ((name, each["text"]) for name, variants in RESPONSES.items() for each in variants)


def _buttons() -> Iterator[tuple[str, str]]:
    for name, variants in RESPONSES.items():
        yield from ((name, button["payload"]) for each in variants for button in each.get("buttons", ()))


@pytest.mark.parametrize(("name", "text"), list(_texts()))
def test_a_wording_is_made_of_short_sentences(name: str, text: str) -> None:
    bare = re.sub(r"\{\w+\}", "", text)
    assert all(len(sentence.split()) <= LONGEST for sentence in sentences(bare)), name


@pytest.mark.parametrize(("name", "text"), list(_texts()))
def test_a_wording_holds_no_number_that_a_record_should_hold(name: str, text: str) -> None:
    examples = re.sub(r"« [^»]* »", "", text)
    assert not re.search(r"\d", examples), name


@pytest.mark.parametrize(("name", "payload"), list(_buttons()))
def test_a_button_leads_to_a_known_question(name: str, payload: str) -> None:
    assert payload.removeprefix("/").split("{")[0] in intents.ALL, name


def test_no_rule_only_repeats_what_an_intent_does() -> None:
    assert not [rule["rule"] for rule in RULES if len(rule["steps"]) == 2 and "intent" in rule["steps"][0]]


def test_the_contract_of_questions_is_kept() -> None:
    contract = ROOT / "tests/data/intents.yml"
    topics = yaml.safe_load(contract.read_text(encoding="utf-8"))["topics"]
    assert {name for names in topics.values() for name in names} <= intents.ALL.keys()


def test_every_wording_is_said_somewhere() -> None:
    ruled = {step["action"] for step in STEPS if "action" in step} | {each.does for each in intents.ALL.values()}
    asked = re.compile(
        r"utter_ask_(?:ami|company|aids)_form_|utter_help_|utter_again_|utter_ask_commune|utter_decides_|utter_trade_|utter_body_|utter_one_condition_|utter_one_aid_|utter_place_|utter_reckoned|utter_denied_body|utter_claim_|utter_react_|utter_meaning_|utter_(?:ami|company|aids)_form_kept"
    )
    unsaid = [name for name in RESPONSES if name not in ruled and f'"{name}"' not in ACTIONS and not asked.match(name)]
    assert not unsaid


def test_every_wording_an_action_says_exists() -> None:
    said = set(re.findall(r'"(utter_\w+)"', ACTIONS))
    assert said <= set(RESPONSES)


def test_every_fact_that_is_asked_can_be_explained() -> None:
    asked = {name.split("_form_")[1] for name in RESPONSES if name.startswith("utter_ask_") and "_form_" in name}
    assert {f"utter_help_{fact}" for fact in asked | {"commune"}} <= set(RESPONSES)
    assert {f"utter_meaning_{fact}" for fact in asked | {"commune"}} <= set(RESPONSES)
