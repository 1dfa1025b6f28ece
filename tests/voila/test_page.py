"""Claims about the lesson page as Voila serves it: whole, silent on the network, plain where it fails."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader import voila
from grader.lab import settings

LESSON = """# Name the *feeling*

A [source](https://example.org/paper), and a picture: ![A calm sea](sea.png)
"""
CELLS = {
    "good": ["import ipywidgets; ipywidgets.IntSlider(description='How hot')"],
    "fault": ["secret_name / 0", "print('printed after the fault')"],
    "dead": ["import os; os._exit(1)", "print('printed after the death')"],
    "noise": ["import sys; print('a warning for authors', file=sys.stderr)"],
}


class Served:
    """A running Voila; `page` fetches what it serves."""

    def __init__(self, base: str) -> None:
        self.base = base

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.base}{path}", timeout=60) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Voila with our settings, for a fresh user, in a folder whose path holds a space."""
    root = tmp_path_factory.mktemp("a course")
    lessons = root / "course"
    lessons.mkdir()
    (lessons / "sea.png").write_bytes(b"\x89PNG\r\n")
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for name, sources in CELLS.items():
        cells = [new_markdown_cell(LESSON), *map(new_code_cell, sources), new_markdown_cell("## The end")]
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), lessons / f"{name}.ipynb")
    settings.write("learner", root / "config")
    voila.install()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "JUPYTER_CONFIG_DIR": str(root / "config"), "JUPYTER_DATA_DIR": str(root / "data")}
    command = [
        sys.executable,
        "-m",
        "voila",
        "course",
        "--no-browser",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
    ]
    log = (root / "voila.log").open("wb")
    process = subprocess.Popen(command, cwd=root, env=env, stdout=log, stderr=log)
    try:
        _wait(port, process, root / "voila.log")
        yield Served(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Voila did not start: {log.read_text()}")


@pytest.fixture(scope="module")
def pages(served: Served) -> dict[str, str]:
    return {name: served.page(f"/voila/render/{name}.ipynb") for name in CELLS}


def test_it_is_our_page_with_language_landmark_and_skip_link(pages: dict[str, str]) -> None:
    page = pages["good"]
    assert '<html lang="en">' in page
    assert re.search(r'<a class="ek-skip" href="#lesson">', page)
    assert re.search(r'<main id="lesson"', page)
    assert page.rstrip().endswith("</html>")


def test_widgets_are_handed_over_and_code_is_not_shown(pages: dict[str, str]) -> None:
    assert "application/vnd.jupyter.widget-view+json" in pages["good"]
    assert "import ipywidgets" not in pages["good"]


def test_nothing_is_fetched_from_elsewhere_and_the_browser_is_told_so(pages: dict[str, str]) -> None:
    page = pages["good"]
    config = json.loads(re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert config["fullMathjaxUrl"].startswith("/voila/templates/even-keel/static/")
    fetched = re.findall(r'<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^"]+)"', page)
    assert fetched
    assert [url for url in fetched if not url.startswith(("/", "data:", "sea.png"))] == []
    assert "default-src 'self'" in page


def test_everything_that_the_page_names_is_there(served: Served, pages: dict[str, str]) -> None:
    for url in re.findall(r'<(?:script|link)\b[^>]*?\b(?:src|href)="(/[^"]+)"', pages["good"]):
        with urllib.request.urlopen(served.base + url, timeout=30) as answer:
            assert answer.status == 200


def test_pictures_are_left_for_the_browser_to_fetch(pages: dict[str, str]) -> None:
    assert '<img src="sea.png" alt="A calm sea"' in pages["good"]


@pytest.mark.parametrize("name", ["fault", "dead"])
def test_a_failure_becomes_plain_words_and_the_rest_of_the_page_stays(
    pages: dict[str, str], name: str
) -> None:
    page = pages[name]
    assert 'class="ek-fault"' in page
    assert "Your text is safe" in page
    assert "The end" in page
    for word in (
        "Traceback",
        "ZeroDivisionError",
        "NameError",
        "secret_name",
        "DeadKernel",
        "ExecutionError",
    ):
        assert word not in page


def test_cells_after_a_failed_one_still_run(pages: dict[str, str]) -> None:
    assert "printed after the fault" in pages["fault"]


def test_warnings_for_authors_are_no_fault_for_learners(pages: dict[str, str]) -> None:
    assert "a warning for authors" not in pages["noise"]
    assert 'class="ek-fault"' not in pages["noise"]


def test_a_missing_page_is_said_in_plain_words(served: Served) -> None:
    page = served.page("/voila/render/no-such-lesson.ipynb")
    assert "There is no such page" in page
    assert "Traceback" not in page
    assert "cdn" not in page


def test_the_template_is_put_where_voila_looks_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voila, "jupyter_path", lambda: [str(tmp_path / "share" / "jupyter")])
    monkeypatch.setattr(voila.sys, "prefix", str(tmp_path))
    assert voila.installed() is None
    place = voila.install()
    assert voila.installed() == place
    assert {str(p.relative_to(place).as_posix()) for p in place.rglob("*") if p.is_file()} == set(
        voila.files()
    )
    (place / "static" / "page.css").write_text("out of date")
    assert voila.install() == place
    assert (place / "static" / "page.css").read_bytes() == voila.files()["static/page.css"]


def test_where_the_installation_is_read_only_the_template_goes_to_the_users_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prefix").write_text("a file, so that nothing can be written below it")
    monkeypatch.setattr(voila.sys, "prefix", str(tmp_path / "prefix"))
    monkeypatch.setattr(voila, "jupyter_path", lambda: [str(tmp_path / "data")])
    monkeypatch.setattr(voila, "jupyter_data_dir", lambda: str(tmp_path / "data"))
    voila.install()
    found = voila.installed()
    assert found is not None
    assert (tmp_path / "data") in found.parents
