"""The commands about a person's data: what is kept, a copy, forgetting."""

from collections.abc import Mapping

from bot.clock import PARIS
from bot.house import House
from bot.keeping import copies, rights
from bot.replies import Button, Message
from bot.turn.done import Done
from bot.turn.passing import Received
from nlu import acts
from region import formats


async def my_data(house: House, turn: Received) -> Done:
    """Answer the one point asked; else say all, with the reference by which a person is found if they write elsewhere."""
    point = acts.point_of_own_data(turn.text)
    if point:
        return Done((Message(_on(point, house, turn.in_force.catalogue.service.dpo)),))
    said = house.wordings.say("my_reference", reference=rights.reference(turn.conversation.id))
    return Done((Message(f"{about_data(house)} {said}"),))


def about_data(house: House) -> str:
    """Return the sentence on how long what is written is kept, with its page."""
    return _say("my_data", house)


def _on(point: str, house: House, officer: Mapping[str, str | None]) -> str:
    known = ", ".join(value for value in officer.values() if value)
    unknown = "_unknown" if point == acts.OFFICER and not known else ""
    return _say(f"my_data_{point}{unknown}", house, officer=known)


def _say(name: str, house: House, **values: str) -> str:
    url = f"{house.settings.public_url}/donnees"
    return house.wordings.say(name, dialogue=house.settings.retention.dialogue, url=url, **values)


async def erase(house: House, turn: Received) -> Done:
    """Ask before erasing."""
    say = house.wordings.say
    choices = (Button(say("erase_yes"), payload="!erase_yes"), Button(say("erase_no"), payload="!erase_no"))
    return Done((Message(say("erase_confirm"), buttons=choices),))


async def erase_yes(house: House, turn: Received) -> Done:
    """Erase the person on this channel, and say so with a receipt; nothing of this turn is kept either."""
    receipt = await rights.erase(house, turn.incoming.channel, turn.incoming.sender)
    at = receipt.at.astimezone(PARIS)
    values = {"count": receipt.total, "at": at, "receipt": receipt.number, "backup": house.settings.retention.backup}
    return Done((Message(house.wordings.say("erase_receipt", **values)),), forgotten=True)


async def erase_no(house: House, turn: Received) -> Done:
    """Say that nothing was erased."""
    return Done((Message(house.wordings.say("erase_kept")),))


async def export(house: House, turn: Received) -> Done:
    """Give the copy of what is kept, as data and as a text; nothing where nothing is."""
    exported = await copies.export(house, turn.incoming.channel, turn.incoming.sender)
    if not exported["turns"]:
        return Done((Message(house.wordings.say("export_nothing")),))
    count = formats.counted(len(exported["turns"]), house.wordings.say("export_exchange"))
    text = house.wordings.say("export_ready", count=count)
    return Done(
        (
            Message(text, file=copies.as_json_file(exported)),
            Message("", file=copies.as_text_file(exported, house.wordings)),
        )
    )
