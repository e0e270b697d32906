"""Only the verbs in `workflow.services` write a status; a checker walks every syntax tree, and is itself checked."""

import ast
import re

import pytest

from tests.architecture.project import code, name_of, tree_of
from workflow.models import Moderated

WRITER = "workflow/services/"
WRITES = {"update", "create", "bulk_create", "get_or_create", "update_or_create"}
WRITES |= {f"a{name}" for name in WRITES} | {each.__name__ for each in Moderated.__subclasses__()}
NAMES_FIELDS = {"save", "asave", "bulk_update", "abulk_update", "bulk_create", "abulk_create"}
SQL_WRITE = re.compile(r"\bupdate\b.+\bset\b.*\bstatus\b|\binsert\b.*\(.*\bstatus\b", re.IGNORECASE | re.DOTALL)


def called(node):
    """The bare name of what a call calls."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def says_status(node):
    """True for the literal, or a list, tuple or set that contains it, or a dictionary that has it as a key."""
    parts = [node, *getattr(node, "elts", []), *(getattr(node, "keys", None) or [])]
    return any(isinstance(part, ast.Constant) and part.value == "status" for part in parts)


def offends(node):
    """True where this piece of code would write a status."""
    match node:
        case ast.Attribute(attr="status", ctx=ast.Store() | ast.Del()):
            return True
        case ast.Call():
            return call_offends(node)
        case ast.ClassDef(name="Meta"):
            return any(meta_offends(statement) for statement in node.body)
        case ast.Constant(value=str(text)):
            return bool(SQL_WRITE.search(text))
    return False


def call_offends(node):
    """setattr(…, "status", …), update(status=…), Pledge(status=…), save(update_fields=["status"]) and the like."""
    name = called(node)
    given = [keyword.value for keyword in node.keywords if keyword.arg is None]
    defaults = [keyword.value for keyword in node.keywords if keyword.arg in {"defaults", "create_defaults"}]
    if name in {"setattr", "__setattr__"}:
        return any(says_status(argument) for argument in node.args)
    if name in WRITES and (
        any(keyword.arg == "status" for keyword in node.keywords)
        or any(says_status(value) for value in given)
        or any(isinstance(value, ast.Call) and called(value) == "dict" and call_says(value) for value in defaults)
        or any(says_status(value) for value in defaults)
    ):
        return True
    return name in NAMES_FIELDS and any(
        says_status(value) for value in [*node.args, *(keyword.value for keyword in node.keywords)]
    )


def call_says(node):
    """True for dict(status=…)."""
    return any(keyword.arg == "status" for keyword in node.keywords)


def meta_offends(statement):
    """A form or serializer that takes the status from outside, by name or with everything."""
    if not isinstance(statement, ast.Assign) or [getattr(each, "id", "") for each in statement.targets] != ["fields"]:
        return False
    return says_status(statement.value) or getattr(statement.value, "value", None) == "__all__"


def offences(tree):
    """The lines that would write a status."""
    return sorted({node.lineno for node in ast.walk(tree) if offends(node)})


def test_only_the_verbs_write_a_status():
    found = {
        name_of(path): lines
        for path in code()
        if not name_of(path).startswith(WRITER) and (lines := offences(tree_of(path)))
    }
    assert found == {}


def test_the_verbs_do_write_it_so_the_checker_would_see_others():
    assert any(offences(tree_of(path)) for path in code() if name_of(path).startswith(WRITER))


@pytest.mark.parametrize(
    "snippet",
    [
        "item.status = Status.PUBLISHED",
        "before, item.status = item.status, after",
        "item.status: str = 'published'",
        "item.status += 'x'",
        "del item.status",
        "for item.status in statuses: pass",
        "setattr(item, 'status', after)",
        "object.__setattr__(item, 'status', after)",
        "Pledge.objects.filter(pk=1).update(status='published')",
        "Pledge.objects.update(**{'status': 'published'})",
        "Pledge.objects.create(title='x', status='published')",
        "await Pledge.objects.acreate(status='published')",
        "Pledge(status=Status.PUBLISHED)",
        "Tool.objects.bulk_create([Tool(status='published')])",
        "Tool.objects.bulk_create(tools, update_conflicts=True, update_fields=['status'])",
        "Pledge.objects.get_or_create(pk=1, defaults={'status': 'published'})",
        "Pledge.objects.update_or_create(pk=1, create_defaults={'status': 'published'})",
        "Pledge.objects.update_or_create(pk=1, defaults=dict(status='published'))",
        "Pledge.objects.bulk_update(pledges, ['title', 'status'])",
        "item.save(update_fields=['title', 'status'])",
        "item.save(update_fields=('status',))",
        "class F(ModelForm):\n    class Meta:\n        fields = ['title', 'status']",
        "class S(ModelSerializer):\n    class Meta:\n        fields = '__all__'",
        "cursor.execute('UPDATE pledges_pledge SET status = %s', [after])",
        "cursor.execute('INSERT INTO pledges_pledge (title, status) VALUES (%s, %s)', values)",
    ],
)
def test_the_checker_finds_a_second_writer(snippet):
    assert offences(ast.parse(snippet)) != []


@pytest.mark.parametrize(
    "snippet",
    [
        "Pledge.objects.filter(status='published')",
        "Pledge.objects.exclude(status__in=[1])",
        "Pledge.objects.get(status='published')",
        "found = Q(status=Status.SUBMITTED)",
        "if item.status in EDITABLE: pass",
        "status = item.status",
        "render(request, 'x.html', {}, status=409)",
        "HttpResponse(status=400)",
        "report.state = 'ready'",
        "Report.objects.update(state='ready')",
        "item.save(update_fields=['title'])",
        "class M(Model):\n    status = CharField()\n    class Meta:\n        indexes = ['status']",
        "values = {'status': item.status}",
        "log.info('could not update: the status is set elsewhere')",
    ],
)
def test_the_checker_lets_reads_and_other_words_pass(snippet):
    offending = offences(ast.parse(snippet))
    assert offending == []
