"""A workflow of pieces of an earlier release, on the whole platform."""

from pathlib import Path

from tests.fixtures.git_servers import http_git
from tests.fixtures.legacy import committed
from tests.fixtures.platforms import Running
from tests.fixtures.rest import Person, definition, output, task


def test_pieces_of_an_earlier_release_run_in_a_workflow(running: Running, person: Person, tmp_path: Path) -> None:
    repository = committed("pieces_pydantic_2", tmp_path / "greetings")
    installed = person.install(str(repository), "main")
    path = f"/workspaces/{person.workspace}/repositories/{installed}"
    assert {secret["name"] for secret in person.get(f"{path}/secrets")["items"]} == {"API_KEY"}
    person.http.put(f"{path}/secrets/API_KEY", json={"value": "kilo-key"}).raise_for_status()
    document = definition(
        str(repository),
        "main",
        {
            "greet": task(
                "r/GreetPiece", {"names": ["Ada", "Grace"], "output_args": [{"name": "mark", "type": "string"}]}
            ),
            "count": task("r/CountGreetingsPiece", {"messages": output("greet", "messages")}),
        },
    )
    workflow = person.create("Greetings", document)["id"]
    person.wait_ready(workflow, 1)
    run = person.start(workflow)["id"]
    assert person.wait_run(run)["state"] == "success", person.log(run, "greet")
    greeted = person.get(f"/runs/{run}/tasks/greet/output")
    assert (greeted["messages"], greeted["mark"]) == (["Hello, Ada!", "Hello, Grace!"], "string:k")
    counted = person.get(f"/runs/{run}/tasks/count/output")
    assert counted == {"count": 2, "tabulate_version": "0.8.10"}
    shown = [result for result in person.http.get(f"/runs/{run}/tasks/greet/results").json() if result["display"]]
    assert shown[0]["media_type"].startswith("application/json")
    person.http.delete(f"/workflows/{workflow}").raise_for_status()
    person.http.delete(path).raise_for_status()


def test_a_private_repository_without_schemas_is_installed_with_a_token(
    running: Running, person: Person, tmp_path: Path
) -> None:
    """The token goes from the request through the database and the gateway to Git; the models are read isolated."""
    committed("pieces_pydantic_1", tmp_path / "tables", without=(".domino",))
    with http_git(tmp_path, "someone:canary-token-5e7") as server:
        body = {"url": f"{server.url}/tables/.git", "ref": "main", "credential": "someone:canary-token-5e7"}
        path = f"/workspaces/{person.workspace}/repositories"
        created = person.http.post(path, json=body).raise_for_status().json()
        found = person.wait(
            lambda: person.get(f"{path}/{created['id']}"), lambda r: r["status"] in ("ready", "failed"), "installed", 90
        )
        assert found["status"] == "ready", found
    operators = person.get(f"/workspaces/{person.workspace}/operators?q=MakeTable")["items"]
    assert operators[0]["input_schema"]["properties"]["cell_type"]["enum"] == ["plain", "fancy"]
    home = running.platform.home.path
    left = [file for file in home.rglob("*") if file.is_file() and b"canary-token-5e7" in file.read_bytes()]
    assert left == []
    person.http.delete(f"{path}/{created['id']}").raise_for_status()
