"""What a member says of a question that is to be kept."""

from __future__ import annotations

from django import forms

from wiki.models import Report


class ReportForm(forms.ModelForm):
    """Title, and whether everybody may see it."""

    class Meta:
        model = Report
        fields = ("title", "public")
        widgets = {
            "title": forms.TextInput(attrs={"class": "form-control"}),
            "public": forms.CheckboxInput(attrs={"class": "form-check-input"}),
        }
