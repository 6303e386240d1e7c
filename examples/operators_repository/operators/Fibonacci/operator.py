from domino import BaseOperator

from .models import InputModel, OutputModel


class Fibonacci(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        return OutputModel(number=fibonacci(input_data.n))


def fibonacci(n: int) -> int:
    """Slow on purpose: the point is the work, not the number."""
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
