"""The audit trail: a record's story, what a person did, and both as a file."""

import csv
from itertools import chain

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import selectors as people
from accounts import services
from accounts.models import User
from moderation.forms import AuditFilter, AuditSearch
from moderation.pages import for_auditors
from moderation.selectors import audit, headline
from ui.cells import harmless
from ui.templatetags.ui.language import direction_of

PAGE_SIZE = 50
PEOPLE_SIZE = 25
LOOKUPS_SHOWN = 10


@for_auditors
@require_safe
def search(request):
    """Find a record by its reference or a person by name or address; and who looked up whom lately."""
    form = AuditSearch(request.GET)
    context = {"form": form, "lookups": people.lookups()[:LOOKUPS_SHOWN], "trail": _trail(_("Audit trail"))}
    if not form.is_valid():
        return render(request, "moderation/audit_search.html", context, status=400)
    reference, words = form.cleaned_data["reference"].upper(), form.cleaned_data["q"]
    if reference and (record := audit.record_of(reference)):
        return redirect("moderation:audit_record", record.reference)
    found = people.page_of(people.people(words), request.GET.get("page"), per_page=PEOPLE_SIZE) if words else None
    context |= {"page_obj": found, "words": words, "missed": reference, "querystring": form.querystring()}
    return render(request, "moderation/audit_search.html", context)


@for_auditors
@require_safe
def record(request, reference):
    """What was done to one record, from the first draft on."""
    found = audit.record_of(reference)
    if found is None:
        raise Http404
    form = AuditFilter(request.GET, of_records=True)
    kind, latest = audit.latest_of(found)
    title, language = headline(latest) if latest else ("", "")
    context = {
        "record": found,
        "trail": _trail(found.reference, below=True),
        "kind": kind,
        "latest": latest,
        "title": title,
        "language": language,
        "direction": direction_of(language),
    }
    context |= {"template": "moderation/audit_record.html", "name": f"audit-trail-{found.reference}.csv"}
    return _answer(request, form, audit.story_page, found, context)


@for_auditors
@require_safe
def person(request, pk):
    """What one person did, once it is written down who looks them up."""
    found = get_object_or_404(User, pk=pk, is_system=False)
    trail = _trail(str(found), below=True)
    if not people.has_looked_up(found, by=request.user):
        return render(request, "moderation/audit_ask.html", {"person": found, "trail": trail})
    form = AuditFilter(request.GET, of_records=False)
    context = {
        "person": found,
        "trail": trail,
        "template": "moderation/audit_person.html",
        "name": f"audit-trail-person-{pk}.csv",
    }
    return _answer(request, form, audit.person_page, found, context)


@for_auditors
@require_POST
def look_up(request, pk):
    """Write the lookup down, then show what it opens."""
    found = get_object_or_404(User, pk=pk, is_system=False)
    services.look_up(person=found, by=request.user)
    return redirect("moderation:audit_person", found.pk)


def _trail(here, *, below=False):
    """The way here from the queue."""
    above = [(_("Audit trail"), reverse("moderation:audit"))] if below else []
    return [(_("Moderation queue"), reverse("moderation:queue")), *above, (here, "")]


def _answer(request, form, page, subject, context):
    """One page of the trail, or all of it as a file; a filter nobody could have chosen is answered 400."""
    context |= {"form": form}
    as_file = request.GET.get("format", "")
    if not form.is_valid() or as_file not in {"", "csv"}:
        return render(request, context["template"], context, status=400)
    if as_file:
        return _file(audit.every_line(page, subject, form.asked), name=context["name"])
    lines, following = page(subject, form.asked, limit=PAGE_SIZE)
    context |= {
        "lines": lines,
        "filters": form.querystring(),
        "further": form.querystring(after=str(following)) if following else "",
        "is_top": form.asked.after is None,
        "file": form.querystring(format="csv"),
    }
    return render(request, context["template"], context)


def _file(lines, *, name):
    heads = [_("At (UTC)"), _("What happened"), _("Kind"), _("Reference"), _("What was said")]
    rows = ([f"{line.at:%Y-%m-%d %H:%M:%S}", line.sentence, line.kind, line.reference, line.note] for line in lines)
    writer = csv.writer(_Passing())
    written = (writer.writerow([harmless(str(value)) for value in row]) for row in chain([heads], rows))
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return StreamingHttpResponse(written, content_type="text/csv; charset=utf-8", headers=headers)


class _Passing:
    """Hands each line on instead of keeping it."""

    def write(self, line):
        return line
