from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("reports", "0004_files_move_over")]

    operations = [
        migrations.RemoveConstraint(
            model_name='report',
            name='report_asked_twice_is_one',
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_ready_has_a_file',
        ),
        migrations.RemoveField(
            model_name='report',
            name='built_with',
        ),
        migrations.RemoveField(
            model_name='report',
            name='file',
        ),
        migrations.RemoveField(
            model_name='report',
            name='round_table_number',
        ),
        migrations.RemoveField(
            model_name='report',
            name='sha256',
        ),
        migrations.RemoveField(
            model_name='report',
            name='size',
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('kind', 'edition', 'subject', 'language', 'publication'), name='report_asked_twice_is_one'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('manifest__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='report_ready_has_a_manifest'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('state', 'ready'), _connector='OR'), name='report_released_is_ready'),
        ),
    ]
