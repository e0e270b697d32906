"""The row the machine acts as."""

from django.db import migrations


def add_system_user(apps, schema_editor):
    apps.get_model("accounts", "User").objects.get_or_create(
        is_system=True,
        defaults={"email": "system@localhost", "name": "The portal", "is_active": False, "password": "!"},
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add_system_user, migrations.RunPython.noop)]
