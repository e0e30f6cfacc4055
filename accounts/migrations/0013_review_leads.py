"""Reviews keep how they begin, so that film pages need not read them whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_tonight"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="lead",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=320
            ),
        ),
    ]
