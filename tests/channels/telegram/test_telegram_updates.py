"""What an update means, whatever it is made of."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.arrivals import Blocked, Elsewhere, Pressed, Said, StrayPress, Unreadable
from channels.telegram.updates import read
from tests.channels.telegram.phone import membership, message, press, text

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
keys = ["update_id", "message", "callback_query", "my_chat_member", "chat", "from", "text", "id", "type", "data"]
shaped = st.recursive(json, lambda inner: st.dictionaries(st.sampled_from(keys), inner, max_size=6), max_leaves=12)


@given(json | shaped)
def test_nothing_surprises_the_reader(update: Any) -> None:
    read(update)


def test_a_text_is_what_a_person_said() -> None:
    assert isinstance(said := read(text("bonjour", 7)), Said)
    assert (said.chat, said.text) == ("7", "bonjour")


@pytest.mark.parametrize("typed", ["/start abc", "/start@beffroi_bot abc", "/start  deux mots"])
def test_a_word_behind_start_is_dropped(typed: str) -> None:
    said = read(text(typed))
    assert isinstance(said, Said)
    assert said.text in ("/start", "/start@beffroi_bot")


def test_another_command_keeps_its_words() -> None:
    assert read(text("/startle me")).text == "/startle me"  # type: ignore[union-attr]


def test_what_no_database_can_hold_is_replaced() -> None:
    assert read(text("a\0b\ud800c")).text == "ab?c"  # type: ignore[union-attr]


def test_a_press_carries_the_button_and_what_must_be_answered() -> None:
    assert isinstance(pressed := read(press("0123456789abcdef01", 7)), Pressed)
    assert (pressed.chat, pressed.button) == ("7", "0123456789abcdef01")
    assert pressed.callback.startswith("press-")


@pytest.mark.parametrize("data", [None, "", "x" * 33, 5])
def test_a_press_without_a_button_of_ours_is_only_answered(data: Any) -> None:
    update = press("a")
    update["callback_query"]["data"] = data
    assert isinstance(read(update), StrayPress)
    del update["callback_query"]["message"]
    assert isinstance(read(update), StrayPress)


def test_what_is_written_under_a_picture_is_read() -> None:
    assert read(message(photo=[], caption="et ceci ?")).text == "et ceci ?"  # type: ignore[union-attr]
    assert isinstance(read(message(photo=[], caption="  ")), Unreadable)


def test_an_edit_is_a_text_said_again() -> None:
    first = text("à Lens", 7)
    edit = {
        "update_id": first["update_id"] + 1,
        "edited_message": first["message"] | {"text": "à Arras", "edit_date": 1_700_000_060},
    }
    said = read(edit)
    assert isinstance(said, Said)
    assert (said.text, said.edited, said.message) == ("à Arras", True, first["message"]["message_id"])


def test_service_messages_of_a_private_chat_are_ignored() -> None:
    assert read(message(pinned_message={})) is None
    assert read(message(write_access_allowed={})) is None


def test_groups_and_channels_are_elsewhere() -> None:
    for kind in ("group", "supergroup", "channel"):
        assert isinstance(read(message(-5, kind=kind, text="bonjour")), Elsewhere)
        assert isinstance(read(membership("member", -5, kind)), Elsewhere)
        assert read(membership("left", -5, kind)) is None
    assert read(message(-5, kind="group", left_chat_member={})) is None


def test_a_block_closes_and_an_unblock_does_nothing() -> None:
    assert read(membership("kicked", 7)) == Blocked("7")
    assert read(membership("member", 7)) is None
