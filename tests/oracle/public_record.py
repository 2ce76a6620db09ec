"""The written record of public_modules.py: a Markdown page with a row for each example.

A run renews the rows of the examples it ran, and of each only what it looked at (the plan, or the apply); all other rows stay.
"""
import datetime
import pathlib
import re
import subprocess

HEAD = """# Public modules: planned by both programs, applied by Groundplan

Written by `tests/oracle/public_modules.py --record`; see its head for what is changed in the copies that run. The repositories are
fetched and never committed. One row is one example:

- **plan**: `same` when Terraform's plan and Groundplan's are equal in every resource, data source and output (actions, values before and
  after, what is unknown, what is sensitive, replacement paths, reasons), with the number of them; `both refuse` when both end with the
  same errors, the first of which is given; `refuse differently` when one of them goes on and names more. `only groundplan refuses`: Terraform 1.8 to 1.12 forget that an output of a called module is
  sensitive; Groundplan, like 1.13, does not, and refuses the output of the root that would show it.
- **apply**: `clean` when Groundplan applies the example to the local AWS, finds nothing to do in a second plan, Terraform finds nothing to
  do with the state that Groundplan wrote, and a destroy leaves the state empty, with the number of resources and data sources.
  `clean, Terraform not asked` is the same without Terraform's part. `as after Terraform's apply` when both programs want the same changes, and Terraform wants them after an apply of its own too.
  Otherwise the first error, or what was found.
"""
USED = "Modules that the examples call by an address, beside those below: "
COLUMNS = "| example | plan | apply | date |\n|---|---|---|---|\n"
ROW = re.compile(r"^\| (\S+) \| (.*) \| (.*) \| ([\d-]*) \|$")


def version(repository):
    """What version a repository's folder is at: its tag, or the first one that its changelog names."""
    if (repository / ".git").exists():
        said = subprocess.run(["git", "-C", repository, "describe", "--tags", "--always"], capture_output=True, text=True)
        if said.returncode == 0:
            return said.stdout.strip()
    log = repository / "CHANGELOG.md"
    found = re.search(r"^#+ \[?v?(\d[\w.-]*)", log.read_text(), re.M) if log.exists() else None
    return f"v{found.group(1)}" if found else "(version unknown)"


def tools(terraform, groundplan):
    """The line that says what was run."""

    def said(program):
        words = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
        return re.search(r"v(\d[\w.-]*)", words).group(1)

    return f"Terraform {said(terraform)}, provider hashicorp/aws 5.100.0, Groundplan {said(groundplan)}."


def parsed(text):
    """The rows of a record: {repository: {example: (plan, apply, date)}}, and {repository: version}."""
    rows, versions, at = {}, {}, None
    for line in text.splitlines():
        if heading := re.match(r"^## (\S+) (.+)$", line):
            at = heading.group(1)
            versions[at], rows[at] = heading.group(2), {}
        elif at and (row := ROW.match(line)) and row.group(1) != "example":
            rows[at][row.group(1)] = row.group(2, 3, 4)
    return rows, versions


def used(text):
    """The modules that earlier runs called, with their versions: {repository: {version}}."""
    found = re.search(rf"{re.escape(USED)}(.*)\.$", text, re.M)
    rows = (part.split(" ", 1) for part in found.group(1).split("; ")) if found else ()
    return {name: set(at.split(", ")) for name, at in rows}


class Record:
    """A record file, read and rewritten for each case: a run that is stopped keeps what it found, and runs can go on side by side."""

    def __init__(self, file, repositories, terraform, groundplan):
        self.file = pathlib.Path(file)
        self.tools = tools(terraform, groundplan)
        self.rows, self.versions = {}, {}
        self.at = {r.name: version(r) for r in repositories}
        self.used = used(self.file.read_text()) if self.file.exists() else {}
        for name, at in self.at.items():
            if "@" in name:
                self.used.setdefault(name.split("@")[0], set()).add(at)

    def add(self, case, kind, word, count, reason):
        """What came of a case (its path from the repository's folder on); `kind` is `plan` or `apply`."""
        repository, example = case.split("/", 1)
        example = example.removeprefix("examples/")
        self.rows, self.versions = parsed(self.file.read_text()) if self.file.exists() else ({}, {})
        if self.versions.get(repository) != self.at[repository]:
            self.versions[repository], self.rows[repository] = self.at[repository], {}
        said = f"{word} ({count})" if count and not reason else f"{word}: {reason}" if reason else word
        said = said.replace("|", "\\|").replace("\n", " ")
        plan, apply, _ = self.rows[repository].get(example, ("", "", ""))
        plan, apply = (said, apply) if kind == "plan" else (plan, said)
        self.rows[repository][example] = (plan, apply, datetime.date.today().isoformat())
        self.file.write_text(self.text())

    def text(self):
        """The page."""
        used = "; ".join(f"{name} {', '.join(sorted(at))}" for name, at in sorted(self.used.items()))
        parts = [HEAD, self.tools + (f" {USED}{used}." if used else "") + "\n", self.totals()]
        for repository in sorted(self.rows):
            lines = "".join(f"| {name} | {' | '.join(row)} |\n" for name, row in sorted(self.rows[repository].items()))
            parts.append(f"## {repository} {self.versions[repository]}\n\n{COLUMNS}{lines}")
        return "\n".join(parts)

    def totals(self):
        """How many rows begin with which word."""
        rows = [row for kept in self.rows.values() for row in kept.values()]
        counts = []
        for column, title in enumerate(("plan", "apply")):
            words = [re.split(r": | \(", row[column])[0].strip() for row in rows if row[column]]
            counts.append(f"{title}: " + ", ".join(f"{words.count(w)} {w}" for w in sorted(set(words), key=lambda w: -words.count(w))))
        return f"{len(rows)} examples of {len(self.rows)} repositories. " + "; ".join(counts).capitalize() + ".\n"
