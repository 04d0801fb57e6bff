"""Reports in the staff area: the form, and the way to the public as each role may take it."""

import pytest
from django.urls import reverse

from events.models import Report, ReportState, ReportVersion, VersionKind
from participants.models import TotalsSnapshot
from programmes.models import Role
from tests.factories import EventDayFactory, EventFactory, ReportFactory, UserFactory, user_with_role
from tests.posting import shown_form

ADD = reverse("admin:events_report_add")


def address(report: Report) -> str:
    return reverse("admin:events_report_change", args=[report.pk])


def step(report: Report, name: str) -> str:
    return reverse("admin:events_report_step", args=[report.pk, name])


def take(client, report: Report, name: str, **words: str):
    """Take a step as a person does: open its page, fill in the words, send it."""
    url = step(report, name)
    return client.post(url, shown_form(client.get(url)) | words, follow=True)


@pytest.fixture
def report(db):
    return ReportFactory(event=EventDayFactory().event, edited_by=UserFactory())


# -- the form ----------------------------------------------------------------------------------------------------------


def test_report_is_written_for_an_event(client, editor):
    event = EventFactory()
    data = shown_form(client.get(ADD, {"event": event.pk})) | {"headline": "พาดหัว", "lead": "ความนำ"}
    client.post(ADD, data)
    report = Report.objects.get()
    assert (report.event, report.state, report.edited_by) == (event, ReportState.DRAFT, editor)


def test_second_report_of_an_event_is_refused_at_the_field(client, editor, soup, report):
    data = shown_form(client.get(ADD)) | {"event": report.event_id, "headline": "ซ้ำ"}
    assert soup(client.post(ADD, data)).select_one(".field-event ul.errorlist") is not None
    assert Report.objects.count() == 1


def test_long_headline_is_refused_at_the_field(client, editor, soup, report):
    data = shown_form(client.get(address(report))) | {"headline": "ก" * 121}
    assert soup(client.post(address(report), data)).select_one(".field-headline ul.errorlist") is not None


def test_rich_text_is_cleaned_when_it_is_saved(client, editor, report):
    data = shown_form(client.get(address(report)))
    client.post(address(report), data | {"body": "<p>ก</p><script>alert(1)</script>", "key_points": "ข้อ\n\nสอง"})
    report.refresh_from_db()
    assert (report.body, report.key_points) == ("<p>ก</p>", "<p>ข้อ</p><p>สอง</p>")


def test_saving_without_a_change_makes_nobody_the_last_editor(client, editor, report):
    before = report.edited_by
    client.post(address(report), shown_form(client.get(address(report))))
    report.refresh_from_db()
    assert report.edited_by == before


def test_page_has_no_inline_script_or_style_and_a_strict_policy(client, editor, soup, report):
    response = client.get(address(report))
    page = soup(response)
    assert [tag for tag in page.select("script:not([src])") if tag.get("type") != "application/json"] == []
    assert page.select("style, [style], [onclick]") == []
    assert "unsafe-inline" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("size", [1, 3])
def test_list_costs_the_same_whatever_its_length(client, editor, django_assert_num_queries, size):
    for _ in range(size):
        ReportFactory(edited_by=UserFactory())
    with django_assert_num_queries(8):
        client.get(reverse("admin:events_report_changelist"))


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_whatever_the_number_of_steps(client, editor, django_assert_num_queries, size, report):
    for number in range(size):
        report.steps.create(kind="submitted", by=UserFactory())
        ReportVersion.objects.create(event=report.event, number=number + 1, kind="correction", public_note="x")
    client.get(address(report))  # content types are asked for once per process
    with django_assert_num_queries(7):
        client.get(address(report))


# -- the way -----------------------------------------------------------------------------------------------------------


def offered(client, soup, report: Report) -> list[str]:
    return [link["href"].split("/")[-2] for link in soup(client.get(address(report))).select(".way a")]


@pytest.mark.parametrize(
    "role, state, published, steps",
    [
        (Role.VIEWER, "draft", False, []),
        (Role.VIEWER, "in_review", True, []),
        (Role.EDITOR, "draft", False, ["submit"]),
        (Role.EDITOR, "sent_back", False, ["submit"]),
        (Role.EDITOR, "in_review", False, []),
        (Role.EDITOR, "done", True, []),
        (Role.REVIEWER, "in_review", False, ["send-back"]),
        (Role.APPROVER, "draft", False, ["submit"]),
        (Role.APPROVER, "in_review", False, ["publish", "send-back"]),
        (Role.APPROVER, "in_review", True, ["correct", "send-back", "withdraw"]),
        (Role.APPROVER, "done", True, ["withdraw"]),
        (Role.ADMINISTRATOR, "in_review", True, []),
    ],
)
def test_steps_follow_state_and_right(client, sign_in, soup, report, role, state, published, steps):
    sign_in(role)
    Report.objects.update(state=state)
    if published:
        ReportVersion.objects.create(event=report.event, number=1, kind=VersionKind.FIRST)
    assert offered(client, soup, report) == steps


@pytest.mark.parametrize("state, steps", [("in_review", ["check", "send-back"]), ("checked", ["publish", "send-back"])])
def test_with_two_levels_a_report_is_checked_before_it_is_published(
    client, sign_in, soup, settings, report, state, steps
):
    settings.APPROVAL_LEVELS = 2
    sign_in(Role.APPROVER)
    Report.objects.update(state=state)
    assert offered(client, soup, report) == steps


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["publish", "correct", "withdraw"])
def test_only_an_approver_publishes(client, sign_in, report, role, name):
    sign_in(role)
    Report.objects.update(state=ReportState.IN_REVIEW)
    assert client.post(step(report, name), {"words": "x"}).status_code == 403
    assert ReportVersion.objects.count() == 0


def test_report_goes_from_draft_to_the_public(client, editor, sign_in, report):
    client.post(address(report), shown_form(client.get(address(report))) | {"body": "เนื้อข่าว"})
    take(client, report, "submit")
    sign_in(Role.APPROVER)
    take(client, report, "send-back", words="เพิ่มวันที่")
    assert "เพิ่มวันที่" in client.get(address(report)).content.decode()
    client.force_login(editor)
    take(client, report, "submit")
    sign_in(Role.APPROVER)
    take(client, report, "publish")
    assert ReportVersion.objects.get().content["body"] == "<p>เนื้อข่าว</p>"
    assert TotalsSnapshot.objects.count() == 1


def test_approver_who_edited_last_is_told_that_another_must_publish(client, sign_in, soup, report):
    approver = sign_in(Role.APPROVER)
    Report.objects.update(state=ReportState.IN_REVIEW, edited_by=approver)
    assert offered(client, soup, report) == ["send-back"]
    take(client, report, "publish")
    assert ReportVersion.objects.count() == 0


def test_nothing_is_published_that_was_edited_after_the_approver_opened_the_page(client, sign_in, report):
    sign_in(Role.APPROVER)
    Report.objects.update(state=ReportState.IN_REVIEW)
    seen = shown_form(client.get(step(report, "publish")))
    editor = user_with_role(Role.EDITOR)
    client.force_login(editor)
    client.post(address(report), shown_form(client.get(address(report))) | {"lead": "แก้ทีหลัง"})
    sign_in(Role.APPROVER)
    client.post(step(report, "publish"), seen)
    assert ReportVersion.objects.count() == 0


@pytest.mark.parametrize("name", ["send-back", "withdraw", "correct"])
def test_step_without_its_words_is_refused_at_the_field(client, sign_in, soup, report, name):
    sign_in(Role.APPROVER)
    Report.objects.update(state=ReportState.IN_REVIEW)
    ReportVersion.objects.create(event=report.event, number=1, kind=VersionKind.FIRST)
    page = soup(client.post(step(report, name), shown_form(client.get(step(report, name))) | {"words": "  "}))
    assert page.select_one(".form-row.errors textarea[name=words]") is not None
    assert ReportVersion.objects.count() == 1


def test_correction_and_withdrawal_carry_their_public_notes(client, sign_in, report):
    sign_in(Role.APPROVER)
    ReportVersion.objects.create(event=report.event, number=1, kind=VersionKind.FIRST)
    Report.objects.update(state=ReportState.IN_REVIEW)
    take(client, report, "correct", words="แก้ชื่อวิทยากร")
    take(client, report, "withdraw", words="ข้อมูลคลาดเคลื่อน")
    assert list(ReportVersion.objects.values_list("kind", "public_note"))[1:] == [
        ("correction", "แก้ชื่อวิทยากร"),
        ("withdrawal", "ข้อมูลคลาดเคลื่อน"),
    ]


def test_published_report_is_not_deleted(client, report):
    client.force_login(UserFactory(is_superuser=True))
    url = reverse("admin:events_report_delete", args=[report.pk])
    ReportVersion.objects.create(event=report.event, number=1, kind=VersionKind.FIRST)
    assert client.post(url, {"post": "yes"}).status_code == 403


def test_unknown_report_and_step_are_404(client, editor, report):
    assert client.get(step(report, "burn")).status_code == 404
    assert client.get(reverse("admin:events_report_step", args=[999, "submit"])).status_code == 404
