"""A county of two units with the shipped dictionary."""

from datetime import UTC, datetime

import pytest

from reports.indicators.enums import Source
from reports.indicators.loading import load_dictionary
from reports.indicators.models import Indicator
from reports.indicators.services import record_observation
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User

NOW = datetime(2026, 1, 9, 2, 32, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    return User.objects.create_user("clerk", name="陈晓岚")


@pytest.fixture
def county(db):
    return _organisation("云岭县人民政府", kind=OrganisationKind.COUNTY_GOVERNMENT, path="/1/")


@pytest.fixture
def bureau(county):
    return _organisation("云岭县司法局", kind=OrganisationKind.JUDICIAL_BUREAU, path="/1/2/", parent=county)


@pytest.fixture
def town(county):
    return _organisation("河口镇人民政府", kind=OrganisationKind.TOWN, path="/1/3/", parent=county)


@pytest.fixture
def place(db):
    """Make one more government."""

    def make(name, path, *, parent=None):
        return _organisation(name, kind=OrganisationKind.COUNTY_GOVERNMENT, path=path, parent=parent)

    return make


@pytest.fixture
def dictionary(db):
    load_dictionary(now=NOW)
    return {indicator.code: indicator for indicator in Indicator.objects.all()}


@pytest.fixture
def record(dictionary):
    """Store one figure by its code."""

    def store(organisation, code, figure, *, year=2025, source=Source.OWN, note="", actor=None):
        return record_observation(
            organisation=organisation,
            indicator=dictionary[code],
            year=year,
            source=source,
            figure=figure,
            note=note,
            actor=actor,
            now=NOW,
        )

    return store


def _organisation(name, *, kind, path, parent=None):
    return Organisation.objects.create(
        name=name, short_name=name.removesuffix("人民政府"), kind=kind, path=path, parent=parent
    )
