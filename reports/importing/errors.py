"""What the reader of old files raises."""

from reports.common.errors import UnreadableFile


class Unconvertible(UnreadableFile):
    """LibreOffice cannot convert the file, and will not at another try."""
