from domino import BaseOperator

from .models import InputModel, OutputModel


class FailedOnPurposeError(Exception):
    """What this operator exists to raise."""


class FailOnPurpose(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        try_number = int(self.airflow_context["try_number"])
        last = input_data.fail_until_try
        note = self.results_path / "note.md"
        note.write_text(
            f"This was try {try_number}. A result left before a failure is still shown.\n", encoding="utf-8"
        )
        self.display_result = {"file_type": "md", "file_path": note}
        if last is None or try_number <= last:
            self.logger.error("failing on try %d", try_number)
            raise FailedOnPurposeError(input_data.message)
        self.logger.info("succeeding on try %d", try_number)
        return OutputModel(try_number=try_number)
