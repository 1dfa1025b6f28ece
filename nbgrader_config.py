"""nbgrader's settings for this course; docs/instructors.md says what can be changed."""

from pathlib import Path

from grader.nbgrader.config import configure

c = get_config()  # noqa: F821 - traitlets provides it to its config files
configure(c, Path(__file__).resolve().parent)
