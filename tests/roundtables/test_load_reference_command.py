"""`manage.py load_reference` says in a line what it did."""

import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.factories import roundtables as factory
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


def test_it_says_that_nothing_changed(capsys):
    call_command("load_reference")

    assert capsys.readouterr().out == "Reference data: nothing changed.\n"


def test_it_says_how_much_changed_and_in_which_publication(tmp_path, capsys):
    folder = shutil.copytree(settings.BASE_DIR / "data", tmp_path / "data")
    file = json.loads((folder / "states.json").read_text(encoding="utf-8"))
    file["member_states"][0]["names"]["en"] = "Somewhere"
    (folder / "states.json").write_text(json.dumps(file), encoding="utf-8")

    call_command("load_reference", folder=folder)

    assert capsys.readouterr().out == (f"Reference data: 1 rows changed, publication {current_publication()}.\n")


def test_it_is_silent_when_asked_to_be(capsys):
    call_command("load_reference", verbosity=0)

    assert capsys.readouterr().out == ""


def test_it_names_a_file_that_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"objectives\.json is missing"):
        call_command("load_reference", folder=tmp_path)


def test_it_says_what_it_left_as_it_was_edited_here(capsys):
    factory.resplit({7: 1})

    call_command("load_reference")

    assert capsys.readouterr().out == ("Reference data: nothing changed.\nLeft as edited here: split of Forum 2030.\n")
