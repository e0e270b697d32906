"""Why a document was not set."""


class TypesettingRefused(Exception):
    """The compiler refused the document, for the reason it gives."""
