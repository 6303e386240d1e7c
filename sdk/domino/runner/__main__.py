"""``python -m domino.runner``: read a request, run the operator, end with the exit code of its outcome."""

from domino.runner import process
from domino.runner.postpone import postpone_unused_imports


def main() -> None:
    process.die_with_parent()
    process.forget_working_directory()
    process.order_output()
    text = process.take_standard_input()
    postpone_unused_imports()
    # Imported only now: they bring pydantic with them.
    from domino.outcome import EXIT_CODES, Status
    from domino.runner.log_lines import write_line
    from domino.runner.request import RequestError, read_request
    from domino.runner.run import run

    try:
        request = read_request(text)
    except RequestError as error:
        write_line("ERROR", str(error))
        process.leave(EXIT_CODES[Status.PLATFORM_ERROR])
        return
    process.leave(run(request).exit_code)


if __name__ == "__main__":
    main()
