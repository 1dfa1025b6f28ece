"""Work for the background: one thread, and only the newest request of each kind waits.

The full reading of a reply takes long enough that it must not hold up a save. Requests that a newer one of
the same key has overtaken are dropped before they start.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable

logger = logging.getLogger(__name__)


class Later:
    """Runs the newest task of each key, in the order in which the keys were first asked for."""

    def __init__(self) -> None:
        """Make a runner; its thread starts with the first task and ends with the process."""
        self._waiting: dict[Hashable, Callable[[], None]] = {}
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None

    def submit(self, key: Hashable, task: Callable[[], None]) -> None:
        """Run `task` soon, unless another one with the same key comes before it has started."""
        with self._news:
            self._waiting[key] = task
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="even-keel-later", daemon=True)
                self._thread.start()
            self._news.notify()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._waiting:
                    self._news.wait()
                task = self._waiting.pop(next(iter(self._waiting)))
            try:
                task()
            except Exception:  # one task's failure must not end the thread for all
                logger.exception("a task in the background failed")


shared = Later()
"""The runner that the widgets of one kernel share; the encoder works on one reply at a time anyway."""
