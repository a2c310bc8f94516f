"""What an update of Telegram may be for the assistant: something said, pressed, unreadable, or elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A person wrote a text, under a picture or not; `edited` when they changed the message `message` after sending it;
    `topic` is the thread of the chat it was written in."""

    id: str
    chat: str
    text: str
    message: int | None = None
    edited: bool = False
    topic: str = ""


@dataclass(frozen=True)
class Pressed:
    """A person pressed a button; `callback` must be answered, `button` is the id the button carries."""

    id: str
    chat: str
    button: str
    callback: str
    topic: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A person sent something other than text; the pictures of one album share an `id`."""

    id: str
    chat: str
    topic: str = ""


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
