//! Fixtures of many files in one string, and messages as text.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use groundplan_config::files::{MemoryFiles, Reader};
use groundplan_diag::{Diags, SourceMap, Span};

/// The files of a fixture: each begins with a line `//- path`.
pub(crate) fn reader(fixture: &str) -> Reader {
    let mut files = MemoryFiles::new();
    for part in fixture.split("//- ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        files.add(Path::new("/work").join(path.trim()), text.as_bytes());
    }
    Reader { base: Path::new("/work").into(), files: Arc::new(files) }
}

/// Messages with the source lines that they point at.
pub(crate) fn rendered(diags: &Diags, sources: &SourceMap) -> String {
    let mut text = String::new();
    for diagnostic in diags {
        let severity = if diagnostic.is_error() { "error" } else { "warning" };
        let about = diagnostic.address.as_ref().map(|address| format!(" ({address})")).unwrap_or_default();
        let unit = diagnostic.unit.as_ref().map(|unit| format!(" [{unit}]")).unwrap_or_default();
        writeln!(text, "{severity}: {}{about}{unit}", diagnostic.summary).unwrap();
        if !diagnostic.detail.is_empty() {
            writeln!(text, "  {}", diagnostic.detail).unwrap();
        }
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            writeln!(text, "  {} {}", pointed(sources, label.span), label.message).unwrap();
        }
        for (symbol, is) in &diagnostic.values {
            writeln!(text, "  where: {symbol} {is}").unwrap();
        }
        for help in &diagnostic.help {
            writeln!(text, "  help: {help}").unwrap();
        }
    }
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn pointed(sources: &SourceMap, span: Span) -> String {
    let at = sources.locate(span).unwrap_or_else(|| "nowhere".into());
    let source = sources.text(span);
    let first = source.lines().next().unwrap_or_default();
    format!("--> {at}: `{first}`")
}
