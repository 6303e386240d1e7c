import time
from logging import DEBUG, ERROR, INFO, WARNING

from domino import BaseOperator

from .models import InputModel, OutputModel

LEVELS = {"debug": DEBUG, "info": INFO, "warning": WARNING, "error": ERROR}


class LogMessage(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        level = LEVELS[input_data.level]
        for number in range(input_data.repeat):
            if number and input_data.pause_seconds:
                time.sleep(input_data.pause_seconds)
            # As an argument: a "%" in the message is no place for a value.
            self.logger.log(level, "%s", input_data.message)
        return OutputModel(message=input_data.message, lines=input_data.repeat)
