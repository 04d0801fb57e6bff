"""The three people who work in the demonstration."""

import secrets
from dataclasses import dataclass

from programmes.models import Membership, Organisation, Role, User

PEOPLE = {
    Role.ADMINISTRATOR: ("admin@example.org", "ผู้ดูแลระบบ (สาธิต)"),
    Role.EDITOR: ("editor@example.org", "ผู้จัดทำรายงาน (สาธิต)"),
    Role.APPROVER: ("approver@example.org", "ผู้อนุมัติ (สาธิต)"),
}


@dataclass(frozen=True)
class Staff:
    """Who enters and who publishes; ``new`` are those that were made now, who sign in with ``password``."""

    editor: User
    approver: User
    new: dict[Role, User]
    password: str


def make_staff(organisation: Organisation, password: str = "") -> Staff:
    """Make an administrator, an editor and an approver in ``organisation`` (nobody approves his own work).

    They share ``password``, or a fresh random one. Somebody who is there already is left as he is, password included.
    """
    password = password or secrets.token_urlsafe(12)
    there = {user.email: user for user in User.objects.filter(email__in=[email for email, _name in PEOPLE.values()])}
    new = {}
    for role, (email, name) in PEOPLE.items():
        if email not in there:
            new[role] = there[email] = User.objects.create_user(email, password, display_name=name)
            Membership.objects.create(user=there[email], organisation=organisation, role=role)
    return Staff(
        editor=there[PEOPLE[Role.EDITOR][0]],
        approver=there[PEOPLE[Role.APPROVER][0]],
        new=new,
        password=password if new else "",
    )
