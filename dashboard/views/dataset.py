"""The whole dataset: its page and its files. Neither is kept: files come and go without a publication."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dashboard.models import Dataset
from dashboard.selectors.citation import citation_of_list, licence
from dashboard.selectors.linked import dataset_as_linked_data
from dashboard.selectors.publications import publication_at
from dashboard.views.answers import show
from workflow.selectors import current_moment

UNKEPT = "no-cache"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The files that are handed out, with size and checksum, and what is in them."""
    moment = current_moment()
    files, published = list(Dataset.objects.handed_out().select_related("publication")), publication_at(moment)
    way = [(_("Data and publications"), reverse("data:home"))]
    answer = show(
        request,
        "data/dataset.html",
        moment=moment,
        by_way_of=way,
        files=files,
        licence=licence(),
        citation=files
        and citation_of_list("The whole dataset", request.path, "gcm-dataset", published=files[0].publication),
        linked=published and dataset_as_linked_data(published, files=files),
    )
    answer["Cache-Control"] = UNKEPT
    return answer


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The dataset packed at that publication; 404 once something in it was taken back, or it made room."""
    row = get_object_or_404(Dataset.objects.handed_out(), pk=number)
    try:
        content = default_storage.open(row.file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    answer = FileResponse(content, as_attachment=True, filename=row.file_name, content_type="application/zip")
    answer["ETag"] = f'"{row.sha256}"'
    answer["Cache-Control"] = UNKEPT
    return answer


home.is_public = file.is_public = True  # type: ignore[attr-defined]
