use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};
use groundplan_format::{Diagnostic, Excerpt, Severity};

use crate::literal;
use crate::style::Style;

/// Source lines are cut to no fewer columns.
const NARROWEST: usize = 60;

/// So many places of warnings of one kind are listed.
const PLACES: usize = 8;

/// One diagnostic: the summary, the source with the marked places, then detail, values and ways out.
pub(super) fn report(diagnostic: &Diagnostic, others: &[&Diagnostic], style: &Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut main = level.primary_title(lines(&diagnostic.summary)).elements(snippets(diagnostic));
    if diagnostic.excerpts.is_empty() && diagnostic.snippet.is_none() {
        main = main.elements(diagnostic.range.iter().map(|range| {
            Origin::path(literal::line(&range.filename)).line(range.start.line).char_column(range.start.column)
        }));
    }
    main = main.elements(notes(diagnostic, others, style));
    let help = diagnostic.help.iter().map(|help| Group::with_title(Level::HELP.primary_title(lines(help))));
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(style.width.max(NARROWEST));
    // Rendered one by one: together they would be tied to each other by an empty line.
    let texts = std::iter::once(main).chain(help).map(|group| renderer.render(&[group]));
    texts.flat_map(|text| text.lines().map(|line| format!("{}\n", line.trim_end())).collect::<Vec<_>>()).collect()
}

fn snippets(diagnostic: &Diagnostic) -> Vec<Snippet<'static, Annotation<'static>>> {
    if diagnostic.excerpts.is_empty() {
        let (Some(range), Some(snippet)) = (&diagnostic.range, &diagnostic.snippet) else { return Vec::new() };
        let marked = (snippet.highlight_start_offset, snippet.highlight_end_offset);
        let source = Snippet::source(snippet.code.clone()).line_start(snippet.start_line);
        let annotation = AnnotationKind::Primary.span(span(&snippet.code, marked));
        return vec![source.path(literal::line(&range.filename).into_owned()).annotation(annotation)];
    }
    diagnostic.excerpts.iter().map(excerpt).collect()
}

fn excerpt(excerpt: &Excerpt) -> Snippet<'static, Annotation<'static>> {
    let annotations = excerpt.annotations.iter().map(|annotation| {
        let kind = if annotation.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let span = span(&excerpt.code, (annotation.start_offset, annotation.end_offset));
        let label = (!annotation.label.is_empty()).then(|| lines(&annotation.label));
        kind.span(span).label(label)
    });
    Snippet::source(excerpt.code.clone())
        .line_start(excerpt.start_line)
        .path(literal::line(&excerpt.filename).into_owned())
        .fold(true)
        .annotations(annotations)
}

/// A span that lies in the code and between its characters, whatever the document says.
fn span(code: &str, (start, end): (usize, usize)) -> std::ops::Range<usize> {
    let boundary = |at: usize| (0..=at.min(code.len())).rev().find(|at| code.is_char_boundary(*at)).unwrap_or(0);
    let start = boundary(start);
    start..boundary(end).max(start)
}

/// What stands below the source: the detail, the values, what it is about, more places like it.
fn notes(diagnostic: &Diagnostic, others: &[&Diagnostic], style: &Style) -> Vec<Message<'static>> {
    let mut notes = Vec::new();
    let width = style.width.saturating_sub(8).max(40);
    if !diagnostic.detail.is_empty() {
        let paragraphs: Vec<String> =
            diagnostic.detail.lines().map(|line| textwrap::fill(&literal::line(line), width)).collect();
        notes.push(Level::NOTE.no_name().message(paragraphs.join("\n")));
    }
    for value in diagnostic.symbol_values() {
        let text = format!("{} {}", literal::line(&value.traversal), literal::line(&value.statement));
        notes.push(Level::NOTE.with_name("where").message(text));
    }
    if let Some(about) = about(diagnostic) {
        notes.push(Level::NOTE.with_name("in").message(about));
    }
    if !others.is_empty() {
        notes.push(Level::NOTE.with_name("and").message(textwrap::fill(&places(others), width - 5)));
    }
    notes
}

fn about(diagnostic: &Diagnostic) -> Option<String> {
    let address = diagnostic.address.as_deref().map(|address| literal::line(address).into_owned());
    let unit = diagnostic.unit.as_deref().map(|unit| format!("unit {}", literal::line(unit)));
    match (address, unit) {
        (Some(address), Some(unit)) => Some(format!("{address}, {unit}")),
        (address, unit) => address.or(unit),
    }
}

/// `11 more like it: main.tf:3, main.tf:9, …`
fn places(others: &[&Diagnostic]) -> String {
    let place = |diagnostic: &&Diagnostic| match (&diagnostic.range, about(diagnostic)) {
        (Some(range), _) => Some(format!("{}:{}", literal::line(&range.filename), range.start.line)),
        (None, about) => about,
    };
    let listed: Vec<String> = others.iter().filter_map(place).take(PLACES).collect();
    let rest = others.len() - listed.len();
    let more = if rest > 0 && !listed.is_empty() { format!(" and {rest} more") } else { String::new() };
    let colon = if listed.is_empty() { "" } else { ": " };
    format!("{} more like it{colon}{}{more}", others.len(), listed.join(", "))
}

/// A message of possibly several lines without control characters.
fn lines(text: &str) -> String {
    text.lines().map(literal::line).collect::<Vec<_>>().join("\n")
}
