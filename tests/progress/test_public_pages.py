"""What the public reads of updates on the page of what they are about."""

from datetime import date

import pytest
from django.test import Client

from drafting import services as drafting
from progress.services import UPDATE_CONTENT, confirm_unchanged
from tests.dashboard.test_home import text_of
from tests.factories import accounts, attachments, pledges, progress
from workflow import services

pytestmark = pytest.mark.django_db
MEASURED = {"indicator": "Offices open", "baseline": "3 offices", "target": "10 offices"}


class World:
    """A public pledge with an indicator, who reports on it, and who publishes."""

    def __init__(self):
        self.focal, self.moderator = accounts.focal_point(), accounts.moderator()
        self.pledge = pledges.published(self.focal, self.moderator, **MEASURED)

    def update(self, **fields):
        """A public update on it."""
        return progress.published(self.focal, moderator=self.moderator, about=self.pledge.record, **fields)

    def published(self, draft):
        """The draft, public."""
        return services.publish(services.submit(draft, by=self.focal), by=self.moderator)

    def page(self):
        """The pledge's public page, as a visitor gets it."""
        return Client().get(self.pledge.get_absolute_url())


@pytest.fixture
def world():
    return World()


def test_the_value_stands_beside_baseline_and_target(world):
    world.update(indicator_value="5 offices")
    words = text_of(world.page())
    assert "Baseline 3 offices On 1 June 2026 5 offices Target 10 offices" in words


def test_evidence_is_linked_with_its_host_and_without_our_credit(world):
    draft = progress.draft(
        world.focal, about=world.pledge.record, links=[("Annual <report>", "https://www.example.org/r?a=1&b=2")]
    )
    file = attachments.stored(world.focal, name="figures.txt")
    draft.attachments.add(file)
    update = world.published(draft)
    answer = world.page()
    page = answer.content.decode()
    assert '<a href="https://www.example.org/r?a=1&amp;b=2" rel="nofollow noopener external">' in page
    assert "Annual &lt;report&gt;" in page
    assert ">www.example.org</bdi>" in page
    assert f'href="{world.pledge.get_absolute_url()}updates/{update.reference}/files/{file.pk}/"' in page
    assert "Document attached" in text_of(answer)
    address = f"{world.pledge.get_absolute_url()}updates/{update.reference}/files/{file.pk}/"
    assert b"".join(Client().get(address).streaming_content) == b"A sample text."


def test_a_confirmation_says_since_when_and_when(world):
    world.update(speaks_for_on=date(2026, 3, 1))
    update = services.publish(confirm_unchanged(world.pledge.record, by=world.focal), by=world.moderator)
    confirmed = f"{update.speaks_for_on:%-d %B %Y}"
    assert f"Unchanged since 1 March 2026, confirmed {confirmed}" in text_of(world.page())


def test_a_confirmation_that_lost_what_it_confirms_says_what_is_left(world):
    said = world.update(speaks_for_on=date(2026, 3, 1))
    world.update(speaks_for_on=date(2026, 8, 1), narrative="", is_unchanged=True)
    services.retract(said, by=world.moderator, note="Not true.")
    assert "Confirmed on 1 August 2026: nothing has changed" in text_of(world.page())


def test_an_amended_update_keeps_the_texts_it_had(world):
    first = world.update(narrative="One office.", indicator_value="4 offices")
    draft = drafting.draft_amendment(first, by=world.focal, content=UPDATE_CONTENT, reason="There are two.")
    draft.narrative = "Two offices."
    draft.save()
    world.published(draft)
    words = text_of(world.page())
    assert words.index("Two offices.") < words.index("1 earlier version") < words.index("One office.")
    assert "Amended: There are two." in words


def test_a_withdrawn_update_leaves_its_reason_and_none_of_its_words(world):
    update = world.update(narrative="Sent by mistake.")
    world.published(
        drafting.draft_withdrawal(update, by=world.focal, content=UPDATE_CONTENT, reason="About another pledge.")
    )
    words = text_of(world.page())
    assert "1 update was withdrawn or retracted" in words
    assert ("About another pledge." in words, "Sent by mistake." in words) == (True, False)


def test_an_update_can_be_linked_to(world):
    update = world.update()
    assert f'id="{update.reference}"' in world.page().content.decode()
