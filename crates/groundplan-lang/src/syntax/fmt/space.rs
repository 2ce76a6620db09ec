use crate::syntax::lex::TokenKind as T;

use super::lines::Line;
use super::piece::Piece;

/// Puts one space, or none, between the pieces of each cell.
pub(super) fn space(lines: &[Line], pieces: &mut [Piece<'_>]) {
    for line in lines {
        if let Some(equals) = pieces.get_mut(line.assign.clone()).and_then(<[_]>::first_mut) {
            equals.spaces = 1;
        }
        for cell in [&line.lead, &line.assign] {
            let mut before = None;
            for index in cell.clone().skip(1) {
                let spaced = is_spaced(before, &pieces[index - 1], &pieces[index]);
                pieces[index].spaces = usize::from(spaced);
                before = Some(pieces[index - 1].kind);
            }
        }
    }
}

/// Whether there is a space between two pieces; `before` is what precedes both in the cell.
fn is_spaced(before: Option<T>, left: &Piece<'_>, right: &Piece<'_>) -> bool {
    match (left.kind, right.kind) {
        (_, T::Newline) => false,
        // Calls: `f(x, y...)`, `a::b(x)`.
        (T::Identifier, T::OpenParen | T::ColonColon) | (T::ColonColon, T::Identifier) => false,
        // Steps: `a.b`.
        (T::Dot, _) | (_, T::Dot) => false,
        (_, T::Comma | T::Ellipsis) => false,
        (T::Comma, _) => true,
        // Text is part of the value.
        (T::QuotedText | T::PlainText | T::OpenQuote | T::OpenHeredoc, _) => false,
        (_, T::QuotedText | T::PlainText | T::CloseQuote | T::CloseHeredoc) => false,
        // `for x in [a]` is no index.
        (T::Identifier, _) if left.text == "in" && before == Some(T::Identifier) => true,
        (T::Identifier | T::Number, T::OpenBracket) => false,
        (_, T::OpenBracket) if left.opens() < 0 => false,
        (T::Bang, _) => false,
        (T::Minus, _) => before.is_some_and(ends_operand),
        // `{ a = b }`, but `{}`.
        (T::OpenBrace, T::CloseBrace) => false,
        (T::OpenBrace, _) | (_, T::CloseBrace) => true,
        // `${ { a = b } }`, `${a}${b}`.
        (T::OpenInterpolation | T::OpenDirective, T::OpenBrace) | (T::CloseBrace, T::CloseSequence) => true,
        (T::CloseSequence, T::OpenInterpolation | T::OpenDirective) => false,
        _ => left.opens() <= 0 && right.opens() >= 0,
    }
}

/// Whether a minus after this is a subtraction and not a sign.
fn ends_operand(kind: T) -> bool {
    !matches!(
        kind,
        T::OpenParen
            | T::OpenBrace
            | T::OpenBracket
            | T::Equal
            | T::Colon
            | T::Comma
            | T::Question
            | T::Plus
            | T::Star
            | T::Slash
            | T::Percent
            | T::Minus
            | T::EqualEqual
            | T::BangEqual
            | T::Greater
            | T::GreaterEqual
            | T::Less
            | T::LessEqual
            | T::AndAnd
            | T::OrOr
            | T::Bang
    )
}
