"""Claims about the background: the newest task of each kind runs, and a failure stops nothing."""

from __future__ import annotations

import threading

from grader.widgets.later import Later

PATIENCE = 20


def test_a_task_runs_on_another_thread() -> None:
    done = threading.Event()
    where: list[int] = []

    def task() -> None:
        where.append(threading.get_ident())
        done.set()

    Later().submit("a", task)
    assert done.wait(PATIENCE)
    assert where != [threading.get_ident()]


def test_of_several_tasks_that_wait_under_one_key_only_the_newest_runs() -> None:
    later, busy, free, done = Later(), threading.Event(), threading.Event(), threading.Event()
    ran: list[str] = []

    def block() -> None:
        busy.set()
        free.wait(PATIENCE)

    later.submit("other", block)
    assert busy.wait(PATIENCE)
    for name in ("first", "second", "third"):
        later.submit("desk", lambda name=name: ran.append(name))  # type: ignore[misc]
    later.submit("end", done.set)
    free.set()
    assert done.wait(PATIENCE)
    assert ran == ["third"]


def test_a_task_that_fails_does_not_stop_the_next_one() -> None:
    later, done = Later(), threading.Event()

    def fail() -> None:
        raise RuntimeError("the model is gone")

    later.submit("a", fail)
    later.submit("b", done.set)
    assert done.wait(PATIENCE)
