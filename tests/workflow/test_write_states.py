"""docs/states.md says what the transition table says."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from workflow.states import TRANSITIONS, Status


def test_the_page_in_the_project_is_up_to_date():
    call_command("write_states", check=True)


def test_every_arrow_of_the_table_is_in_the_diagram_once(tmp_path):
    page = tmp_path / "states.md"
    call_command("write_states", path=page)
    lines = page.read_text(encoding="utf-8").splitlines()
    drawn = [line.strip() for line in lines if "-->" in line and "[*]" not in line]
    assert sorted(drawn) == sorted(
        f"{source.value} --> {target.value}: {verb.value}"
        for verb, (sources, target) in TRANSITIONS.items()
        for source in sources
    )


def test_states_nothing_leads_out_of_are_ends(tmp_path):
    page = tmp_path / "states.md"
    call_command("write_states", path=page)
    ends = {line.split()[0] for line in page.read_text(encoding="utf-8").splitlines() if line.endswith("--> [*]")}
    assert ends == {Status.REJECTED, Status.WITHDRAWN, Status.RETRACTED}


def test_a_stale_page_is_refused_and_not_touched(tmp_path):
    page = tmp_path / "states.md"
    page.write_text("# States\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"run manage\.py write_states"):
        call_command("write_states", check=True, path=page)
    assert page.read_text(encoding="utf-8") == "# States\n"


def test_a_missing_page_is_refused(tmp_path):
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_states", check=True, path=tmp_path / "nowhere.md")


def test_the_page_is_the_same_whatever_language_the_command_runs_in(tmp_path):
    call_command("write_states", path=tmp_path / "en.md")
    with translation.override("ar"):
        call_command("write_states", path=tmp_path / "ar.md")
    assert (tmp_path / "en.md").read_bytes() == (tmp_path / "ar.md").read_bytes()
