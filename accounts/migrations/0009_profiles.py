"""Profiles: what users say of themselves and of each other, and by whom it is seen.

``private_list`` becomes the privacy of one part of the profile, and of those that follow from it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import wiki.model_fields

_HIDDEN = {"watch_list": "me", "statistics": "me", "activity": "me"}


def to_privacy(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects
    users.filter(private_list=True).update(privacy=_HIDDEN)


def to_private_list(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects
    users.filter(privacy__watch_list="me").update(private_list=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_moving"),
        ("films", "0006_by_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="about",
            field=wiki.model_fields.MarkdownField(
                blank=True, default="", max_length=5000, verbose_name="about you"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="avatar",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=40
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="deleted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="privacy",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="shows_adult",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="show films for adults"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="theme",
            field=models.CharField(
                blank=True,
                choices=[("light", "Light"), ("dark", "Dark")],
                db_default="",
                default="",
                max_length=5,
                verbose_name="colours",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=64, verbose_name="time zone"
            ),
        ),
        migrations.RunPython(to_privacy, to_private_list, elidable=True),
        migrations.RemoveField(model_name="user", name="private_list"),
        migrations.CreateModel(
            name="UserBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocked_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "block",
                "verbose_name_plural": "blocks",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "other"), name="userblock_once"),
                    models.CheckConstraint(
                        condition=~Q(owner=models.F("other")), name="userblock_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Favourite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("added_at", models.DateTimeField()),
                *(
                    (
                        kind,
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=f"films.{kind}",
                        ),
                    )
                    for kind in ("film", "person", "character")
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourites",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "favourite",
                "verbose_name_plural": "favourites",
                "ordering": ("place", "pk"),
                "indexes": [
                    models.Index(
                        condition=Q(**{f"{kind}__isnull": False}),
                        fields=[kind],
                        name=f"favourite_of_{kind}",
                    )
                    for kind in ("film", "person", "character")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(film__isnull=False, person=None, character=None)
                        | Q(film=None, person__isnull=False, character=None)
                        | Q(film=None, person=None, character__isnull=False),
                        name="favourite_is_one",
                    ),
                    *(
                        models.UniqueConstraint(
                            condition=Q(**{f"{kind}__isnull": False}),
                            fields=("user", kind),
                            name=f"favourite_{kind}_once",
                        )
                        for kind in ("film", "person", "character")
                    ),
                ],
            },
        ),
    ]
