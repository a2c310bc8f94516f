"""What a person on Telegram meets, against a local Bot API server."""
