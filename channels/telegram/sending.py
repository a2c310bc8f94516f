"""Makes the calls that carry one piece of a reply."""

from collections.abc import Sequence

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.replies import Button
from channels.telegram.outcome import Outcome, attempt
from channels.telegram.render import Part

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat: str, part: Part, *, topic: str | None = None) -> Outcome:
    """Send a piece to the chat, in its thread `topic`; in the chat itself when that thread is no longer there.

    When Telegram cannot read its HTML, it is sent once more as plain text.
    """
    if part.leave:
        return await attempt(lambda: bot.leave_chat(int(chat)))
    outcome = await _piece(bot, chat, part, topic)
    return await _piece(bot, chat, part, None) if topic and outcome.status == "no_topic" else outcome


async def _piece(bot: Bot, chat: str, part: Part, topic: str | None) -> Outcome:
    thread = int(topic) if topic else None
    if part.file is not None:
        return await _document(bot, chat, part, thread)
    outcome = await _text(bot, chat, part, thread, as_html=True)
    return await _text(bot, chat, part, thread, as_html=False) if outcome.status == "unreadable" else outcome


async def _text(bot: Bot, chat: str, part: Part, thread: int | None, *, as_html: bool) -> Outcome:
    return await attempt(
        lambda: bot.send_message(
            int(chat),
            part.html if as_html else part.plain,
            parse_mode=ParseMode.HTML if as_html else None,
            link_preview_options=NO_PREVIEW,
            reply_markup=_keyboard(part.buttons),
            message_thread_id=thread,
        )
    )


async def _document(bot: Bot, chat: str, part: Part, thread: int | None) -> Outcome:
    assert part.file is not None
    document = InputFile(part.file["content"].encode(), filename=part.file["name"])
    return await attempt(lambda: bot.send_document(int(chat), document, message_thread_id=thread))


def _keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """One button a line: titles are read whole on a phone."""
    rows = [[InlineKeyboardButton(button.title, callback_data=button.id)] for button in buttons]
    return InlineKeyboardMarkup(rows) if rows else None
