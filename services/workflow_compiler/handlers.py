"""Translates requests to compile into calls of the core, and its outcomes into answers."""

import asyncio

import structlog

from services.workflow_compiler.core import Compiled, Rejected, compile_workflow
from shared.messages.workflows import CompileWorkflow, WorkflowCompiled, WorkflowCompileFailed
from shared.runtime.failpoints import failpoint

log = structlog.get_logger()

Answer = WorkflowCompiled | WorkflowCompileFailed


async def compile_version(command: CompileWorkflow) -> tuple[Answer]:
    """Compile one version; a definition with errors is an answer, not an exception."""
    failpoint("compiler.received")
    # In a thread, so that a definition of thousands of tasks does not stop heartbeats.
    outcome = await asyncio.to_thread(
        compile_workflow,
        command.definition,
        command.operators,
        dag_id=command.dag_id,
        name=command.name,
        description=command.description,
    )
    failpoint("compiler.compiled")
    return (_answer(command, outcome),)


def _answer(command: CompileWorkflow, outcome: Compiled | Rejected) -> Answer:
    told = log.bind(workflow_id=command.workflow_id, version=command.version)
    match outcome:
        case Compiled():
            told.info("workflow.compiled", dag_id=command.dag_id, digest=outcome.digest, images=len(outcome.images))
            return WorkflowCompiled(
                workflow_id=command.workflow_id,
                version=command.version,
                dag_id=command.dag_id,
                source=outcome.source,
                digest=outcome.digest,
                images=outcome.images,
            )
        case Rejected():
            codes = sorted({problem.code for problem in outcome.problems if problem.severity == "error"})
            told.info("workflow.rejected", problems=len(outcome.problems), codes=codes)
            return WorkflowCompileFailed(
                workflow_id=command.workflow_id, version=command.version, problems=outcome.problems
            )
