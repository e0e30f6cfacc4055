"""The address that tells whether the site serves."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_healthz_answers_after_exactly_one_query(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok\n"
