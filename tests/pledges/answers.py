"""What a person types into the pledge form: complete, unless the test says otherwise."""

from tests.factories.pledges import LONG_ENOUGH

NO_PARTNERS = {"partner-TOTAL_FORMS": "3", "partner-INITIAL_FORMS": "0"}


def answers(**changed):
    """A complete form, as a browser sends it; None takes an answer out."""
    typed = NO_PARTNERS | {
        "title": "One-stop shops in all districts",
        "language": "en",
        "pledge_type": "individual",
        "description": LONG_ENOUGH.strip(),
        "natures": ["process", "financial"],
        "objectives": ["15", "16"],
        "principles": ["people_centred"],
        "levels": ["local"],
        "lead_institution": "Ministry of the Interior",
        "starts_on": "2026-03-01",
        "ends_on": "2028-02-29",
        "forum": "2026",
        "contact_name": "Ana Sample",
        "contact_position": "Head of unit",
        "contact_email": "ana@example.org",
    }
    return {name: answer for name, answer in (typed | changed).items() if answer is not None}


def two_partners():
    """The rows of a joint pledge."""
    return {
        "partner-0-name": "City of Sample",
        "partner-0-kind": "local_government",
        "partner-0-state": "",
        "partner-1-name": "Cabo Verde",
        "partner-1-kind": "",
        "partner-1-state": "CPV",
    }
