use crate::syntax::lex::{Start, TokenKind as T, lex};

use super::parser::Parser;

/// How often the rest of a file may be lexed again, so that the work stays linear in the size of the file.
const MAX_RELEXED: u32 = 16;

impl Parser<'_> {
    /// Goes behind an item in which there is an error, or before the closing brace of the block around it.
    ///
    /// That is the end of the line on which all brackets of the item are closed. When some are never closed, it is a line
    /// that begins as an item does and is not indented further than this one.
    pub(super) fn recover(&mut self, item: usize, in_block: bool) {
        let indent = self.indent_of_line(self.raw(item).start);
        let mut open = Brackets::default();
        let mut index = item;
        let stop = loop {
            let token = self.raw(index);
            let is_behind = index >= self.behind && index > item;
            if is_behind && !open.is_empty() && self.begins_item(index, indent) {
                break index;
            }
            match token.kind {
                T::Eof => break index,
                _ if token.ends_line(self.text) && open.is_empty() && index >= self.behind => break index + 1,
                T::CloseBrace if in_block && !open.holds(Bracket::Brace) && index >= self.behind => break index,
                kind => open.note(kind),
            }
            index += 1;
        };
        let in_template = [Bracket::Quote, Bracket::Heredoc, Bracket::Sequence].iter().any(|kind| open.holds(*kind));
        if in_template && self.raw(stop).kind != T::Eof && self.relexed < MAX_RELEXED {
            // The text was read as part of a template that was never meant to reach this far.
            self.relexed += 1;
            let from = self.raw(stop).start as usize;
            self.tokens.truncate(stop);
            self.tokens.extend(lex(self.text, from, Start::Code));
        }
        self.go_to(stop);
    }

    /// Whether the token is the first of its line, is not indented further than this, and begins an item or ends a block.
    fn begins_item(&self, index: usize, indent: usize) -> bool {
        let token = self.raw(index);
        let begins = match token.kind {
            T::CloseBrace | T::CloseSequence => true,
            T::Identifier => {
                matches!(self.raw(index + 1).kind, T::Equal | T::OpenBrace | T::OpenQuote | T::Identifier)
            }
            _ => false,
        };
        begins && self.indent_of(token).is_some_and(|column| column <= indent)
    }

    /// How many bytes of white space precede the token on its line, when nothing else does.
    pub(super) fn indent_of(&self, token: crate::syntax::lex::Token) -> Option<usize> {
        let before = self.text.as_bytes().get(..token.start as usize)?;
        let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match before.len().checked_sub(blanks + 1).and_then(|at| before.get(at)) {
            None | Some(b'\n') => Some(blanks),
            Some(_) => None,
        }
    }

    /// How far the line with this offset is indented.
    fn indent_of_line(&self, offset: u32) -> usize {
        let before = self.text.as_bytes().get(..offset as usize).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = self.text.as_bytes().get(start..).unwrap_or_default();
        line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}

/// The kinds of brackets, in which templates count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    Brace,
    Square,
    Paren,
    Quote,
    Heredoc,
    Sequence,
}

/// The brackets that are open.
#[derive(Default)]
struct Brackets {
    stack: Vec<Bracket>,
    /// How many of each kind are on the stack, so that a closer without an opener costs no search.
    counts: [usize; 6],
}

impl Brackets {
    fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    fn holds(&self, kind: Bracket) -> bool {
        self.counts[kind as usize] > 0
    }

    /// Opens or closes a bracket. What was opened inside of one that closes is forgotten.
    fn note(&mut self, kind: T) {
        match kind {
            T::OpenBrace => self.open(Bracket::Brace),
            T::OpenBracket => self.open(Bracket::Square),
            T::OpenParen => self.open(Bracket::Paren),
            T::OpenQuote => self.open(Bracket::Quote),
            T::OpenHeredoc | T::BadHeredoc => self.open(Bracket::Heredoc),
            T::OpenInterpolation | T::OpenDirective => self.open(Bracket::Sequence),
            T::CloseBrace => self.close(Bracket::Brace),
            T::CloseBracket => self.close(Bracket::Square),
            T::CloseParen => self.close(Bracket::Paren),
            T::CloseQuote | T::MissingQuote => self.close(Bracket::Quote),
            T::CloseHeredoc | T::UnfinishedHeredoc => self.close(Bracket::Heredoc),
            T::CloseSequence => self.close(Bracket::Sequence),
            _ => {}
        }
    }

    fn open(&mut self, kind: Bracket) {
        self.counts[kind as usize] += 1;
        self.stack.push(kind);
    }

    fn close(&mut self, kind: Bracket) {
        if !self.holds(kind) {
            return;
        }
        while let Some(top) = self.stack.pop() {
            self.counts[top as usize] -= 1;
            if top == kind {
                break;
            }
        }
    }
}
