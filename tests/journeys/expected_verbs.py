"""Who may use which verb, and from where: for every kind of submission the same. A change here changes the rules.

`yes` does it, `no` has not the permission, `own` has it but drafted or submitted the very record, `one` could approve
where the kind needed two decisions, which none does here (`tests/workflow/test_two_decisions.py` has those).
"""

WHO = """
                 edit submit withdraw return reject approve publish retract import view_unpublished
visitor          no   no     no       no     no     no      no      no      no     no
focal_point      yes  yes    yes      no     no     no      no      no      no     yes
drafter          yes  no     no       no     no     no      no      no      no     yes
other_states     no   no     no       no     no     no      no      no      no     no
contributor      no   no     no       no     no     no      no      no      no     no
ended_yesterday  no   no     no       no     no     no      no      no      no     no
author           yes  yes    yes      no     no     no      no      no      no     yes
author_on_staff  no   no     no       own    own    own     own     yes     no     yes
moderator        no   no     no       yes    yes    one     yes     yes     no     yes
administrator    no   no     no       yes    yes    one     yes     yes     yes    yes
superuser        yes  yes    yes      yes    yes    one     yes     yes     yes    yes
author_superuser yes  yes    yes      own    own    own     own     yes     yes    yes
system           no   no     no       no     no     no      no      no      yes    no
"""

WHEN = """
                 edit submit withdraw return reject approve publish retract import
draft            yes  yes    yes      no     no     no      no      no      yes
submitted        no   no     yes      yes    yes    yes     yes     no      no
returned         yes  yes    yes      no     no     no      no      no      no
rejected         no   no     no       no     no     no      no      no      no
withdrawn        no   no     no       no     no     no      no      no      no
published        no   no     no       no     no     no      no      yes     no
retracted        no   no     no       no     no     no      no      no      no
"""

LEADS_TO = {
    "submit": "submitted",
    "withdraw": "withdrawn",
    "return": "returned",
    "reject": "rejected",
    "publish": "published",
    "retract": "retracted",
    "import": "published",
}


def table(text):
    """Verb to row's name to answer."""
    head, *rows = (line.split() for line in text.strip().splitlines())
    assert {len(row) for row in rows} == {len(head) + 1}
    return {verb: {row[0]: row[place] for row in rows} for place, verb in enumerate(head, 1)}


MAY, FROM = table(WHO), table(WHEN)
