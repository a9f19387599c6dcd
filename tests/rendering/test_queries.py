"""Which page a unit prints on."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.rendering.docx.profile import FORMAL, PRESETS, PUBLIC, STANDARD, PageNumbering, localised
from reports.rendering.enums import DigitsFace, PageNumberForm
from reports.rendering.models import PrintStyle
from reports.rendering.permissions import can_set_print_style
from reports.rendering.queries import preset_of, profile_for, profile_of, style_for, style_of
from reports.rendering.services import reset_print_style, save_print_style

pytestmark = pytest.mark.django_db


def style(world, name: str = "行距28磅", **numbers: object) -> PrintStyle:
    """An unsaved style of the county."""
    made = style_of(PRESETS[name], world.county.government)
    for field, value in numbers.items():
        setattr(made, field, value)
    return made


@pytest.fixture
def admin(world):
    return world.user("administrator")


def test_without_a_style_the_standard_holds(world):
    unit = world.county.units["police"]
    assert (profile_for(unit, is_formal=False), profile_for(unit, is_formal=True)) == (PUBLIC, FORMAL)


def test_a_county_sets_the_page_of_all_its_units_and_of_no_other(world, admin):
    county, stranger = world.county, world.stranger
    save_print_style(county.government, style(world), actor=admin, now=world.now)
    expected = localised(PUBLIC, PRESETS["行距28磅"])
    places = [county.government, county.bureau, county.units["police"], county.units["town"]]
    assert [profile_for(place, is_formal=False) == expected for place in places] == [True] * 4
    assert profile_for(county.units["town"], is_formal=True) == localised(FORMAL, PRESETS["行距28磅"])
    assert profile_for(stranger.units["water"], is_formal=False) == PUBLIC


def test_the_page_takes_one_query_and_a_style_that_is_there_none(world, admin, django_assert_num_queries):
    save_print_style(world.county.government, style(world), actor=admin, now=world.now)
    unit = world.county.units["police"]
    with django_assert_num_queries(1):
        profile_for(unit, is_formal=True)
    kept = style_for(unit)
    with django_assert_num_queries(0):
        assert profile_of(kept, is_formal=True) == profile_of(style(world), is_formal=True)


@pytest.mark.parametrize("name", PRESETS)
def test_a_named_habit_survives_being_kept(world, admin, name):
    saved = save_print_style(world.county.government, style(world, name), actor=admin, now=world.now)
    saved.refresh_from_db()
    assert preset_of(saved) == PRESETS[name]


def test_a_style_as_the_table_makes_it_is_the_standard(world):
    made = PrintStyle.objects.create(government=world.county.government)
    made.refresh_from_db()
    assert preset_of(made) == STANDARD
    assert profile_for(world.county.bureau, is_formal=False) == PUBLIC


def test_the_choices_are_those_of_the_word_writer():
    assert set(PageNumberForm.values) == {form.value for form in PageNumbering}
    assert {preset.digits for preset in PRESETS.values()} <= set(DigitsFace.values)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("margin_top", Decimal(9)),
        ("margin_bottom", Decimal(14)),
        ("margin_left", Decimal(61)),
        ("margin_left", Decimal("54.1")),
        ("pitch", Decimal("19.5")),
        ("page_number_form", "none"),
        ("digits_face", "Comic Sans"),
    ],
)
def test_a_page_on_which_no_report_can_stand_is_refused(world, admin, field, value):
    with pytest.raises(Invalid) as refused:
        save_print_style(world.county.government, style(world, **{field: value}), actor=admin, now=world.now)
    assert (refused.value.field, PrintStyle.objects.exists()) == (field, False)


def test_the_table_refuses_it_too(world):
    with pytest.raises(IntegrityError):
        style(world, pitch=Decimal(12)).save()


def test_only_the_administrator_of_that_county_sets_it(world):
    government = world.county.government
    people = {**world.county.people, "stranger": world.stranger.people["administrator"]}
    allowed = [name for name, person in people.items() if can_set_print_style(person, government)]
    assert allowed == ["administrator"]
    for act in (
        lambda actor: save_print_style(government, style(world), actor=actor, now=world.now),
        lambda actor: reset_print_style(government, actor=actor, now=world.now),
    ):
        with pytest.raises(NotPermitted):
            act(people["reviewer"])


def test_a_unit_that_is_no_government_has_none(world, admin):
    verdict = can_set_print_style(admin, world.county.bureau)
    assert getattr(verdict, "reason", "") == "版式按政府设置，各单位随本级政府。"


def test_nothing_to_go_back_from_is_refused(world, admin):
    with pytest.raises(Refused):
        reset_print_style(world.county.government, actor=admin, now=world.now)
