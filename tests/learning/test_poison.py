"""Twenty wrong labels on messages off the subject do not reach the public, and are found with who gave them."""

from pathlib import Path

import pytest

from bot.house import House
from bot.store import models
from bot.store.models import ModelVersion
from learning.doubts import neighbours, reading
from learning.inbox import labels
from learning.models import carrying, release, runs
from learning.models.release import Blocked
from learning.sentences import changes, current
from tests.learning.messages import ACT, NOW, collected, written

CHEQUE = (
    "C'est quoi le Chèque IA ?", "Comment obtenir le chèque IA", "Le chèque IA est-il encore ouvert",
    "chèque IA pour un artisan", "à qui demander un chèque IA", "montant du Chèque IA", "Chèque IA conditions",
    "Je voudrais un chèque IA", "le chèque IA c'est combien", "dossier de chèque IA", "Chèque IA : date limite ?",
    "Puis-je avoir deux chèques IA", "où télécharger le formulaire du chèque IA", "Chèque IA et auto-entrepreneur",
    "le cheque ia est il cumulable", "Mon comptable parle d'un chèque IA", "Avez-vous le chèque IA ici",
    "chèque IA refusé, pourquoi", "Chèque IA pour un salon de coiffure", "quand sera versé le chèque IA",
)  # fmt: skip
OTHERS = ("chèque IA svp", "infos chèque IA", "le fameux chèque IA", "chèque IA boulangerie", "chèque IA garage")


async def poisoned(house: House) -> None:
    """Let people ask about the Chèque IA, and an operator label twenty of them « Effacer mes données »."""
    out = {"intent": "out_of_scope", "confidence": 0.8, "ambiguous": False, "ranking": [["out_of_scope", 0.8]]}
    await written(house.database, *CHEQUE, *OTHERS, at=house.clock(), **out)
    inbox = {each.text: each for each in await collected(house.database)}
    async with house.database.write() as connection:
        for text in CHEQUE:
            await labels.put(connection, [inbox[text]], "delete_my_data", ACT, impersonal=True)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_each_wrong_label_is_doubted_before_any_training_and_its_batch_goes_in_one_click(house: House) -> None:
    await poisoned(house)
    async with house.database.read() as connection:
        added = await reading.added(connection)
        sure = {each.change for each in await reading.at_once(connection, added)}
    near = {each.change for each in neighbours.doubts(added, current.base())}
    assert len(added) == 20
    assert len(sure) == 20, "the model read each as out of scope, and was sure"
    assert len(near) >= 15
    async with house.database.write() as connection:
        assert await changes.take_away(connection, [each.id for each in added if each.batch == added[0].batch], ACT)
        assert await current.active(connection) == []


@pytest.mark.slow
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_twenty_wrong_labels_towards_an_erasure_are_blocked_with_their_reasons(
    house: House, archive: Path
) -> None:
    live = ModelVersion(models.version_of(archive), "avant", "", "test", "", NOW, 1.0, {})
    await models.register(house.database, archive, live)
    async with house.database.write() as connection:
        await models.put_in_service(connection, live.sha256, author="test", comment="", at=NOW)
    await poisoned(house)
    await carrying.carry_out(house, await runs.start(house, ACT), ACT)
    run = (await runs.latest(house))[0]
    assert run.state == runs.DONE, run.why
    assert run.sha256
    found = await runs.comparison(house, run.sha256)
    assert found
    assert {"sensitive", "doubted"} <= {each["kind"] for each in found["reasons"]}
    assert len(found["entered"]) >= 3
    with pytest.raises(Blocked):
        await release.publish(house, run.sha256, ACT)
