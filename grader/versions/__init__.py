"""The levels that each version of the grader gave to the rated replies, and how two versions differ.

`grader/versions/<version>.tsv` is a snapshot: one rated reply a line, with the levels it got. It covers the
parts of the rated set that the grader was fitted and tuned on, never the held-out part. `python -m
grader.versions` records the grader as it is; `grader diff` compares.
"""
