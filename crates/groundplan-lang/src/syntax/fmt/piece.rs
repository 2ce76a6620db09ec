use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::syntax::lex::{Token, TokenKind as T};

/// A token and the white space before it.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) kind: T,
    pub(super) text: Cow<'a, str>,
    /// How many spaces precede it.
    pub(super) spaces: usize,
}

impl<'a> Piece<'a> {
    pub(super) fn new(kind: T, text: impl Into<Cow<'a, str>>) -> Self {
        Self { kind, text: text.into(), spaces: 0 }
    }

    /// The pieces of a text.
    pub(super) fn all(text: &'a str, tokens: &[Token]) -> Vec<Self> {
        let mut end = 0;
        let piece = |token: &Token| {
            let spaces = (token.start - std::mem::replace(&mut end, token.end)) as usize;
            Self { spaces, ..Self::new(token.kind, token.text(text)) }
        };
        tokens.iter().map(piece).collect()
    }

    /// Whether it ends a line, as newlines and line comments do.
    pub(super) fn ends_line(&self) -> bool {
        match self.kind {
            T::Newline => true,
            T::Comment => self.text.ends_with('\n'),
            _ => false,
        }
    }

    /// 1 for an opening bracket, -1 for a closing one, 0 for anything else. Quotes and heredocs do not count.
    pub(super) fn opens(&self) -> isize {
        match self.kind {
            T::OpenBrace | T::OpenBracket | T::OpenParen | T::OpenInterpolation | T::OpenDirective => 1,
            T::CloseBrace | T::CloseBracket | T::CloseParen | T::CloseSequence => -1,
            _ => 0,
        }
    }

    /// How many columns it takes with the spaces before it. A column is what a reader sees as one character.
    fn width(&self) -> usize {
        let text = &*self.text;
        self.spaces + if text.is_ascii() && !text.contains('\r') { text.len() } else { text.graphemes(true).count() }
    }
}

/// How many columns pieces take.
pub(super) fn width(pieces: &[Piece<'_>]) -> usize {
    pieces.iter().map(Piece::width).sum()
}

/// The text that pieces make.
pub(super) fn join(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for piece in pieces {
        text.extend(std::iter::repeat_n(' ', piece.spaces));
        text.push_str(&piece.text);
    }
    text
}
