"""The commands a person may give on every channel; they work while the engine is down."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import desk
from bot.clock import PARIS
from bot.desk import hours
from bot.house import House
from bot.replies import Message
from bot.turn.case_command import case
from bot.turn.data_commands import erase, erase_no, erase_yes, export, my_data
from bot.turn.done import Done
from bot.turn.outgoing import first_notice
from bot.turn.passing import Received, to_a_person
from region import formats
from region.in_force import InForce


def of_payload(payload: str | None) -> str | None:
    """Return the command behind a button of the house (`!human`), None for a button of the dialogue."""
    return f"do_{payload[1:]}" if payload and payload.startswith("!") else None


ASKED_OF_THE_DIALOGUE = {"/delete_my_data": "do_erase", "/export_my_data": "do_export"}
"""The commands that a button of the dialogue asks for."""
HUMAN = frozenset({"/humain", "do_human"})
RIGHTS = frozenset({"/oublier", "/exporter", "do_erase", "do_erase_yes", "do_export"}) | HUMAN
"""What needs to know that the sender is who they say."""


def is_open(name: str, channel: str, house: House) -> bool:
    """Tell whether a command may be given here: on REST, a sender without the token may be anybody."""
    return name not in RIGHTS or channel != "rest" or bool(house.settings.rest_token)


async def refused(house: House, turn: Received) -> Done:
    """Say that nothing was copied nor erased here, and where one's rights are."""
    return Done((Message(house.wordings.say("rest_refused", url=house.settings.public_url)),), refused=True)


async def nobody(house: House, turn: Received) -> Done:
    """Say that no agent can be called from here, and how one is reached all the same."""
    said = house.wordings.say("rest_nobody", url=house.settings.public_url)
    return Done((Message(f"{said} {ways_to_a_person(house, turn.in_force)}"),), refused=True)


def offered_here(message: Message, channel: str, house: House) -> Message:
    """Return a message without the buttons that would be refused here."""
    kept = tuple(button for button in message.buttons if is_open(_behind(button.payload), channel=channel, house=house))
    return message if len(kept) == len(message.buttons) else replace(message, buttons=kept)


def _behind(payload: str | None) -> str:
    """Return the command that a button leads to, by itself or through the dialogue; empty where it leads to none."""
    return of_payload(payload) or ASKED_OF_THE_DIALOGUE.get(payload or "", "")


async def start(house: House, turn: Received) -> Done:
    """Say the first message again, and begin a new conversation."""
    return Done((Message(first_notice(house, turn.in_force)),), restarted=True)


async def help_(house: House, turn: Received) -> Done:
    """Say what can be asked, with a way to a person."""
    return Done((Message(house.wordings.say("help"), buttons=(to_a_person(house.wordings),)),))


async def accessibility(house: House, turn: Received) -> Done:
    """Say where the declaration of accessibility is."""
    return Done((Message(house.wordings.say("accessibility", url=f"{house.settings.public_url}/accessibilite")),))


async def restart(house: House, turn: Received) -> Done:
    """Begin again: what was stated is forgotten by the dialogue."""
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


async def helped(house: House, turn: Received) -> Done:
    """Keep that the answer of an agent helped."""
    kept = await desk.rate(house, turn.conversation.id, 1)
    return Done((Message(house.wordings.say("desk_rated" if kept else "desk_nothing_to_rate")),))


async def helped_not(house: House, turn: Received) -> Done:
    """Keep that the answer of an agent did not help, and say how to leave a request."""
    kept = await desk.rate(house, turn.conversation.id, -1)
    url = f"{house.settings.public_url}/contact"
    return Done((Message(house.wordings.say("desk_rated_not" if kept else "desk_nothing_to_rate", url=url)),))


COMMANDS: Mapping[str, Callable[[House, Received], Awaitable[Done]]] = {
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
    "do_case": case,
    "do_helped": helped,
    "do_helped_not": helped_not,
}


async def carry_out(name: str, house: House, turn: Received) -> Done:
    """Carry out a command, or say where it can be asked."""
    closed = nobody if name in HUMAN else refused
    does = COMMANDS[name] if is_open(name, turn.incoming.channel, house) else closed
    return await does(house, turn)
