"""Save, run, watch: the whole path on real parts, from outside."""

import subprocess
from pathlib import Path

from tests.fixtures.platforms import Running
from tests.fixtures.rest import Person, definition, output, task
from tests.fixtures.watcher import Watcher

WALKTHROUGH = Path(__file__).parents[2] / "examples/rest/walkthrough.sh"
HOSTILE_LINES = (
    "\"double\" 'single' \"\"\"triple\"\"\" '''triple''' back\\slash \\n \\",
    "{{ 7*7 }} {{ conn.x.password }} {% raw %} {# c #} ${HOME} %s %(name)s",
    '{"$from": {"task": "first", "output": "text"}} {"$param": "x"} {$from',
    "emoji \N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{FIRE} \u202eright to left\u2028line \u0085 \ufeff tab\t end ",
    "__import__('os').system('touch /tmp/owned')",
    "from airflow.sdk import DAG\nimport os; os._exit(1)",
    "",
    "",
)
HOSTILE_TEXT = "\n".join(HOSTILE_LINES)


def test_the_walkthrough_with_curl_goes_green(running: Running) -> None:
    walked = subprocess.run(
        [WALKTHROUGH, running.url, running.examples_url, running.examples_ref],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert walked.stdout.rstrip().endswith("done: the workflow ran green")
    assert "north" in walked.stdout


def test_example_workflows_are_there_and_ready(running: Running, person: Person) -> None:
    names = set()
    for workflow in person.get(f"/workspaces/{person.workspace}/workflows")["items"]:
        person.wait_ready(workflow["id"], 1)
        names.add(workflow["name"])
    assert len(names) >= 3


def test_states_logs_and_results_arrive_over_the_websocket(running: Running, person: Person) -> None:
    document = definition(
        running.examples_url,
        running.examples_ref,
        {
            "make": task("r/GenerateTable", {"rows": 30}),
            "keep": task(
                "r/FilterRows",
                {"table": output("make", "table"), "column": "region", "value": "north"},
                title="Keep the north",
            ),
        },
    )
    with Watcher(person) as watcher:
        watcher.watch(f"workspace:{person.workspace}")
        workflow = person.create("Watched", document)["id"]
        person.wait_ready(workflow, 1)
        run = person.start(workflow)["id"]
        watcher.watch(f"run:{run}")
        watcher.watch(f"log:{run}/keep")
        assert person.wait_run(run)["state"] == "success"
        person.wait(
            lambda: {"log": "".join(f.data["text"] for f in watcher.frames if f.event == "task.log")},
            lambda seen: "kept" in seen["log"].lower() or "keep" in seen["log"].lower(),
            "the log over the websocket",
            10,
        )
        events = [frame.event for frame in watcher.frames]
        assert "workflow.status_changed" in events
        assert [s for _, s in watcher.states[(run, "make", -1)]][-1] == "success"
        assert "running" in [s for _, s in watcher.states[(run, "make", -1)]]
    displayed = [r for r in person.http.get(f"/runs/{run}/tasks/keep/results").json() if r["display"]]
    assert displayed[0]["media_type"].startswith("text/csv")
    table = person.http.get(f"/runs/{run}/tasks/keep/results/{displayed[0]['path']}").text
    assert table.splitlines()[0].count(",") >= 2


def test_text_of_any_kind_arrives_byte_for_byte(running: Running, person: Person) -> None:
    document = definition(
        running.examples_url,
        running.examples_ref,
        {
            "first": task("r/EchoText", {"text": HOSTILE_TEXT}, title=HOSTILE_TEXT[:200]),
            "second": task("r/EchoText", {"text": output("first", "text")}),
        },
    )
    workflow = person.create('Quotes " and \\ {{ 1 }} \N{FIRE}', document)["id"]
    person.wait_ready(workflow, 1)
    run = person.start(workflow)["id"]
    assert person.wait_run(run)["state"] == "success"
    for name in ("first", "second"):
        assert person.get(f"/runs/{run}/tasks/{name}/output")["text"] == HOSTILE_TEXT


def test_groups_with_conflicting_pins_work_in_one_workflow(running: Running, person: Person) -> None:
    document = definition(
        running.examples_url,
        running.examples_ref,
        {
            "make": task("r/GenerateTable", {"kind": "flowers", "rows": 60}),
            "train": task("r/TrainModel", {"table": output("make", "table"), "target": "species"}),
            "report": task("r/RenderReport", {"tables": [output("make", "table")]}, after=["train"]),
        },
    )
    workflow = person.create("Two groups", document)["id"]
    person.wait_ready(workflow, 1)
    run = person.start(workflow)["id"]
    assert person.wait_run(run)["state"] == "success"
    of_train = person.get(f"/runs/{run}/tasks/train/output")["tabulate_version"]
    of_report = person.get(f"/runs/{run}/tasks/report/output")["tabulate_version"]
    assert (of_train, of_report) == ("0.9.0", "0.8.10")


def test_a_failing_task_shows_its_reason_and_cancelling_ends_a_run_within_seconds(
    running: Running, person: Person
) -> None:
    document = definition(
        running.examples_url,
        running.examples_ref,
        {"fail": task("r/FailOnPurpose", {"message": "the reason is shown"}), "wait": task("r/Wait", {"seconds": 60})},
    )
    workflow = person.create("Fails and waits", document)["id"]
    person.wait_ready(workflow, 1)
    run = person.start(workflow)["id"]
    person.wait(lambda: person.tasks(run), lambda t: t.get("wait", {}).get("state") == "running", "waiting", 30)
    person.wait(lambda: person.tasks(run), lambda t: t.get("fail", {}).get("state") == "failed", "failed", 30)
    assert "the reason is shown" in person.log(run, "fail")
    person.http.post(f"/runs/{run}/cancel").raise_for_status()
    assert person.wait_run(run, 15)["state"] == "cancelled"
