"""One's own records by token: what may be seen, the verbs as on the desk, and who is refused at once."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.utils import timezone

from accounts.services import close_account
from api.pages.kinds import KINDS
from api.services import revoke_token
from api.services.drafts import save_answers, tag_of
from api.states import Scope
from pledges.models import Pledge, PledgeContact
from pledges.services import PLEDGE_CONTENT
from progress.models import ProgressUpdate
from tests.api.conftest import Program
from tests.factories import accounts, needs, plans, pledges, progress, reviews, tools
from workflow import services
from workflow.exceptions import NotEditable
from workflow.models import AuditEvent
from workflow.states import Status

pytestmark = pytest.mark.django_db
FACTORIES = {"pledges": pledges, "needs": needs, "tools": tools, "plans": plans, "reviews": reviews}


@pytest.fixture
def portugal(db):
    """A focal point."""
    return accounts.focal_point("PRT")


@pytest.fixture
def program(portugal):
    """What a program of theirs asks."""
    return Program(portugal)


def names_in(answer):
    """Which answers a refusal is about."""
    assert answer["Content-Type"] == "application/problem+json"
    return {error["name"] for error in answer.json()["errors"]}


def complete(**more):
    """Answers with which a pledge can be submitted."""
    return {
        "title": "A sample pledge by a program",
        "pledge_type": "individual",
        "natures": ["process"],
        "description": pledges.LONG_ENOUGH,
        "objectives": [7, 8],
        "starts_on": "2026-01-01",
        "is_open_ended": True,
    } | more


def test_from_nothing_to_the_secretariat_and_its_amendment(program, portugal):
    begun = program.post("own/pledges/", {"language": "fr", "answers": complete()}, **{"Idempotency-Key": "one"})
    assert (begun.status_code, begun.json()["missing"], begun.json()["language"]) == (201, [], "fr")
    again = program.post("own/pledges/", {"language": "fr", "answers": complete()}, **{"Idempotency-Key": "one"})
    assert (again.status_code, again.json()["id"], Pledge.objects.count()) == (200, begun.json()["id"], 1)
    path = f"own/pledges/{begun.json()['id']}/"
    saved = program.patch(path, {"answers": {"title": "In other words"}}, **{"If-Match": begun["ETag"]})
    assert (saved.status_code, saved.json()["answers"]["title"]) == (200, "In other words")
    submitted = program.post(f"{path}submit/", **{"If-Match": saved["ETag"]})
    assert (submitted.status_code, submitted.json()["status"]) == (200, "submitted")
    pledge = Pledge.objects.get()
    assert list(pledge.placements.values_list("objective_id", flat=True)) == [7, 8]
    services.publish(pledge, by=accounts.moderator())
    reference = submitted.json()["reference"]
    amended = program.post("own/pledges/amendments/", {"reference": reference, "reason": "A slip."})
    assert (amended.status_code, amended.json()["change"], amended.json()["reference"]) == (
        201,
        "amendment",
        reference,
    )
    twice = program.post("own/pledges/amendments/", {"reference": reference, "reason": "A slip."})
    assert twice.status_code == 409
    verbs = AuditEvent.objects.filter(actor=portugal).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["draft", "submit", "draft"]


def test_what_is_missing_is_named_and_nothing_is_submitted(program):
    begun = program.post("own/pledges/", {"answers": {"title": "Only a title"}})
    refused = program.post(f"own/pledges/{begun.json()['id']}/submit/", **{"If-Match": begun["ETag"]})
    assert refused.status_code == 422
    assert names_in(refused) == {each["name"] for each in begun.json()["missing"]} != set()
    assert Pledge.objects.get().status == Status.DRAFT


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({"titel": "x"}, {"titel"}),
        ({"title": "x" * 201}, {"title"}),
        ({"title": ["x"]}, {"title"}),
        ({"title": "a\0b"}, {"title"}),
        ({"title": {"a": 1}}, {"title"}),
        ({"objectives": "7"}, {"objectives"}),
        ({"objectives": [99]}, {"objectives"}),
        ({"objectives": [1, 2, 3, 4]}, {"objectives"}),
        ({"objectives": [[7]]}, {"objectives"}),
        ({"is_mirror": "yes"}, {"is_mirror"}),
        ({"starts_on": "2026-13-40"}, {"starts_on"}),
        ({"starts_on": "2026-05-01", "ends_on": "2026-01-01"}, {"ends_on"}),
        ({"budget_amount": 1e300}, {"budget_amount"}),
        ({"budget_amount": "NaN"}, {"budget_amount"}),
        ({"partners": [{"name": "x", "nickname": "y"}]}, {"partners"}),
        ({"partners": ["x"]}, {"partners"}),
        ({"partners": [{}] * 1000}, {"partners"}),
        ({"contacts": [{"name": "Contact Person", "email": "no address"}]}, {"contacts"}),
        ({"forum": 2023, "sdg_targets": ["99.9"]}, {"forum", "sdg_targets"}),
        ({"language": "xx"}, {"language"}),
        ({"plan_measure": 10**30}, {"plan_measure"}),
    ],
)
def test_each_wrong_answer_is_named_and_none_is_saved(program, portugal, answers, names):
    pledge = pledges.draft(portugal)
    path, seen = f"own/pledges/{pledge.pk}/", {"If-Match": tag_of(pledge)}
    refused = program.patch(path, {"answers": {"region": "", "is_open_ended": False} | answers}, **seen)
    assert (refused.status_code, names_in(refused)) == (422, names)
    pledge.refresh_from_db()
    assert (pledge.revision, pledge.is_open_ended) == (1, True)
    refused = program.post("own/pledges/", {"answers": answers})
    assert (refused.status_code, names_in(refused), Pledge.objects.count()) == (422, names, 1)


@pytest.mark.parametrize(
    ("sent", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"answers": {"title": "\\ud800"}}', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b" ", "application/json", 400),
        (b"[" * 5000, "application/json", 400),
        (b'{"answers": 1}', "application/json", 422),
        (b'{"status": "published"}', "application/json", 422),
        (b'{"owner": 1}', "application/json", 422),
        (b'{"owner": "state:KEN"}', "application/json", 422),
        (b'{"language": "de"}', "application/json", 422),
        (b"title=x", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b'{"a": "' + b"x" * 300_000 + b'"}', "application/json", 413),
        (b'{"a": "' + b"x" * 3_000_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_is_none_of_ours_begins_nothing(program, sent, content_type, status):
    answer = program.client.post("/api/v1/own/pledges/", sent, content_type=content_type, headers=program.headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert Pledge.objects.count() == 0


def test_a_later_revision_is_never_overwritten(program, portugal):
    pledge = pledges.draft(portugal)
    path, seen = f"own/pledges/{pledge.pk}/", tag_of(pledge)
    assert program.patch(path, {"answers": {"title": "Mine"}}).status_code == 428
    assert program.patch(path, {"answers": {"title": "Mine"}}, **{"If-Match": "*"}).status_code == 428
    assert program.patch(path, {"answers": {"title": "Theirs"}}, **{"If-Match": seen}).status_code == 200
    overtaken = program.patch(path, {"answers": {"region": "x", "levels": ["regional"]}}, **{"If-Match": seen})
    assert overtaken.status_code == 412
    assert program.post(f"{path}submit/", **{"If-Match": seen}).status_code == 412
    pledge.refresh_from_db()
    assert (pledge.title, pledge.region, pledge.status, pledge.revision) == ("Theirs", "", Status.DRAFT, 2)


def test_what_was_submitted_is_not_edited_and_what_is_published_not_withdrawn(program, portugal):
    pledge = pledges.submitted(portugal)
    seen = {"If-Match": tag_of(pledge)}
    assert program.patch(f"own/pledges/{pledge.pk}/", {"answers": {"title": "x"}}, **seen).status_code == 409
    assert program.post(f"own/pledges/{pledge.pk}/submit/", **seen).status_code == 409
    taken_back = program.post(f"own/pledges/{pledge.pk}/withdraw/", **seen)
    assert (taken_back.status_code, taken_back.json()["status"], taken_back.json()["acts"]) == (200, "withdrawn", [])
    public = pledges.published(portugal)
    refused = program.post(f"own/pledges/{public.pk}/withdraw/", **{"If-Match": tag_of(public)})
    assert refused.status_code == 409


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_is_read_in_every_status_and_saved(program, portugal, name):
    if name == "progress":
        item = progress.draft(portugal, about=pledges.published(portugal).record)
    else:
        item = FACTORIES[name].draft(portugal)
    listed = program.get(f"own/{name}/?status=draft").json()["results"]
    one = program.get(f"own/{name}/{item.pk}/")
    assert [row["id"] for row in listed] == [item.pk]
    assert listed[0] == {key: one.json()[key] for key in listed[0]}
    saved = program.patch(f"own/{name}/{item.pk}/", {"answers": {"language": "es"}}, **{"If-Match": one["ETag"]})
    assert (saved.status_code, saved.json()["language"], saved.json()["revision"]) == (200, "es", item.revision + 1)
    kept = {key: value for key, value in saved.json()["answers"].items() if key != "language"}
    assert kept == {key: value for key, value in one.json()["answers"].items() if key != "language"}


def test_an_update_begins_on_a_public_pledge_of_ones_own(program, portugal):
    mine = pledges.published(portugal)
    theirs = pledges.published(accounts.focal_point("KEN"), accounts.moderator("second@example.org"), state="KEN")
    answers = {
        "stage": "in_progress",
        "narrative": "Begun.",
        "links": [{"title": "Law", "address": "https://a.example/"}],
    }
    begun = program.post("own/progress/", {"about": mine.reference, "answers": answers})
    assert (begun.status_code, begun.json()["answers"]["links"]) == (201, answers["links"])
    assert ProgressUpdate.objects.get().about == mine.record
    assert program.post("own/progress/", {"about": mine.reference, "answers": answers}).status_code == 409
    for about in (theirs.reference, "GCM-PL-2026-99999", "", "x"):
        assert names_in(program.post("own/progress/", {"about": about})) == {"about"}


def test_what_others_wrote_looks_like_what_is_not_there(program):
    theirs = pledges.draft(accounts.focal_point("KEN"), state="KEN")
    seen = {"If-Match": tag_of(theirs)}
    for method, path, body in (
        ("get", "", None), ("patch", "", {"answers": {}}), ("post", "submit/", None), ("post", "withdraw/", None)
    ):  # fmt: skip
        headers = {} if method == "get" else {"body": body, **seen}
        found = [getattr(program, method)(f"own/pledges/{pk}/{path}", **headers) for pk in (theirs.pk, 10**9, 10**25)]
        assert [each.status_code for each in found] == [404] * 3
        assert len({each.content for each in found}) == 1
    assert program.get("own/pledges/").json()["results"] == []
    public = pledges.published(accounts.focal_point("DEU"), state="DEU")
    asked = {"reference": public.reference, "reason": "Not mine."}
    missing = asked | {"reference": "GCM-PL-2026-99999"}
    answers = [program.post("own/pledges/amendments/", body) for body in (asked, missing)]
    assert [each.status_code for each in answers] == [404, 404] and answers[0].content == answers[1].content


def test_a_drafter_writes_and_does_not_submit(portugal):
    drafter = Program(accounts.drafter("PRT"))
    begun = drafter.post("own/pledges/", {"answers": complete()})
    refused = drafter.post(f"own/pledges/{begun.json()['id']}/submit/", **{"If-Match": begun["ETag"]})
    assert (begun.status_code, begun.json()["acts"], refused.status_code) == (201, ["edit"], 403)


def test_a_token_that_only_reads_changes_nothing(portugal):
    reader, pledge = Program(portugal, scope=Scope.READ_OWN), pledges.draft(portugal)
    assert reader.get(f"own/pledges/{pledge.pk}/").status_code == 200
    path, seen = f"own/pledges/{pledge.pk}/", {"If-Match": tag_of(pledge)}
    refused = [reader.patch(path, {"answers": {"title": "x"}}, **seen), reader.post(f"{path}submit/", **seen)]
    refused += [reader.post("own/pledges/", {"answers": {}}), reader.post("own/pledges/amendments/", {})]
    assert [each.status_code for each in refused] == [403] * 4
    pledge.refresh_from_db()
    assert (pledge.revision, pledge.status) == (1, Status.DRAFT)


def test_who_may_no_longer_is_refused_at_once(program, portugal):
    assert program.get("own/").status_code == 200
    Authenticator.objects.filter(user=portugal).delete()
    assert program.get("own/").status_code == 403
    accounts.with_second_factor(portugal)
    portugal.delegations.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert program.get("own/").status_code == 403
    portugal.delegations.update(ends_on=None)
    assert program.get("own/").status_code == 200
    close_account(person=portugal, by=accounts.administrator())
    assert program.get("own/").status_code == 401


def test_no_token_opens_nothing_and_all_look_the_same(program, portugal):
    expired = Program(portugal)
    expired.token.expires_at = timezone.now()
    expired.token.created_at = timezone.now() - timedelta(days=9)
    expired.token.save()
    revoke_token(program.token, by=portugal)
    nobodys = Program()
    nobodys.client.force_login(portugal, backend="django.contrib.auth.backends.ModelBackend")
    asked = [program.get("own/"), expired.get("own/"), nobodys.get("own/")]
    asked += [nobodys.get("own/", Authorization=text) for text in ("Bearer", "Bearer x", "Basic eDp4", "Bearer \xe9")]
    assert [each.status_code for each in asked] == [401] * 7
    assert len({each.content for each in asked}) == 1
    assert asked[0]["WWW-Authenticate"].startswith("Bearer")


def test_for_whom_one_speaks(program, portugal):
    city = accounts.organisation()
    portugal.delegations.create(organisation=city, role="drafter", starts_on=date(2020, 1, 1))
    said = program.get("own/").json()
    assert [(each["owner"], each["role"]) for each in said["parties"]] == [
        ("state:PRT", "focal_point"),
        ("organisation:city-of-sample", "drafter"),
    ]
    assert names_in(program.post("own/pledges/", {})) == {"owner"}
    begun = program.post("own/pledges/", {"owner": "organisation:city-of-sample"})
    assert begun.json()["owner"] == "organisation:city-of-sample"
    assert names_in(program.post("own/plans/", {"owner": "organisation:city-of-sample"})) == {"owner"}


def test_contact_persons_are_their_owners_to_read_and_never_public(program, portugal, visitor):
    contacts = [{"name": "Kanarienvogel", "position": "Director", "email": "kanarienvogel@example.org"}]
    begun = program.post("own/pledges/", {"answers": complete(contacts=contacts)})
    assert begun.json()["answers"]["contacts"] == contacts
    assert PledgeContact.objects.get().email == "kanarienvogel@example.org"
    program.post(f"own/pledges/{begun.json()['id']}/submit/", **{"If-Match": begun["ETag"]})
    pledge = services.publish(Pledge.objects.get(), by=accounts.moderator())
    public = visitor.get(f"pledges/{pledge.reference}/").content + visitor.get("pledges/").content
    assert b"anarienvogel" not in public
    assert begun["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["pledges", "needs"])
def test_ones_own_list_costs_the_same_for_one_and_three(program, portugal, name, django_assert_num_queries):
    program.get("own/")
    for rows in (1, 2):
        for _ in range(rows):
            FACTORIES[name].draft(portugal)
        with django_assert_num_queries(7):
            program.get(f"own/{name}/")


def test_ones_own_list_is_paged_and_narrowed(program, portugal):
    made = [pledges.draft(portugal).pk for _ in range(3)] + [pledges.submitted(portugal).pk]
    first = program.get("own/pledges/?limit=2").json()
    second = program.get(first["next"].partition("/api/v1/")[2]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == made[::-1]
    assert second["next"] is None
    assert [row["id"] for row in program.get("own/pledges/?status=submitted").json()["results"]] == made[3:]
    for query in ("status=x", "reference=x", "limit=0", "cursor=x", "objective=7", "status="):
        assert program.get(f"own/pledges/?{query}").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_two_programs_at_once_one_saves_and_one_is_told():
    portugal = accounts.focal_point("PRT")
    pledge = pledges.draft(portugal)
    seen, start, results = tag_of(pledge), Barrier(2), []

    def save(title):
        try:
            item = Pledge.objects.get(pk=pledge.pk)
            start.wait()
            save_answers(item, by=portugal, content=PLEDGE_CONTENT, values={"title": title}, seen=seen)
            results.append("saved")
        except Exception as refused:
            results.append(type(refused).__name__)
        finally:
            connections.close_all()

    both = [Thread(target=save, args=(title,)) for title in ("First", "Second")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    pledge.refresh_from_db()
    assert (sorted(results), pledge.revision) == (["Overtaken", "saved"], 2)


def test_an_answer_for_a_version_that_was_handed_in_meanwhile_is_refused(portugal):
    pledge = pledges.submitted(portugal)
    with pytest.raises(NotEditable):
        save_answers(pledge, by=portugal, content=PLEDGE_CONTENT, values={"title": "x"}, seen=tag_of(pledge))
