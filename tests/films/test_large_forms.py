"""Forms of films with very many rows are read; what is no form of a person is refused kindly."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("values", "status"), [(5_000, 422), (25_000, 400)])
def test_a_form_may_have_thousands_of_values(client: Client, values: int, status: int) -> None:
    film = cast.film("Memories")
    client.force_login(cast.mei())
    answer = client.post(
        f"{film.get_absolute_url()}edit/",
        {f"film:{film.pk}.runtime": "-5", **{f"credit:new{n}.note": "" for n in range(values)}},
    )
    assert answer.status_code == status
