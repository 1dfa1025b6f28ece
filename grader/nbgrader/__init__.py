"""nbgrader, safely: submissions are graded as text, and nothing in them is ever run.

`config` sets nbgrader up; `plan` reads the instructor's notebook, `submission` what was handed in, `outcome`
grades it, `rebuild` writes the graded notebook, and `exporters`, `gradebook`, `collect` and `export` plug
that into nbgrader.
"""
