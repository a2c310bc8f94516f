"""What a training is doing is told in French, stage by stage."""

from console import stages


def test_the_stages_of_a_training_are_told_in_french() -> None:
    steps = (
        "files", "nlu_training_data_provider", "run_nlu.components.tokenizer.FrenchTokenizer0",
        "train_nlu.components.classifier.LinearIntentClassifier2", "story_graph_provider",
        "train_bot.engine.policy.IndexedRulePolicy0", "examine", "examine_live", "answers",
    )  # fmt: skip
    told = [stages.told(step) for step in steps]
    assert told[0] == "Étape 1 sur 6 : lecture des exemples"
    assert [each.split()[1] for each in told] == ["1", "1", "2", "3", "3", "4", "4", "5", "6"]
