"""The way of a report to the public, and of a count to its certificate (design §3): no other code changes these states.

Every function is one transaction, locks the row it moves, and raises ``PermissionDenied`` for somebody without the
right, ``ValidationError`` with a sentence for the reader when the step is not possible now.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.content import build, to_json
from events.media import delete_files, publish_files, sha256, stale_files
from events.models import (
    DocumentKind,
    Event,
    EventState,
    Report,
    ReportState,
    ReportStep,
    ReportVersion,
    StepKind,
    VersionKind,
)
from participants.models import ChangeLog, CountPhase, CountState, SnapshotKind, TotalsSnapshot
from participants.selectors import totals
from participants.services.indexing import touch
from participants.services.projecting import project
from participants.tasks import make_article
from programmes.generation import raise_generation
from programmes.models import User

PUBLISHABLE = {1: {ReportState.IN_REVIEW, ReportState.CHECKED}, 2: {ReportState.CHECKED}}
"""States from which a report can be published, by ``APPROVAL_LEVELS``."""


def require(by: User, permission: str) -> None:
    """Raise ``PermissionDenied`` unless ``by`` has the permission."""
    if not by.has_perm(permission):
        raise PermissionDenied(permission)


def require_state(report: Report, states: set[ReportState]) -> None:
    """Raise ``ValidationError`` unless the draft is in one of ``states``."""
    if report.state not in states:
        raise ValidationError(
            _("This step is not possible: the report is now “%(state)s”.") % {"state": report.get_state_display()},
            code="state",
        )


def require_second_person(report: Report, by: User) -> None:
    """Raise ``ValidationError`` if ``by`` edited the report last (design rule 10)."""
    if report.edited_by_id == by.pk:
        raise ValidationError(
            _("You edited this report last, so somebody else must check and publish it."), code="second_person"
        )


def require_text(text: str, sentence: str) -> str:
    """Return ``text`` without space around it; raise ``ValidationError`` with ``sentence`` if nothing is left."""
    if not text.strip():
        raise ValidationError(sentence, code="required")
    return text.strip()


def locked(report: Report) -> Report:
    """Return the report as it is in the database now, locked until the transaction ends."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("event__programme", "event__province")
        .get(pk=report.pk)
    )


def move(report: Report, state: ReportState, step: StepKind, by: User, remark: str = "") -> None:
    """Bring a locked report into ``state`` and log the step."""
    report.state = state
    report.version += 1
    report.save(update_fields=["state", "version"])
    ReportStep.objects.create(report=report, kind=step, by=by, remark=remark)


@transaction.atomic
def submit_report(*, report: Report, by: User) -> None:
    """Send a draft, or one that was sent back, to review."""
    require(by, "events.change_report")
    report = locked(report)
    require_state(report, {ReportState.DRAFT, ReportState.SENT_BACK})
    require_complete(report)
    move(report, ReportState.IN_REVIEW, StepKind.SUBMITTED, by)


@transaction.atomic
def send_back_report(*, report: Report, by: User, remark: str) -> None:
    """Send a report in review back to its editors with a remark."""
    require(by, "events.review_event")
    report = locked(report)
    require_state(report, {ReportState.IN_REVIEW, ReportState.CHECKED})
    remark = require_text(remark, _("Write what should be changed, so that the editor knows."))
    move(report, ReportState.SENT_BACK, StepKind.SENT_BACK, by, remark)


@transaction.atomic
def check_report(*, report: Report, by: User) -> None:
    """Mark a report in review as checked: the first of two levels of approval."""
    require(by, "events.review_event")
    report = locked(report)
    require_state(report, {ReportState.IN_REVIEW})
    require_second_person(report, by)
    move(report, ReportState.CHECKED, StepKind.CHECKED, by)


@transaction.atomic
def publish_report(*, report: Report, by: User, public_note: str = "") -> ReportVersion:
    """Publish a report: the first time with the first snapshot of its totals, later as a correction with a public note.

    Photos and public documents get their copies in the public storage; copies that are no longer shown are deleted
    when the transaction has been committed.
    """
    require(by, "events.publish_event")
    report = locked(report)
    require_state(report, PUBLISHABLE[settings.APPROVAL_LEVELS])
    require_second_person(report, by)
    require_complete(report)
    event = report.event
    require_public(event)
    number = event.versions.count() + 1
    if number > 1:
        public_note = require_text(public_note, _("Say in one sentence for the public what was corrected."))
    content, written = publish_files(event, build(event))
    kind, step = (
        (VersionKind.FIRST, StepKind.PUBLISHED) if number == 1 else (VersionKind.CORRECTION, StepKind.CORRECTED)
    )
    try:
        version = ReportVersion.objects.create(
            event=event, number=number, kind=kind, content=to_json(content), public_note=public_note, by=by
        )
        move(report, ReportState.DONE, step, by, public_note)
        locked_state(event)  # so that no other step takes a snapshot meanwhile
        if event.snapshots.exists():
            make_article_on_commit(event)
        else:
            take_snapshot(event, by)  # which has the article made too
    except Exception:
        delete_files(written)
        raise
    delete_stale_files_on_commit(event)
    touch(event)
    return version


@transaction.atomic
def withdraw_report(*, event: Event, by: User, public_note: str) -> ReportVersion:
    """Withdraw a published report: its address answers 410 with ``public_note``, its public files are deleted.

    The draft stays, and can be published again as a correction.
    """
    require(by, "events.publish_event")
    report = locked(event.report)
    latest = event.versions.order_by("-number").first()
    if latest is None or latest.kind == VersionKind.WITHDRAWAL:
        raise ValidationError(_("This report is not published, so it cannot be withdrawn."), code="state")
    public_note = require_text(public_note, _("Say in one sentence for the public why the report was withdrawn."))
    version = ReportVersion.objects.create(
        event=event, number=latest.number + 1, kind=VersionKind.WITHDRAWAL, public_note=public_note, by=by
    )
    move(report, ReportState.DRAFT, StepKind.WITHDRAWN, by, public_note)
    delete_stale_files_on_commit(event)
    touch(event)
    return version


@transaction.atomic
def mark_edited(*, event: Event, by: User) -> None:
    """Note that ``by`` changed what the report of ``event`` shows (its own text, or agenda, speakers, photos ...).

    A finished report becomes a draft again (a correction in work), a checked one must be checked again; what is
    published does not change. An event without a report is left alone. Costs 2 queries.
    """
    report = Report.objects.select_for_update().filter(event=event).first()
    if report is None:
        return
    back = {ReportState.DONE: ReportState.DRAFT, ReportState.CHECKED: ReportState.IN_REVIEW}
    report.state = back.get(ReportState(report.state), report.state)
    report.edited_by, report.edited_at = by, timezone.now()
    report.save(update_fields=["state", "edited_by", "edited_at"])


@transaction.atomic
def update_preliminary(*, event: Event, by: User) -> TotalsSnapshot:
    """Freeze the totals as they are now and show them to the public (ปรับยอดเบื้องต้น)."""
    require(by, "participants.change_attendingoffice")
    state = locked_state(event)
    if state.phase == CountPhase.CERTIFIED:
        raise ValidationError(_("The count is certified; it must be opened again before it can change."), code="state")
    if not event.versions.exists():
        raise ValidationError(_("Publish the report first: it takes the first totals with it."), code="state")
    return take_snapshot(event, by)


@transaction.atomic
def certify_count(*, event: Event, by: User) -> TotalsSnapshot:
    """Certify a closed count, from the sign-in sheets among the documents (named with their SHA-256).

    Refused while a difference of more than 5 people and 20 % between names and reported figures is not explained.
    """
    require(by, "events.certify_event")
    state = locked_state(event)
    if state.phase != CountPhase.CLOSED:
        raise ValidationError(_("Only a closed count can be certified."), code="state")
    if gaps := totals.gaps(event):
        raise ValidationError(
            _("Explain the differences of these offices first (accept a figure with a reason): %(offices)s")
            % {"offices": ", ".join(dict.fromkeys(gap.name for gap in gaps))},
            code="gaps",
        )
    state.phase, state.certified_by, state.certified_at = CountPhase.CERTIFIED, by, timezone.now()
    state.save()
    ChangeLog.objects.create(event=event, by=by, action="certify_count", subject=f"event {event.pk}")
    return take_snapshot(event, by, kind=SnapshotKind.CERTIFIED, files=evidence(event))


def locked_state(event: Event) -> CountState:
    """Return the locked state of a count; an event that has none yet gets an open one."""
    CountState.objects.get_or_create(event=event)
    return CountState.objects.select_for_update().get(event=event)


def take_snapshot(
    event: Event, by: User, *, kind: SnapshotKind = SnapshotKind.PRELIMINARY, files: list[dict[str, Any]] | None = None
) -> TotalsSnapshot:
    """Freeze the live totals of an event; the caller holds its ``locked_state``.

    A table by role or mode that, beside an older one, would tell of 1 to 4 people is withheld from the public for good.
    """
    taken_at = timezone.now()
    raise_generation()
    make_article_on_commit(event)
    frozen = replace(totals.live(event), kind=kind.value, taken_at=taken_at)  # type: ignore[arg-type]  # the same words
    older = [totals.from_json(content) for content in event.snapshots.values_list("content", flat=True)]
    frozen = replace(frozen, withheld=totals.tables_to_withhold(frozen, older))
    project(frozen)
    return TotalsSnapshot.objects.create(
        event=event,
        number=event.snapshots.count() + 1,
        kind=kind,
        content=totals.to_json(frozen),
        files=files or [],
        taken_by=by,
        taken_at=taken_at,
    )


def make_article_on_commit(event: Event) -> None:
    """Let the worker make the page's article before its first reader asks; the page shows without it, only later."""
    transaction.on_commit(lambda: make_article.enqueue(event.pk), robust=True)


def evidence(event: Event) -> list[dict[str, str]]:
    """Return name and SHA-256 of each sign-in sheet of an event."""
    sheets = event.documents.filter(kind=DocumentKind.SIGN_IN_SHEET).exclude(file="")
    return [{"name": sheet.original_name or sheet.title, "sha256": sha256(sheet.file)} for sheet in sheets]


def require_complete(report: Report) -> None:
    """Raise ``ValidationError`` naming what a report lacks before others read it."""
    missing = [
        name
        for name, there in (
            (_("headline"), report.headline),
            (_("lead"), report.lead),
            (_("day of the event"), report.event.days.exists()),
        )
        if not there
    ]
    if missing:
        raise ValidationError(
            _("Still missing: %(what)s") % {"what": ", ".join(str(name) for name in missing)}, code="incomplete"
        )
    require_alternative_texts(report.event)


def require_alternative_texts(event: Event) -> None:
    """Raise ``ValidationError`` naming the photos whose content those who cannot see them would not be told."""
    lacking = [
        _("photo %(place)s (%(caption)s)") % {"place": place, "caption": photo.caption}
        if photo.caption
        else _("photo %(place)s") % {"place": place}
        for place, photo in enumerate(event.photos.all(), 1)
        if photo.lacks_text
    ]
    if lacking:
        raise ValidationError(
            _("Write an alternative text, or tick “decorative”, for these photos: %(photos)s")
            % {"photos": ", ".join(lacking)},
            code="alternative_text",
        )


def require_public(event: Event) -> None:
    """Raise ``ValidationError`` unless the public may see the event, and it was held."""
    if not (event.is_public and event.programme.is_public):
        raise ValidationError(
            _("The event or its programme is not public yet: tick “public” there first."), code="not_public"
        )
    if event.state != EventState.HELD:
        raise ValidationError(_("Only an event that was held can have a published report."), code="not_held")


def delete_stale_files_on_commit(event: Event) -> None:
    """Delete the public files that are no longer shown, once the database says so for good."""
    transaction.on_commit(lambda: delete_stale_files(event))


@transaction.atomic
def delete_stale_files(event: Event) -> None:
    """Delete what the latest version does not show; the lock keeps out a publication that would reuse a file."""
    Report.objects.select_for_update().get(event=event)
    delete_files(stale_files(event))
