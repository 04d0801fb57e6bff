"""Charts in a page: drawn once, and anew after an upgrade or in the other language."""

from types import SimpleNamespace

from django.utils import translation

from coopportal.templatetags import charts


def test_chart_is_drawn_once_and_anew_after_an_upgrade(monkeypatch):
    drawn = []
    monkeypatch.setattr(charts, "_draw", lambda bars, name: drawn.append(name) or "<svg></svg>")
    lines = [SimpleNamespace(label="ตรัง", people=12)]
    for made_with in ("before", "before", "after"):
        monkeypatch.setattr(charts, "fingerprint", lambda made_with=made_with: made_with)
        assert charts.people_chart(lines, "provinces") == "<svg></svg>"
    assert drawn == ["provinces"] * 2


def test_thai_label_says_so_on_a_page_in_english():
    lines = [SimpleNamespace(label="ตรัง", people=12), SimpleNamespace(label="not stated", people=4)]
    assert "lang=" not in charts.people_chart(lines, "provinces")
    with translation.override("en"):
        assert charts.people_chart(lines, "provinces").count('lang="th"') == 1


def test_description_tells_how_many_groups_there_are_and_of_the_longest_bar():
    lines = [SimpleNamespace(label="ตรัง", people=12), SimpleNamespace(label="ยะลา", people=None)]
    with translation.override("en"):
        assert "Bar chart of 1 group; the longest bar is 12 people." in charts.people_chart(lines, "provinces")
        lines += [SimpleNamespace(label="สตูล", people=1129)]
        assert "Bar chart of 2 groups; the longest bar is 1,129 people." in charts.people_chart(lines, "provinces")
