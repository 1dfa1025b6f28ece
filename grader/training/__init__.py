"""Makes everything that the grader has learned; run by `make train`, never on a learner's machine.

One module is used outside of training too: `annotations`, which reads the rated replies for `grader diff`.
"""
