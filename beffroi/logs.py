"""Writes the log: lines for a person, or JSON for a machine (BEFFROI_LOG); never what people wrote."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

from beffroi.said import say
from bot.settings.values import BadSetting

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
OURS = ("actions", "beffroi", "bot", "channels", "console", "learning", "nlu", "region", "web")
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}
FORMS = ("text", "json")


def configure(environment: Mapping[str, str], *, out: TextIO | None = None) -> None:
    """Set the log of this process by BEFFROI_LOG and BEFFROI_LOG_LEVEL; raises BadSetting.

    The level is that of our own lines: a library's, which may hold anything, is written from « warning » on.
    """
    form = _chosen(environment, "BEFFROI_LOG", FORMS, "text")
    level = _chosen(environment, "BEFFROI_LOG_LEVEL", tuple(LEVELS), "warning")
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines(FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(LEVELS[level])
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.captureWarnings(True)  # what libraries have to say to their developers is no news for who runs the service
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


class TextLines(logging.Formatter):
    """One line a person reads; what a record tells follows its message as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of the journal, with what the event tells."""
        told: Mapping[str, object] = record.__dict__.get("told") or {}
        flat = {
            name: value
            for key, given in told.items()
            for name, value in (given.items() if isinstance(given, Mapping) else ((key, given),))
        }
        return " ".join([super().format(record), *(f"{name}={value}" for name, value in flat.items())])


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, what the record tells, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of the journal as a JSON object."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **(record.__dict__.get("told") or {}),
        }
        if "conversation" in record.__dict__:
            line["conversation"] = record.__dict__["conversation"]
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _chosen(environment: Mapping[str, str], name: str, among: tuple[str, ...], default: str) -> str:
    value = environment.get(name, "").strip().lower() or default
    if value not in among:
        wanted = say("one_of", first=", ".join(among[:-1]), last=among[-1])
        raise BadSetting(say("setting", name=name, value=value, wanted=wanted))
    return value
