"""What `check` writes, as the programs read it that it is written for."""

import csv
import json
import os
import re
import shutil

from tools import ROOT, TOOLS, Skipped, call, found, node, python

CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def write_reports(program, folder):
    names = ["concise", "csv", "github", "gitlab", "html", "json", "junit", "markdown", "rdjson", "sarif"]
    formats = [f"--format={name}={folder / name}" for name in names]
    call(program, "check", "--exit-zero", "--quiet", "--unsafe-fixes", *formats, "examples", cwd=ROOT)


def read_sarif(folder):
    """The schema, and Microsoft's validator with the rules of GitHub's code scanning."""
    tool = found(TOOLS / "node_modules" / "@microsoft" / "sarif-multitool-linux", "sarif-multitool")
    file = shutil.copy(folder / "sarif", folder / "report.sarif")
    call(python("check-jsonschema"), "--schemafile", tool / "sarif-2.1.0.json", file)
    # Without ICU, which a slim machine has not, .NET wants to be told so.
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    said = call(tool / "Sarif.Multitool", "validate", file, "--rule-kind", "Sarif;Ghas", env=environment)
    assert "error" not in said, said


def read_junit(folder):
    script = "import sys, junitparser as j; x = j.JUnitXml.fromfile(sys.argv[1]); print(x.tests, sum(len(s) for s in x))"
    said, counted = call(python("python", "junitparser"), "-c", script, folder / "junit").split()
    assert said == counted != "0", (said, counted)


def read_rdjson(folder):
    named = shutil.copy(folder / "rdjson", folder / "rdjson.json")
    assert "valid" in call(node("rdformat-validator"), named)


def read_gitlab(folder):
    issues = json.loads((folder / "gitlab").read_text())
    assert issues and len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}, issue
        assert issue["location"]["lines"]["begin"] >= 1 and (ROOT / issue["location"]["path"]).exists(), issue


def read_csv(folder):
    with open(folder / "csv", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}


def read_concise(folder):
    """The error format of an editor: a file that is there, a line and a column."""
    lines = (folder / "concise").read_text().splitlines()
    parts = [re.fullmatch(r"(.+?):(\d+):(\d+): (.+)", line) for line in lines]
    assert lines and all(part and (ROOT / part[1]).exists() for part in parts), lines


def read_markdown(folder):
    """GitHub's own renderer: a fold for each finding, every patch in a block, no stray tag."""
    script = (
        "import sys, cmarkgfm; from cmarkgfm.cmark import Options as o;"
        "print(cmarkgfm.github_flavored_markdown_to_html(open(sys.argv[1]).read(), options=o.CMARK_OPT_UNSAFE))"
    )
    page = call(python("python", "cmarkgfm"), "-c", script, folder / "markdown")
    tags = set(re.findall(r"<(/?[a-z0-9]+)", page))
    assert page.count("<details>") == page.count("</details>") > 1, page
    assert page.count('<pre lang="diff">') > 1 and "<table>" in page, page
    assert not tags & {"script", "img", "iframe", "style"}, tags


def read_html(folder):
    """The page is HTML, for everybody, and asks for nothing from outside."""
    call(node("html-validate"), "--preset", "standard", shutil.copy(folder / "html", folder / "report.html"))
    outside = re.findall(r"""<(?!a )[^>]*\b(?:src|href)=["'][^#"'][^>]*>""", (folder / "html").read_text())
    assert not outside, outside


def read_html_in_a_browser(folder):
    """In Chromium: the page's own script runs and its filter counts; without a script all is there."""
    if not shutil.which("chromium"):
        raise Skipped("chromium is not here")
    page = (folder / "html").read_text()
    shown = in_chromium(folder, page)
    all_of_them = re.search(r'id="shown">(\d+) of \1 findings,', shown)
    assert all_of_them and '<form id="filter">' in shown, shown[-2000:]
    assert page.count("<article") == int(all_of_them[1]) and '<form id="filter" hidden>' in page
    use = """<script>addEventListener("load", () => {
      const form = document.getElementById("filter");
      form.elements.rule.value = form.elements.rule.options[1].value;
      form.dispatchEvent(new Event("input"));
      const seen = [...document.querySelectorAll("article")].filter((it) => it.offsetParent);
      document.body.dataset.seen = seen.length;
    })</script>"""
    locked = r'<meta http-equiv="Content-Security-Policy"[^>]*>'
    assert "data-seen" not in in_chromium(folder, page + use), "the page runs scripts of others"
    filtered = in_chromium(folder, re.sub(locked, "", page) + use)
    counted = re.search(r'id="shown">(\d+) of (\d+) findings,', filtered)
    seen = re.search(r'data-seen="(\d+)"', filtered)
    assert counted and seen and seen[1] == counted[1] != counted[2], (counted, seen)


def in_chromium(folder, page):
    """The page as it stands once its scripts have run."""
    (folder / "browser.html").write_text(page)
    profile = f"--user-data-dir={folder / 'profile'}"
    return call("chromium", *CHROMIUM, profile, "--dump-dom", (folder / "browser.html").as_uri())


READERS = [
    read_concise,
    read_csv,
    read_gitlab,
    read_html,
    read_html_in_a_browser,
    read_junit,
    read_markdown,
    read_rdjson,
    read_sarif,
]
