"""Files handed in with pledges become attachments like those of any record: the bytes stay where they are."""

import hashlib

from django.db import migrations

ENDINGS = {"txt", "rtf", "pdf", "doc", "docx", "odt", "ppt", "pptx", "odp", "xls", "xlsx", "ods"}


def move_over(apps, schema_editor):
    """Each row whose bytes are there; what was lost before, or is of no kind that is accepted now, is not invented."""
    attachment_model = apps.get_model("attachments", "Attachment")
    for old in apps.get_model("pledges", "PledgeAttachment").objects.select_related("pledge").order_by("pk"):
        ending = old.name.rpartition(".")[2].lower()
        storage = old.file.storage
        if ending not in ENDINGS or not old.size or not storage.exists(old.file.name):
            print(f"\n  {old.file.name} of pledge {old.pledge_id} was not taken over", end="")
            continue
        with storage.open(old.file.name) as stored:
            digest = hashlib.sha256(stored.read()).hexdigest()
        new = attachment_model.objects.create(
            file=old.file.name,
            name=old.name,
            size=old.size,
            sha256=digest,
            kind=ending,
            uploaded_by=old.pledge.author,
            uploaded_at=old.pledge.created_at,
        )
        old.pledge.attachments.add(new)


class Migration(migrations.Migration):
    dependencies = [("pledges", "0003_partners_and_files")]

    operations = [migrations.RunPython(move_over, migrations.RunPython.noop)]
