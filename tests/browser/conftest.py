"""A browser that can't leave this machine, and JupyterLab as a fresh user gets it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from labkit import Server, lab, running
from pagekit import FLAGS, Outside, chromium, shot


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One JupyterLab for a whole file of tests."""
    with running(lab(tmp_path_factory.mktemp("fresh user"))) as server:
        yield server


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each with storage of its own; in the end none may have asked for anything outside."""
    watched: list[Outside] = []

    def make(width: int = 1400, height: int = 900, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",  # so that no picture is taken in the middle of scrolling
        )
        watched.append(Outside(context))
        return context.new_page()

    yield make
    for context in browser.contexts:
        context.close()
    assert [url for outside in watched for url in outside.asked] == []


@pytest.fixture
def page(new_page: Callable[..., Page], server: Server) -> Iterator[Page]:
    """One page, for a learner who has written nothing yet; their kernels end with it."""
    server.forget()
    yield new_page()
    server.end_kernels()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where a test fails, leave a picture of what the learner would have seen."""
    report = yield
    if report.when == "call" and report.failed and "browser" in getattr(item, "funcargs", {}):
        for context in item.funcargs["browser"].contexts:
            for number, page in enumerate(context.pages):
                shot(page, f"failed-{item.name}-{number}")
    return report
