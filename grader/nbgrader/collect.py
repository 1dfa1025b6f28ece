"""Unpack hand-ins for `nbgrader zip_collect`: two kinds of files, by name and size, and nothing else.

A zip comes from a learner's machine. It may be damaged, or made to fill the disk, or hold paths that lead
elsewhere. One that can't be used doesn't stop the others; it ends as "could not grade".
"""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin

from grader.nbgrader.submission import MAX_NOTEBOOK, is_plain_file

MAX_REPLIES = 5_000_000
UNUSABLE = "could-not-open.json"
"""Left in place of a zip that can't be used, so that its learner's hand-in is still seen."""
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError)
"""What zipfile raises for damaged, encrypted and unsupported zips."""


class HandInExtractor(ExtractorPlugin):
    """`ZipCollectApp.extractor_plugin`: unpacks each zip into a folder of its name."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack every zip below `archive_path` to `extracted_path`, and copy loose notebooks and replies."""
        archive, extracted = Path(archive_path), Path(extracted_path)
        found = [p for p in sorted(archive.rglob("*")) if is_plain_file(p)]
        if not found:
            self.log.warning("No files found in directory: %s", archive)
        for path in found:
            folder = extracted / path.parent.relative_to(archive)
            if path.suffix.lower() == ".zip":
                self._unpack(path, folder / path.stem)
            elif limit_of(path.name) >= path.stat().st_size:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, folder / path.name)
            else:
                self.log.warning("Skipped %s: neither a zip, a notebook nor a replies.json", path.name)

    def _unpack(self, path: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(path) as archive:
                files = usable_members(archive)
        except _BROKEN as error:
            self.log.warning("%s can't be opened: %s", path.name, error)
            files = {}
        if not files:
            files = {UNUSABLE: json.dumps({"zip": path.name}).encode()}
        for name, content in files.items():
            (folder / name).write_bytes(content)


def usable_members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The notebooks and the replies.json of a zip, by name; the first of each name, at most one folder deep.

    Never reads more than a file may have, whatever the zip says of its size. Raises what zipfile raises.
    """
    files: dict[str, bytes] = {}
    for member in archive.infolist()[:1000]:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or len(path.parts) > 2 or "__MACOSX" in path.parts or path.name in files:
            continue
        if (limit := limit_of(path.name)) < 0:
            continue
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
        if len(content) <= limit:
            files[path.name] = content
    return files


def limit_of(name: str) -> int:
    """The most bytes that a file of this name may have; -1 where it isn't wanted at all."""
    if name == "replies.json":
        return MAX_REPLIES
    return MAX_NOTEBOOK if name.endswith(".ipynb") and not name.startswith(".") else -1
