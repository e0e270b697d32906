"""`manage.py import_pledges` says what it did, or every reason why it did nothing."""

import pytest
from django.core.management import CommandError, call_command

from pledges.models import Pledge
from tests.factories import pledges
from tests.factories.accounts import focal_point
from tests.factories.listings import pledges_file
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    """Writes a file of pledges and gives its path."""

    def written(*rows, **cells):
        path = tmp_path / "pledges.csv"
        path.write_bytes(pledges_file(*rows, **cells))
        return path

    return written


def test_it_says_what_it_did(file, capsys):
    call_command("import_pledges", file())

    assert capsys.readouterr().out == (
        f"pledges.csv: 1 new, 0 changed, 0 unchanged.\nPublication {current_publication()}.\n"
    )
    assert Pledge.objects.published().count() == 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing(file, capsys):
    call_command("import_pledges", file(), dry_run=True)

    assert capsys.readouterr().out == ("pledges.csv: 1 new, 0 changed, 0 unchanged.\nDry run: nothing was written.\n")
    assert Pledge.objects.count() == 0


def test_a_second_time_it_says_that_nothing_changed(file, capsys):
    call_command("import_pledges", file(), verbosity=0)

    call_command("import_pledges", file())

    assert capsys.readouterr().out == "pledges.csv: 0 new, 0 changed, 1 unchanged.\n"


def test_it_names_what_vanished_and_what_it_left_alone(file, capsys):
    call_command("import_pledges", file({"id": "1"}, {"id": "2"}), verbosity=0)
    pledges.amendment(Pledge.objects.get(record__source_id="2"), focal_point("PRT"))

    call_command("import_pledges", file({"id": "2", "title": "Changed"}))

    assert capsys.readouterr().out == (
        "pledges.csv: 0 new, 0 changed, 0 unchanged.\n"
        "2 differs but was left as it is: it has an amendment under way here.\n"
        "No longer in the file, left as they are: 1.\n"
    )


@pytest.mark.parametrize("dry_run", [True, False])
def test_every_problem_is_said_and_nothing_is_imported(file, dry_run):
    path = file({"id": "1", "title": ""}, {"id": "2", "year": "22"})

    with pytest.raises(CommandError) as refused:
        call_command("import_pledges", path, dry_run=dry_run)

    assert str(refused.value) == (
        "pledges.csv: nothing was imported. To correct: 2.\n"
        "row 2, column title: is empty; fill it in.\n"
        "row 3, column year: “22” is not a year; write it as 2026."
    )
    assert refused.value.returncode == 1
    assert Pledge.objects.count() == 0


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read: No such file or directory\."):
        call_command("import_pledges", tmp_path / "nowhere.csv")


def test_it_is_silent_when_asked_to_be(file, capsys):
    call_command("import_pledges", file(), verbosity=0)

    assert capsys.readouterr().out == ""
