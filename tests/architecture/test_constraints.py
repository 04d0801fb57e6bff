"""What the tables hold to, whoever writes into them."""

from django.apps import apps
from django.db.models import CheckConstraint, Q

PACKAGES = ("programmes", "events", "participants")

UNGUARDED = {
    ("programmes.exportlog", "export"): "a log keeps the words of its day",
    ("participants.changelog", "action"): "a log keeps the words of its day",
    ("programmes.searchentry", "kind"): "made from other tables, and thrown away with the code that knows the kind",
}
"""Choices that the database does not look at, and why."""


def listed(condition: Q) -> set[str]:
    """Return the fields of which a condition lists the values."""
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= listed(child)
        elif child[0].endswith("__in"):
            found.add(child[0].removesuffix("__in"))
    return found


def test_every_choice_is_held_to_by_the_database():
    open_to_anything = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES and not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if field.choices
        and not any(
            field.name in listed(one.condition) for one in model._meta.constraints if isinstance(one, CheckConstraint)
        )
    }
    assert open_to_anything == UNGUARDED.keys(), "give the table a CheckConstraint: field__in the values of the choices"
