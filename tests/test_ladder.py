"""The shape of the house: foreign keys point to their own package or down the ladder."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]


def rungs() -> dict[str, int]:
    """Each package with its height, 0 at the foot, from the import contract itself."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"] == "The ladder of subjects")
    return {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def package(model: type) -> str:
    return model.__module__.split(".")[1]


def test_foreign_keys_point_down_the_ladder() -> None:
    height = rungs()
    climbing = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in apps.get_app_config("reports").get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model.__module__.startswith("reports.")
        if package(model) != package(field.related_model)
        if height[package(field.related_model)] >= height[package(model)]
    ]
    assert climbing == []


def test_every_package_stands_on_the_ladder() -> None:
    packages = {p.parent.name for p in (ROOT / "reports").glob("*/__init__.py")}
    assert packages - set(rungs()) == set()
