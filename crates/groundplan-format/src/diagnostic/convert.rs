use std::collections::BTreeMap;

use groundplan_diag::{FileId, Label, SourceFile, SourceMap, Span};

use super::model::{Annotation, Diagnostic, Excerpt, Position, Range, Severity, Snippet, SymbolValue};

/// Marked parts of one file further apart than this many lines get excerpts of their own.
const LARGEST_GAP: usize = 6;

/// A marked part that covers more lines than this is shown by its first line alone.
const MOST_LINES: usize = 12;

impl Diagnostic {
    /// The document form of a diagnostic, with the source lines it points at taken from `sources`.
    #[must_use]
    pub fn from_diag(diagnostic: &groundplan_diag::Diagnostic, sources: &SourceMap) -> Self {
        let values: Vec<SymbolValue> = diagnostic
            .values
            .iter()
            .map(|(traversal, statement)| SymbolValue { traversal: traversal.clone(), statement: statement.clone() })
            .collect();
        let place = diagnostic.primary.as_ref().and_then(|primary| place(primary.span, sources));
        let (range, snippet, values) = match place {
            Some((range, mut snippet)) => {
                snippet.values = values;
                (Some(range), Some(snippet), Vec::new())
            }
            None => (None, None, values),
        };
        Self {
            severity: match diagnostic.severity {
                groundplan_diag::Severity::Error => Severity::Error,
                groundplan_diag::Severity::Warning => Severity::Warning,
            },
            summary: diagnostic.summary.clone(),
            detail: diagnostic.detail.clone(),
            address: diagnostic.address.clone(),
            range,
            snippet,
            unit: diagnostic.unit.clone(),
            excerpts: excerpts(diagnostic, sources),
            values,
            help: diagnostic.help.clone(),
        }
    }
}

fn place(span: Span, sources: &SourceMap) -> Option<(Range, Snippet)> {
    let file = sources.get(span.file)?;
    let (start, end) = (position(&file, span.start), position(&file, span.end));
    let range = Range { filename: file.path.display().to_string(), start, end };
    let lines = Lines::of(&file, span);
    let snippet = Snippet {
        context: None,
        code: lines.text(&file),
        start_line: lines.first,
        highlight_start_offset: lines.offset(&file, span.start),
        highlight_end_offset: lines.offset(&file, span.end),
        values: Vec::new(),
    };
    Some((range, snippet))
}

fn position(file: &SourceFile, byte: u32) -> Position {
    let groundplan_diag::Position { line, column, byte } = file.position(byte as usize);
    Position { line, column, byte }
}

fn excerpts(diagnostic: &groundplan_diag::Diagnostic, sources: &SourceMap) -> Vec<Excerpt> {
    let primary = diagnostic.primary.iter().map(|label| (true, label));
    let secondary = diagnostic.secondary.iter().map(|label| (false, label));
    let mut order: Vec<FileId> = Vec::new();
    let mut by_file: BTreeMap<FileId, Vec<(bool, &Label)>> = BTreeMap::new();
    for (is_primary, label) in primary.chain(secondary) {
        if !order.contains(&label.span.file) {
            order.push(label.span.file);
        }
        by_file.entry(label.span.file).or_default().push((is_primary, label));
    }
    let mut found = Vec::new();
    for id in order {
        if let (Some(file), Some(labels)) = (sources.get(id), by_file.remove(&id)) {
            found.extend(excerpts_of_file(&file, labels));
        }
    }
    found
}

fn excerpts_of_file(file: &SourceFile, mut labels: Vec<(bool, &Label)>) -> Vec<Excerpt> {
    labels.sort_by_key(|(_, label)| label.span.start);
    let mut groups: Vec<(Lines, Vec<(bool, &Label)>)> = Vec::new();
    for (primary, label) in labels {
        let lines = Lines::of(file, label.span);
        match groups.last_mut() {
            Some((group, members)) if lines.first <= group.last + LARGEST_GAP => {
                group.last = group.last.max(lines.last);
                members.push((primary, label));
            }
            _ => groups.push((lines, vec![(primary, label)])),
        }
    }
    // The place that is wrong is what a reader looks for first.
    groups.sort_by_key(|(_, members)| !members.iter().any(|(primary, _)| *primary));
    groups.into_iter().map(|(lines, members)| excerpt(file, lines, &members)).collect()
}

fn excerpt(file: &SourceFile, lines: Lines, members: &[(bool, &Label)]) -> Excerpt {
    let annotations = members.iter().map(|(primary, label)| Annotation {
        primary: *primary,
        start_offset: lines.offset(file, label.span.start),
        end_offset: lines.offset(file, label.span.end),
        label: label.message.clone(),
    });
    Excerpt {
        filename: file.path.display().to_string(),
        start_line: lines.first,
        code: lines.text(file),
        annotations: annotations.collect(),
    }
}

/// Lines of a file, both from 1 and both included.
#[derive(Clone, Copy)]
struct Lines {
    first: usize,
    last: usize,
}

impl Lines {
    fn of(file: &SourceFile, span: Span) -> Self {
        let first = file.position(span.start as usize).line;
        // The end is exclusive: a span that ends with a line break does not reach into the next line.
        let last_byte = span.end.saturating_sub(1).max(span.start);
        let last = file.position(last_byte as usize).line;
        Self { first, last: if last - first < MOST_LINES { last } else { first } }
    }

    fn text(self, file: &SourceFile) -> String {
        let lines: Vec<&str> = (self.first..=self.last).filter_map(|line| file.line(line)).collect();
        lines.join("\n")
    }

    /// Where a byte of the file is in [`Lines::text`], cut to it. Counted by line, for [`SourceFile::line`] leaves out
    /// the carriage returns.
    fn offset(self, file: &SourceFile, byte: u32) -> usize {
        let at = file.position(byte as usize);
        if at.line < self.first {
            return 0;
        }
        let before =
            (self.first..at.line.min(self.last + 1)).map(|line| file.line(line).map_or(0, |text| text.len() + 1));
        let before: usize = before.sum();
        if at.line > self.last {
            return before.saturating_sub(1);
        }
        let line = file.line(at.line).unwrap_or_default();
        before + line.char_indices().nth(at.column - 1).map_or(line.len(), |(index, _)| index)
    }
}
