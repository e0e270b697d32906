"""Messages about delegations and nominations move to the app `notices`, sent ones too: none is sent a second time."""

from datetime import date

from django.db import migrations

WAY = ("created_at", "claimed_at", "sent_at", "attempts", "failure")


def move_over(apps, schema_editor):
    """One row for each, under the topic of its occasion."""
    new = apps.get_model("notices", "Notice")
    rows = []
    for old in apps.get_model("accounts", "AccountNotice").objects.order_by("pk").iterator(2000):
        if old.nomination_id:
            key, facts = f"nomination:{old.nomination_id}:{old.occasion}", {"nomination": old.nomination_id}
        else:
            last_day = old.last_day.isoformat()
            key = f"delegation:{old.delegation_id}:{last_day}:{old.occasion}"
            facts = {"delegation": old.delegation_id, "last_day": last_day}
        way = {name: getattr(old, name) for name in WAY}
        topic = f"accounts.{old.occasion}"
        rows.append(new(topic=topic, key=key, recipient_id=old.recipient_id, facts=facts, **way))
    new.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def move_back(apps, schema_editor):
    """Each to its delegation or nomination again; what was dropped counts as sent, so that it stays unsent."""
    old = apps.get_model("accounts", "AccountNotice")
    moved = apps.get_model("notices", "Notice").objects.filter(topic__startswith="accounts.")
    rows = []
    for new in moved.order_by("pk").iterator(2000):
        about = {f"{name}_id": new.facts[name] for name in ("delegation", "nomination") if name in new.facts}
        if "last_day" in new.facts:
            about["last_day"] = date.fromisoformat(new.facts["last_day"])
        way = {name: getattr(new, name) for name in WAY} | {"sent_at": new.sent_at or new.dropped_at}
        rows.append(old(occasion=new.topic.partition(".")[2], recipient_id=new.recipient_id, **about, **way))
    old.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    moved.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_more_acts"),
        ("notices", "0002_what_is_dropped"),
    ]

    operations = [
        migrations.RunPython(move_over, move_back),
        migrations.DeleteModel(name="AccountNotice"),
    ]
