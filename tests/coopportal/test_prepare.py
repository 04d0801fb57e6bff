"""What is done between new code and a portal that can be served."""

from django.utils import translation

from coopportal.management.commands.prepare import renew


def test_process_goes_on_with_the_catalogue_that_was_compiled(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    po = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po.write_text(f'{head}msgid "word of this test"\nmsgstr "กิจกรรม"\n', encoding="utf-8")
    with translation.override("th"):
        before = translation.gettext("word of this test")
        renew(tmp_path)
    with translation.override("th"):
        assert (before, translation.gettext("word of this test")) == ("word of this test", "กิจกรรม")
