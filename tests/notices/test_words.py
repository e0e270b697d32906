"""Letters that are no notices: their plain text as HTML beside it, in their language, marked as a machine's."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts import services as accounts_services
from notices.services import letter
from pledges.services.letters import send_due_partner_letters
from tests.factories import accounts, pledges
from tests.factories.notices import html_of
from workflow import services as workflow

pytestmark = pytest.mark.django_db


def test_html_escapes_keeps_lines_and_makes_addresses_links():
    with translation.override("ar"):
        message = letter(subject="Two\nlines", body="One <b>\n\nhttps://x.example/a?b=1&c=2\n", to="a@example.org")
    html = html_of(message)
    assert (message.subject, message.body) == ("Two lines", "One <b>\n\nhttps://x.example/a?b=1&c=2\n")
    assert '<html lang="ar" dir="rtl">' in html
    assert "<p>One &lt;b&gt;</p>" in html
    assert '<a href="https://x.example/a?b=1&amp;c=2"' in html


def invitation():
    made, token = accounts_services.invite(
        by=accounts.administrator(), email="new@example.org", party=accounts.portugal(), role="drafter"
    )
    accounts_services.send_invitation(invitation=made, token=token)


def partner_letter():
    by = accounts.focal_point()
    named = [{"name": "Praia", "kind": "local_government", "state": "CPV"}]
    workflow.submit(pledges.joint(by, partners=named, addresses=[("Praia", "mayor@example.org")]), by=by)
    send_due_partner_letters()


def address_check():
    accounts_services.send_address_check(person=accounts.person())


@pytest.mark.parametrize("act", [invitation, partner_letter, address_check])
def test_every_letter_is_in_both_forms_with_its_link_in_both(act):
    act()
    (message,) = mail.outbox
    (link,) = [line for line in message.body.splitlines() if "/en/" in line]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert f'href="{link.strip()}"' in html_of(message)


def test_so_is_the_message_for_a_new_password(client):
    somebody = accounts.person()
    client.post(reverse("account_reset_password"), {"email": somebody.email})
    (message,) = mail.outbox
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert 'href="http://localhost:8000/en/accounts/password/reset/key/' in html_of(message)
