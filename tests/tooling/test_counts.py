"""What ``make test`` makes of pytest's reports."""

import pytest

REPORT = '<testsuites><testsuite tests="12" failures="1" errors="1" skipped="3"/></testsuites>'


@pytest.fixture
def module(script):
    return script("test")


def test_closing_line_counts_passed_failed_and_skipped_and_says_how_long_it_took(module, tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)
    group = module.count("SQLite", tmp_path / "report.xml")
    group.seconds = 244.6
    assert str(group) == "SQLite: 7 passed, 2 failed, 3 skipped in 4:05"


def test_group_that_did_not_run_gives_its_reason(module):
    assert str(module.Group("Browser", reason="no Chromium")) == "Browser: not run: no Chromium"


@pytest.mark.parametrize("ci, good", [(False, True), (True, False)])
def test_group_that_did_not_run_is_good_at_home_only(module, monkeypatch, ci, good):
    monkeypatch.setattr(module, "CI", ci)
    assert module.Group("Browser", reason="no Chromium").is_good is good


def test_group_without_any_test_is_not_good(module):
    assert not module.Group("SQLite").is_good


def test_group_with_a_failure_is_not_good(module):
    assert not module.Group("SQLite", passed=10, failed=1).is_good
