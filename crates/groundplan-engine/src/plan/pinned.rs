use groundplan_diag::{Diagnostic, Severity, Span};
use groundplan_lang::syntax::{Block, Body};
use groundplan_provider::AttributeDiagnostic;
use groundplan_value::{Number, Path, PathStep};

/// A provider's message as one of ours: about a resource, at the argument that it names, or at the block.
pub(crate) fn pin(message: AttributeDiagnostic, about: &str, body: Option<&Body>, block: Span) -> Diagnostic {
    let diagnostic = match message.severity {
        Severity::Error => Diagnostic::error(message.summary),
        Severity::Warning => Diagnostic::warning(message.summary),
    };
    let diagnostic = diagnostic.detail(message.detail).about(about);
    match (message.attribute, body) {
        (Some(path), Some(body)) => {
            let (span, whole) = locate(body, &path, block);
            let diagnostic = diagnostic.at(span);
            if whole { diagnostic } else { diagnostic.value(written(&path), "is what this is about") }
        }
        (Some(path), None) => diagnostic.at(block).value(written(&path), "is what this is about"),
        (None, _) => diagnostic.at(block),
    }
}

/// A path as configuration would write it.
pub(crate) fn written(path: &Path) -> String {
    let text = path.to_string();
    text.strip_prefix('.').unwrap_or(&text).to_owned()
}

/// The place of an attribute path in a body, or the nearest place around it, and whether it is the path's own.
pub(super) fn locate(body: &Body, path: &Path, otherwise: Span) -> (Span, bool) {
    let mut body = body;
    let mut span = otherwise;
    let mut steps = path.steps();
    while let [PathStep::Attr(name), rest @ ..] = steps {
        if let Some(attribute) = body.attr(name) {
            return (attribute.span(), rest.is_empty());
        }
        let (which, after) = match rest {
            [PathStep::Index(key), after @ ..] => (key.as_number().and_then(Number::to_usize).unwrap_or(0), after),
            rest => (0, rest),
        };
        let Some(block) = block_at(body, name, which) else { break };
        span = block.header;
        body = &block.body;
        steps = after;
    }
    (span, steps.is_empty())
}

/// The block of a type at a position, or the content of the `dynamic` block that makes such blocks.
fn block_at<'b>(body: &'b Body, kind: &str, which: usize) -> Option<&'b Block> {
    let mut written = body.blocks.iter().filter(|block| &*block.kind.name == kind);
    let mut made = body.blocks.iter().filter(|block| {
        &*block.kind.name == "dynamic" && block.labels.first().is_some_and(|label| &*label.text == kind)
    });
    written
        .nth(which)
        .or_else(|| {
            let made = made.next()?;
            made.body.blocks.iter().find(|block| &*block.kind.name == "content")
        })
        .map(|block| &**block)
}
