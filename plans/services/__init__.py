"""Everything that writes plans."""

from plans.services.content import PLAN_CONTENT, read_measures
from plans.services.measures import add_measure, remove_measure, save_measure, values_of

__all__ = ["PLAN_CONTENT", "add_measure", "read_measures", "remove_measure", "save_measure", "values_of"]
