"""How the portal's own forms look: crispy, by one layout helper for each kind of form."""

from crispy_forms.helper import FormHelper


class FilterHelper(FormHelper):
    """A form whose answers stand in the address, so that they can be shared: GET, no token."""

    form_method = "get"
    form_class = "filters"
    disable_csrf = True
    attrs = {"role": "search"}
