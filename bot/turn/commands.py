"""The commands a person may give on every channel; they work while the engine is down."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot import desk
from bot.clock import PARIS
from bot.desk import hours
from bot.house import House
from bot.keeping import rights
from bot.replies import Button, Message
from bot.turn.outgoing import first_notice
from bot.turn.passing import Received, to_a_person
from region import formats
from region.in_force import InForce


@dataclass(frozen=True)
class Done:
    """What a command says, and whether the conversation was restarted or erased with all it held."""

    messages: tuple[Message, ...]
    restarted: bool = False
    forgotten: bool = False


Command = Callable[[House, Received], Awaitable[Done]]


def of_payload(payload: str | None) -> str | None:
    """Return the command behind a button of the house (`!human`), None for a button of the dialogue."""
    return f"do_{payload[1:]}" if payload and payload.startswith("!") else None


RIGHTS = frozenset({"/oublier", "/exporter", "/humain", "do_erase", "do_erase_yes", "do_export", "do_human"})
"""What needs to know that the sender is who they say."""


def is_open(name: str, channel: str, house: House) -> bool:
    """Tell whether a command may be given here: on REST, a sender without the token may be anybody."""
    return name not in RIGHTS or channel != "rest" or bool(house.settings.rest_token)


async def refused(house: House, turn: Received) -> Done:
    return Done((Message(house.wordings.say("rest_refused", url=house.settings.public_url)),))


async def start(house: House, turn: Received) -> Done:
    return Done((Message(first_notice(house, turn.in_force)),), restarted=True)


async def help_(house: House, turn: Received) -> Done:
    return Done((Message(house.wordings.say("help"), buttons=(to_a_person(house.wordings),)),))


async def my_data(house: House, turn: Received) -> Done:
    """Say how long messages are kept, and the reference by which a person is found if they write elsewhere."""
    said = house.wordings.say("my_reference", reference=rights.reference(turn.conversation.id))
    return Done((Message(f"{about_data(house)} {said}"),))


def about_data(house: House) -> str:
    url = f"{house.settings.public_url}/donnees"
    return house.wordings.say("my_data", dialogue=house.settings.retention.dialogue, url=url)


async def accessibility(house: House, turn: Received) -> Done:
    return Done((Message(house.wordings.say("accessibility", url=f"{house.settings.public_url}/accessibilite")),))


async def restart(house: House, turn: Received) -> Done:
    return Done((Message(house.wordings.say("restarted")),), restarted=True)


async def human(house: House, turn: Received) -> Done:
    """Call an operator who is there; otherwise say how to leave a request, and what service.yml holds."""
    standing = await desk.call(house, turn.conversation.id)
    if standing.state == desk.WAITING:
        return Done((Message(house.wordings.say("desk_waiting")),))
    form = house.wordings.say("desk_form", url=f"{house.settings.public_url}/contact")
    opening = _opening(house, turn.in_force)
    said = " ".join(filter(None, (form, opening, ways_to_a_person(house, turn.in_force))))
    return Done((Message(said, do="contact", facts=(opening,) if opening else ()),))


def ways_to_a_person(house: House, in_force: InForce) -> str:
    """Say what service.yml holds of the telephone and the address of the service."""
    service, say = in_force.catalogue.service, house.wordings.say
    known = [value for value in (service.contact.get("phone"), service.contact.get("email")) if value]
    url = service.pages[0].url if service.pages else house.settings.public_url
    return say("human_contact", contact=", ".join(known)) if known else say("human_unknown", url=url)


def _opening(house: House, in_force: InForce) -> str:
    """Say when the desk opens, if the service gave its hours and it is closed now."""
    given, now = in_force.catalogue.service.hours, house.clock()
    if not given or hours.is_open(now, hours=hours.read(given)):
        return ""
    opens = hours.next_opening(now, hours=hours.read(given))
    if opens is None:
        return ""
    local = opens.astimezone(PARIS)
    return house.wordings.say("desk_opens", day=formats.weekday(local.date()), hour=formats.clock_time(local.time()))


async def erase(house: House, turn: Received) -> Done:
    """Ask before erasing."""
    say = house.wordings.say
    choices = (Button(say("erase_yes"), payload="!erase_yes"), Button(say("erase_no"), payload="!erase_no"))
    return Done((Message(say("erase_confirm"), buttons=choices),))


async def erase_yes(house: House, turn: Received) -> Done:
    """Erase the person on this channel, and say so with a receipt; nothing of this turn is kept either."""
    receipt = await rights.erase(house, turn.incoming.channel, turn.incoming.sender)
    at = receipt.at.astimezone(PARIS).strftime("%d/%m/%Y à %H:%M")
    values = {"count": receipt.total, "at": at, "receipt": receipt.number, "backup": house.settings.retention.backup}
    return Done((Message(house.wordings.say("erase_receipt", **values)),), forgotten=True)


async def erase_no(house: House, turn: Received) -> Done:
    return Done((Message(house.wordings.say("erase_kept")),))


async def export(house: House, turn: Received) -> Done:
    exported = await rights.export(house, turn.incoming.channel, turn.incoming.sender)
    if not exported["turns"]:
        return Done((Message(house.wordings.say("export_nothing")),))
    text = house.wordings.say("export_ready", count=len(exported["turns"]))
    return Done(
        (
            Message(text, file=rights.as_json_file(exported)),
            Message("", file=rights.as_text_file(exported, house.wordings)),
        )
    )


COMMANDS: Mapping[str, Command] = {
    "/start": start,
    "/aide": help_,
    "/donnees": my_data,
    "/oublier": erase,
    "/exporter": export,
    "/humain": human,
    "/recommencer": restart,
    "/accessibilite": accessibility,
    "do_human": human,
    "do_my_data": my_data,
    "do_erase": erase,
    "do_erase_yes": erase_yes,
    "do_erase_no": erase_no,
    "do_export": export,
}


async def carry_out(name: str, house: House, turn: Received) -> Done:
    """Carry out a command, or say where it can be asked."""
    does = COMMANDS[name] if is_open(name, turn.incoming.channel, house) else refused
    return await does(house, turn)
