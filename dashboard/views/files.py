"""Files of public records: handed out as long as their record is public, and no longer."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from attachments.models import Attachment
from attachments.views import as_download
from progress.models import ProgressUpdate
from workflow.exceptions import UnknownMoment
from workflow.models import Moderated
from workflow.pages import asked_moment, refuse_moment
from workflow.selectors import Moment


def public_file(view: Callable[..., Attachment]) -> Callable[..., HttpResponseBase]:
    """Answer the file the view finds, as a download; never kept in our cache, a proxy's, or a browser's unasked.

    Like every public page it reads no session and no user.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **kwargs) -> HttpResponseBase:
        try:
            moment = asked_moment(request)
        except UnknownMoment as unknown:
            return refuse_moment(request, unknown)
        return as_download(view(moment=moment, **kwargs))

    answer.is_public = answer.takes_moment = True  # type: ignore[attr-defined]
    return answer


@public_file
def of_record(*, moment: Moment, model: type[Moderated], reference: str, pk: int) -> Attachment:
    """A file of the version that is public now; 404 where it has no such file, or is not public."""
    return _file(model._default_manager.as_of(moment.publication).filter(record__reference=reference), pk)


@public_file
def of_update(*, moment: Moment, model: type[Moderated], reference: str, update: str, pk: int) -> Attachment:
    """A file of a public update on a record of that kind, which must be public too."""
    about = model._default_manager.as_of(moment.publication).filter(record__reference=reference)
    updates = ProgressUpdate.objects.as_of(moment.publication).filter(about__in=about.values("record"))
    return _file(updates.filter(record__reference=update), pk)


def _file(versions: QuerySet, pk: int) -> Attachment:
    version = get_object_or_404(versions)
    return get_object_or_404(version.attachments.handed_out(), pk=pk)
