"""Claims about the breathing pacer; tests/browser follows it for two minutes."""

from __future__ import annotations

import re

from ipywidgets import DOMWidget

from grader.widgets import assets
from grader.widgets.pacer import Pacer

SCRIPT = (assets.FOLDER / "pacer.js").read_text("utf-8")


def test_it_is_six_breaths_a_minute_for_two_minutes() -> None:
    pace = Pacer().content
    breath = pace["in"] + pace["out"]
    assert 60 / breath == 6
    assert pace["breaths"] * breath == 120
    assert pace["in"] < pace["out"]


def test_it_promises_no_more_than_the_studies_bear() -> None:
    effect = Pacer().content["effect"]
    assert "slowed the heart only slightly" in effect
    assert "less stressed wasn't clear" in effect
    assert "(Shao et al., 2024)" in effect
    assert not re.search(r"calms|relax|lowers your stress", effect)


def test_it_keeps_nothing_and_hears_nothing() -> None:
    pacer = Pacer()
    assert set(pacer.get_state()) - set(DOMWidget().get_state()) == {
        "content",
        "_esm",
        "_css",
        "_anywidget_id",
    }
    assert not pacer._msg_callbacks.callbacks
    assert not re.search(r"openActivity|openMirror|[sS]torage|\.send\(|save_changes|\.set\(", SCRIPT)
