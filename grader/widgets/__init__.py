"""What learners touch: small anywidgets, each a Python file with its JavaScript and CSS beside it."""
