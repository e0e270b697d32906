"""Addresses mail comes back from: marked by the mail system, cleared by a message that arrived or by hand."""

import io
import re
import smtplib

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts import exceptions, services
from accounts.models import AccountEvent, ReturnedMail, User
from accounts.services.bounces import Failure, failures_in
from accounts.states import Act
from notices.services import send_due_notices
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

REPORT = """\
From: MAILER-DAEMON@mail.example
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

{recipients}
--b
Content-Type: message/rfc822

To: focal.prt@example.org
Subject: not read

--b--
"""
FAILED = """\
Final-Recipient: rfc822; focal.prt@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <focal.prt@example.org>: no such user; really
"""


class RefusingMailServer(EmailBackend):
    """Takes nothing for anybody: the mailbox does not exist."""

    code = 550

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({each.to[0]: (self.code, b"5.1.1 no such user") for each in messages})


class BusyMailServer(RefusingMailServer):
    """Takes nothing now; perhaps later."""

    code = 451


def report(*recipients):
    return REPORT.format(recipients="\n".join(recipients)).encode()


def take_in(content):
    said = io.StringIO()
    call_command("mark_bounced", stdin=io.BytesIO(content), stdout=said)
    return said.getvalue().strip()


def marked():
    return sorted(ReturnedMail.objects.values_list("email", flat=True))


def acts(act):
    return AccountEvent.objects.filter(act=act).count()


# taking in ----------------------------------------------------------------------------------------------------------


def test_a_delivery_report_marks_the_address_and_keeps_what_it_said():
    somebody = accounts.focal_point("PRT")

    assert take_in(report(FAILED)) == "1 failed, 1 marked"

    returned = ReturnedMail.objects.get()
    assert (returned.email, returned.times) == (somebody.email, 1)
    assert returned.why == "550 5.1.1 <focal.prt@example.org>: no such user; really"
    event = AccountEvent.objects.get()
    assert (event.act, event.person, event.actor.is_system, event.note) == (Act.MAIL_CAME_BACK, somebody, True, "")


def test_marking_again_counts_and_is_written_down_once():
    accounts.focal_point("PRT")
    take_in(report(FAILED))
    first = ReturnedMail.objects.get()

    take_in(report(FAILED.replace("no such user", "mailbox full")))

    again = ReturnedMail.objects.get()
    assert (again.times, again.first_at, again.last_at > first.last_at) == (2, first.first_at, True)
    assert ("mailbox full" in again.why, acts(Act.MAIL_CAME_BACK)) == (True, 1)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_only_what_failed_for_good_marks(action):
    accounts.focal_point("PRT")

    assert take_in(report(FAILED.replace("Action: failed", f"Action: {action}"))) == "0 failed, 0 marked"
    assert marked() == []


def test_an_address_that_was_sent_on_is_marked_as_we_wrote_to_it():
    accounts.focal_point("PRT")
    forwarded = FAILED.replace("rfc822; focal.prt@example.org", "rfc822; elsewhere@example.com")
    assert take_in(report("Original-Recipient: rfc822; Focal.PRT@example.org\n" + forwarded)) == "1 failed, 1 marked"
    assert marked() == ["focal.prt@example.org"]


def test_several_recipients_and_those_we_do_not_know():
    accounts.focal_point("PRT"), accounts.focal_point("KEN")
    others = [FAILED.replace("focal.prt", name) for name in ("focal.ken", "stranger")]

    assert take_in(report(FAILED, *others)) == "3 failed, 2 marked"
    assert marked() == ["focal.ken@example.org", "focal.prt@example.org"]


def test_a_plain_list_of_addresses_marks_them():
    accounts.focal_point("PRT"), accounts.focal_point("KEN")

    assert take_in(b"# back since Monday\nfocal.prt@example.org\n\nFOCAL.KEN@example.org\n") == "2 failed, 2 marked"
    assert ReturnedMail.objects.get(email="focal.ken@example.org").why == "listed as undeliverable"


def test_an_invited_address_is_one_we_write_to():
    services.invite(by=accounts.administrator(), email="new@example.org", role="moderator")

    assert services.mark_bounced(email="NEW@example.org ", why="gone")
    assert (marked(), acts(Act.MAIL_CAME_BACK)) == (["new@example.org"], 0)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"Dear Sir or Madam,\nI am away.", b"a@example.org\nnot an address", b"\x00\x00"],
)
def test_what_is_neither_is_refused(content):
    accounts.person("a@example.org")

    with pytest.raises(CommandError, match="no mark made"):
        take_in(content)
    assert marked() == []


@pytest.mark.parametrize(
    "block",
    ["Action: failed", "Final-Recipient: rfc822;\nAction: failed", "Final-Recipient: x\0y\nAction: failed\nStatus: 5"],
)
def test_a_report_with_holes_marks_nobody(block):
    assert take_in(report(block + "\n")) == "1 failed, 0 marked"


def test_what_the_mail_system_says_is_cut_and_has_no_control_characters():
    accounts.focal_point("PRT")

    services.mark_bounced(email="focal.prt@example.org", why="\x1b[31m550\n" + "x" * 900)

    why = ReturnedMail.objects.get().why
    assert (why.startswith("[31m550 xxx"), len(why)) == (True, 300)


def test_a_report_without_words_says_its_code():
    assert failures_in(report("Final-Recipient: rfc822; a@example.org\nAction: FAILED\nStatus: 5.2.2\n")) == [
        Failure(addresses=("a@example.org",), why="5.2.2")
    ]


# refused by the server ----------------------------------------------------------------------------------------------


def test_a_server_that_refuses_for_good_marks_and_one_that_is_busy_does_not(settings):
    invitation, token = services.invite(by=accounts.administrator(), email="new@example.org", role="moderator")
    for server in ("BusyMailServer", "RefusingMailServer"):
        assert marked() == []
        settings.EMAIL_BACKEND = f"tests.accounts.test_addresses.{server}"
        with pytest.raises(exceptions.MailNotTaken):
            services.send_invitation(invitation=invitation, token=token)
    assert marked() == ["new@example.org"]


def test_any_other_error_marks_nobody():
    services.note_refused_address(ConnectionRefusedError())

    assert marked() == []


# where it shows, and how it goes ------------------------------------------------------------------------------------


def bounced(email="focal.prt@example.org"):
    services.mark_bounced(email=email, why="550 <b>no such user</b>")


def test_it_shows_on_the_list_and_on_the_persons_page_escaped(client):
    somebody = accounts.focal_point("PRT")
    bounced()
    client.force_login(accounts.administrator())

    people = client.get(reverse("people:list")).content.decode()
    page = client.get(reverse("people:person", args=[somebody.pk])).content.decode()

    assert people.count("Mail comes back") == 1
    assert "550 &lt;b&gt;no such user&lt;/b&gt;" in page


def test_it_shows_in_the_list_of_invitations(client):
    administrator = accounts.administrator()
    services.invite(by=administrator, email="new@example.org", role="moderator")
    bounced("new@example.org")
    client.force_login(administrator)

    assert "Mail comes back" in client.get(reverse("invitations:list")).content.decode()


def test_the_person_is_told_on_their_own_pages_and_nobody_else_is(client):
    focal, other = accounts.focal_point("PRT"), accounts.focal_point("KEN")
    bounced()

    shown = []
    for person in (focal, other):
        client.force_login(person)
        pages = [reverse("profile:edit"), reverse("delegations:detail", args=[person.delegations.get().pk])]
        shown += ["Mail to you came back" in client.get(page).content.decode() for page in pages]

    assert shown == [True, True, False, False]


def test_an_administrator_takes_the_mark_off(client):
    somebody, administrator = accounts.focal_point("PRT"), accounts.administrator()
    bounced()
    client.force_login(administrator)

    client.post(reverse("people:clear_address", args=[somebody.pk]))
    client.post(reverse("people:clear_address", args=[somebody.pk]))

    assert (marked(), acts(Act.ADDRESS_WORKS)) == ([], 1)


def test_only_administrators_take_it_off():
    somebody = accounts.focal_point("PRT")
    for by in (accounts.moderator(), somebody):
        with pytest.raises(PermissionDenied):
            services.clear_address(person=somebody, by=by)


def checked(client, person):
    """Ask for the message and return the path of the link in it."""
    client.force_login(person)
    client.post(reverse("profile:check_address"))
    [path] = re.findall(r"http://localhost:8000(/\S+)", mail.outbox[-1].body)
    return path


def test_a_message_that_arrived_takes_the_mark_off_once_it_is_answered(client):
    somebody = accounts.focal_point("PRT")
    bounced()

    path = checked(client, somebody)
    assert (client.get(path).status_code, marked()) == (200, [somebody.email])
    client.post(path)

    assert (marked(), acts(Act.ADDRESS_WORKS)) == ([], 1)


def test_somebody_elses_link_an_old_address_and_a_forged_one_say_nothing(client):
    somebody, other = accounts.focal_point("PRT"), accounts.focal_point("KEN")
    bounced()
    bounced(other.email)
    path = checked(client, somebody)

    client.force_login(other)
    client.post(path)
    client.post(reverse("profile:confirm_address", args=["forged"]))
    client.force_login(somebody)
    User.objects.filter(pk=somebody.pk).update(email="elsewhere@example.org")
    client.post(path)

    assert marked() == ["focal.ken@example.org", "focal.prt@example.org"]


def test_where_no_server_takes_the_message_the_person_is_told(client, settings):
    client.force_login(accounts.focal_point("PRT"))
    settings.EMAIL_BACKEND = "tests.accounts.test_addresses.RefusingMailServer"

    page = client.post(reverse("profile:check_address"), follow=True).content.decode()

    assert "No mail server took the message" in page
    assert "Mail to you came back" in page


def test_an_accepted_invitation_that_came_by_mail_shows_that_mail_arrives():
    somebody = accounts.drafter("KEN", email="new@example.org")
    administrator = accounts.administrator()
    bounced(somebody.email)
    by_hand = services.invite(by=administrator, email=somebody.email, role="drafter", party=accounts.portugal())
    services.accept_invitation(token=by_hand[1])
    assert marked() == [somebody.email]

    invitation, token = services.invite(
        by=administrator, email=somebody.email, role="focal_point", party=accounts.portugal()
    )
    services.send_invitation(invitation=invitation, token=token)
    services.accept_invitation(token=token)

    assert marked() == []


# another address ----------------------------------------------------------------------------------------------------


def test_an_administrator_gives_an_account_another_address(client):
    somebody, administrator = accounts.focal_point("PRT"), accounts.administrator()
    bounced()
    UserSession.objects.create(user=somebody, ip="127.0.0.1", session_key="k", user_agent="a browser")
    client.force_login(administrator)

    client.post(reverse("people:change_address", args=[somebody.pk]), {"email": " New.Focal@Example.org "})

    somebody.refresh_from_db()
    assert (somebody.email, marked()) == ("new.focal@example.org", [])
    assert Authenticator.objects.filter(user=somebody).count() == 1
    assert UserSession.objects.filter(user=somebody).count() == 0
    assert list(AccountEvent.objects.filter(act=Act.ADDRESS_CHANGED).values_list("person", "actor", "note")) == [
        (somebody.pk, administrator.pk, "")
    ]


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Enter the new e-mail address."),
        ("nobody", "Enter a valid email address."),
        ("taken@example.org", "Another account has this address."),
        ("a\0@example.org", "Enter a valid email address."),
    ],
)
def test_an_address_that_cannot_be_comes_back_with_the_reason(client, email, words):
    somebody = accounts.focal_point("PRT")
    accounts.person("taken@example.org")
    client.force_login(accounts.administrator())

    answer = client.post(reverse("people:change_address", args=[somebody.pk]), {"email": email})

    assert answer.context["address_form"].errors["email"][0].startswith(words)
    assert answer.context["address_form"]["email"].value() == email
    assert User.objects.get(pk=somebody.pk).email == "focal.prt@example.org"


def test_nobody_changes_their_own_address_and_only_administrators_anybodys():
    somebody, administrator = accounts.focal_point("PRT"), accounts.administrator()

    with pytest.raises(exceptions.OwnAccount):
        services.change_address(person=administrator, email="x@example.org", by=administrator)
    for by in (somebody, accounts.moderator()):
        with pytest.raises(PermissionDenied):
            services.change_address(person=somebody, email="x@example.org", by=by)


def test_the_same_address_again_changes_nothing():
    somebody = accounts.focal_point("PRT")

    services.change_address(person=somebody, email="FOCAL.prt@example.org", by=accounts.administrator())

    assert acts(Act.ADDRESS_CHANGED) == 0


def test_a_mark_is_no_lock():
    somebody = accounts.focal_point("PRT", ends_on=timezone.localdate())
    bounced()

    assert (services.remind_of_delegations(), send_due_notices()) == (1, 1)
    assert mail.outbox[0].to == [somebody.email]
