"""Writing: begin a record, its task list, one step at a time, saved on purpose and by itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import State
from accounts.selectors import mandates_of
from correspondence.selectors import thread_of
from drafting import selectors, services
from drafting.forms import BeginForm, Questions, differences, show_at_questions
from drafting.views.pages import changed_by, forget_typed, of_the_desk, own, page, remarks_on, step_of, typed_before
from workflow.exceptions import NotEditable, Overtaken
from workflow.states import EDITABLE, Change


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, kind):
    """For whom and in which language; the draft is made here, once, and then filled in step by step."""
    mandates = mandates_of(request.user)
    parties = {
        key: party for key, party in mandates.parties.items() if isinstance(party, State) or not kind.for_states_only
    }
    if not parties:
        raise PermissionDenied
    form = BeginForm(request.POST or typed_before(request), parties=parties)
    if request.method != "POST" or not form.is_valid():
        return page(request, "drafting/begin.html", kind, mandates, form=form)
    item = services.begin(
        kind.model(**owned_by(form.chosen_owner)),
        by=request.user,
        content=kind.content,
        values={"language": form.cleaned_data["language"]},
        begun_with=form.form_number,
    )
    forget_typed(request)
    return redirect(f"{kind.namespace}:step", item.pk, kind.steps[0].key)


@of_the_desk
@require_safe
def detail(request, kind, pk):
    """The task list while it is a draft; afterwards the record, where it stands and what happened to it."""
    mandates, item = own(kind, request, pk, with_content=True)
    context = {
        "story": selectors.story_of(item.record, label=Questions(kind, item).label),
        "thread": thread_of(item),
    }
    if item.status in EDITABLE and item.change != Change.WITHDRAWAL:
        remarks = remarks_on(kind, item)
        context |= {"tasks": kind.tasks(item, remarks=remarks), "hints": kind.hints(item), "remarks": remarks}
        return page(request, "drafting/tasks.html", kind, mandates, item=item, **context)
    context |= {"changed": changed_by(kind, item), "sections": kind.sections(item)}
    return page(request, "drafting/record.html", kind, mandates, item=item, **context)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, kind, pk, step):
    """One step's questions. Two people at once: the second is told, sees the difference and keeps what they typed."""
    mandates, item = own(kind, request, pk)
    chosen = step_of(kind, step)
    if request.method == "POST":
        return _save(request, kind, mandates, item, chosen)
    if "edit" not in selectors.acts_open_to(mandates, item):
        messages.info(request, NotEditable().message)
        return redirect(f"{kind.namespace}:detail", pk)
    typed = typed_before(request)
    form = kind.form(chosen, item, typed)
    return step_page(request, kind, mandates, item, form, seen=typed and typed.get("seen"), typed_before=typed)


@of_the_desk
@require_POST
def autosave(request, kind, pk, step):
    """What the page sends by itself while somebody writes; answers when it was saved, and who else writes here."""
    _mandates, item = own(kind, request, pk)
    form = kind.form(step_of(kind, step), item, request.POST)
    if not form.is_valid():
        return JsonResponse({"refused": "invalid"}, status=422)
    try:
        services.save(
            item, by=request.user, content=kind.content, values=form.values, seen=request.POST.get("seen", "")
        )
    except Overtaken:
        return JsonResponse({"refused": "overtaken"}, status=409)
    except NotEditable:
        return JsonResponse({"refused": "closed"}, status=409)
    others = services.note_writing(item, by=request.user)
    return JsonResponse({"saved_at": item.saved_at, "seen": kind.stamp(type(form), item), "others": others})


def owned_by(party):
    """The owner's two columns for a State or an organisation."""
    is_state = isinstance(party, State)
    return {"state": party if is_state else None, "organisation": None if is_state else party}


def step_page(request, kind, mandates, item, form, *, seen=None, refused=None, found=(), **context):
    """The step with its form, as saved or as typed; `seen` is what it was filled in on top of."""
    keys = [each.key for each in kind.steps]
    number = keys.index(form.key)
    remarks = remarks_on(kind, item)
    show_at_questions(form, remarks)
    context |= {
        "remarks": remarks,
        "form": form,
        "step": type(form),
        "seen": seen or kind.stamp(type(form), item),
        "number": number + 1,
        "total": len(keys),
        "previous": kind.steps[number - 1] if number else None,
        "following": kind.steps[number + 1] if number + 1 < len(keys) else None,
        "hints": [hint for hint in kind.hints(item) if hint.field in form.fields],
        "others": services.note_writing(item, by=request.user),
        "refused": refused,
        "may_save": refused is None or isinstance(refused, Overtaken),
        "differences": found,
    }
    status = 409 if refused else 200
    return page(request, form.page, kind, mandates, item=item, status=status, **context)


def _save(request, kind, mandates, item, chosen):
    form = kind.form(chosen, item, request.POST)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return step_page(request, kind, mandates, item, form, seen=seen)
    try:
        services.save(item, by=request.user, content=kind.content, values=form.values, seen=seen)
    except (Overtaken, NotEditable) as refused:
        return _refused(request, kind, item.pk, chosen, refused)
    return _saved(request, kind, item, form)


def _refused(request, kind, pk, chosen, refused):
    """The form once more, everything typed still there, beside what is saved; the next save overwrites knowingly."""
    mandates, item = own(kind, request, pk)
    form = kind.form(chosen, item, request.POST)
    form.is_valid()
    found = differences(form)
    if isinstance(refused, Overtaken) and not found:
        return _saved(request, kind, item, form)
    return step_page(request, kind, mandates, item, form, refused=refused, found=found)


def _saved(request, kind, item, form):
    forget_typed(request)
    messages.success(request, _("Draft saved. Nobody outside your delegation sees it until it is submitted."))
    go, keys = request.POST.get("go", "list"), [each.key for each in kind.steps]
    following = keys[keys.index(form.key) + 1 :]
    if go == "stay":
        return redirect(f"{kind.namespace}:step", item.pk, form.key)
    if go == "next" and following:
        return redirect(f"{kind.namespace}:step", item.pk, following[0])
    if go == "next":
        return redirect(f"{kind.namespace}:review", item.pk)
    return redirect(f"{kind.namespace}:detail", item.pk)
