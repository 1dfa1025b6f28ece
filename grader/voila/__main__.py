"""`python -m grader.voila` puts the template where Voila looks; `make lab` runs it."""

from grader.voila import install

install()
