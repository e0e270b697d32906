"""`manage.py prepare_local` fills a local copy once, and refuses to touch anything else."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from pledges.models import Pledge
from reports.models import ReportSchedule
from tools.models import Tool
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def local_copy(settings, tmp_path):
    settings.LOCAL_COPY = True
    settings.DATA_DIR = tmp_path


def test_it_refuses_anything_but_a_local_copy(settings):
    settings.LOCAL_COPY = False

    with pytest.raises(CommandError, match="not a local copy"):
        call_command("prepare_local")

    assert (Pledge.objects.count(), Tool.objects.count()) == (0, 0)


def test_it_brings_the_real_records_and_demo_people(local_copy, capsys):
    call_command("prepare_local")

    assert (Pledge.objects.published().count(), Tool.objects.published().count()) == (45, 90)
    assert User.objects.filter(email="focal.prt@example.org").count() == 1
    assert ReportSchedule.objects.count() == 9
    said = capsys.readouterr().out
    assert "Reference data: nothing changed." in said
    assert "pledges.csv: 45 new, 0 changed, 0 unchanged." in said
    assert "practices.csv: 90 new, 0 changed, 0 unchanged." in said


def test_a_second_time_nothing_changes(local_copy, capsys):
    call_command("prepare_local")
    before = (current_publication(), User.objects.count(), Pledge.objects.count(), Tool.objects.count())
    capsys.readouterr()

    call_command("prepare_local")

    assert (current_publication(), User.objects.count(), Pledge.objects.count(), Tool.objects.count()) == before
    assert "pledges.csv: 0 new, 0 changed, 45 unchanged." in capsys.readouterr().out
