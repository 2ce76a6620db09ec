use std::collections::HashMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};
use groundplan_value::Value;

use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{Attribute, Block, Body, Expr, ExprKind, Ident, Label};

use super::parser::{Parsed, Parser, Reported};

/// What is being collected of a body.
#[derive(Default)]
struct Items {
    attributes: Vec<Arc<Attribute>>,
    blocks: Vec<Arc<Block>>,
    names: HashMap<Arc<str>, Span>,
}

impl Items {
    fn into_body(self, span: Span) -> Body {
        Body { attributes: self.attributes, blocks: self.blocks, span }
    }
}

/// A block whose body is being parsed.
#[derive(Clone, Copy)]
struct Opened {
    header: Span,
    brace: Span,
    /// How far its first line is indented.
    indent: usize,
}

impl Parser<'_> {
    /// The whole of a file.
    pub(super) fn file_body(&mut self) -> Body {
        let mut items = Items::default();
        self.items(&mut items, None);
        let span = self.span_at(0, self.token().end);
        items.into_body(span)
    }

    /// Items up to the closing brace, which is taken, or to the end of the file.
    fn items(&mut self, items: &mut Items, opened: Option<Opened>) {
        let mut outside = None;
        loop {
            match (self.kind(), opened) {
                (T::Newline, _) => {
                    self.bump();
                }
                (T::CloseBrace, Some(opened)) => {
                    let brace = self.bump();
                    if self.indent_of(brace).is_some_and(|column| column < opened.indent) {
                        self.closed_outside.get_or_insert(opened.header);
                    }
                    return;
                }
                (T::Eof, Some(opened)) => return self.unclosed_block(opened, outside),
                (T::Eof, None) => return,
                _ => {
                    let (start, token) = (self.index(), self.token());
                    if opened.is_some_and(|opened| self.indent_of(token).is_some_and(|column| column <= opened.indent))
                    {
                        outside.get_or_insert(self.span(token));
                    }
                    if self.item(items).is_err() {
                        self.recover(start, opened.map(|opened| opened.indent));
                        if self.gave_up() {
                            self.go_to(usize::MAX);
                        }
                    }
                }
            }
        }
    }

    fn item(&mut self, items: &mut Items) -> Parsed<()> {
        if !self.at(T::Identifier) {
            return self.no_item();
        }
        let name = self.bump();
        match self.kind() {
            T::Equal => {
                self.attribute(name, items)?;
                self.end_of_attribute()
            }
            T::OpenQuote | T::OpenBrace | T::Identifier => {
                let block = self.block(name)?;
                items.blocks.push(Arc::new(block));
                self.end_of_block()
            }
            _ => self.neither_attribute_nor_block(name),
        }
    }

    /// The rest of an argument. When its value is wrong, the argument is there all the same.
    fn attribute(&mut self, name: Token, items: &mut Items) -> Parsed<()> {
        self.bump();
        let value = self.expression();
        let name = self.ident(name);
        let failed = value.is_err();
        let expr = match value {
            Ok(node) => node.expr,
            Err(_) => Expr { kind: ExprKind::Literal(Value::DYNAMIC), span: name.span },
        };
        if let Some(first) = items.names.get(&name.name) {
            return self.redefined(&name, *first);
        }
        items.names.insert(name.name.clone(), name.span);
        items.attributes.push(Arc::new(Attribute { name, expr, json: false }));
        if failed { Err(Reported) } else { Ok(()) }
    }

    #[cold]
    fn redefined(&mut self, name: &Ident, first: Span) -> Parsed<()> {
        self.report(
            Diagnostic::error("Attribute redefined")
                .detail(format!("The argument \"{}\" is set twice; it may be set only once.", name.name))
                .label(name.span, "set again here")
                .also(first, "set first here"),
        )
    }

    fn end_of_attribute(&mut self) -> Parsed<()> {
        match self.kind() {
            T::Newline => {
                self.bump();
                Ok(())
            }
            T::Eof => Ok(()),
            _ => self.no_end_of_attribute(),
        }
    }

    fn end_of_block(&mut self) -> Parsed<()> {
        match self.kind() {
            T::Newline => {
                self.bump();
                Ok(())
            }
            T::Eof => Ok(()),
            _ => {
                let detail = "A block must be followed by the end of the line.";
                self.wrong("Missing newline after block definition", detail)
            }
        }
    }

    /// The rest of a block, from behind its type to its closing brace. The body is read even when the header is wrong.
    fn block(&mut self, kind: Token) -> Parsed<Block> {
        let labels = self.labels(kind);
        if labels.is_err() {
            self.skip_to_brace();
        }
        let Some(brace) = self.eat(T::OpenBrace) else { return Err(Reported) };
        let kind_span = self.span(kind);
        let last = labels.as_ref().ok().and_then(|labels: &Vec<Label>| labels.last());
        let header = last.map_or(kind_span, |label| kind_span.to(label.span));
        let opened = Opened { header, brace: self.span(brace), indent: self.indent_of(kind).unwrap_or(0) };
        self.enter()?;
        let body = self.block_body(opened);
        self.leave();
        Ok(Block { kind: self.ident(kind), labels: labels?, body: body?, header })
    }

    /// Goes to an opening brace on the same line or at the beginning of the next, if there is one.
    fn skip_to_brace(&mut self) {
        let mut index = self.behind;
        while !matches!(self.raw(index).kind, T::OpenBrace | T::Eof) && !self.raw(index).ends_line(self.text) {
            index += 1;
        }
        if self.raw(index).ends_line(self.text) {
            index += 1;
        }
        if self.raw(index).kind == T::OpenBrace {
            self.go_to(index);
        }
    }

    fn labels(&mut self, kind: Token) -> Parsed<Vec<Label>> {
        let mut labels = Vec::new();
        loop {
            match self.kind() {
                T::OpenBrace => return Ok(labels),
                T::Identifier => {
                    let token = self.bump();
                    labels.push(Label { text: self.source(token).into(), span: self.span(token) });
                }
                T::OpenQuote => {
                    let (text, span) = self.plain_string()?;
                    labels.push(Label { text, span });
                }
                _ => return self.no_label(kind),
            }
        }
    }

    /// From behind the opening brace to behind the closing one.
    fn block_body(&mut self, opened: Opened) -> Parsed<Body> {
        let mut result = Ok(());
        let mut items = Items::default();
        if !matches!(self.kind(), T::Newline | T::Eof | T::CloseBrace) {
            let start = self.index();
            result = self.one_line_item(&mut items, opened);
            if result.is_err() {
                self.recover(start, Some(usize::MAX));
            }
        }
        self.items(&mut items, Some(opened));
        let end = self.span(self.raw(self.behind.saturating_sub(1)));
        result.map(|()| items.into_body(opened.brace.to(end)))
    }

    /// `name = value }`, what a block that stands on one line may hold.
    fn one_line_item(&mut self, items: &mut Items, opened: Opened) -> Parsed<()> {
        if !self.at(T::Identifier) {
            return self.no_item();
        }
        let name = self.bump();
        match self.kind() {
            T::Equal => self.attribute(name, items)?,
            T::OpenQuote | T::OpenBrace | T::Identifier => return self.block_in_one_line_block(name),
            _ => return self.neither_attribute_nor_block(name),
        }
        if self.at(T::CloseBrace) { Ok(()) } else { self.no_end_of_one_line_block(opened.brace) }
    }

    #[cold]
    fn block_in_one_line_block(&mut self, name: Token) -> Parsed<()> {
        let error = Diagnostic::error("Argument definition required")
            .detail("A block that stands on one line can hold one argument and no block.")
            .label(self.span(name).to(self.here()), "a block here")
            .help("give each item in the block a line of its own");
        self.fail(error)
    }

    #[cold]
    fn unclosed_block(&mut self, opened: Opened, outside: Option<Span>) {
        if std::mem::replace(&mut self.unclosed, true) {
            return;
        }
        let error = Diagnostic::error("Unclosed configuration block")
            .detail("The file ends before this block's closing brace.")
            .label(opened.header.to(opened.brace), "this block is not closed");
        let inner = self.closed_outside.filter(|inner| inner.start > opened.header.start);
        let error = match (inner, outside) {
            (Some(inner), _) => {
                error.also(inner, "the brace that closes this one is indented less than it: is one missing?")
            }
            (None, Some(next)) => error.also(next, "this is indented as if outside: is the brace missing before it?"),
            (None, None) => error.also(self.here(), "the file ends here"),
        };
        let _: Parsed<()> = self.report(error);
    }

    pub(super) fn ident(&self, token: Token) -> Ident {
        Ident { name: self.source(token).into(), span: self.span(token) }
    }
}
