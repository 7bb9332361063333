"""The report of `make test`: it counts what ran and says what did not."""

from tools.check import Report

JUNIT = """<?xml version="1.0"?>
<testsuites><testsuite>
<testcase classname="a" name="good" time="0.5"/>
<testcase classname="a" name="bad" time="2.0"><failure message="no"/></testcase>
<testcase classname="a" name="broken" time="0.1"><error message="no"/></testcase>
</testsuite></testsuites>
"""


def test_report_counts_what_passed_and_failed(tmp_path, capsys):
    path = tmp_path / "junit.xml"
    path.write_text(JUNIT)
    report = Report()

    report.add("SQLite", report.read(path), 3.0, ok=False)
    report.add("PostgreSQL", "NOT RUN: no server")
    report.print()

    said = capsys.readouterr().out
    assert "1 passed, 2 failed" in said
    assert "NOT RUN: no server" in said
    assert said.index("a::bad") < said.index("a::good")
    assert said.rstrip().endswith("Total: 1 passed, 2 failed")
    assert report.broken


def test_report_fails_when_a_run_left_no_result(tmp_path):
    report = Report()

    outcome = report.read(tmp_path / "missing.xml")

    assert outcome == "ended without a result"
    assert report.failed == 1
