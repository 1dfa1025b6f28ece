"""What the command `grader` does: one module a group of commands, loaded when one of them is used."""


class Stop(Exception):
    """Ends a command with words for the person who typed it, and an exit code: 1 failed, 2 wrong usage."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code
