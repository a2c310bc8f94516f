"""Training files are edited line by line: what nobody changed stays as it was written."""

from learning.sentences import files
from learning.sentences.files import Change, Example
from learning.sentences.texts import key

AMI = """version: "3.1"
nlu:
# un commentaire gardé
- intent: ask_ami
  examples: |
    - l'AMI ?
    - c'est quoi l'[AMI]{"entity": "programme", "value": "ami-ia"}

- intent: greet
  examples: |
    - bonjour
"""


def change(kind: str, text: str, intent: str, number: int = 1) -> Change:
    return Change(number, kind, text, key(text), intent)


def test_marks_are_read_as_plain_text() -> None:
    assert Example("c'est quoi l'AMI", "ask_ami", "ami.yml") in list(files.examples({"ami.yml": AMI}))


def test_an_addition_goes_after_the_last_sentence_of_its_intent() -> None:
    written = files.edited({"ami.yml": AMI}, [change("add", "késako l'ami", "ask_ami")])
    assert written["ami.yml"] == AMI.replace('ami-ia"}\n', "ami-ia\"}\n    - késako l'ami\n")


def test_a_removal_takes_its_line_only() -> None:
    written = files.edited({"ami.yml": AMI}, [change("remove", "L'AMI", "ask_ami")])
    assert written["ami.yml"] == AMI.replace("    - l'AMI ?\n", "")


def test_a_move_is_a_removal_and_an_addition() -> None:
    moved = [change("remove", "l'AMI ?", "ask_ami"), change("add", "l'AMI ?", "greet", 2)]
    written = files.edited({"ami.yml": AMI}, moved)
    assert written["ami.yml"].index("l'AMI ?") > written["ami.yml"].index("greet")


def test_what_the_file_already_holds_changes_nothing() -> None:
    known = [change("add", "Bonjour !", "greet"), change("remove", "salut", "greet")]
    assert files.edited({"ami.yml": AMI}, known) == {}


def test_a_new_intent_gets_a_file_of_its_own() -> None:
    written = files.edited({"ami.yml": AMI}, [change("add", "un bus ?", "ask_transport")])
    assert written == {files.ADDED: 'version: "3.1"\nnlu:\n- intent: ask_transport\n  examples: |\n    - un bus ?\n'}


def test_the_last_change_wins() -> None:
    base = [Example("l'AMI ?", "ask_ami", "ami.yml")]
    changes = [change("remove", "l'AMI ?", "ask_ami"), change("add", "l'AMI ?", "ask_ami", 2)]
    assert [each.intent for each in files.in_force(base, changes)] == ["ask_ami"]
