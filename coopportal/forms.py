"""How the portal's own forms look: crispy, by one layout helper for each kind of form."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div


class FilterHelper(FormHelper):
    """Fields of a form whose answers stand in the address, so that they can be shared; the page writes ``<form>``."""

    form_tag = False
    disable_csrf = True


class MoreFilters(Div):
    """Fields that narrow screens fold away under a summary; where there is room they are always in sight."""

    template = "includes/more_filters.html"
