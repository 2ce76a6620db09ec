use groundplan_diag::{Diagnostic, Span};

use crate::syntax::{Expr, Ident, Template, TemplatePart};

use super::parser::{Parsed, Parser};
use super::template::Piece;

/// Takes from the lines of a `<<-` heredoc as many blanks as all of them begin with. Lines of blanks do not count, and
/// keep theirs. What counts as the beginning of a line is decided after strip markers have been applied, as in HCL.
pub(super) fn remove_indentation(pieces: &mut [Piece]) {
    let mut least = usize::MAX;
    let mut at_line_start = true;
    let mut indented = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let text = match piece {
            Piece::Text(text, _) => text.as_str(),
            _ => "",
        };
        if std::mem::replace(&mut at_line_start, text.ends_with('\n')) {
            let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
            let only_blanks = text.trim_start().is_empty();
            if !(only_blanks && text.ends_with('\n')) {
                least = least.min(blanks);
                indented.push(index);
            }
        }
    }
    for index in indented {
        if let Some(Piece::Text(text, _)) = pieces.get_mut(index) {
            let blanks = text.char_indices().nth(least).map_or(text.len(), |(at, _)| at);
            text.drain(..blanks);
        }
    }
}

/// A directive that is not ended yet.
enum Open {
    Template,
    If { condition: Expr, span: Span },
    Else { condition: Expr, then: Template, span: Span },
    For { key_var: Option<Ident>, value_var: Ident, collection: Expr, span: Span },
}

/// A directive, its parts so far and the height of the highest.
struct Level {
    open: Open,
    parts: Vec<TemplatePart>,
    height: u32,
}

impl Level {
    fn new(open: Open, height: u32) -> Self {
        Self { open, parts: Vec::new(), height }
    }

    /// Adds a part. Text joins the text before it.
    fn add(&mut self, part: TemplatePart, height: u32) {
        self.height = self.height.max(height);
        self.parts.push(part);
    }

    fn template(&mut self) -> Template {
        Template { parts: std::mem::take(&mut self.parts), json: None }
    }
}

/// Matches directives with their ends. Gives the template and its height.
pub(super) fn build(parser: &mut Parser<'_>, pieces: Vec<Piece>, end: Span) -> Parsed<(Template, u32)> {
    let mut levels: Vec<Level> = Vec::new();
    let mut level = Level::new(Open::Template, 1);
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(mut text, mut span) => {
                while let Some(Piece::Text(more, end)) = pieces.next_if(|next| matches!(next, Piece::Text(..))) {
                    text.push_str(&more);
                    span = span.to(end);
                }
                level.add(TemplatePart::Literal(text.into(), span), 1);
            }
            Piece::Interpolation(node) => level.add(TemplatePart::Interpolation(node.expr), node.height),
            Piece::If(condition, span) => {
                let open = Open::If { condition: condition.expr, span };
                levels.push(std::mem::replace(&mut level, Level::new(open, condition.height)));
            }
            Piece::For(header, span) => {
                let open = Open::For {
                    key_var: header.key_var,
                    value_var: header.value_var,
                    collection: header.collection.expr,
                    span,
                };
                levels.push(std::mem::replace(&mut level, Level::new(open, header.collection.height)));
            }
            Piece::Else(span) => {
                let then = level.template();
                level.open = match level.open {
                    Open::If { condition, span } => Open::Else { condition, then, span },
                    other => return unexpected(parser, "else", span, &other),
                };
            }
            Piece::EndIf(span) => {
                let last = level.template();
                let part = match level.open {
                    Open::If { condition, .. } => {
                        TemplatePart::If { condition, then: last, otherwise: Template::default() }
                    }
                    Open::Else { condition, then, .. } => TemplatePart::If { condition, then, otherwise: last },
                    other => return unexpected(parser, "endif", span, &other),
                };
                level = close(parser, &mut levels, level.height, part, span)?;
            }
            Piece::EndFor(end) => {
                let body = level.template();
                let part = match level.open {
                    Open::For { key_var, value_var, collection, span } => {
                        TemplatePart::For { key_var, value_var, collection, body, span: span.to(end) }
                    }
                    other => return unexpected(parser, "endfor", end, &other),
                };
                level = close(parser, &mut levels, level.height, part, end)?;
            }
        }
    }
    let (name, span) = match &level.open {
        Open::Template => return Ok((level.template(), level.height)),
        Open::If { span, .. } | Open::Else { span, .. } => ("endif", *span),
        Open::For { span, .. } => ("endfor", *span),
    };
    parser.report(
        Diagnostic::error("Unexpected end of template")
            .detail(format!("The template ends before the `%{{ {name} }}` of this directive."))
            .label(span, "begins here")
            .also(end, "the template ends here"),
    )
}

/// Ends a directive: adds it to the level around it, and gives that.
fn close(
    parser: &mut Parser<'_>,
    levels: &mut Vec<Level>,
    height: u32,
    part: TemplatePart,
    span: Span,
) -> Parsed<Level> {
    if height >= super::parser::MAX_HEIGHT {
        return parser.too_deep(span, super::parser::MAX_HEIGHT);
    }
    let mut level = levels.pop().unwrap_or(Level::new(Open::Template, 1));
    level.add(part, height + 1);
    Ok(level)
}

fn unexpected<T>(parser: &mut Parser<'_>, name: &str, at: Span, open: &Open) -> Parsed<T> {
    let error = Diagnostic::error("Unexpected template directive")
        .detail(format!("There is no directive that `{name}` could belong to."))
        .label(at, "not expected here");
    let error = match open {
        Open::Template => error,
        Open::Else { span, .. } if name == "else" => error.also(*span, "this has its `else` already"),
        Open::For { span, .. } if name == "else" => error.also(*span, "a `for` has no `else`"),
        Open::If { span, .. } | Open::Else { span, .. } => error.also(*span, "the `endif` of this is missing"),
        Open::For { span, .. } => error.also(*span, "the `endfor` of this is missing"),
    };
    parser.report(error)
}
