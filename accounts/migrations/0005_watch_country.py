"""Users say for which country places to watch and releases come first."""

from django.db import migrations

import wiki.model_fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_title_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="watch_country",
            field=wiki.model_fields.CountryField(
                blank=True, db_default="", default="", max_length=2, verbose_name="country"
            ),
        ),
    ]
