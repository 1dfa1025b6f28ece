"""Reading what a page sent. A page is a stranger: anything may be missing or of another type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Message = Mapping[Any, Any]


def text_of(message: Message, key: str) -> str:
    """The text under `key`; empty where there is none."""
    value = message.get(key)
    return value if isinstance(value, str) else ""


def number_of(message: Message, key: str) -> int:
    """The whole number under `key`; 0 where there is none."""
    value = message.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def time_of(message: Message, key: str) -> datetime | None:
    """The time under `key` (UTC); None for anything that isn't one of this millennium with its zone."""
    try:
        moment = datetime.fromisoformat(text_of(message, key))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo and 2000 < moment.year < 2999 else None
