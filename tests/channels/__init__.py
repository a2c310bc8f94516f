"""What people meet: pages, widget, REST, Telegram."""
