import time

from domino import BaseOperator

from .models import InputModel, OutputModel


class Wait(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        begun = time.monotonic()
        self.logger.info("waiting %g seconds", input_data.seconds)
        while (left := input_data.seconds - (time.monotonic() - begun)) > 0:
            time.sleep(min(left, 10))
            self.logger.debug("%.0f seconds left", max(0.0, input_data.seconds - (time.monotonic() - begun)))
        return OutputModel(waited_seconds=round(time.monotonic() - begun, 3))
