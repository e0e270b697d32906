"""Contact persons stay in their table: only their owner's form and the moderator's page may read it."""

import ast
import re

from pledges.models import Pledge, PledgeContact
from tests.architecture.project import code, name_of, tracked, tree_of

MAY_READ = ("pledges/", "moderation/", "desk/")
OF_THIS_MACHINE = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + "tmp/dev-", "/" + "home/[a-z]"]))
TEXT = {".py", ".html", ".txt", ".md", ".toml", ".yml", ".yaml", ".in", ".cfg", ".ini", ".sh", ".css", ".js", ".json"}
TEXT |= {".conf", ".example", ".po", ".csv", ""}
A_PLACE = re.compile(r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|-f)\b.*|https?://\S+", re.MULTILINE)


def reads_contacts(tree):
    """True where a module names the table or its reverse relation."""
    return any(
        getattr(node, "attr", getattr(node, "id", getattr(node, "name", ""))) in {"PledgeContact", "pledge_contacts"}
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "pledge_contacts" in node.value)
        for node in ast.walk(tree)
    )


def test_only_the_owners_form_and_the_moderators_page_read_contact_persons():
    readers = {name_of(path) for path in code() if reads_contacts(tree_of(path))}
    assert {name for name in readers if not name.startswith(MAY_READ)} == set()
    assert readers != set()


def test_the_checker_sees_each_way_of_reading_them():
    for snippet in (
        "from pledges.models import PledgeContact",
        "record.pledge_contacts.all()",
        "Pledge.objects.values('record__pledge_contacts__email')",
    ):
        assert reads_contacts(ast.parse(snippet))


def test_no_version_of_a_pledge_has_a_field_for_a_contact_person():
    private = {field.name for field in PledgeContact._meta.concrete_fields} - {"id", "record", "name"}
    assert private & {field.name for field in Pledge._meta.get_fields()} == set()


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    assert [
        name_of(path)
        for path in tracked()
        if path.suffix in TEXT and OF_THIS_MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))
    ] == []


def test_requirements_name_packages_and_no_place_to_get_them_from():
    for path in tracked():
        if path.name.startswith("requirements") and path.suffix in {".in", ".txt"}:
            text = path.read_text(encoding="utf-8")
            assert (
                re.findall(r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|-f)\b.*|https?://\S+", text, re.M)
                == []
            )
