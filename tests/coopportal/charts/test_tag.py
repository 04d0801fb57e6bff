"""Charts in a page: drawn once, and anew after an upgrade."""

from types import SimpleNamespace

from coopportal.templatetags import charts


def test_chart_is_drawn_once_and_anew_after_an_upgrade(monkeypatch):
    drawn = []
    monkeypatch.setattr(charts, "_draw", lambda bars, title, name: drawn.append(title) or "<svg></svg>")
    lines = [SimpleNamespace(label="ตรัง", people=12)]
    for made_with in ("before", "before", "after"):
        monkeypatch.setattr(charts, "fingerprint", lambda made_with=made_with: made_with)
        assert charts.people_chart(lines, "ผู้เข้าร่วม", "provinces") == "<svg></svg>"
    assert drawn == ["ผู้เข้าร่วม"] * 2
