use std::ops::Range;

use groundplan_diag::Span;

use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{Block, Body};

use super::piece::Piece;

/// The pieces without the old forms of writing that `terraform fmt` replaces. `pieces` are those of `tokens`.
pub(super) fn rewritten<'a>(body: &Body, text: &'a str, tokens: &[Token], pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let mut rewriter = Rewriter { text, tokens, pieces, edits: Vec::new() };
    for attribute in &body.attributes {
        rewriter.value(attribute.expr.span);
    }
    for block in &body.blocks {
        rewriter.block(block, &*block.kind.name == "variable");
    }
    rewriter.finish()
}

struct Rewriter<'a, 'p> {
    text: &'a str,
    tokens: &'p [Token],
    pieces: &'p [Piece<'a>],
    edits: Vec<Edit<'a>>,
}

/// Pieces to be replaced, and what with.
struct Edit<'a> {
    range: Range<usize>,
    with: Vec<Piece<'a>>,
}

impl<'a> Rewriter<'a, '_> {
    fn finish(mut self) -> Vec<Piece<'a>> {
        self.edits.sort_by_key(|edit| edit.range.start);
        let mut result = Vec::with_capacity(self.pieces.len());
        let mut done = 0;
        for Edit { range, with } in self.edits {
            result.extend_from_slice(&self.pieces[done..range.start]);
            result.extend(with);
            done = range.end;
        }
        result.extend_from_slice(&self.pieces[done..]);
        result
    }

    /// The pieces of a place in the source.
    fn range(&self, span: Span) -> Range<usize> {
        let at = |offset: u32| self.tokens.partition_point(|token| token.start < offset);
        at(span.start)..at(span.end)
    }

    fn block(&mut self, block: &Block, is_variable: bool) {
        self.labels(block);
        for attribute in &block.body.attributes {
            if is_variable && &*attribute.name.name == "type" {
                self.type_constraint(attribute.expr.span);
            } else {
                self.value(attribute.expr.span);
            }
        }
        for inner in &block.body.blocks {
            self.block(inner, false);
        }
    }

    /// Puts labels in quotes. Comments before and between them are lost.
    fn labels(&mut self, block: &Block) {
        let Some(last) = block.labels.last() else { return };
        let mut with = Vec::new();
        for label in &block.labels {
            with.push(Piece::new(T::OpenQuote, "\""));
            with.push(Piece::new(T::QuotedText, escaped(&label.text)));
            with.push(Piece::new(T::CloseQuote, "\""));
        }
        let range = self.range(block.kind.span).end..self.range(last.span).end;
        self.edits.push(Edit { range, with });
    }

    /// Takes a type's name out of its quotes, and gives collections an element type.
    fn type_constraint(&mut self, span: Span) {
        let range = self.range(span);
        let collection = |name: &'a str, element: &'a str| {
            vec![
                Piece::new(T::Identifier, name),
                Piece::new(T::OpenParen, "("),
                Piece::new(T::Identifier, element),
                Piece::new(T::CloseParen, ")"),
            ]
        };
        let source = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let with = match source {
            "list" => collection("list", "any"),
            "map" => collection("map", "any"),
            "set" => collection("set", "any"),
            // Quotes are of a time when elements were strings unless said otherwise.
            "\"string\"" => vec![Piece::new(T::Identifier, "string")],
            "\"list\"" => collection("list", "string"),
            "\"map\"" => collection("map", "string"),
            _ => return,
        };
        self.edits.push(Edit { range, with });
    }

    /// Takes an expression out of the template whose only part it is.
    fn value(&mut self, span: Span) {
        let range = self.range(span);
        let [open, begin, inside @ .., end, close] = &self.pieces[range.clone()] else { return };
        let outer = [open.kind, begin.kind, end.kind, close.kind];
        let wanted = [T::OpenQuote, T::OpenInterpolation, T::CloseSequence, T::CloseQuote];
        if outer != wanted || inside.is_empty() || !is_one_expression(inside) {
            return;
        }
        let is_newline = |piece: &&Piece<'_>| piece.kind == T::Newline;
        let start = inside.iter().take_while(is_newline).count();
        let trailing = inside[start..].iter().rev().take_while(is_newline).count();
        let inside = &inside[start..inside.len() - trailing];
        let in_parens = matches!(inside, [first, .., last] if first.kind == T::OpenParen && last.kind == T::CloseParen);
        let mut with = inside.to_vec();
        if inside.iter().any(|piece| piece.kind == T::Newline) && !in_parens {
            // In the template newlines were white space.
            with.insert(0, Piece::new(T::OpenParen, "("));
            with.push(Piece::new(T::CloseParen, ")"));
        }
        self.edits.push(Edit { range, with });
    }
}

/// Whether the pieces of a quoted template between its first `${` and its last `}` belong to one interpolation: there is
/// no text, and no other sequence, outside of the strings in it.
fn is_one_expression(inside: &[Piece<'_>]) -> bool {
    let mut quotes = 0_usize;
    for piece in inside {
        match piece.kind {
            T::OpenQuote => quotes += 1,
            T::CloseQuote if quotes == 0 => return false,
            T::CloseQuote => quotes -= 1,
            T::OpenInterpolation | T::CloseSequence | T::QuotedText if quotes == 0 => return false,
            _ => {}
        }
    }
    true
}

/// A text as it is written between quotes.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            '"' | '\\' => result.extend(['\\', c]),
            '$' | '%' if rest.as_str().starts_with('{') => result.extend([c, c]),
            c if c == ' ' || !c.is_control() && !c.is_whitespace() => result.push(c),
            c if u32::from(c) < 0x1_0000 => result.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => result.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    result
}
