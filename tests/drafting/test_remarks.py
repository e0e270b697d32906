"""Remarks at the owner's desk: at each question, on the task list, in the notice, in the history; and questions."""

import pytest
from django.urls import reverse

from drafting.forms import ATTACHMENTS, Questions
from drafting.selectors import story_of
from drafting.services import save
from drafting.services.files import add_files, remove_file
from notices.models import Notice
from plans.forms import PLAN
from pledges.forms import PLEDGE
from reviews.forms import REVIEW
from tests.factories import accounts, attachments, plans, pledges, reviews
from tests.factories.correspondence import answered, asked, returned
from workflow import services as workflow
from workflow.services.notices import compose
from workflow.states import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def desk(client, portugal):
    client.force_login(portugal)
    return client


def put(item, by, **values):
    """Save these answers as the form does."""
    seen = PLEDGE.stamp_of(item, next(iter(values)))
    save(item, by=by, content=PLEDGE.content, values=values, seen=seen)


def page_of(item, name="detail", *more):
    return reverse(f"desk_pledges:{name}", args=[item.pk, *more])


def standing(item):
    remarks = item.record.events.filter(verb=Verb.RETURN).latest("pk").remarks.all()
    return {each.question: each.is_dealt_with for each in Questions(PLEDGE, item).remarked(remarks)}


def test_a_remark_is_dealt_with_once_the_answer_has_changed(portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="Say what is done.", levels="Which?")
    assert standing(item) == {"title": False, "levels": False}
    put(item, portugal, title="A sample of ten offices")
    assert standing(item) == {"title": True, "levels": False}
    put(item, portugal, title="A sample pledge")
    assert standing(item) == {"title": False, "levels": False}


def test_a_remark_on_rows_and_on_files_is_dealt_with_like_any_other(portugal, moderator):
    item = pledges.submitted(portugal, pledge_type="partnership")
    returned(item, PLEDGE, by=moderator, partners="Name the city.", **{ATTACHMENTS: "Attach the decree."})
    assert standing(item) == {"partners": False, ATTACHMENTS: False}
    put(item, portugal, partners=[{"name": "City of Sample", "kind": "local_government", "state": ""}])
    add_files(item, by=portugal, uploads=[attachments.upload()])
    assert standing(item) == {"partners": True, ATTACHMENTS: True}
    remove_file(item, by=portugal, file_pk=item.attachments.get().pk)
    assert standing(item) == {"partners": True, ATTACHMENTS: False}


def test_the_step_shows_each_remark_at_its_question_and_nowhere_else(desk, portugal, moderator):
    item = returned(
        pledges.submitted(portugal), PLEDGE, by=moderator, title="Say <b>what</b>.", natures="Which?", levels="Where?"
    )
    html = desk.get(page_of(item, "step", "what")).content.decode()
    assert html.count('class="remark"') == 2
    assert 'id="id_title_remark" data-dealt-with="no"' in html
    assert "Say &lt;b&gt;what&lt;/b&gt;." in html
    assert "Where?" not in html
    assert 'aria-describedby="id_title_helptext id_title_remark"' in html
    assert 'id="id_natures_remark"' in html.split("<fieldset")[2]
    assert 'class="remark"' not in desk.get(page_of(item, "step", "done")).content.decode()


def test_a_remark_that_is_dealt_with_says_so_at_its_question(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="Say what is done.")
    put(item, portugal, title="A sample of ten offices")
    html = desk.get(page_of(item, "step", "what")).content.decode()
    assert 'id="id_title_remark" data-dealt-with="yes"' in html
    assert "The secretariat remarked, and the answer was changed since" in html


def test_the_task_list_counts_what_is_still_to_be_dealt_with_and_leads_to_each_question(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="One.", natures="Two.", levels="Three.")
    put(item, portugal, natures=["financial"])
    page = desk.get(page_of(item))
    assert {task.key: task.remarks for task in page.context["tasks"] if task.remarks} == {"what": 1, "where": 1}
    html = page.content.decode()
    assert html.count("1 remark to deal with") == 2
    assert "It has 3 remarks on single answers:" in html
    assert f'href="{page_of(item, "step", "where")}#id_levels_remark"' in html
    assert [html.count(words) for words in ("changed since</span>", "not changed yet</span>")] == [1, 2]


def test_a_remark_on_the_files_is_shown_with_them(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, **{ATTACHMENTS: "Attach the decree."})
    assert f'href="{page_of(item, "files")}#remarks"' in desk.get(page_of(item)).content.decode()
    assert "Attach the decree." in desk.get(page_of(item, "files")).content.decode()


@pytest.mark.parametrize(
    ("kind", "factory", "question", "step"),
    [(REVIEW, reviews, "statement_4", "statements-2"), (PLAN, plans, "measures", "measures")],
    ids=["review", "plan"],
)
def test_steps_with_a_page_of_their_own_show_remarks_too(desk, portugal, moderator, kind, factory, question, step):
    item = returned(factory.submitted(portugal), kind, by=moderator, **{question: "Say more here."})
    html = desk.get(reverse(f"{kind.namespace}:step", args=[item.pk, step])).content.decode()
    assert "Say more here." in html
    assert "Say more here." in desk.get(reverse(f"{kind.namespace}:detail", args=[item.pk])).content.decode()


def test_a_question_that_is_not_asked_any_more_keeps_its_remark_under_its_name(desk, portugal, moderator):
    item = pledges.submitted(portugal)
    workflow.return_for_changes(item, by=moderator, note="Please.")
    event = item.record.events.get(verb=Verb.RETURN)
    event.remarks.create(question="gone_since", text="What of this?", seen="x")
    (remark,) = Questions(PLEDGE, item).remarked(event.remarks.all())
    assert (remark.label, remark.step, remark.is_dealt_with) == ("gone_since", "", False)
    assert "<b>gone_since</b>" in desk.get(page_of(item)).content.decode()


def test_submitted_again_the_slate_is_clean_and_the_history_remembers(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="Say what is done.")
    workflow.submit(item, by=portugal)
    html = desk.get(page_of(item)).content.decode()
    assert "not changed yet" not in html
    assert "Say what is done." in html.split('class="timeline"')[1]
    (told,) = [each for each in story_of(item.record, label=Questions(PLEDGE, item).label) if each.remarks]
    assert told.remarks == [("Title", "Say what is done.")]
    returned(item, PLEDGE, by=moderator, levels="Which level?")
    html = desk.get(page_of(item)).content.decode().split('class="timeline"')[0]
    assert ("Which level?" in html, "Say what is done." in html) == (True, False)


def test_the_notice_of_the_return_counts_the_remarks_and_leads_to_the_submission(portugal, moderator, settings):
    settings.SITE_URL = "https://portal.example.org"
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="One.", levels="Two.")
    (notice,) = Notice.objects.filter(topic="workflow.return")
    told = "\n".join(compose(notice).paragraphs)
    assert f"2 remarks stand beside the answers they are about: https://portal.example.org{page_of(item)}" in told
    assert "One." not in told


def test_a_return_without_remarks_speaks_of_none(portugal, moderator):
    returned(pledges.submitted(portugal), PLEDGE, by=moderator)
    *_before, reason, ending = compose(Notice.objects.get(topic="workflow.return")).paragraphs
    assert (reason, ending) == ("Please correct it.", "Correct it at your desk and submit it again:")


def test_the_desk_says_how_many_remarks_came_back_and_none_once_it_is_submitted_again(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="One.", levels="Two.")
    assert "2 remarks stand beside the answers they are about." in desk.get("/en/desk/").content.decode()
    workflow.submit(item, by=portugal)
    html = desk.get("/en/desk/").content.decode()
    assert ("remarks stand beside" in html, "The secretariat wrote" in html) == (False, False)


def test_remarks_are_their_owners_business_only(client, portugal, moderator):
    item = returned(pledges.submitted(portugal), PLEDGE, by=moderator, title="Say what is done.")
    client.force_login(accounts.focal_point("KEN"))
    assert client.get(page_of(item)).status_code == 404


def test_what_was_asked_is_said_on_the_submission_and_on_the_desk_until_it_is_answered(desk, portugal, moderator):
    item = pledges.submitted(portugal, title="A sample of questions")
    thread = asked(item, by=moderator).thread
    address = thread.get_absolute_url()
    for page in (page_of(item), "/en/desk/"):
        html = desk.get(page).content.decode()
        assert f'href="{address}"' in html
        assert "The secretariat has a question" in html
    answered(item, by=portugal)
    assert "The secretariat has a question" not in desk.get("/en/desk/").content.decode()
    html = desk.get(page_of(item)).content.decode()
    assert "Questions of the secretariat, and your answers" in html
    workflow.return_for_changes(item, by=moderator, note="Please.")
    assert f'href="{address}"' in desk.get(page_of(item)).content.decode()
