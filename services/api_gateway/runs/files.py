"""What a task run has left in shared storage: its log, outputs and results."""

import json
from typing import Annotated

from domino import storage_layout
from domino.outcome import read_outcome
from domino.storage_layout import TaskFolder
from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse
from sqlalchemy import select

from services.api_gateway.context import Gateway, Work
from services.api_gateway.errors import NotFound, TooLarge
from services.api_gateway.runs import media
from services.api_gateway.runs.schemas import ResultView
from services.api_gateway.runs.storage import Storage
from services.api_gateway.states import Role
from services.api_gateway.tables import TaskRun
from services.api_gateway.workspaces.access import RunAccess, run_access

LOG_PART = 1024 * 1024  # bytes of a log in one answer; the next offset says where to go on
LARGEST_OUTPUTS = 16 * 1024 * 1024
MapIndex = Annotated[int, Query(ge=-1, le=2**31 - 1)]

router = APIRouter(prefix="/runs/{run_id}/tasks/{task}", tags=["results"])


class Found:
    """A task run of a run one may see, and its folder."""

    def __init__(self, row: TaskRun, folder: TaskFolder) -> None:
        self.row = row
        self.folder = folder


async def find(
    task: str, access: Annotated[RunAccess, run_access(Role.VIEWER)], work: Work, map_index: MapIndex = -1
) -> Found:
    query = select(TaskRun).where(TaskRun.run_id == access.run.id, TaskRun.task == task, TaskRun.map_index == map_index)
    row = await work.session.scalar(query)
    if row is None:
        raise NotFound("task in this run")
    folder = storage_layout.task_folder(access.run.dag_id, access.run.dag_run_id, task, map_index)
    return Found(row, folder)


TaskFound = Annotated[Found, Depends(find)]


@router.get("/log", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def get_task_log(
    found: TaskFound,
    gateway: Gateway,
    try_number: Annotated[int | None, Query(alias="try", ge=1, le=10_000)] = None,
    offset: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> Response:
    """The log from byte `offset` on; empty when there is nothing (yet). `X-Next-Offset` is where to go on."""
    part = b""
    for name in log_names(found.row.try_number, try_number):
        read = await gateway.storage.read_from(found.folder.results, name, offset, LOG_PART)
        if read is not None:
            part = whole_characters(read[0])
            break
    headers = {"X-Next-Offset": str(offset + len(part)), "X-Content-Type-Options": "nosniff"}
    return Response(part, media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/output")
async def get_task_output(found: TaskFound, gateway: Gateway) -> JSONResponse:
    """The task's outputs as JSON."""
    name = storage_layout.OUTPUTS_FILE
    read = await gateway.storage.read_from(found.folder.outputs_folder, name, 0, LARGEST_OUTPUTS + 1)
    if read is None:
        raise NotFound("output: the task has not succeeded yet, or left none")
    if len(read[0]) > LARGEST_OUTPUTS:
        raise TooLarge("The outputs are too large to show.")
    try:
        return JSONResponse(json.loads(read[0]))
    except (ValueError, RecursionError) as error:
        raise NotFound("output: what the task left is not JSON") from error


@router.get("/results")
async def list_task_results(found: TaskFound, gateway: Gateway) -> list[ResultView]:
    """The files that the task left, without its logs."""
    shown = await display_of(gateway.storage, found.folder)
    files = await gateway.storage.list(found.folder.results)
    return [
        ResultView(path=f.path, size=f.size, media_type=media.media_type(f.path), display=shown.get(f.path))
        for f in files
        if not storage_layout.is_log_name(f.path)
    ]


@router.get("/results/{path:path}", response_class=Response)
async def get_task_result(path: str, found: TaskFound, gateway: Gateway, download: bool = False) -> StreamingResponse:
    """One file. Whatever it is, it cannot act as the page: a sandbox goes with it."""
    file = await gateway.storage.open(found.folder.results, path)
    if file is None:
        raise NotFound("result")
    headers = media.headers(path, download=download) | {"Content-Length": str(file.size)}
    return StreamingResponse(file.stream(), media_type=media.media_type(path), headers=headers)


async def display_of(storage: Storage, folder: TaskFolder) -> dict[str, str]:
    """Which file the operator chose to show, and as what."""
    read = await storage.read_from(folder.path, storage_layout.OUTCOME_FILE, 0, LOG_PART)
    if read is None:
        return {}
    try:
        display = read_outcome(read[0]).display
    except (ValueError, RecursionError):
        return {}
    if display is None:
        return {}
    return {display.path.removeprefix("results/"): display.file_type}


def log_names(newest: int, wanted: int | None) -> tuple[str, ...]:
    """The files that may hold the log of a try, best first. The newest try's log is set aside only when the next one begins."""
    if wanted is None or wanted == newest:
        return (storage_layout.LOG_FILE,)
    if wanted > newest:
        return ()
    older = storage_layout.older_log_name(wanted)
    return (older, storage_layout.LOG_FILE) if wanted == newest - 1 else (older,)


def whole_characters(part: bytes) -> bytes:
    """Without the beginning of a character that is cut off at the end, which the next answer then starts with."""
    for back in range(1, min(4, len(part)) + 1):
        byte = part[-back]
        if byte & 0xC0 == 0x80:
            continue
        width = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
        return part if width <= back else part[:-back]
    return part
