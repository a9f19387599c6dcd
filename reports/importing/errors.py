"""What the readers of files raise."""


class UnreadableFile(ValueError):
    """A file that cannot be read; the message is a Chinese sentence that says what to do."""


class Unconvertible(UnreadableFile):
    """LibreOffice cannot convert the file, and will not at another try."""
