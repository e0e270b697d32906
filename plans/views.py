"""The pages of one measure of a draft plan: added, written, taken out. The plan's own pages are the engine's."""

from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from drafting import selectors as drafting
from drafting import services as writing
from drafting.forms import differences
from drafting.views.pages import forget_typed, of_the_desk, own, page, typed_before
from plans import services
from plans.forms import PLAN, MeasureForm, NewMeasureForm
from plans.selectors import measure_hints, measures_of, records_of_measures
from workflow.exceptions import NotEditable, Overtaken, WorkflowError


def of_a_draft(view):
    """For who may edit the plan now; others are led to its page and told. What is posted is judged by the verbs."""

    @wraps(view)
    def guarded(request, pk, **kwargs):
        mandates, plan = own(PLAN, request, pk)
        if request.method != "POST" and "edit" not in drafting.acts_open_to(mandates, plan):
            return _to_the_plan(request, plan, NotEditable())
        return view(request, mandates, plan, **kwargs)

    return of_the_desk(require_http_methods(["GET", "HEAD", "POST"])(guarded))


@of_a_draft
def new(request, mandates, plan):
    """A measure begins with its title; its page asks for the rest."""
    form = NewMeasureForm(request.POST or typed_before(request), initial={"begun_with": uuid4})
    if request.method != "POST" or not form.is_valid():
        return page(request, "plans/measure_new.html", PLAN, mandates, item=plan, form=form)
    try:
        record = services.add_measure(plan, by=request.user, **form.cleaned_data)
    except WorkflowError as refused:
        return _to_the_plan(request, plan, refused)
    forget_typed(request)
    return redirect("desk_plans:measure", plan.pk, record)


@of_a_draft
def measure(request, mandates, plan, record):
    """One measure's questions. Two at once: the second is told, sees the difference and keeps what they typed."""
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = _form(plan, record, typed)
    if request.method != "POST":
        return _page(request, mandates, plan, form, seen=typed and typed.get("seen"), typed_before=typed)
    if not form.is_valid():
        return _page(request, mandates, plan, form, seen=request.POST.get("seen"))
    try:
        _save(request, plan, form)
    except (Overtaken, NotEditable) as refused:
        return _refused(request, plan, record, refused)
    return _saved(request, plan, form)


@of_the_desk
@require_POST
def autosave(request, pk, record):
    """What the page of a measure sends by itself while somebody writes."""
    _mandates, plan = own(PLAN, request, pk)
    form = _form(plan, record, request.POST)
    if not form.is_valid():
        return JsonResponse({"refused": "invalid"}, status=422)
    try:
        _save(request, plan, form)
    except Overtaken:
        return JsonResponse({"refused": "overtaken"}, status=409)
    except NotEditable:
        return JsonResponse({"refused": "closed"}, status=409)
    others = writing.note_writing(plan, by=request.user)
    return JsonResponse({"saved_at": plan.saved_at, "seen": _stamp(_form(plan, record, None)), "others": others})


@of_a_draft
def remove(request, mandates, plan, record):
    """Take a measure out of the draft: asked once more on GET, done on POST."""
    found = next((each for each in measures_of(plan) if each.record_id == record), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return page(request, "plans/measure_remove.html", PLAN, mandates, item=plan, measure=found)
    try:
        services.remove_measure(plan, by=request.user, record=record)
    except WorkflowError as refused:
        return _to_the_plan(request, plan, refused)
    messages.success(request, _("The measure was taken out of this draft."))
    return redirect("desk_plans:step", plan.pk, "measures")


def _form(plan, record, typed):
    """The measure's form, filled with what is saved or typed; 404 where the plan has no such measure and never had.

    Of one that was taken out since, the initial answers are empty: what is typed can put it back.
    """
    saved = services.values_of(services.read_measures(plan), record)
    if not saved and (typed is None or not records_of_measures(plan, [record])):
        raise Http404
    form = MeasureForm(typed, initial=saved)
    form.record = record
    return form


def _stamp(form):
    return writing.stamp(form.initial)


def _save(request, plan, form):
    seen = request.POST.get("seen", "")
    services.save_measure(plan, by=request.user, record=form.record, values=form.values, seen=seen)


def _page(request, mandates, plan, form, *, seen=None, refused=None, found=(), **context):
    measures = measures_of(plan)
    saved = next((each for each in measures if each.record_id == form.record), None)
    context |= {
        "form": form,
        "step": PLAN.step("measures"),
        "measure": saved,
        "seen": seen or _stamp(form),
        "total": len(measures),
        "hints": measure_hints(saved) if saved else [],
        "others": writing.note_writing(plan, by=request.user),
        "refused": refused,
        "may_save": refused is None or isinstance(refused, Overtaken),
        "differences": found,
    }
    status = 409 if refused else 200
    return page(request, "plans/measure.html", PLAN, mandates, item=plan, status=status, **context)


def _refused(request, plan, record, refused):
    """The form once more, everything typed still there, beside what is saved; the next save overwrites knowingly."""
    mandates, plan = own(PLAN, request, plan.pk)
    form = _form(plan, record, request.POST)
    form.is_valid()
    found = [each for each in differences(form) if each.before != each.after]
    if isinstance(refused, Overtaken) and form.initial and not found:
        return _saved(request, plan, form)
    return _page(request, mandates, plan, form, refused=refused, found=found)


def _saved(request, plan, form):
    forget_typed(request)
    messages.success(request, _("Draft saved. Nobody outside your delegation sees it until it is submitted."))
    records = [each.record_id for each in measures_of(plan)]
    following = records[records.index(form.record) + 1 :]
    if request.POST.get("go") == "stay":
        return redirect("desk_plans:measure", plan.pk, form.record)
    if request.POST.get("go") == "next" and following:
        return redirect("desk_plans:measure", plan.pk, following[0])
    return redirect("desk_plans:step", plan.pk, "measures")


def _to_the_plan(request, plan, refused):
    messages.info(request, refused.message)
    return redirect("desk_plans:detail", plan.pk)
