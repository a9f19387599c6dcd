"""First passwords: made at random, told on paper, changed at the first sign-in."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password

UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs that nobody confuses when a password is read out on the telephone."""
SIGNS, GROUP = 12, 4
FIRST_ROUNDS = 10_000
"""Rounds of hashing for a password that was drawn at random.

Rounds protect what people think up. Of 31¹² (2⁵⁹) passwords nobody guesses one, with ten thousand rounds
or with a million, before it is changed; a county of three hundred people is done in a second instead of two
minutes. At the first sign-in Django stores it again with all rounds.
"""


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """What one new person is told on paper; the password is nowhere else in clear."""

    unit: str
    name: str
    username: str
    password: str
    roles: str = ""


def make_first_password() -> str:
    """Make a password that nobody guesses and everybody can copy: three groups of four signs."""
    signs = "".join(secrets.choice(UNMISTAKABLE) for _ in range(SIGNS))
    return "-".join(signs[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def hash_first_password(password: str) -> str:
    """Hash a password that `make_first_password` made; never one that a person chose."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=FIRST_ROUNDS)
    return make_password(password)
