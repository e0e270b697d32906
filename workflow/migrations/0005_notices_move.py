"""Notices of the workflow move to the app `notices`, sent ones too: what was sent once is not sent again."""

from django.db import migrations

WAY = ("created_at", "claimed_at", "sent_at", "attempts", "failure")


def move_over(apps, schema_editor):
    """One row for each, under the topic of its event; a submitter's own is the receipt."""
    new = apps.get_model("notices", "Notice")
    rows = []
    for old in apps.get_model("workflow", "Notice").objects.select_related("event").order_by("pk").iterator(2000):
        event = old.event
        is_receipt = event.verb == "submit" and event.actor_id == old.recipient_id
        rows.append(
            new(
                topic=f"workflow.{'receipt' if is_receipt else event.verb}",
                key=f"event:{event.pk}",
                recipient_id=old.recipient_id,
                facts={"event": event.pk},
                **{name: getattr(old, name) for name in WAY},
            )
        )
    new.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def move_back(apps, schema_editor):
    """Each to its event again; what was dropped counts as sent, so that it stays unsent."""
    old = apps.get_model("workflow", "Notice")
    moved = apps.get_model("notices", "Notice").objects.filter(topic__startswith="workflow.", key__startswith="event:")
    rows = []
    for new in moved.order_by("pk").iterator(2000):
        way = {name: getattr(new, name) for name in WAY} | {"sent_at": new.sent_at or new.dropped_at}
        rows.append(old(event_id=new.facts["event"], recipient_id=new.recipient_id, **way))
    old.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    moved.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0004_more_verbs"),
        ("notices", "0002_what_is_dropped"),
    ]

    operations = [
        migrations.RunPython(move_over, move_back),
        migrations.DeleteModel(name="Notice"),
    ]
