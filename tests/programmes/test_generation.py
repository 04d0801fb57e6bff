"""The number by which processes know that their pages are old."""

import pytest
from django.db import transaction

from programmes.generation import Generation, raise_generation, read_generation
from programmes.models import SiteGeneration

pytestmark = pytest.mark.django_db


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_number_is_0_while_nothing_was_ever_changed():
    assert read_generation() == 0


def test_every_change_raises_the_number(django_capture_on_commit_callbacks):
    seen = [read_generation()]
    for _change in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            raise_generation()
        seen.append(read_generation())
    assert seen == sorted(set(seen))
    assert SiteGeneration.objects.count() == 1


def test_number_after_a_restore_is_none_that_was_used_since_the_backup(
    time_machine, django_capture_on_commit_callbacks
):
    used = []
    for minute in range(3):
        time_machine.move_to(f"2026-11-24 10:0{minute}:00+07:00", tick=False)
        with django_capture_on_commit_callbacks(execute=True):
            raise_generation()
        used.append(read_generation())
    SiteGeneration.objects.update(number=used[0])
    time_machine.move_to("2026-11-24 10:03:00+07:00", tick=False)
    with django_capture_on_commit_callbacks(execute=True):
        raise_generation()
    assert read_generation() not in used


def test_number_rises_when_the_change_is_committed_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        raise_generation()
        assert read_generation() == 0
    assert read_generation() > 0


@pytest.mark.django_db(transaction=True)
def test_change_that_is_rolled_back_raises_nothing():
    with transaction.atomic():
        raise_generation()
        transaction.set_rollback(True)
    assert read_generation() == 0


def test_process_reads_the_number_at_most_once_a_second(django_assert_num_queries, django_capture_on_commit_callbacks):
    clock = Clock()
    one, other = Generation(clock), Generation(clock)
    with django_assert_num_queries(2):
        before = [reader.current() for reader in (one, other) for _time in range(100)]
    with django_capture_on_commit_callbacks(execute=True):
        raise_generation()
    clock.now = 0.99
    with django_assert_num_queries(0):
        assert {one.current(), other.current()} == set(before)
    clock.now = 1.0
    with django_assert_num_queries(2):
        after = {one.current(), other.current()}
    assert after == {read_generation()}
    assert after.isdisjoint(before)
