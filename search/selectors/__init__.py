"""Reading the index: what was asked, what meets it, and how it is shown.

Import from here.
"""

from search.selectors.asking import Question, understand
from search.selectors.facets import Facet, facets
from search.selectors.finding import Finding, find, nearest_spelling, records_saying
from search.selectors.showing import Result, results

__all__ = [
    "Facet",
    "Finding",
    "Question",
    "Result",
    "facets",
    "find",
    "nearest_spelling",
    "records_saying",
    "results",
    "understand",
]
