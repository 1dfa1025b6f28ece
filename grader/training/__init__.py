"""Makes everything that the grader has learned; run by `make train`, never by a learner's machine."""
