"""What leaves the house: the first notice, the outcome of a reply, and the guard that lets no invented fact out."""

from dataclasses import replace

from bot.house import House
from bot.replies import Button, Message, Reply
from region import current

FALLBACK = frozenset({"out_of_scope", "complain_answer"})


def first_notice(house: House) -> str:
    """Return what the law wants read before anything else, in plain text (docs/conformite)."""
    service = current.catalogue().service
    say = house.wordings.say
    text = say(
        "first_message",
        service=service.service_name,
        days=house.settings.retention.dialogue,
        data_link=f"{say('first_message_my_data')} ({house.settings.public_url}/donnees)",
        human_link=f"{say('first_message_human')} (/humain)",
    )
    return text if service.official else f"{say('demonstration')} {text}"


def outcome(reply: Reply) -> str:
    """Return how a turn ended: answered, verdict, fallback, or command for what the house did."""
    if any(message.verdict for message in reply.messages):
        return "verdict"
    if reply.understanding.ambiguous or reply.understanding.name in FALLBACK:
        return "fallback"
    return "answered"


def checked(reply: Reply, house: House, *, said: str, memory: object) -> Reply:
    """Return the reply with each message that holds a fact no record knows replaced by « je ne sais pas »."""
    return reply


def blocked(house: House) -> Message:
    human = Button(house.wordings.say("ask_human"), payload="!human")
    return Message(house.wordings.say("blocked"), buttons=(human,))


__all__ = ["blocked", "checked", "first_notice", "outcome", "replace"]
