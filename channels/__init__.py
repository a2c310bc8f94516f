"""Where people talk to the assistant: web widget, pages, public API, REST, Telegram."""
