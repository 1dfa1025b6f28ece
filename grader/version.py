"""The grader's version: which grader gave a level.

It is not the package's version: it changes whenever a reply's level or result may change, and only then.
After 0.9 comes 1.0, since a spreadsheet that opens an export reads 0.10 as 0.1.
"""

GRADER_VERSION = "0.7"
"""Named by each assessment, export and feedback page; `grader/versions/` keeps the levels of each version."""
UNNAMED = "before 0.2"
"""What is said of a stored result that names no version: 0.2 was the first to be named."""
