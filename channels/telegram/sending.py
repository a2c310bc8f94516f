"""Makes the calls that carry one piece of a reply."""

from collections.abc import Sequence

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.replies import Button
from channels.telegram.outcome import Outcome, attempt
from channels.telegram.render import Part

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat: str, part: Part) -> Outcome:
    """Send a piece; when Telegram cannot read its HTML, send it once more as plain text."""
    if part.leave:
        return await attempt(lambda: bot.leave_chat(int(chat)))
    if part.file is not None:
        return await _document(bot, chat, part)
    outcome = await _text(bot, chat, part, as_html=True)
    return await _text(bot, chat, part, as_html=False) if outcome.status == "unreadable" else outcome


async def _text(bot: Bot, chat: str, part: Part, *, as_html: bool) -> Outcome:
    return await attempt(
        lambda: bot.send_message(
            int(chat),
            part.html if as_html else part.plain,
            parse_mode=ParseMode.HTML if as_html else None,
            link_preview_options=NO_PREVIEW,
            reply_markup=_keyboard(part.buttons),
        )
    )


async def _document(bot: Bot, chat: str, part: Part) -> Outcome:
    assert part.file is not None
    document = InputFile(part.file["content"].encode(), filename=part.file["name"])
    return await attempt(lambda: bot.send_document(int(chat), document))


def _keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """One button a line: titles are read whole on a phone."""
    rows = [[InlineKeyboardButton(button.title, callback_data=button.id)] for button in buttons]
    return InlineKeyboardMarkup(rows) if rows else None
