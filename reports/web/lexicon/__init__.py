"""词库: what a county's reports are held against, and what it says of its own."""
