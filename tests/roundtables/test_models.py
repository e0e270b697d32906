"""The database itself refuses a split that misses or repeats an objective."""

import pytest
from django.db import IntegrityError, connection, transaction

from roundtables.models import Edition, Placement, RoundTable

pytestmark = pytest.mark.django_db


def settle():
    """Ask the database now what it would ask at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def split(year=2026):
    return dict(Placement.objects.filter(edition=year).values_list("objective_id", "round_table__number"))


def test_a_split_that_misses_an_objective_is_refused():
    with (
        pytest.raises(IntegrityError, match="split of Forum edition 2026 must place each of the 23 objectives"),
        transaction.atomic(),
    ):
        Placement.objects.get(edition=2026, objective=7).delete()
        settle()

    assert len(split()) == 23


def test_an_objective_stands_at_one_round_table_of_an_edition_only():
    other = RoundTable.objects.get(edition=2026, number=1)

    with pytest.raises(IntegrityError, match="objective_placed_once"), transaction.atomic():
        Placement.objects.create(edition_id=2026, round_table=other, objective_id=7)


def test_an_objective_is_not_placed_at_the_table_of_another_edition():
    other = RoundTable.objects.get(edition=2022, number=4)

    with pytest.raises(IntegrityError, match="belongs to another Forum edition"), transaction.atomic():
        Placement.objects.filter(edition=2026, objective=7).update(round_table=other)


def test_an_edition_without_a_split_is_refused():
    with pytest.raises(IntegrityError, match="Forum edition 2034 needs a split"), transaction.atomic():
        Edition.objects.create(year=2034, number=4)
        settle()


def test_an_edition_with_an_incomplete_split_is_refused():
    with pytest.raises(IntegrityError, match="2034"), transaction.atomic():
        edition = Edition.objects.create(year=2034, number=4)
        table = RoundTable.objects.create(edition=edition, number=1)
        Placement.objects.bulk_create(
            Placement(edition=edition, round_table=table, objective_id=number) for number in range(1, 23)
        )
        settle()


def test_an_objective_can_move_to_another_table_of_its_edition():
    Placement.objects.filter(edition=2026, objective=7).update(
        round_table=RoundTable.objects.get(edition=2026, number=2)
    )
    settle()

    assert split()[7] == 2
    assert split(2022)[7] == 4


def test_an_edition_can_go_with_its_whole_split():
    Edition.objects.get(year=2030).delete()
    settle()

    assert split(2030) == {}
