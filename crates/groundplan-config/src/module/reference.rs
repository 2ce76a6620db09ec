use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::eval::expr_traversals;
use groundplan_lang::syntax::{Expr, ExprKind, Origin, Step, Traversal, parse_expr, parse_traversal};

use super::ProviderRef;
use super::decode::Decoder;

/// Arguments that take references and keywords instead of values.
impl Decoder<'_> {
    /// The items of a list that is written out.
    pub(super) fn items<'e>(&mut self, expr: &'e Expr) -> &'e [Expr] {
        match &expr.kind {
            ExprKind::Tuple(items) => items,
            ExprKind::Parens(inner) => self.items(inner),
            _ if is_error(expr) => &[],
            _ => {
                self.push(
                    Diagnostic::error("Invalid expression")
                        .detail("A static list expression is required.")
                        .at(expr.span)
                        .help("write the items between brackets: `[a, b]`"),
                );
                &[]
            }
        }
    }

    /// A list of references, such as `depends_on` has.
    pub(super) fn traversals(&mut self, expr: &Expr) -> Vec<Traversal> {
        let items = self.items(expr);
        items.iter().filter_map(|item| self.traversal(item)).collect()
    }

    /// One reference. In quotes it is deprecated, except in JSON where it has no other form.
    pub(super) fn traversal(&mut self, expr: &Expr) -> Option<Traversal> {
        if is_error(expr) {
            return None;
        }
        if let Some(traversal) = expr_traversals(expr) {
            return Some(traversal.clone());
        }
        let Some(text) = quoted(expr) else {
            self.push(
                Diagnostic::error("Invalid expression")
                    .detail(
                        "A single static variable reference is required: only attribute access and indexing with \
                         constant keys. No calculations, function calls, template expressions, etc are allowed here.",
                    )
                    .at(expr.span),
            );
            return None;
        };
        if !self.is_json(expr.span) {
            self.push(
                Diagnostic::warning("Quoted references are deprecated")
                    .detail("References are expected literally here, rather than in quotes.")
                    .at(expr.span)
                    .help(format!("remove the quotes: `{text}`")),
            );
        }
        let (traversal, diags) = parse_traversal(within_quotes(expr.span, &text), &text);
        self.diags.extend(diags);
        traversal
    }

    /// An expression that in JSON stands in a string.
    pub(super) fn unquoted(&mut self, expr: &Expr) -> Option<Expr> {
        if !self.is_json(expr.span) {
            return Some(expr.clone());
        }
        let Some(text) = quoted(expr) else {
            self.push(
                Diagnostic::error("Invalid reference expression")
                    .detail("A single reference string is required.")
                    .at(expr.span),
            );
            return None;
        };
        let (parsed, diags) = parse_expr(within_quotes(expr.span, &text), &text);
        self.diags.extend(diags);
        parsed
    }

    /// A bare word. In quotes it is deprecated, except in JSON where it has no other form.
    pub(super) fn keyword(&mut self, expr: &Expr) -> Option<Arc<str>> {
        if let Some(word) = bare_word(expr) {
            return Some(word);
        }
        let text = quoted(expr)?;
        if !self.is_json(expr.span) {
            self.push(
                Diagnostic::warning("Quoted keywords are deprecated")
                    .detail("Keywords are expected literally here, rather than in quotes.")
                    .at(expr.span)
                    .help(format!("remove the quotes: `{text}`")),
            );
        }
        Some(text)
    }

    /// A reference to a provider configuration, for the argument of this name.
    pub(super) fn provider_ref(&mut self, expr: &Expr, argument: &str) -> Option<ProviderRef> {
        let invalid =
            |detail: String| Diagnostic::error("Invalid provider configuration reference").detail(detail).at(expr.span);
        if expr_traversals(expr).is_none() && quoted(expr).is_none() {
            if !is_error(expr) {
                self.push(invalid(wants_provider(argument)));
            }
            return None;
        }
        let traversal = self.traversal(expr)?;
        if !self.provider_name(&traversal.root.name, traversal.root.span) {
            return None;
        }
        let alias = match traversal.steps.as_slice() {
            [] => None,
            [Step::Attr(alias, _)] => Some(alias.clone()),
            [_] => {
                self.push(invalid(
                    "A provider's name must either stand alone or be followed by a period and then a configuration alias."
                        .into(),
                ));
                return None;
            }
            _ => {
                self.push(invalid(wants_provider(argument)));
                return None;
            }
        };
        Some(ProviderRef { name: traversal.root.name, alias, span: expr.span })
    }

    /// Complains about a name that cannot be a provider's local name; says whether it can.
    pub(super) fn provider_name(&mut self, name: &str, span: Span) -> bool {
        let lower = name.to_lowercase();
        let wrong = |detail: String| Diagnostic::error("Invalid provider local name").detail(detail).at(span);
        match check_provider_part(&lower) {
            Err(why) => self.push(wrong(format!("\"{name}\" is an invalid provider local name: {why}."))),
            Ok(()) if lower != name => {
                self.push(wrong(format!("Provider names must be in lower case: write \"{lower}\", not \"{name}\".")));
            }
            Ok(()) => return true,
        }
        false
    }
}

fn wants_provider(argument: &str) -> String {
    format!(
        "The {argument} argument requires a provider's local name, optionally followed by a period and then a configuration alias."
    )
}

fn check_provider_part(name: &str) -> Result<(), &'static str> {
    if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        return Err("dashes may only stand between other characters, one at a time");
    }
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-') {
        return Err("it must contain only letters, digits, and dashes");
    }
    Ok(())
}

/// Whether the parser already complained about the expression.
pub(super) fn is_error(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Literal(value) if !value.is_known())
}

/// The text of a string without interpolations.
pub(super) fn quoted(expr: &Expr) -> Option<Arc<str>> {
    match &expr.kind {
        ExprKind::Template(template) => template.json.clone().or_else(|| template.as_literal()),
        _ => None,
    }
}

/// The name that an expression is, if it is nothing else.
pub(super) fn bare_word(expr: &Expr) -> Option<Arc<str>> {
    match &expr.kind {
        ExprKind::Traversal(traversal) if traversal.steps.is_empty() => Some(traversal.root.name.clone()),
        _ => None,
    }
}

/// Where the text between quotes stands; all of it at the quotes when escapes made it shorter.
pub(super) fn within_quotes(span: Span, text: &str) -> Origin {
    let quotes = 2;
    if (span.end - span.start) as usize == text.len() + quotes {
        Origin::part(Span { start: span.start + 1, end: span.end - 1, ..span })
    } else {
        Origin::made_from(span)
    }
}
