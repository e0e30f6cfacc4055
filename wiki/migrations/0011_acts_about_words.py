"""The log tells of what moderators made of reports about what people write."""

from django.db import migrations, models

_ACTS = [
    ("approve", "approved"),
    ("approve_part", "approved in part"),
    ("correct", "corrected and approved"),
    ("second", "approved as the first of two"),
    ("reject", "rejected"),
    ("ask", "asked for changes"),
    ("reopen", "reopened"),
    ("take_over", "took over a claim"),
    ("hold", "put on hold"),
    ("unhold", "no longer on hold"),
    ("hide", "hid a page"),
    ("restore", "restored a page"),
    ("merge", "merged pages"),
    ("revert", "reverted"),
    ("roll_back", "rolled back"),
    ("patrol", "looked at a live edit"),
    ("audit", "audited a live edit"),
    ("protect", "protected"),
    ("unprotect", "lifted a protection"),
    ("propose_protection", "proposed a protection"),
    ("suspend", "suspended"),
    ("lift", "lifted a suspension"),
    ("level", "changed a level"),
    ("filter", "changed an edit filter"),
    ("appeal", "appealed"),
    ("answer", "answered an appeal"),
    ("clear", "cleared a profile"),
    ("leave", "deleted the account"),
    ("take_down", "removed what somebody wrote"),
    ("put_back", "put back what somebody wrote"),
    ("keep", "kept what was reported"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wiki", "0010_acts_about_users"),
    ]

    operations = [
        migrations.AlterField(
            model_name="logentry",
            name="act",
            field=models.CharField(choices=_ACTS, max_length=20),
        ),
    ]
