"""What `make bench` measures: one module for each subject, listed in `subjects`.

Not for: tests. A bench reports whether a goal is met; nothing fails by the clock.
"""
