"""Claims about JupyterLab's settings: what learners and instructors get, and what stays untouched."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from jupyterlab_server.config import get_page_config
from jupyterlab_server.settings_utils import get_settings

from grader.lab import settings


def read(folder: Path, name: str) -> dict[str, object]:
    found = json.loads((folder / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_a_lesson_opens_as_a_page_for_learners_and_as_a_notebook_for_instructors(tmp_path: Path) -> None:
    plugin = "@jupyterlab/docmanager-extension:plugin"
    for role, viewers in (
        ("learner", {"notebook": "Voila Preview"}),
        ("instructor", {"notebook": "Notebook"}),
    ):
        settings.write(role, tmp_path / role)
        found = read(tmp_path / role, "labconfig/default_setting_overrides.json").get(plugin, {})
        assert isinstance(found, dict)
        assert found.get("defaultViewers") == viewers


def test_jupyterlab_itself_reads_our_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write("learner", tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    schemas = tmp_path / "schemas" / "@jupyterlab" / "docmanager-extension"
    schemas.mkdir(parents=True)
    viewers = {"type": "object", "default": {}, "additionalProperties": {"type": "string"}}
    (schemas / "plugin.json").write_text(
        json.dumps({"type": "object", "properties": {"defaultViewers": viewers}})
    )
    found, _ = get_settings(str(tmp_path / "app"), str(tmp_path / "schemas"), str(tmp_path / "user"))
    (plugin,) = found["settings"]
    assert plugin["schema"]["properties"]["defaultViewers"]["default"] == {"notebook": "Voila Preview"}


@pytest.mark.parametrize(("role", "hidden"), [("learner", True), ("instructor", False)])
def test_learners_have_no_nbgrader_menu(
    role: settings.Role, hidden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write(role, tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    off = get_page_config([])["disabledExtensions"]
    assert ("@jupyter/nbgrader" in off) is hidden
    assert "@jupyterlab/extensionmanager-extension:plugin" in off


def test_the_server_answers_this_machine_only_and_asks_for_no_news() -> None:
    found = settings.server("learner")
    assert found["ServerApp"]["ip"] == "127.0.0.1"
    assert found["LabApp"]["news_url"] is None
    assert found["LabApp"]["check_for_updates_class"].endswith("NeverCheckForUpdate")


def test_a_whole_installation_keeps_its_own_address() -> None:
    assert not {"ip", "allow_root", "answer_yes"} & set(settings.server("learner", shared=True)["ServerApp"])


def test_kernels_without_a_page_end_and_those_with_one_stay() -> None:
    found = settings.server("learner")["MappingKernelManager"]
    assert 0 < found["cull_idle_timeout"] <= 3600
    assert found["cull_connected"] is False


def test_what_others_wrote_in_a_whole_installation_is_kept(tmp_path: Path) -> None:
    page = tmp_path / "labconfig" / "page_config.json"
    page.parent.mkdir()
    page.write_text('{"disabledExtensions": {"theirs": true}, "more": 1}')
    settings.write("learner", tmp_path, shared=True)
    found = read(tmp_path, "labconfig/page_config.json")
    assert found["more"] == 1
    assert isinstance(found["disabledExtensions"], dict)
    assert {"theirs", "@jupyter/nbgrader"} <= set(found["disabledExtensions"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_settings_of_a_whole_installation_can_be_read_by_everybody(tmp_path: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    etc = tmp_path / "etc"
    etc.mkdir(mode=0o750)
    present = etc / "voila.json"
    present.write_text("{}")
    present.chmod(0o664)
    before = os.umask(0o077)
    try:
        written = settings.write("learner", etc, shared=True)
        own = settings.write("learner", tmp_path / "own")
    finally:
        os.umask(before)
    assert {mode(path) for path in written if path != present} == {0o644}
    assert mode(present) == 0o664
    assert (mode(etc / "labconfig"), mode(etc)) == (0o755, 0o750)
    assert {mode(path) for path in own} == {0o600}


def test_what_can_not_be_written_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "voila.json").mkdir()
    with pytest.raises(OSError, match="irectory"):
        settings.write("learner", tmp_path)
    assert not list(tmp_path.rglob(".writing-*"))


def test_our_own_directory_is_written_anew_even_after_it_was_damaged(tmp_path: Path) -> None:
    settings.write("learner", tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    for path in before:
        path.write_text("{ half")
    settings.write("learner", tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_settings_live_in_the_users_configuration_directory_or_else_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "user_config_path", lambda *_, **__: tmp_path / "ours")
    assert settings.directory("learner") == tmp_path / "ours" / "learner"
    (tmp_path / "a file").write_text("")
    monkeypatch.setattr(settings, "user_config_path", lambda *_, **__: tmp_path / "a file")
    elsewhere = settings.directory("learner")
    assert elsewhere.is_dir()
    elsewhere.rmdir()
