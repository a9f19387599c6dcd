"""First passwords: at random, quick to keep in great numbers, and kept with all rounds once they are used."""

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, is_password_usable

from reports.organisations.passwords import (
    FIRST_ROUNDS,
    UNMISTAKABLE,
    hash_first_password,
    make_first_password,
)

FULL = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def test_a_first_password_is_random_and_can_be_copied():
    made = {make_first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(word) == 14 and set(word) <= {*UNMISTAKABLE, "-"} for word in made)


def test_it_is_kept_with_fewer_rounds_until_it_is_used(settings):
    settings.PASSWORD_HASHERS = FULL
    password = make_first_password()
    kept = hash_first_password(password)
    assert kept.split("$")[:2] == ["pbkdf2_sha256", str(FIRST_ROUNDS)]
    anew: list[str] = []
    assert check_password(password, kept, setter=anew.append)
    assert anew == [password]  # Django stores it again, as any password with too few rounds
    assert identify_hasher(kept).must_update(kept)


@pytest.mark.parametrize("hasher", ["MD5PasswordHasher", "ScryptPasswordHasher"])
def test_another_way_of_hashing_is_left_as_it_is(settings, hasher):
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{hasher}"]
    kept = hash_first_password("abcd-efgh-jkmn")
    assert is_password_usable(kept)
    assert check_password("abcd-efgh-jkmn", kept)
