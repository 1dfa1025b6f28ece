"""The proof: one table of what the grader does, beside its targets and what was last recorded.

`python -m tests.bench` (or `make bench`) runs it. A figure that is worse than recorded fails the run; a
target that is missed is shown as missed and fails nothing. `recorded.json` holds the recorded figures, and
`held_out_looks.tsv` every look at the held-out part of the rated replies.
"""
