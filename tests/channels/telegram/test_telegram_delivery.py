"""Replies carried to Telegram: at most once, in order, at a human pace, whatever the Bot API does."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.replies import Message
from bot.store.tables import conversations, outbox
from tests.botapi import Behaviour
from tests.channels.telegram.conftest import OpenLine
from tests.channels.telegram.phone import Line, carry, text
from tests.channels.telegram.stored import rows, statuses


async def queue(line: Line, *said: str, chat: int = 7, **more: Any) -> None:
    """Put replies in the outbox, as a turn would."""
    now = line.house.clock()
    made: Sequence[dict[str, Any]] = [
        {
            "conversation_id": f"conversation {chat}", "position": rank, "channel": "telegram", "sender": str(chat),
            "external_id": "e", "body": Message(each).to_dict(), "status": "pending", "not_before": now,
            "created_at": now,
        } | more
        for rank, each in enumerate(said)
    ]  # fmt: skip
    async with line.house.database.write() as connection:
        await connection.execute(outbox.insert(), made)
    await line.house.signals.publish("outbox", channel="telegram")


async def settled(line: Line, *expected: str) -> None:
    """Wait until the replies are in the expected states."""
    async with asyncio.timeout(8):
        while await statuses(line.house) != list(expected):
            await asyncio.sleep(0.02)


async def test_replies_arrive_in_order(line: Line) -> None:
    await queue(line, "un", "deux", "trois")
    assert await line.said(3) == ["un", "deux", "trois"]
    await settled(line, "sent", "sent", "sent")
    assert all(row.delivered_at and row.attempts == 1 for row in await rows(line.house, outbox))


async def test_a_reply_is_marked_as_being_sent_before_the_call(line: Line) -> None:
    line.api.will("sendMessage", Behaviour.slow(0.6))
    await queue(line, "un")
    await line.said(1)
    assert await statuses(line.house) == ["sending"]
    await settled(line, "sent")


async def test_after_a_crash_what_was_being_sent_is_uncertain_and_not_sent_again(line: Line) -> None:
    await queue(line, "cut by a crash", chat=8, status="sending")
    await queue(line, "not yet sent", chat=9)
    await line.said(1)
    stop = asyncio.Event()
    restarted = asyncio.create_task(carry(line.house, stop))
    async with asyncio.timeout(5):
        while "uncertain" not in await statuses(line.house):
            await asyncio.sleep(0.02)
    assert await line.quiet() == ["not yet sent"]
    stop.set()
    await restarted


MAY_HAVE_ARRIVED = {
    "slow": Behaviour.slow(1.5),
    "cut": Behaviour.cut(),
    "502": Behaviour.bad_gateway(),
    "malformed": Behaviour.malformed(),
    "not an object": Behaviour.malformed("[]"),
    "no result": Behaviour.malformed('{"ok": true}'),
    "not a message": Behaviour.malformed('{"ok": true, "result": {}}'),
}


@pytest.mark.parametrize("behaviour", MAY_HAVE_ARRIVED.values(), ids=MAY_HAVE_ARRIVED)
async def test_what_may_have_arrived_is_never_sent_again(open_line: OpenLine, behaviour: Behaviour) -> None:
    async with open_line(seconds=0.5) as line:
        line.api.will("sendMessage", behaviour)
        await queue(line, "un", "deux")
        await settled(line, "uncertain", "sent")
        assert [call.fields["text"] for call in line.api.of("sendMessage")] == ["un", "deux"]


async def test_flood_control_is_waited_for_and_nothing_overtakes(line: Line) -> None:
    line.api.will("sendMessage", Behaviour.flood(1))
    await queue(line, "un", "deux")
    first, again, _ = await line.api.until("sendMessage", 3)
    assert again.at - first.at >= 1
    assert line.api.delivered == ["un", "deux"]
    await settled(line, "sent", "sent")


async def test_flood_control_outlives_a_restart(open_line: OpenLine) -> None:
    async with open_line() as line:
        line.api.will("sendMessage", Behaviour.flood(3600))
        await queue(line, "un")
        await settled(line, "pending")
        await line.said(1)
        await line.quiet()
        (row,) = await rows(line.house, outbox)
        assert row.not_before - line.house.clock() > timedelta(minutes=55)


async def test_a_chat_that_waits_does_not_make_the_others_wait(line: Line) -> None:
    line.api.will("sendMessage", Behaviour.flood(60))
    await queue(line, "attend", chat=8)
    await line.said(1)
    await queue(line, "passe", chat=9)
    await line.said(2)
    assert line.api.delivered == ["passe"]


async def test_a_person_who_blocked_the_assistant_is_left_alone(line: Line) -> None:
    await line.post(text("Qu'est-ce que Prochia ?"))
    await line.quiet()
    line.api.will("sendMessage", Behaviour.blocked())
    await queue(line, "un", "deux")
    async with asyncio.timeout(5):
        while "closed" not in await statuses(line.house) or "pending" in await statuses(line.house):
            await asyncio.sleep(0.02)
    await line.quiet()
    assert "deux" not in [call.fields["text"] for call in line.api.of("sendMessage")]
    assert [row.closed_at is None for row in await rows(line.house, conversations)] == [False]


async def test_a_chat_that_is_no_more_is_closed(quick: Line) -> None:
    quick.api.will("sendMessage", Behaviour.refused("Bad Request: chat not found"))
    await queue(quick, "un", "deux")
    await settled(quick, "closed", "closed")


async def test_html_that_telegram_cannot_read_goes_once_more_as_plain_text(line: Line) -> None:
    line.api.will("sendMessage", Behaviour.unparsable())
    await queue(line, "un < deux & trois")
    html, plain = await line.api.until("sendMessage", 2)
    assert (html.fields["parse_mode"], html.fields["text"]) == ("HTML", "un &lt; deux &amp; trois")
    assert "parse_mode" not in plain.fields
    assert plain.fields["text"] == "un < deux & trois"
    await settled(line, "sent")


async def test_plain_text_is_tried_once_only(quick: Line) -> None:
    quick.api.will("sendMessage", Behaviour.unparsable(), Behaviour.unparsable())
    await queue(quick, "un", "deux")
    await settled(quick, "refused", "sent")
    assert len(quick.api.of("sendMessage")) == 3


async def test_what_telegram_refuses_does_not_block_what_follows(quick: Line) -> None:
    quick.api.will("sendMessage", Behaviour.refused())
    await queue(quick, "un", "deux")
    await settled(quick, "refused", "sent")


async def test_a_refused_token_keeps_the_replies_for_later(quick: Line) -> None:
    quick.api.will("sendMessage", Behaviour.wrong_token())
    await queue(quick, "un")
    await quick.said(1)
    await settled(quick, "pending")


async def test_a_server_that_cannot_be_reached_got_nothing_so_the_reply_waits(open_line: OpenLine) -> None:
    async with open_line(telegram_api_url="http://127.0.0.1:9") as line:
        await queue(line, "un")
        async with asyncio.timeout(5):
            while not (await rows(line.house, outbox))[0].attempts:
                await asyncio.sleep(0.02)
        await settled(line, "pending")


async def test_a_chat_gets_one_message_a_second(open_line: OpenLine) -> None:
    async with open_line(pace=1.0) as line:
        await queue(line, "un", "deux", "trois", chat=8)
        await queue(line, "ailleurs", chat=9)
        calls = await line.api.until("sendMessage", 4)
        at = [call.at for call in calls if call.fields["chat_id"] == 8]
        assert [later - sooner >= 0.99 for sooner, later in pairwise(at)] == [True, True]
        assert next(call.at for call in calls if call.fields["chat_id"] == 9) - at[0] < 1


async def test_a_long_answer_comes_in_several_messages_with_the_buttons_under_the_last(line: Line) -> None:
    await line.post(text("/start"))
    await line.post(text("long"))
    await line.quiet()
    calls = line.api.of("sendMessage")[1:]
    assert len(calls) > 2
    assert ["reply_markup" in call.fields for call in calls] == [False] * (len(calls) - 1) + [True]


async def test_flood_control_in_the_middle_of_a_long_answer_repeats_nothing(line: Line) -> None:
    await line.post(text("/start"))
    await line.quiet()
    passing = Behaviour.slow(0)
    line.api.will("sendMessage", passing, Behaviour.flood(1))
    await line.post(text("long"))
    await line.api.until("sendMessage", 4)
    await line.quiet()
    delivered = line.api.delivered[1:]
    assert len(delivered) == len(set(delivered)) == len(line.api.of("sendMessage")) - 2


async def test_a_database_that_goes_away_meanwhile_does_not_make_a_reply_sent_twice(quick: Line) -> None:
    quick.api.will("sendMessage", Behaviour.slow(0.5))
    await queue(quick, "un")
    await quick.said(1)
    async with quick.house.database.write():  # nobody else can write meanwhile
        await asyncio.sleep(0.8)
    await settled(quick, "sent")
    assert [call.fields["text"] for call in quick.api.of("sendMessage")] == ["un"]


async def test_the_call_under_way_ends_before_the_service_stops(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line:
        line.api.will("sendMessage", Behaviour.slow(0.4))
        stop = asyncio.Event()
        carrying = asyncio.create_task(carry(line.house, stop))
        await queue(line, "un", "deux")
        await line.said(1)
        stop.set()
        await carrying
        assert await statuses(line.house) == ["sent", "pending"]


async def test_nothing_is_sent_to_a_person_erased_meanwhile(open_line: OpenLine) -> None:
    async with open_line(pace=0.5) as line:
        await queue(line, "un", "deux")
        await line.said(1)
        async with line.house.database.write() as connection:
            await connection.execute(outbox.delete())
        assert await line.quiet() == ["un"]
