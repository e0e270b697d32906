"""Files handed in before attachments had a table of their own are taken over, with their bytes where they were."""

import hashlib
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from attachments.models import Attachment
from pledges.models import Pledge
from tests.factories import accounts, pledges

pytestmark = pytest.mark.django_db

move_over = import_module("pledges.migrations.0004_files_move_over").move_over


class Apps:
    """The tables as the migration saw them: the old rows are given, the new table is the real one."""

    def __init__(self, rows):
        self.rows = rows

    def get_model(self, app, name):
        """The old model answers its rows; the other is today's."""
        if name == "Attachment":
            return Attachment
        rows = SimpleNamespace(select_related=lambda *_: SimpleNamespace(order_by=lambda *_: self.rows))
        return SimpleNamespace(objects=rows)


def row(pledge, name, *, content=b"A sample.", place="pledges/2026/sample"):
    """One row of the old table; without content its bytes are lost."""
    stored = default_storage.save(place, ContentFile(content)) if content is not None else place
    return SimpleNamespace(
        pledge=pledge,
        pledge_id=pledge.pk,
        name=name,
        size=len(content or b"x"),
        file=SimpleNamespace(name=stored, storage=default_storage),
    )


def test_files_keep_their_bytes_their_name_and_their_pledge():
    pledge = pledges.draft(accounts.focal_point())
    move_over(Apps([row(pledge, "Annex A.PDF")]), None)
    file = Pledge.objects.get().attachments.get()
    assert (file.name, file.kind, file.size, file.uploaded_by) == ("Annex A.PDF", "pdf", 9, pledge.author)
    with file.file.open() as stored:
        assert (file.sha256, stored.read()) == (hashlib.sha256(b"A sample.").hexdigest(), b"A sample.")


def test_what_is_lost_or_of_no_accepted_kind_is_said_and_not_invented(capsys):
    pledge = pledges.draft(accounts.focal_point())
    move_over(Apps([row(pledge, "run.exe"), row(pledge, "lost.pdf", content=None, place="pledges/2026/lost")]), None)
    assert Attachment.objects.count() == 0
    assert capsys.readouterr().out.count(f"of pledge {pledge.pk} was not taken over") == 2
