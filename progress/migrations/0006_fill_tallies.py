"""The tallies of what is public already; where nothing is, the first publication makes them."""

from django.db import migrations


def fill(apps, schema_editor):
    """Make them from the records, as `rebuild_figures` does."""
    if apps.get_model("pledges", "Pledge").objects.filter(published_in__isnull=False).exists():
        from progress.services import rebuild  # noqa: PLC0415 - an installation with records only

        rebuild()


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0005_tallies"),
        ("pledges", "0007_orders_of_lists"),
        ("roundtables", "0003_reference_with_history"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
