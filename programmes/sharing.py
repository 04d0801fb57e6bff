"""The picture of a programme for those who share its page: title, fiscal years and status."""

from django.urls import reverse
from django.utils.translation import gettext

from coopportal import sharing
from coopportal.cards import Card
from coopportal.language import language
from coopportal.thai.dates import format_fiscal_years
from programmes.models import Programme


def card_of(programme: Programme) -> Card:
    """Return the words of the picture, in the language of the page."""
    years = format_fiscal_years(programme.first_fiscal_year, programme.last_fiscal_year, language=language())
    return Card(
        site=gettext("Cooperative Promotion Department"),
        title=programme.title,
        above=gettext("Programme"),
        below=f"{gettext('Fiscal year')} {years} · {programme.get_status_display()}",
        warning=gettext("Demonstration data") if programme.demonstration else "",
    )


def share_image(programme: Programme) -> sharing.ShareImage:
    """Return the picture that belongs to the page of a programme."""
    return sharing.share_image(reverse("programmes:share_image", args=[programme.slug]), card_of(programme))
