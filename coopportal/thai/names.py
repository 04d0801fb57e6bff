"""Personal names as Thai writes them."""


def join_name(prefix: str, first: str, last: str, *, space_after_prefix: bool) -> str:
    """`นาย` + `สมชาย` + `ใจดี` -> `นายสมชาย ใจดี`; any part may be empty.

    Whether a space follows belongs to the prefix: none after นาย or นางสาว, one after
    ranks such as `ว่าที่ ร.ต.` (Office of the Royal Society, rules on spacing).
    """
    given = (f"{prefix} {first}" if space_after_prefix else f"{prefix}{first}").strip()
    return f"{given} {last}".strip()
