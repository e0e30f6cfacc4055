"""Users choose which of a page's names stands first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_guided_tour"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="title_language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("released", "As released"),
                    ("display", "English"),
                    ("romaji", "Romaji"),
                    ("native", "Native"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="titles",
            ),
        ),
    ]
