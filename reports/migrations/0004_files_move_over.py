"""Booklets built before reports had kinds and several files: public as they were, each with its one file."""

import hashlib
import json

from django.db import migrations


def move(apps, schema_editor):
    Report, File, Schedule = (apps.get_model("reports", name) for name in ("Report", "ReportFile", "ReportSchedule"))
    for report in Report.objects.iterator():
        report.subject = str(report.round_table_number or "")
        report.releases_itself = True
        if report.state == "ready":
            report.released_at = report.ready_at
            report.manifest = _manifest(report)
            File.objects.create(
                report=report,
                format="pdf",
                file=report.file,
                size=report.size,
                sha256=report.sha256,
                built_with=report.built_with,
            )
        else:
            report.snapshot = None  # of a form that is no longer built: it is frozen anew, at the same publication
        report.save()
    Schedule.objects.update(releases=True)


def _manifest(report):
    """What is known of a booklet built earlier, in the form a manifest has."""
    return {
        "reference": report.reference,
        "kind": report.kind,
        "forum": report.edition_id,
        "subject": report.subject,
        "language": report.language,
        "publication": report.publication_id,
        "day": report.as_of_on.isoformat(),
        "inputs": {part: _digest(report.snapshot[part]) for part in ("facts", "document")},
        "figures": report.snapshot["facts"].get("figures", {}),
        "files": {"pdf": {"bytes": report.size, "sha256": report.sha256, "made_with": report.built_with}},
    }


def _digest(value):
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_kinds_and_files")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
