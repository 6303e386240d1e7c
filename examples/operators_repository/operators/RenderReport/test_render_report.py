from domino.testing import operator_dry_run


def report_of(tmp_path, **inputs):
    return operator_dry_run("RenderReport", inputs, output_folder=tmp_path).report.read_text()


def test_markdown_tables_and_charts_come_together(tmp_path):
    (tmp_path / "table.csv").write_text("name,size\nAda,1\nBo,2\n")
    (tmp_path / "chart.svg").write_text("<svg><title>a chart</title></svg>")
    page = report_of(
        tmp_path,
        title="Sizes",
        text="*all* of them\n\n[tables]\n\n[charts]\n",
        tables=[str(tmp_path / "table.csv")],
        charts=[str(tmp_path / "chart.svg")],
        rows_shown=1,
    )
    assert "<em>all</em>" in page
    assert "Ada" in page
    assert "Bo" not in page
    assert "and 1 more rows" in page
    assert "a chart" in page


def test_names_in_a_table_are_not_markup(tmp_path):
    (tmp_path / "table.csv").write_text("name\n<script>alert(1)</script>\n")
    page = report_of(tmp_path, title="<b>", text="[tables]", tables=[str(tmp_path / "table.csv")])
    assert "<script>" not in page
    assert "<title>&lt;b&gt;</title>" in page


def test_braces_in_the_text_stay(tmp_path):
    assert "{title} {body} {{ x }}" in report_of(tmp_path, text="{title} {body} {{ x }}")


def test_the_version_in_use_is_reported(tmp_path):
    assert operator_dry_run("RenderReport", {}, output_folder=tmp_path).tabulate_version.startswith("0.")
