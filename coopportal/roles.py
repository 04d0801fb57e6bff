"""What each of the department's roles may do: the whole table, applied by ``manage.py sync_roles``.

Data only: keys are the values of ``programmes.models.Role``, permissions are Django's (``app.codename``).
A viewer reads everything but the names of participants; telephone numbers and e-mail addresses are masked for all
but those who work with them.
"""

READ = {
    "programmes.access_admin",
    *(
        f"programmes.view_{model}"
        for model in (
            "programme",
            "objective",
            "organisation",
            "organisationalias",
            "province",
            "region",
            "regionplace",
            "regionscheme",
            "serviceform",
        )
    ),
    *(
        f"events.view_{model}"
        for model in (
            "event",
            "eventorganiser",
            "eventday",
            "session",
            "prefix",
            "speaker",
            "appearance",
            "report",
            "reportstep",
            "reportversion",
            "photo",
            "document",
        )
    ),
    *(
        f"participants.view_{model}"
        for model in ("attendingoffice", "headcount", "acceptedfigure", "countstate", "totalssnapshot")
    ),
}
"""What everybody in the department may read."""

VIEW_NAMES = {
    "participants.view_participant",
    "participants.view_attendance",
    "participants.view_changelog",
    "participants.export_names",
}
"""Names of participants, on pages and in exports; telephone and e-mail stay masked."""

EDIT = {
    *(
        f"programmes.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("objective", "organisationalias")
    ),
    *(f"programmes.{action}_{model}" for action in ("add", "change") for model in ("programme", "organisation")),
    *(
        f"events.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("eventorganiser", "eventday", "session", "appearance", "photo", "document")
    ),
    *(f"events.{action}_{model}" for action in ("add", "change") for model in ("event", "speaker", "prefix", "report")),
    *(
        f"participants.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("attendingoffice", "participant", "attendance")
    ),
    "participants.add_headcount",
    "participants.add_acceptedfigure",
}
"""Entering programmes, events, reports, offices and people."""

ROLE_PERMISSIONS: dict[str, set[str]] = {
    "viewer": READ,
    "editor": READ | VIEW_NAMES | EDIT | {"participants.view_contact"},
    "reviewer": READ | VIEW_NAMES | EDIT | {"events.review_event"},
    "approver": READ | VIEW_NAMES | EDIT | {"events.review_event", "events.publish_event", "events.certify_event"},
    "administrator": READ
    | VIEW_NAMES
    | EDIT
    | {
        "participants.view_contact",
        "events.delete_event",
        "events.delete_speaker",
        "programmes.delete_programme",
        "programmes.delete_organisation",
        "programmes.view_exportlog",
        *(f"programmes.{action}_{model}" for action in ("add", "change", "view") for model in ("user", "membership")),
        "programmes.delete_membership",
        *(
            f"programmes.{action}_{model}"
            for action in ("add", "change", "delete")
            for model in ("province", "region", "regionplace", "regionscheme", "serviceform")
        ),
    },
}
