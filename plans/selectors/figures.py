"""Every number shown to the public about the measures of national plans: one function per number."""

from collections.abc import Mapping

from django.db.models import Count

from plans.models import Measure
from workflow.selectors import Moment


def measure_count(moment: Moment) -> int:
    """How many measures stand in the plans public at that moment."""
    return Measure.objects.as_of(moment.publication).count()


def measure_counts_by_objective(moment: Moment) -> Mapping[int, int]:
    """For each of the 23 objectives, how many of these measures name it; one that names several counts at each."""
    named = Measure.objects.as_of(moment.publication).filter(objectives__isnull=False).order_by()
    found = dict(named.values_list("objectives").annotate(measures=Count("pk", distinct=True)))
    return {number: found.get(number, 0) for number in range(1, 24)}
