"""Answering with an error of the wiki: its status and its headers, whatever page explains it."""

from __future__ import annotations

from django.http import HttpResponse

from wiki.exceptions import WikiError


def answered(answer: HttpResponse, error: WikiError) -> HttpResponse:
    """``answer``, which explains ``error``, with the status and the headers of the error."""
    answer.status_code = error.status
    for name, value in error.headers.items():
        answer[name] = value
    return answer
