"""The button under a verdict on a channel without pages of ours: the case goes on, under a reference, on a page."""

from collections.abc import Mapping
from typing import Any

from bot.desk import cases
from bot.house import House
from bot.replies import Message
from bot.turn.done import Done
from bot.turn.passing import Received
from region import all_aids, facts
from region.in_force import InForce


async def case(house: House, turn: Received) -> Done:
    """Keep the last case told under a reference, and say the page where it becomes a file or is contested."""
    told = await cases.last_told(house, turn.conversation.id)
    if told is None:
        return Done((Message(house.wordings.say("case_nothing")),))
    region = turn.in_force
    about = told if "programme" in told else _most_open(told, region)
    reference = await cases.keep(house, about, conversation_id=turn.conversation.id)
    url = f"{house.settings.public_url}/dossier#{reference}"
    said = house.wordings.say("case_ready", url=url, reference=reference, days=house.settings.retention.case_file)
    alert = house.wordings.say("case_alert" if house.settings.smtp_url else "case_no_alert")
    return Done((Message(f"{said} {alert}"),))


def _most_open(told: Mapping[str, Any], region: InForce) -> Mapping[str, Any]:
    """Return the verdict on the aid that is the most open for a case told about several; the page offers the others."""
    stated = facts.read(told.get("facts"))
    found = all_aids.assess(
        region.catalogue.programmes.values(), stated, territory=region.territory, today=region.today
    )
    return found.verdicts[0].to_dict()
