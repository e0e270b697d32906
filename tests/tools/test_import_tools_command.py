"""`manage.py import_tools` says what it did, or every reason why it did nothing."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories.listings import tools_file
from tools.models import Tool
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


def test_it_says_what_it_did_and_then_that_nothing_changed(tmp_path, capsys):
    path = tmp_path / "tools.csv"
    path.write_bytes(tools_file())

    call_command("import_tools", path)
    call_command("import_tools", path)

    assert capsys.readouterr().out == (
        f"tools.csv: 1 new, 0 changed, 0 unchanged.\nPublication {current_publication()}.\n"
        "tools.csv: 0 new, 0 changed, 1 unchanged.\n"
    )


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    path = tmp_path / "tools.csv"
    path.write_bytes(tools_file())

    call_command("import_tools", path, dry_run=True)

    assert capsys.readouterr().out == "tools.csv: 1 new, 0 changed, 0 unchanged.\nDry run: nothing was written.\n"
    assert Tool.objects.count() == 0


def test_every_problem_is_said_and_nothing_is_imported(tmp_path):
    path = tmp_path / "tools.csv"
    path.write_bytes(tools_file({"id": "1"}, {"id": "1", "url": ""}))

    with pytest.raises(CommandError) as refused:
        call_command("import_tools", path)

    assert str(refused.value) == (
        "tools.csv: nothing was imported. To correct: 2.\n"
        "row 3, column id: “1” stands in row 2 already; every row needs its own.\n"
        "row 3, column url: is empty; fill it in."
    )
    assert Tool.objects.count() == 0
