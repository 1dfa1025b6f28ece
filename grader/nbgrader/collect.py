"""Unpack hand-ins for `nbgrader zip_collect`: two kinds of files, by name and size, and nothing else.

A zip comes from a learner's machine. It may be damaged, or made to fill the disk, or hold paths that lead
elsewhere. One that can't be used doesn't stop the others; it ends as "could not grade".
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from nbgrader.plugins import ExtractorPlugin

from grader.nbgrader.handins import BROKEN, MAX_ZIP, handins, limit_of, members, name_of
from grader.nbgrader.rebuild import safe_text
from grader.nbgrader.submission import REPLIES, is_plain_file

MAX_UNPACKED = 50_000_000
"""Bytes that one zip may unpack to, all its files together."""
UNUSABLE = "could-not-open.json"
"""Left in place of a zip that can't be used, so that its learner's hand-in is still seen."""
_CHUNK = 1 << 16


class HandInExtractor(ExtractorPlugin):
    """`ZipCollectApp.extractor_plugin`: unpacks each zip into a folder of its name."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack every hand-in below `archive_path` to `extracted_path`, zipped or already unpacked.

        What isn't a hand-in by its name is left out, with a line that says why.
        """
        archive, extracted = Path(archive_path), Path(extracted_path)
        found = handins(archive, self._assignment())
        if not found:
            self.log.warning("No files found in directory: %s", archive)
        for item in found:
            if item.problem:
                self.log.warning("Left out: %s", safe_text(item.problem))
                continue
            name = item.path.name if item.path.is_dir() else item.path.stem
            folder = _new_folder(extracted / item.path.parent.relative_to(archive), name)
            if item.path.is_dir():
                self._copy(item.path, folder)
            else:
                self._unpack(item.path, folder)

    def _assignment(self) -> str:
        coursedir = getattr(self.parent, "coursedir", None)
        return str(coursedir.assignment_id) if coursedir is not None else ""

    def _copy(self, source: Path, folder: Path) -> None:
        for path in sorted(source.iterdir()):
            if is_plain_file(path) and limit_of(path.name) >= path.stat().st_size:
                shutil.copyfile(path, folder / path.name)
            else:
                name = safe_text(path.name)
                self.log.warning("Left out %s: no notebook, no %s, or too large", name, REPLIES)
        _mark_empty(folder)

    def _unpack(self, path: Path, folder: Path) -> None:
        try:
            if path.stat().st_size > MAX_ZIP:
                raise ValueError(f"it has more than {MAX_ZIP // 1_000_000} MB")
            with zipfile.ZipFile(path) as archive:
                self._take(archive, folder)
        except BROKEN as error:
            self.log.warning("%s can't be opened: %s", path.name, error)
        _mark_empty(folder)

    def _take(self, archive: zipfile.ZipFile, folder: Path) -> None:
        """Write the members that are wanted. Raises what zipfile raises, with no half file left."""
        left = MAX_UNPACKED
        taken, notes = members(archive)
        for note in notes:
            self.log.warning("%s: %s", folder.name, safe_text(note))
        for member in taken:
            target = folder / name_of(member)
            most = min(limit_of(target.name), left)
            left -= write_member(archive, member, target, most)


def write_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Write a member piece by piece, and return how many bytes it took; more than `most` leave no file.

    Never reads much further than that, whatever the zip says of its size. Raises what zipfile raises.
    """
    size = 0
    try:
        with archive.open(member) as source, target.open("wb") as stream:
            while size <= most and (piece := source.read(_CHUNK)):
                size += len(piece)
                stream.write(piece)
    except BROKEN:
        target.unlink(missing_ok=True)
        raise
    if size > most:
        target.unlink()
    return min(size, most)


def _mark_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        (folder / UNUSABLE).write_text(json.dumps({"zip": folder.name}), encoding="utf-8")


def _new_folder(place: Path, name: str) -> Path:
    """A new folder of this name; the second of a name, as where X.zip and X.ZIP lie together, is `X (1)`."""
    folder, number = place / name, 0
    while folder.exists():
        number += 1
        folder = place / f"{name} ({number})"
    folder.mkdir(parents=True)
    return folder
