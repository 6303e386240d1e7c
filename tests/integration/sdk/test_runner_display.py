"""What an operator shows is a file in its results; a wrong display result costs a warning, not the task."""

from base64 import b64encode
from pathlib import Path

import pytest

from tests.integration.sdk.environments import Ended, Environment, write_operator


def show(environment: Environment, repository: Path, display: str) -> Ended:
    code = f"""
from pathlib import Path
from domino import BaseOperator
class Task(BaseOperator):
    def piece_function(self, input_data):
        Path(self.results_path, "here.html").write_text("<p>")
        Path(self.workflow_shared_storage_path, "elsewhere.csv").write_text("a,b")
        self.display_result = {display}
        return {{"text": ""}}
"""
    ended = environment.run("Task", write_operator(repository, "Task", code), {})
    assert ended.exit_code == 0, ended.log
    return ended


@pytest.mark.parametrize(
    ("display", "file_type", "path", "content"),
    [
        ("{'file_type': 'html', 'file_path': self.results_path / 'here.html'}", "html", "here.html", b"<p>"),
        ("{'file_type': 'HTML', 'file_path': 'here.html'}", "html", "here.html", b"<p>"),
        ("{'file_type': 'csv', 'file_path': self.workflow_shared_storage_path + '/elsewhere.csv'}", "csv", "elsewhere.csv", b"a,b"),
        ("{'file_type': 'image', 'file_path': str(self.results_path / 'here.html')}", "html", "here.html", b"<p>"),
        (f"{{'file_type': 'png', 'base64_content': {b64encode(b'pixels').decode()!r}}}", "png", "display_result.png", b"pixels"),
        (f"{{'file_type': 'jpg', 'base64_content': {b64encode(b'pixels')!r}}}", "jpeg", "display_result.jpeg", b"pixels"),
        (f"{{'file_type': 'png', 'base64_content': 'data:image/png;base64,{b64encode(b'p').decode()}'}}", "png", "display_result.png", b"p"),
        (f"{{'file_type': 'plotly_json', 'base64_content': {b64encode(b'{}').decode()!r}}}", "plotly_json", "display_result.plotly.json", b"{}"),
    ],
)  # fmt: skip
def test_a_display_result_is_kept_as_a_file(
    environment: Environment, repository: Path, display: str, file_type: str, path: str, content: bytes
) -> None:
    ended = show(environment, repository, display)
    assert ended.outcome is not None
    assert ended.outcome.display is not None
    assert (ended.outcome.display.file_type, ended.outcome.display.path) == (file_type, path)
    assert (ended.results / path).read_bytes() == content


@pytest.mark.parametrize(
    ("display", "reason"),
    [
        ("{'file_type': 'html', 'file_path': 'missing.html'}", "there is no file missing.html."),
        ("{'file_type': 'exe', 'file_path': 'here.html'}", '"exe" is not a file type that can be shown.'),
        ("{'file_type': 'png'}", "it has neither file_path nor base64_content."),
        ("'here.html'", "display_result has to be a dict"),
        ("{'file_type': 'png', 'base64_content': 'abc'}", "Incorrect padding"),
    ],
)
def test_a_display_result_that_cannot_be_shown_is_a_warning(
    environment: Environment, repository: Path, display: str, reason: str
) -> None:
    ended = show(environment, repository, display)
    assert ended.outcome is not None
    assert ended.outcome.display is None
    assert f"WARNING The display result is not shown: {reason}" in ended.log
