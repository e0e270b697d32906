"""At most one new update under way on a record. Where there are several, the one furthest along stays open."""

from django.db import migrations, models

OPEN = ["draft", "returned", "submitted"]
FURTHEST = {"submitted": 0, "returned": 1, "draft": 2}
NOTE = "Closed by the portal: another update on the same record was under way."


def close_all_but_one(apps, schema_editor):
    """Withdraw the others, with a line in the audit trail; their texts stay on their owner's desk, under “Closed”."""
    update = apps.get_model("progress", "ProgressUpdate")
    event = apps.get_model("workflow", "AuditEvent")
    user = apps.get_model("accounts", "User")
    kept = set()
    rows = update.objects.filter(change="new", status__in=OPEN).order_by("-saved_at", "-pk")
    for row in sorted(rows, key=lambda each: FURTHEST[each.status]):
        if row.about_id not in kept:
            kept.add(row.about_id)
            continue
        before, row.status = row.status, "withdrawn"
        row.save(update_fields=["status"])
        event.objects.create(
            actor=user.objects.get(is_system=True),
            verb="withdraw",
            target_type="progress.progressupdate",
            target_id=row.pk,
            record_id=row.record_id,
            before=before,
            after="withdrawn",
            note=NOTE,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_system_user"),
        ("progress", "0003_evidence_and_unchanged"),
        ("workflow", "0002_superseded_and_begun_with"),
    ]

    operations = [
        migrations.RunPython(close_all_but_one, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("change", "new"), ("status__in", ["draft", "returned", "submitted"])),
                fields=("about",),
                name="update_one_under_way_on_a_record",
            ),
        ),
    ]
