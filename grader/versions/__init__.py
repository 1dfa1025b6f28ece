"""The levels that each version of the grader gave to the rated replies, and how two versions differ.

`grader/versions/<version>.tsv` is a snapshot: one rated reply a line, with the levels it got. It covers the
training and tuning parts of the rated set, never the held-out part. `python -m grader.versions` records the
grader as it is; `grader diff` compares.
"""
