"""The log of changes of attendance data, as an administrator reads it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from participants.models import ChangeLog
from programmes.models import Role
from tests.factories import EventFactory, user_with_role

pytestmark = pytest.mark.usefixtures("roles")


@pytest.mark.parametrize(
    ("action", "subject", "words"),
    [
        ("close_count", "event 2", ["ปิดยอด", "กิจกรรม 2"]),
        ("report_head_counts", "office 96", ["บันทึกยอดที่หน่วยงานรายงาน", "หน่วยงานที่เข้าร่วม 96"]),
        ("delete_participant", "participant 7", ["ลบผู้เข้าร่วม", "ผู้เข้าร่วม 7"]),
    ],
)
def test_log_says_what_was_done_to_which_row(client, action, subject, words):
    ChangeLog.objects.create(event=EventFactory(), action=action, subject=subject)
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    page = BeautifulSoup(client.get(reverse("admin:participants_changelog_changelist")).content, "html.parser")
    assert [page.select_one(f"td.field-{name}").text for name in ("action", "row")] == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["first_name", "position"], "ชื่อ, ตำแหน่ง"),
        ([{"offices": 89}], "หน่วยงานที่เข้าร่วม: 89"),
        ([{"reason": "ยอดซ้ำ"}], "เหตุผล: ยอดซ้ำ"),
        ([], "–"),
    ],
)
def test_log_names_what_was_changed_in_thai(client, fields, words):
    change = ChangeLog.objects.create(event=EventFactory(), action="change_participant", subject="x", fields=fields)
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    page = BeautifulSoup(
        client.get(reverse("admin:participants_changelog_change", args=[change.pk])).content, "html.parser"
    )
    assert page.select_one(".field-details .readonly").text == words
