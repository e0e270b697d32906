"""What schedules said before goes; from here on each says when it runs in its timing's own columns."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_schedules_move_over'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='reportschedule',
            name='frequency',
        ),
        migrations.RemoveField(
            model_name='reportschedule',
            name='kind',
        ),
        migrations.RemoveField(
            model_name='reportschedule',
            name='last_run_at',
        ),
        migrations.RemoveField(
            model_name='reportschedule',
            name='next_run_at',
        ),
        migrations.AddConstraint(
            model_name='reportschedule',
            constraint=models.UniqueConstraint(condition=models.Q(('made_as', ''), _negated=True), fields=('edition', 'made_as'), name='usual_schedule_once_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='reportschedule',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('timing__in', ['daily', 'monthly', 'weekly'])), fields=('edition', 'kinds', 'timing'), name='schedule_once_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='reportschedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', True), ('month__isnull', True), ('on_day__isnull', True), ('timing', 'daily'), ('weekday__isnull', True), ('weeks__isnull', True)), models.Q(('day__isnull', True), ('month__isnull', True), ('on_day__isnull', True), ('timing', 'weekly'), ('weekday__isnull', False), ('weeks__isnull', True)), models.Q(('day__isnull', False), ('month__isnull', True), ('on_day__isnull', True), ('timing', 'monthly'), ('weekday__isnull', True), ('weeks__isnull', True)), models.Q(('day__isnull', False), ('month__isnull', False), ('on_day__isnull', True), ('timing', 'yearly'), ('weekday__isnull', True), ('weeks__isnull', True)), models.Q(('day__isnull', True), ('month__isnull', True), ('on_day__isnull', True), ('timing', 'before'), ('weekday__isnull', True), ('weeks__isnull', False)), models.Q(('day__isnull', True), ('month__isnull', True), ('on_day__isnull', True), ('timing', 'after'), ('weekday__isnull', True), ('weeks__isnull', False)), models.Q(('day__isnull', True), ('month__isnull', True), ('on_day__isnull', False), ('timing', 'on'), ('weekday__isnull', True), ('weeks__isnull', True)), _connector='OR'), name='schedule_says_when'),
        ),
        migrations.AddConstraint(
            model_name='reportschedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deed', 'reports'), models.Q(('kinds', []), _negated=True), models.Q(('languages', []), _negated=True)), models.Q(models.Q(('deed', 'reports'), _negated=True), ('kinds', []), ('languages', []), ('releases', False)), _connector='OR'), name='schedule_says_which_reports'),
        ),
        migrations.AddConstraint(
            model_name='reportschedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kinds__contains', ['annual']), _negated=True), ('kinds', ['annual']), _connector='OR'), name='annual_report_has_its_own_schedule'),
        ),
    ]
