"""The data of this site described for machines: schema.org's Dataset as JSON-LD."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboard.models import Dataset
from dashboard.selectors.citation import NAME, licence
from dashboard.selectors.fields import RESOURCES, Resource
from workflow.models import Publication

TYPES = {"csv": "text/csv", "json": "application/json"}


def dataset_as_linked_data(published: Publication, *, files: Sequence[Dataset] = ()) -> dict[str, Any]:
    """All tables as one Dataset, each a part of its own; the packed files as its downloads."""
    return _about(
        _("The Global Compact for Migration: pledges, plans, reviews, tools and what became of them"),
        _("All that States and others have put on record on how they carry out the Compact, with every update."),
        "data:home",
        published,
    ) | {
        "hasPart": [table_as_linked_data(kind, published) for kind in RESOURCES.values()],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.file_name,
                "encodingFormat": "application/zip",
                "contentSize": f"{each.size} B",
                "contentUrl": f"{settings.SITE_URL}{reverse('data:file', args=[each.pk])}",
                "sha256": each.sha256,
                "version": str(each.pk),
            }
            for each in files
        ],
    }


def table_as_linked_data(kind: Resource, published: Publication) -> dict[str, Any]:
    """One table as a Dataset, with its files and what its columns hold."""
    address = f"{settings.SITE_URL}{reverse('data:table', args=[kind.name])}"
    return _about(str(kind.title), str(kind.about), "data:table", published, kind.name) | {
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": str(column.words)}
            for column in kind.columns(kind.by_name)
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": TYPES[ending],
                "contentUrl": f"{address}?format={ending}{'&rows=all' if ending == 'json' else ''}",
            }
            for ending in TYPES
        ],
    }


def _about(name: str, about: str, page: str, published: Publication, *arguments: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": about,
        "url": f"{settings.SITE_URL}{reverse(page, args=arguments)}",
        "inLanguage": get_language(),
        "version": str(published.number),
        "dateModified": published.at.isoformat(),
        "isAccessibleForFree": True,
        "license": settings.DATA_LICENCE_URL or licence(),
        "creator": {"@type": "Organization", "name": settings.OPERATOR_NAME or NAME, "url": settings.SITE_URL},
    }
