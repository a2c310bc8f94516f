"""What the first messages would wait for, worked out before anyone writes; nothing is stored, nobody outside is asked."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

from bot.house import House
from bot.privacy import mask
from bot.store.conversations import Conversation, Incoming
from bot.turn import outgoing
from bot.turn.distress import distress
from bot.turn.passing import Received
from bot.turn.responding import respond
from nlu.components.cards import built
from nlu.selector.weighed import Asked
from nlu.words import words
from region.in_force import InForce

log = logging.getLogger(__name__)
TALKS = Path(__file__).with_suffix(".yml")


async def ready(house: House, in_force: InForce) -> None:
    """Work out, beside the event loop, what a first question would wait for once `in_force` is what the Région says."""
    await asyncio.to_thread(_worked_out, in_force, house.settings.public_url)


async def rehearse(house: House) -> None:
    """Play a conversation of each kind beside the event loop, so that the first ones are as quick as the others."""
    await ready(house, house.in_force())
    await asyncio.to_thread(lambda: asyncio.run(_played(house)))


def _worked_out(in_force: InForce, site: str) -> None:
    built(in_force.catalogue, in_force.today).rank(Asked(""))
    outgoing.known(in_force.catalogue, site)
    assert in_force.gazetteer.elsewhere


async def _played(house: House) -> None:
    apart = replace(house.in_force(), register=None, aids=None)
    for talk in words(TALKS)["talks"]:
        now = house.clock()
        conversation = Conversation("rehearsal", "cli", "", 0, [], {}, 0, True, None, now, now)
        for text in talk:
            distress(text)
            heard = Received(
                incoming=Incoming("cli", "", text), text=mask(text).text, conversation=conversation, in_force=apart
            )
            try:
                answered = await respond(heard, house)
            except Exception:  # it is no reason not to serve
                log.exception("the rehearsal of a conversation failed")
                break
            conversation = replace(conversation, memory=answered.memory.to_json() if answered.memory else [])
