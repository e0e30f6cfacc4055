"""Who is new is shown round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_levels_and_suspensions"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="wants_tour",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
