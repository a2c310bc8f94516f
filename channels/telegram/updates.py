"""What an update of Telegram means to the assistant; pure, and never surprised by what it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

READ_BY_NOBODY = frozenset(
    {"animation", "audio", "checklist", "contact", "dice", "document", "game", "invoice", "live_photo", "location"}
    | {"paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice"}
)
GONE = frozenset({"kicked", "left"})
LARGEST_ID = 2**63


@dataclass(frozen=True)
class Said:
    """A person wrote a text, under a picture or not; `edited` when they changed the message `message` after sending it."""

    id: str
    chat: str
    text: str
    message: int | None = None
    edited: bool = False


@dataclass(frozen=True)
class Pressed:
    """A person pressed a button; `callback` must be answered, `button` is the id the button carries."""

    id: str
    chat: str
    button: str
    callback: str


@dataclass(frozen=True)
class Unreadable:
    """A person sent something other than text; the pictures of one album share an `id`."""

    id: str
    chat: str


@dataclass(frozen=True)
class Elsewhere:
    """The assistant is in a group or a channel, where it does not answer; `callback` as in Pressed, or None."""

    id: str
    chat: str
    callback: str | None = None


@dataclass(frozen=True)
class Blocked:
    """A person no longer takes the assistant's messages."""

    chat: str


@dataclass(frozen=True)
class StrayPress:
    """A press that belongs to no chat: it is answered, and that is all."""

    callback: str


Update = Said | Pressed | Unreadable | Elsewhere | Blocked | StrayPress


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
        return Said(number, chat, _start(_encodable(text)), _number(message))
    if READ_BY_NOBODY.isdisjoint(message):
        return None
    album = message.get("media_group_id")
    return Unreadable(_encodable(f"album {album}")[:128] if isinstance(album, str) else number, chat)


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


def _number(message: Mapping[str, Any]) -> int | None:
    number = message.get("message_id")
    return number if _is_id(number) else None


def _press(number: str, query: Mapping[str, Any]) -> Update | None:
    callback, button = query.get("id"), query.get("data")
    if not isinstance(callback, str) or _encodable(callback) != callback:
        return None
    chat, private = _chat(_mapping(query.get("message")))
    if chat is None or not isinstance(button, str) or not 0 < len(button) <= 32:
        return StrayPress(callback)
    return Pressed(number, chat, _encodable(button), callback) if private else Elsewhere(number, chat, callback)


def _membership(number: str, change: Mapping[str, Any]) -> Update | None:
    chat, private = _chat(change)
    status = _mapping(change.get("new_chat_member")).get("status")
    if chat is None or not isinstance(status, str):
        return None
    if private:
        return Blocked(chat) if status in GONE else None
    return None if status in GONE else Elsewhere(number, chat)


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
