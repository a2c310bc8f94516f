"""What an update of Telegram means to the assistant; pure, and never surprised by what it is given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from channels.telegram.arrivals import Blocked, Elsewhere, Pressed, Said, StrayPress, Unreadable, Update

READ_BY_NOBODY = frozenset(
    {"animation", "audio", "checklist", "contact", "dice", "document", "game", "invoice", "live_photo", "location"}
    | {"paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice"}
)
GONE, LARGEST_ID = frozenset({"kicked", "left"}), 2**63


def read(update: object) -> Update | None:
    """Return what an update of the Bot API means; None when there is nothing to do about it."""
    given = _mapping(update)
    number = given.get("update_id")
    if not _is_id(number):
        return None
    if "message" in given:
        return _message(str(number), _mapping(given["message"]))
    if "edited_message" in given:
        return _edit(str(number), _mapping(given["edited_message"]))
    if "callback_query" in given:
        return _press(str(number), _mapping(given["callback_query"]))
    return _membership(str(number), _mapping(given.get("my_chat_member")))


def _message(number: str, message: Mapping[str, Any]) -> Update | None:
    chat, private = _chat(message)
    if chat is None or _mapping(message.get("from")).get("is_bot") is True:
        return None
    if not private:
        return None if "left_chat_member" in message else Elsewhere(number, chat)
    text = _written(message)
    if text is not None:
        return Said(number, chat, _start(_encodable(text)), _number(message), topic=_topic(message))
    if READ_BY_NOBODY.isdisjoint(message):
        return None
    album = message.get("media_group_id")
    shared = _encodable(f"album {album}")[:128] if isinstance(album, str) else number
    return Unreadable(shared, chat, _topic(message))


def _edit(number: str, message: Mapping[str, Any]) -> Update | None:
    """A private message changed; elsewhere, and where no text is left, nothing is to be done."""
    said = _message(number, message)
    return replace(said, edited=True) if isinstance(said, Said) else None


def _written(message: Mapping[str, Any]) -> str | None:
    """The text of a message, or what is written under its picture."""
    text, caption = message.get("text"), message.get("caption")
    if isinstance(text, str):
        return text
    return caption if isinstance(caption, str) and caption.strip() else None


def _topic(message: Mapping[str, Any]) -> str:
    """The thread of a private chat the message is in; empty outside any, as for a reply that belongs to no topic."""
    thread = message.get("message_thread_id")
    if message.get("is_topic_message") is not True or not isinstance(thread, int) or isinstance(thread, bool):
        return ""
    return str(thread) if 0 < thread < LARGEST_ID else ""


def _number(message: Mapping[str, Any]) -> int | None:
    number = message.get("message_id")
    return number if _is_id(number) else None


def _press(number: str, query: Mapping[str, Any]) -> Update | None:
    callback, button = query.get("id"), query.get("data")
    if not isinstance(callback, str) or _encodable(callback) != callback:
        return None
    under = _mapping(query.get("message"))
    chat, private = _chat(under)
    if chat is None or not isinstance(button, str) or not 0 < len(button) <= 32:
        return StrayPress(callback)
    if not private:
        return Elsewhere(number, chat, callback)
    return Pressed(number, chat, _encodable(button), callback, _topic(under))


def _membership(number: str, change: Mapping[str, Any]) -> Update | None:
    chat, private = _chat(change)
    status = _mapping(change.get("new_chat_member")).get("status")
    if chat is None or not isinstance(status, str):
        return None
    if private and status in GONE:
        return Blocked(chat)
    return None if private or status in GONE else Elsewhere(number, chat)


def _chat(holder: Mapping[str, Any]) -> tuple[str | None, bool]:
    """Return the id of the chat something belongs to, and whether it is a private one."""
    chat = _mapping(holder.get("chat"))
    number = chat.get("id")
    return (str(number) if _is_id(number) else None), chat.get("type") == "private"


def _start(text: str) -> str:
    """A link may add a word to /start; it means nothing here."""
    words = text.split(maxsplit=1)
    return words[0] if len(words) > 1 and words[0].partition("@")[0] == "/start" else text


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST_ID <= value < LARGEST_ID


def _encodable(text: str) -> str:
    """Replace what no database can hold: lone surrogates and the null character."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
