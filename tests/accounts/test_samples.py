"""Sample people: on local copies only, once, and their passwords where the owner of the files can read them."""

import json
import stat
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.exceptions import NotALocalCopy, ReferenceMissing
from accounts.models import Delegation, Organisation, State, User
from accounts.rules import must_use_two_factors
from accounts.services import make_demo_people, samples
from accounts.services.samples import demo_accounts_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local_copy(settings, tmp_path):
    settings.LOCAL_COPY = True
    settings.DATA_DIR = tmp_path / "data"


def written():
    return json.loads(demo_accounts_file().read_text())


def run():
    out = StringIO()
    call_command("make_demo_people", stdout=out)
    return out.getvalue()


def everything():
    people = User.objects.order_by("pk").values_list("pk", "email", "password", "staff_role")
    return list(people), list(Delegation.objects.values()), list(Authenticator.objects.values()), written()


def test_the_people_are_who_the_file_says():
    make_demo_people()

    assert [(entry["email"], entry["role"], entry["state"]) for entry in written()] == [
        ("administrator@example.org", "administrator", None),
        ("moderator@example.org", "moderator", None),
        ("moderator2@example.org", "moderator", None),
        ("focal.prt@example.org", "focal_point", "PRT"),
        ("drafter.prt@example.org", "drafter", "PRT"),
        ("focal.ken@example.org", "focal_point", "KEN"),
        ("drafter.ken@example.org", "drafter", "KEN"),
        ("contributor@example.org", "contributor", None),
    ]
    people = User.objects.in_bulk([entry["email"] for entry in written()], field_name="email")
    assert {person.name.lower().count("sample") > 0 for person in people.values()} == {True}
    assert {email for email, person in people.items() if not must_use_two_factors(person)} == {
        "drafter.prt@example.org",
        "drafter.ken@example.org",
    }
    contributor = people["contributor@example.org"].delegations.get()
    assert (contributor.role, str(contributor.organisation)) == ("focal_point", "Sample City (demonstration)")


def test_everybody_signs_in_with_what_the_file_says(client):
    make_demo_people()

    for entry in written():
        answer = client.post("/en/accounts/login/", {"login": entry["email"], "password": entry["password"]})
        counter = int(timezone.now().timestamp()) // 30
        client.post(answer["Location"], {"code": format_hotp_value(hotp_value(entry["totp_secret"], counter))})
        assert int(client.session["_auth_user_id"]) == User.objects.get(email=entry["email"]).pk
        client.post("/en/accounts/logout/")


def test_the_file_is_for_its_owner_only():
    make_demo_people()

    assert stat.S_IMODE(demo_accounts_file().stat().st_mode) == 0o600
    assert [path.name for path in demo_accounts_file().parent.iterdir()] == ["demo-accounts.json"]


def test_the_first_run_prints_the_passwords_and_the_second_changes_nothing_and_prints_where_they_are():
    first, before = run(), everything()
    second = run()

    assert all(entry["password"] in first and entry["totp_secret"] in first for entry in written())
    assert second == f"Sample people's passwords: {demo_accounts_file()}\n"
    assert everything() == before


@pytest.mark.parametrize("harm", ["unlink", "not json", "somebody missing"])
def test_where_the_file_does_not_fit_the_people_get_new_passwords(harm):
    make_demo_people()
    before = {entry["email"]: entry["password"] for entry in written()}
    if harm == "unlink":
        demo_accounts_file().unlink()
    else:
        demo_accounts_file().write_text(json.dumps(written()[1:]) if harm == "somebody missing" else "{")

    make_demo_people()

    after = {entry["email"]: entry["password"] for entry in written()}
    assert after.keys() == before.keys()
    assert all(after[email] != before[email] for email in after)
    assert all(User.objects.get(email=email).check_password(password) for email, password in after.items())
    assert (Delegation.objects.count(), Organisation.objects.filter(slug__startswith="sample").count()) == (5, 1)
    assert Authenticator.objects.filter(type="totp").count() == 8


def test_a_new_database_beside_an_old_file_gets_its_people():
    make_demo_people()
    Authenticator.objects.all().delete()
    User.objects.filter(email="contributor@example.org").update(email="renamed@example.org")

    assert len(make_demo_people()) == 8
    assert User.objects.filter(email="contributor@example.org").count() == 1


def test_anything_but_a_local_copy_refuses(settings):
    settings.LOCAL_COPY = False

    with pytest.raises(NotALocalCopy):
        make_demo_people()
    with pytest.raises(CommandError, match="LOCAL_COPY is not true"):
        run()
    assert not demo_accounts_file().exists()
    assert not User.objects.filter(email__endswith="@example.org").exists()


def test_without_the_states_it_says_what_to_load_first(monkeypatch):
    elsewhere = samples.Sample("focal.xxx@example.org", "Sample focal point, nowhere", "focal_point", "XXX")
    monkeypatch.setattr(samples, "SAMPLES", (*samples.SAMPLES, elsewhere))

    with pytest.raises(ReferenceMissing):
        make_demo_people()
    with pytest.raises(CommandError, match="load_reference"):
        run()
    assert State.objects.filter(iso3="PRT").exists()
