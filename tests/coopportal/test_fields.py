import json
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from coopportal.fields import (
    THAI_OVERRIDES,
    TYPED_DATE_ERRORS,
    BuddhistDateField,
    BuddhistDateInput,
    BuddhistDateTimeField,
    NormalisedCharField,
    ThaiDecimalField,
    ThaiIntegerField,
    ThaiTextFormMixin,
    ThaiTimeField,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
OPENING = datetime(2022, 4, 26, 9, 0, tzinfo=BANGKOK)


class WhenForm(forms.Form):
    day = BuddhistDateField(required=False)
    moment = BuddhistDateTimeField(required=False)
    opens = ThaiTimeField(required=False)
    people = ThaiIntegerField(required=False, min_value=0)
    baht = ThaiDecimalField(required=False)


TYPED = {
    "day": "๒๖ เม.ย. ๖๕",
    "moment": "26/4/2565 9.00 น.",
    "opens": "9.00",
    "people": "๑,๑๒๙",
    "baht": "150,000.50",
}
MEANT = {
    "day": date(2022, 4, 26),
    "moment": OPENING,
    "opens": time(9, 0),
    "people": 1129,
    "baht": Decimal("150000.50"),
}


def test_fields_read_what_a_thai_types():
    form = WhenForm(TYPED)
    assert form.is_valid()
    assert form.cleaned_data == MEANT


def test_blank_fields_are_none():
    form = WhenForm(dict.fromkeys(TYPED, "  "))
    assert form.is_valid()
    assert form.cleaned_data == dict.fromkeys(TYPED)


def test_widgets_show_the_buddhist_era_and_no_change_where_there_is_none():
    form = WhenForm(initial=MEANT)
    shown = {name: form[name].subwidgets[0].data["value"] for name in ("day", "moment", "opens")}
    assert shown == {"day": "26/4/2565", "moment": "26/4/2565 09.00", "opens": "09.00"}
    assert not WhenForm({**shown, "people": "1129", "baht": "150000.50"}, initial=MEANT).has_changed()


def test_widgets_show_moments_of_the_database_in_bangkok_time():
    form = WhenForm(initial={"moment": OPENING.astimezone(ZoneInfo("UTC"))})
    assert 'value="26/4/2565 09.00"' in str(form["moment"])


def test_widgets_show_a_refused_text_as_it_was_typed():
    form = WhenForm({"day": "26/4/2200", "moment": "พรุ่งนี้", "opens": "เช้า", "people": "-1", "baht": "1,12"})
    assert set(form.errors) == set(TYPED)
    assert 'value="26/4/2200"' in str(form["day"])


def test_inputs_are_text_inputs_that_need_no_script():
    inputs = [str(field) for field in WhenForm()]
    assert [html.startswith('<input type="text"') for html in inputs] == [True] * 5
    assert ['inputmode="decimal"' in html for html in inputs] == [False, False, False, True, True]


def test_date_inputs_bring_the_calendar_as_a_module_and_its_style():
    assert list(WhenForm().media.render_js()) == ['<script src="/static/js/be-calendar.js" type="module"></script>']
    assert list(WhenForm().media.render_css()) == [
        '<link href="/static/css/calendar.css" media="all" rel="stylesheet">'
    ]
    assert str(ThaiTimeField().widget.media) == ""


@pytest.mark.parametrize("language,choose", [("th", "เลือกวันที่"), ("en", "Choose a date")])
def test_date_inputs_tell_the_calendar_its_words_and_which_day_is_today(language, choose):
    with translation.override(language):
        words = {
            name: json.loads(BeautifulSoup(str(WhenForm()[name]), "html.parser").input["data-be-calendar"])
            for name in ("day", "moment")
        }
    assert {name: said["kind"] for name, said in words.items()} == {"day": "date", "moment": "datetime"}
    assert {said["today"] for said in words.values()} == {"2026-11-24"}
    assert {said["language"] for said in words.values()} == {language}
    assert words["day"]["errors"].keys() == TYPED_DATE_ERRORS.keys()
    assert words["day"]["choose"] == choose


def test_a_date_input_keeps_the_attributes_it_was_given():
    field = BuddhistDateField(widget=BuddhistDateInput({"autocomplete": "bday", "class": "wide"}))
    html = BeautifulSoup(field.widget.render("born", None), "html.parser").input
    assert (html["autocomplete"], html["class"]) == ("bday", ["wide"])


@pytest.mark.parametrize(
    "field,typed,code,message",
    [
        (
            BuddhistDateField(),
            "เมื่อวาน",
            "unreadable",
            "“เมื่อวาน” is not a date. Type the day, the month and the year, for example 26/4/2565.",
        ),
        (
            BuddhistDateField(),
            "26/4/2200",
            "year",
            "The year 2200 cannot be right. Type the Buddhist-era year in four digits, for example 2565.",
        ),
        (
            BuddhistDateField(),
            "26/4/26",
            "era",
            "The year “26” may mean B.E. 2526 or A.D. 2026. Type the year in four digits.",
        ),
        (
            BuddhistDateField(),
            "29/2/2565",
            "day",
            "There is no day “29/2/2565” in the calendar. Check the day and the month.",
        ),
        (
            BuddhistDateTimeField(),
            "26/4/2565",
            "time_missing",
            "“26/4/2565” has no time. Type the time after the date, for example 26/4/2565 09.00.",
        ),
        (ThaiTimeField(), "25.00", "time", "“25.00” is not a time. Type hours and minutes, for example 09.00."),
        (ThaiIntegerField(), "สิบ", "invalid", "Type a whole number, for example 1,129."),
        (ThaiDecimalField(), "1,12", "invalid", "Type a number, for example 1,129.50."),
    ],
)
def test_a_refused_text_is_answered_with_how_to_mend_it(field, typed, code, message):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            field.clean(typed)
        assert refused.value.messages == [message]
    assert refused.value.code == code


def test_a_required_date_says_so():
    with pytest.raises(ValidationError) as refused:
        BuddhistDateField().clean(" ")
    assert refused.value.code == "required"


@pytest.mark.parametrize("typed", ["26/4/2565", "26/4/2022", "26/4/65"])
def test_the_same_day_is_meant_by_both_eras_and_by_two_digits(typed):
    assert BuddhistDateField().clean(typed) == date(2022, 4, 26)


def test_admin_overrides_give_each_model_field_its_thai_form_field():
    class Meeting(models.Model):
        day = models.DateField()
        moment = models.DateTimeField()
        opens = models.TimeField()
        people = models.PositiveIntegerField()
        baht = models.DecimalField(max_digits=12, decimal_places=2)

        class Meta:
            app_label = "tests"
            managed = False

    class MeetingAdmin(admin.ModelAdmin):
        formfield_overrides = THAI_OVERRIDES

    form = MeetingAdmin(Meeting, admin.AdminSite()).get_form(request=None)
    assert {name: type(field) for name, field in form.base_fields.items()} == {
        "day": BuddhistDateField,
        "moment": BuddhistDateTimeField,
        "opens": ThaiTimeField,
        "people": ThaiIntegerField,
        "baht": ThaiDecimalField,
    }
    assert form.base_fields["moment"].widget.input_type == "text"
    assert "admin/js/calendar.js" not in str(form().media)


class TextForm(ThaiTextFormMixin, forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False, widget=forms.Textarea)
    secret = forms.CharField(strip=False, required=False)


def test_text_form_keeps_the_one_spelling():
    form = TextForm({"name": "\u200bนำ\u0e49ฝน ", "note": "เเม่\u00a0บ้าน\r\nสอง", "secret": "นำ\u0e49 "})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "น้ำฝน", "note": "แม่ บ้าน\r\nสอง", "secret": "นำ\u0e49 "}


def test_text_form_refuses_invisible_characters_as_a_required_text():
    form = TextForm({"name": "\u200b\ufeff", "note": "\u200b"})
    assert form.errors.as_data().keys() == {"name"}
    assert form.cleaned_data == {"note": "", "secret": ""}


def test_normalised_char_field_searches_by_the_one_spelling():
    assert NormalisedCharField().clean(" นำ\u0e49ฝน\u200b ") == "น้ำฝน"
    with pytest.raises(ValidationError):
        NormalisedCharField().clean("\u200b")
