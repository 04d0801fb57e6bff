"""How the portal's own forms look: crispy, by one layout helper for each kind of form."""

from crispy_forms.helper import FormHelper


class FilterHelper(FormHelper):
    """Fields of a form whose answers stand in the address, so that they can be shared; the page writes ``<form>``."""

    form_tag = False
    disable_csrf = True
