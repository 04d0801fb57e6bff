"""How personal data are shown to those who may not see them whole."""


def mask_phone(phone: str) -> str:
    """Return `08x-xxx-x678`: the first two and the last three digits; a short number is hidden whole."""
    digits = [char for char in phone if char.isdigit()]
    if len(digits) < 8:
        return "x" * len(phone)
    shown = {0, 1, *range(len(digits) - 3, len(digits))}
    number = -1
    masked = []
    for char in phone:
        number += char.isdigit()
        masked.append("x" if char.isdigit() and number not in shown else char)
    return "".join(masked)


def mask_email(email: str) -> str:
    """Return `s•••@example.org`: the first letter and the domain."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}•••{at}{domain}" if at else "•••" * bool(email)
