import logging

from domino.testing import operator_dry_run


def test_a_message_is_logged_as_often_as_asked(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    inputs = {"message": "100 % of 20%s", "level": "warning", "repeat": 3}
    logged = operator_dry_run("LogMessage", inputs, output_folder=tmp_path)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("WARNING", "100 % of 20%s")] * 3
    assert logged.lines == 3
