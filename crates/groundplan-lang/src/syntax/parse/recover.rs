use crate::syntax::lex::{Start, Token, TokenKind as T, lex};

use super::parser::Parser;

/// How often the rest of a file may be lexed again, so that the work stays linear in the size of the file.
const MAX_RELEXED: u32 = 16;

impl Parser<'_> {
    /// Goes behind an item in which there is an error, or before the closing brace of the block around it, which is
    /// indented as `block` says.
    ///
    /// That is the end of the line on which all brackets of the item are closed, and of the lines after it that cannot
    /// begin an item. When some brackets are never closed, it is before a line that begins as an item does and is not
    /// indented further than this one.
    pub(super) fn recover(&mut self, item: usize, block: Option<usize>) {
        let indent = self.indent_of_line(self.raw(item).start);
        let mut open = Brackets::default();
        let mut line_after = None;
        let mut index = item;
        let stop = loop {
            let token = self.raw(index);
            let is_behind = index >= self.behind && index > item;
            let column = || self.indent_of(token);
            match token.kind {
                T::Eof => break index,
                T::Identifier if is_behind && !open.is_empty() => {
                    if column().is_some_and(|column| column <= indent) && self.begins_item(index) {
                        break index;
                    }
                }
                T::CloseBrace | T::CloseSequence if is_behind && block.is_some() => {
                    let outside = open.is_empty() || token.kind == T::CloseBrace && !open.holds(Bracket::Brace);
                    let ends_block = match column() {
                        Some(column) => outside || column < indent,
                        None => outside && *line_after.get_or_insert_with(|| self.block_ends_with_line(index, block)),
                    };
                    if ends_block {
                        break index;
                    }
                    open.note(token.kind);
                }
                kind => open.note(kind),
            }
            index += 1;
            if token.ends_line(self.text) {
                line_after = None;
                if open.is_empty() && index > self.behind && self.line_begins_item(index) {
                    break index;
                }
            }
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

    /// Whether an item can begin with this token.
    fn begins_item(&self, index: usize) -> bool {
        self.raw(index).kind == T::Identifier
            && matches!(
                self.raw(index + 1).kind,
                T::Equal | T::Colon | T::OpenBrace | T::OpenQuote | T::Identifier | T::MissingQuote
            )
    }

    /// Whether the line that begins with this token is empty or begins with an item or with the end of a block.
    fn line_begins_item(&self, index: usize) -> bool {
        matches!(self.raw(index).kind, T::Newline | T::Comment | T::CloseBrace | T::Eof) || self.begins_item(index)
    }

    /// Whether a block that is indented as given seems to end on the line of this token: what follows is not inside of it,
    /// nor is it the block's closing brace.
    fn block_ends_with_line(&self, index: usize, block: Option<usize>) -> bool {
        let after = self.tokens.get(index..).unwrap_or_default();
        let mut next = after.iter().skip_while(|token| !token.ends_line(self.text));
        let first = next.find(|token| !matches!(token.kind, T::Newline | T::Comment)).copied();
        let indent = Some(first.and_then(|token| self.indent_of(token)).unwrap_or(0));
        indent <= block && !(indent == block && first.is_some_and(|token| token.kind == T::CloseBrace))
    }

    /// How many bytes of white space precede the token on its line, when nothing else does.
    pub(super) fn indent_of(&self, token: Token) -> Option<usize> {
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
