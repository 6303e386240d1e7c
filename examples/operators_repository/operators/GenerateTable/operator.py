import random
from collections.abc import Callable
from datetime import date, timedelta

from domino import BaseOperator

from ..tables import write_table
from .models import InputModel, OutputModel, TableKind

FIRST_DAY = date(2026, 1, 1)


class GenerateTable(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        columns, row = KINDS[input_data.kind]
        chance = random.Random(input_data.seed)  # noqa: S311 - the same seed has to give the same table
        self.logger.info("making %d rows of %s with seed %d", input_data.rows, input_data.kind, input_data.seed)
        rows = (row(chance, number) for number in range(input_data.rows))
        path = write_table(self.results_path / f"{input_data.kind}.csv", columns, rows)
        self.display_result = {"file_type": "csv", "file_path": path}
        return OutputModel(table=path, rows=input_data.rows, columns=list(columns))


def _sale(chance: random.Random, number: int) -> tuple[object, ...]:
    units = chance.randint(1, 40)
    price = round(chance.uniform(2, 80), 2)
    region = chance.choice(("north", "east", "south", "west"))
    product = chance.choice(("chair", "desk", "lamp", "shelf"))
    return FIRST_DAY + timedelta(days=number % 365), region, product, units, price, round(units * price, 2)


def _weather(chance: random.Random, number: int) -> tuple[object, ...]:
    # A year goes from cold to warm and back.
    warmth = 1 - abs((number % 365) - 196) / 183
    temperature = round(-2 + 24 * warmth + chance.gauss(0, 3), 1)
    rain = round(max(0.0, chance.gauss(1, 4)), 1)
    return FIRST_DAY + timedelta(days=number), chance.choice(("Bern", "Oslo", "Porto")), temperature, rain


def _flower(chance: random.Random, _number: int) -> tuple[object, ...]:
    species, length, width = chance.choice((("daisy", 2.0, 0.6), ("tulip", 4.5, 1.4), ("lily", 6.2, 2.4)))
    return round(chance.gauss(length, 0.5), 2), round(chance.gauss(width, 0.25), 2), species


KINDS: dict[TableKind, tuple[tuple[str, ...], Callable[[random.Random, int], tuple[object, ...]]]] = {
    TableKind.sales: (("date", "region", "product", "units", "price", "revenue"), _sale),
    TableKind.weather: (("date", "city", "temperature", "rain"), _weather),
    TableKind.flowers: (("petal_length", "petal_width", "species"), _flower),
}
