"""The description of the API (OpenAPI 3.1), made of what the addresses are: fields, filters, steps, problems."""

from api.pages.openapi.document import complete
from api.pages.openapi.operations import (
    operation_of_own,
    operation_of_root,
    operation_of_source,
    operation_of_whoami,
)

__all__ = ["complete", "operation_of_own", "operation_of_root", "operation_of_source", "operation_of_whoami"]
