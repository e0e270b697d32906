"""While a report is being built its row says what a worker is at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_one_file_goes")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("figures", "Reading the figures and the records"),
                    ("document", "Putting the document together"),
                    ("pdf", "Setting the PDF"),
                    ("html", "Writing the web page"),
                    ("docx", "Writing the Word document"),
                    ("xlsx", "Writing the workbook of its tables"),
                    ("keeping", "Keeping the files and their checksums"),
                ],
                default="",
                help_text="what a worker is at",
                max_length=10,
            ),
            preserve_default=False,
        ),
    ]
