"""Reviews, recommendations, and what members complain about to moderators."""

import django.db.models.deletion
import wiki.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_profiles"),
        ("films", "0006_by_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="filmlist",
            name="hidden",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="listcomment",
            name="hidden",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    wiki.model_fields.LanguageField(max_length=20, verbose_name="language"),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="because")),
                ("hidden", models.BooleanField(default=False, editable=False)),
                ("helpful_count", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("touched_at", models.DateTimeField(editable=False)),
                (
                    "film",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="films.film",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="films.film",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
            },
        ),
        migrations.CreateModel(
            name="RecommendationVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "recommendation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="accounts.recommendation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendation_votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    wiki.model_fields.LanguageField(max_length=20, verbose_name="language"),
                ),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="headline")),
                ("text", models.TextField(max_length=20000, verbose_name="review")),
                (
                    "score",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating"),
                ),
                (
                    "spoilers",
                    models.BooleanField(default=False, verbose_name="it gives the story away"),
                ),
                ("hidden", models.BooleanField(default=False, editable=False)),
                ("helpful_count", models.PositiveIntegerField(default=0, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("touched_at", models.DateTimeField(editable=False)),
                (
                    "film",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="films.film",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="reviews",
                        to="films.segment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
            },
        ),
        migrations.CreateModel(
            name="ReviewVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("language", wiki.model_fields.LanguageField(max_length=20)),
                ("title", models.CharField(blank=True, max_length=150)),
                ("text", models.TextField()),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("spoilers", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="accounts.review",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="ReviewVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="accounts.review",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "review"),
                            ("recommendation", "recommendation"),
                            ("list", "list"),
                            ("comment", "comment on a list"),
                            ("user", "profile"),
                        ],
                        max_length=14,
                    ),
                ),
                ("about_id", models.PositiveBigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("quote", models.TextField(blank=True, default="")),
                ("url", models.CharField(max_length=300)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "It is advertising, or has nothing to do with films"),
                            ("abuse", "It attacks or mocks somebody"),
                            ("spoiler", "It gives a story away without hiding that"),
                            ("copied", "It was copied from somebody else"),
                            ("unlawful", "It is against the law"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="what is wrong",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, default="", max_length=2000, verbose_name="in your words"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "kept"), ("removed", "removed")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="note"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints_about",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "ordering": ("created_at", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("verdict", "")),
                        fields=["created_at"],
                        name="complaint_open",
                    ),
                    models.Index(fields=["kind", "about_id"], name="complaint_about"),
                    models.Index(fields=["by", "created_at"], name="complaint_made"),
                    models.Index(fields=["-decided_at", "-id"], name="complaint_latest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "")),
                        fields=("by", "kind", "about_id"),
                        name="complaint_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("verdict", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("verdict__in", ["kept", "removed"]),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["review", "recommendation", "list", "comment", "user"])
                        ),
                        name="complaint_kind",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["film", "-helpful_count", "-id"], name="recommendation_first"
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["other", "-helpful_count", "-id"], name="recommendation_second"
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["user", "created_at"], name="recommendation_made"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("user", "film", "other"), name="recommendation_once_a_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("film__lt", models.F("other"))), name="recommendation_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="recommendation_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationvote",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "user"), name="recommendationvote_once"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("hidden", False)),
                fields=["film", "-helpful_count", "-id"],
                name="review_of_film",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["film", "-touched_at"], name="review_clock"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["user", "-id"], name="review_of_user"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["user", "created_at"], name="review_made"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("hidden", False)),
                fields=["-helpful_count", "-id"],
                name="review_best",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("segment", None)),
                fields=("user", "film"),
                name="review_once_a_film",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("segment__isnull", False)),
                fields=("user", "film", "segment"),
                name="review_once_a_segment",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("score", None), ("score__range", (1, 100)), _connector="OR"),
                name="review_score",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="review_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewversion",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="reviewversion_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewvote",
            constraint=models.UniqueConstraint(fields=("review", "user"), name="reviewvote_once"),
        ),
    ]
