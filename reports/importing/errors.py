"""What the readers of files raise."""


class UnreadableFile(ValueError):  # noqa: N818 - reads as what it is wherever it is raised
    """A file that cannot be read; the message is a Chinese sentence that says what to do."""
