"""What the assistant says, as values: replies, messages, buttons and their sources.

`Reply.to_dict()` is the reply object that commands, pages and channels share (docs/interfaces.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Source:
    """Where an answer comes from; `date` is ISO or None, `date_label` is what a person reads, `dead`: the link answers no more.

    `passage` is a short quotation of its page, to which a link may lead (region/passages.py).
    """

    title: str
    url: str | None
    date: str | None
    date_label: str
    kind: str
    dead: bool = False
    passage: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the source as every channel and table writes it."""
        value = {
            "title": self.title,
            "url": self.url,
            "date": self.date,
            "date_label": self.date_label,
            "kind": self.kind,
        }
        return value | ({"dead": True} if self.dead else {}) | ({"passage": self.passage} if self.passage else {})


@dataclass(frozen=True)
class Button:
    """A choice offered; `payload` is Rasa's and stays inside, `id` is what a channel shows and sends back."""

    title: str
    payload: str = ""
    id: str = ""


@dataclass(frozen=True)
class Message:
    """One bubble.

    `verdict` is the verdict object of an eligibility check; `do` is what the turn must carry out (erase, export,
    human); `file` is `{"name", "media_type", "content"}`; `position` orders the messages of a conversation;
    `case` is `{"facts": {…}}`, the case that several aids were told about;
    `facts` are texts an action found outside the records and vouches for (bot/turn/guard); `question` says where a
    question stands in its check (actions/steps.py), with the ids of the buttons that may be chosen together and of
    the one that goes back; `aids` are the cards of several aids (actions/cards.py); `record` is the id of the record it tells,
    counted and never sent.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    sources: tuple[Source, ...] = ()
    verdict: Mapping[str, Any] | None = None
    case: Mapping[str, Any] | None = None
    do: str | None = None
    lang: str | None = None
    file: Mapping[str, str] | None = None
    position: int | None = None
    facts: tuple[str, ...] = ()
    question: Mapping[str, Any] | None = None
    aids: Sequence[Mapping[str, Any]] | None = None
    record: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the message as channels read it: text, buttons by id, sources, and a verdict where there is one."""
        value: dict[str, Any] = {
            "text": self.text,
            "buttons": [{"title": button.title, "id": button.id} for button in self.buttons],
            "sources": [source.to_dict() for source in self.sources],
        }
        optional: dict[str, Any] = {
            "verdict": self.verdict, "case": self.case, "lang": self.lang, "file": self.file, "position": self.position,
            "question": self.question, "aids": self.aids,
        }  # fmt: skip
        return value | {key: each for key, each in optional.items() if each is not None}

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> "Message":
        """Read back what `to_dict` wrote (payloads do not come back: they are kept by the conversation)."""
        return cls(
            text=value["text"],
            buttons=tuple(Button(title=button["title"], id=button["id"]) for button in value.get("buttons", [])),
            sources=tuple(Source(**source) for source in value.get("sources", [])),
            verdict=value.get("verdict"),
            case=value.get("case"),
            lang=value.get("lang"),
            file=value.get("file"),
            position=value.get("position"),
            question=value.get("question"),
            aids=value.get("aids"),
        )


@dataclass(frozen=True)
class Understanding:
    """What a message was taken to mean; `name` is None for a command or a refusal."""

    name: str | None = None
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Mapping[str, Any], ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True)
class Reply:
    """What one turn answers: messages, what was understood, what the assistant waits for, and the first notice."""

    messages: tuple[Message, ...]
    understanding: Understanding = field(default_factory=Understanding)
    active_form: str | None = None
    asked: str | None = None
    also: str | None = None
    notice: str | None = None
    record: Mapping[str, Any] | None = None  # `{"id", "score"}`: what the selector of records chose
    chosen: str | None = None  # how the selector decided: general, exact, two, unknown

    def to_dict(self) -> dict[str, Any]:
        """Return the reply as every channel and table writes it."""
        value: dict[str, Any] = {
            "messages": [message.to_dict() for message in self.messages],
            "intent": {"name": self.understanding.name, "confidence": round(self.understanding.confidence, 4)},
            "ranking": [{"name": name, "confidence": round(score, 4)} for name, score in self.understanding.ranking],
            "entities": [_entity(entity) for entity in self.understanding.entities],
            "active_form": self.active_form,
            "asked": self.asked,
        }
        if self.understanding.ambiguous:
            value["ambiguous"] = True
        if self.also is not None:
            value["also"] = self.also
        if self.record is not None:
            value["record"] = dict(self.record)
        return value

    def with_messages(self, messages: Sequence[Message]) -> "Reply":
        """Return the same reply with other messages."""
        return replace(self, messages=tuple(messages))


def _entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entity.get(key) for key in ("entity", "text", "start", "end", "value")}
