from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pledges", "0004_files_move_over")]

    operations = [migrations.DeleteModel(name="PledgeAttachment")]
