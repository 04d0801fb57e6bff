"""Work that need not be done while somebody waits."""

from django.conf import settings
from django.utils import translation
from django_tasks import task

from events import article
from events.selectors import event_page
from participants.selectors import totals


@task()
def make_article(event_id: int) -> None:
    """Make the article of a published report in every language, charts included, so that no reader waits for it.

    An event that shows no report any more is left alone. What is made already is not made again.
    """
    page = event_page(event_id)
    if page is None or page.status != "report":
        return
    snapshot = totals.latest(page.event)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            article.kept(page, snapshot)
