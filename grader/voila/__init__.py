"""Our page template for Voila, and putting it where Voila looks.

A plain install brings the template along as data files; an editable one does not, and there it can be out of
date. `python -m grader.voila` and `grader lab` see to both.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir, jupyter_path

NAME = "even-keel"
SOURCE = Path(__file__).parent


def files() -> dict[str, bytes]:
    """The template's files by their place in its folder."""
    found = {path.name: path for path in (SOURCE / "template").iterdir()}
    found |= {f"static/{path.name}": path for path in (SOURCE / "static").iterdir()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if path.is_file()}


def installed() -> Path | None:
    """The folder from which Voila would take the template, or None if it finds none."""
    places = [
        Path(root) / app / "templates" / NAME for root in jupyter_path() for app in ("voila", "nbconvert")
    ]
    return next((place for place in places if (place / "index.html.j2").is_file()), None)


def install() -> Path:
    """Let Voila find this version's template; returns its folder. Raises OSError if it can't be written."""
    place = installed()
    if place is not None and _is_current(place):
        return place
    # Not below "voila" in the user's directory: Voila takes the first folder of that name for everything.
    own = Path(sys.prefix) / "share" / "jupyter" / "voila" / "templates" / NAME
    try:
        _copy(own)
    except OSError:
        own = Path(jupyter_data_dir()) / "nbconvert" / "templates" / NAME
        _copy(own)
    return own


def _is_current(place: Path) -> bool:
    try:
        return all((place / name).read_bytes() == content for name, content in files().items())
    except OSError:
        return False


def _copy(place: Path) -> None:
    for name, content in files().items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
