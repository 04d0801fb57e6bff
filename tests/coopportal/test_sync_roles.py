"""The table of roles, and the command that writes it into the database."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from coopportal import roles as table
from coopportal.roles import ROLE_PERMISSIONS
from programmes.models import Role
from tests.factories import MembershipFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db

WRITES = ("add_", "change_", "delete_", "publish_", "review_", "certify_")


def sync() -> list[str]:
    output = StringIO()
    call_command("sync_roles", stdout=output)
    return output.getvalue().splitlines()


def granted(role: str) -> set[str]:
    group = Group.objects.get(name=role)
    return {f"{app}.{code}" for app, code in group.permissions.values_list("content_type__app_label", "codename")}


def test_sync_roles_gives_each_role_exactly_its_permissions():
    sync()
    assert {role: granted(role) for role in Role.values} == ROLE_PERMISSIONS


def test_sync_roles_says_nothing_new_the_second_time():
    sync()
    assert sync() == ["Roles are as the table says."]


def test_sync_roles_prints_and_mends_what_differs(monkeypatch):
    sync()
    monkeypatch.setitem(table.ROLE_PERMISSIONS, "viewer", {"events.view_event", "events.delete_event"})
    lines = sync()
    assert "viewer: + events.delete_event" in lines
    assert "viewer: - events.view_speaker" in lines
    assert granted("viewer") == {"events.view_event", "events.delete_event"}


def test_sync_roles_names_an_unknown_permission_and_changes_nothing(monkeypatch):
    monkeypatch.setitem(table.ROLE_PERMISSIONS, "viewer", {"events.view_event", "events.fly_event"})
    with pytest.raises(CommandError, match=r"events\.fly_event"):
        sync()
    assert not Group.objects.exists()


def test_viewer_changes_nothing_and_sees_no_names(roles):
    permissions = ROLE_PERMISSIONS["viewer"]
    assert {p for p in permissions if p.split(".")[1].startswith(WRITES)} == set()
    assert "participants.view_participant" not in permissions
    assert "participants.export_names" not in permissions


@pytest.mark.parametrize(
    ("permission", "holders"),
    [
        ("programmes.access_admin", set(Role)),
        ("participants.view_participant", set(Role) - {Role.VIEWER}),
        ("participants.view_contact", {Role.EDITOR, Role.ADMINISTRATOR}),
        ("events.review_event", {Role.REVIEWER, Role.APPROVER}),
        ("events.publish_event", {Role.APPROVER}),
        ("events.certify_event", {Role.APPROVER}),
        ("programmes.change_membership", {Role.ADMINISTRATOR}),
        ("programmes.view_exportlog", {Role.ADMINISTRATOR}),
    ],
)
def test_permission_belongs_to_the_roles_of_the_design(roles, permission, holders):
    assert {role for role in Role if user_with_role(role).has_perm(permission)} == holders


def test_nobody_may_touch_what_is_append_only():
    append_only = ("reportversion", "totalssnapshot", "changelog", "exportlog", "headcount", "acceptedfigure")
    touching = {
        p
        for permissions in ROLE_PERMISSIONS.values()
        for p in permissions
        if p.split(".")[1].startswith(("change_", "delete_")) and p.endswith(append_only)
    }
    assert touching == set()


def test_rights_of_several_roles_add_up(roles):
    user = user_with_role(Role.VIEWER)
    MembershipFactory(user=user, role=Role.APPROVER)
    assert user.has_perm("events.publish_event")


def test_user_without_a_role_has_no_rights(roles):
    user = UserFactory()
    assert user.get_all_permissions() == set()
    assert not user.is_staff


def test_groups_given_to_a_user_count_for_nothing(roles):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    assert user.get_all_permissions() == set()


def test_switched_off_user_has_no_rights(roles):
    assert user_with_role(Role.ADMINISTRATOR, is_active=False).get_all_permissions() == set()


def test_rights_cost_one_query_however_many_are_asked(roles, django_assert_num_queries):
    user = user_with_role(Role.EDITOR)
    with django_assert_num_queries(2):  # rights given to the user alone, and those of the roles
        assert user.has_perm("events.change_event")
        assert not user.has_perm("events.publish_event")
