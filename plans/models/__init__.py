"""National implementation plans: a plan, what it was consulted on, and its measures with their milestones."""

from plans.models.measure import Measure, Milestone
from plans.models.plan import Consultation, Plan

__all__ = ["Consultation", "Measure", "Milestone", "Plan"]
