"""Schedules get their times by the Forum's calendar, and each time that has come a row."""

import datetime
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0006_step'),
        ('roundtables', '0003_reference_with_history'),
        ('workflow', '0008_spelled'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScheduleRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurrence', models.CharField(help_text='its name, whatever moves: before:16w, yearly:2026', max_length=40)),
                ('due_at', models.DateTimeField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(choices=[('asked', 'Reports asked for'), ('nothing', 'There was nothing to report on'), ('told', 'People written to'), ('too_late', 'The Forum had begun: nobody was written to')], max_length=10)),
                ('count', models.PositiveIntegerField(default=0, help_text='reports asked for, or people told')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='reportschedule',
            options={'ordering': ['-edition_id', 'pk']},
        ),
        migrations.RemoveConstraint(
            model_name='reportschedule',
            name='schedule_once_per_edition',
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='at_time',
            field=models.TimeField(default=datetime.time(5, 0)),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='counts_from',
            field=models.DateTimeField(default=django.utils.timezone.now, help_text='times before are no business of it: when it was made, resumed or set anew'),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='day',
            field=models.PositiveSmallIntegerField(blank=True, help_text='of the month', null=True),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='deed',
            field=models.CharField(choices=[('reports', 'Asks for reports'), ('call', 'Calls on focal points to submit'), ('reminder', 'Reminds focal points'), ('deadline', 'Tells the secretariat when the Secretary-General’s report is due')], default='reports', max_length=10),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('round_table', 'Round-table booklet'), ('objective', 'Objective sheet'), ('state', 'State profile'), ('brief', 'Policy-debate brief'), ('overview', 'Forum overview'), ('annual', 'Annual status report'), ('changes', 'What changed between two Forums')], max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='made_as',
            field=models.CharField(blank=True, help_text='which of the usual ones it is; empty: added here', max_length=20),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='month',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='on_day',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='time_zone',
            field=models.CharField(default='UTC', max_length=40),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='timing',
            field=models.CharField(choices=[('daily', 'Every day'), ('weekly', 'Every week'), ('monthly', 'Every month'), ('yearly', 'Every year'), ('before', 'Some weeks before the Forum begins'), ('after', 'Some weeks after the Forum ends'), ('on', 'On one day')], default='daily', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='weekday',
            field=models.PositiveSmallIntegerField(blank=True, help_text='1 is Monday', null=True),
        ),
        migrations.AddField(
            model_name='reportschedule',
            name='weeks',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='reportschedule',
            name='languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ar', 'العربية'), ('zh-hans', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=7), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            model_name='scheduleevent',
            name='act',
            field=models.CharField(choices=[('added', 'Added'), ('paused', 'Paused'), ('resumed', 'Resumed'), ('changed', 'Changed'), ('run', 'Run by hand'), ('ended', 'Ended')], max_length=20),
        ),
        migrations.AlterField(
            model_name='scheduleevent',
            name='asked',
            field=models.PositiveSmallIntegerField(default=0, help_text='how many reports a run by hand asked for, or people it told'),
        ),
        migrations.AlterField(
            model_name='scheduleevent',
            name='changes',
            field=models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='column to what it said, and says'),
        ),
        migrations.AddField(
            model_name='schedulerun',
            name='asked',
            field=models.ForeignKey(help_text='where they wait for a release', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.reportset'),
        ),
        migrations.AddField(
            model_name='schedulerun',
            name='publication',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.publication'),
        ),
        migrations.AddField(
            model_name='schedulerun',
            name='schedule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.reportschedule'),
        ),
        migrations.AddConstraint(
            model_name='schedulerun',
            constraint=models.UniqueConstraint(fields=('schedule', 'occurrence'), name='occurrence_runs_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedulerun',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='299dd325545cb10962bb46df2ba663fb10fd36ab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b9fd1', table='reports_schedulerun', when='BEFORE')),
        ),
    ]
