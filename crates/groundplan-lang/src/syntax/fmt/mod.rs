//! The canonical layout of configuration files, byte for byte the one of `terraform fmt`.
//!
//! Layout is a matter of tokens and lines, not of the tree: how far a line is indented depends on the brackets before it,
//! whether there is a space between two tokens on the tokens, and what is aligned on the lines above and below. Only
//! [`rewrite`] looks at the tree.

mod align;
mod indent;
mod lines;
mod piece;
mod rewrite;
mod space;

use groundplan_diag::{Diags, FileId};

use self::piece::Piece;
use super::lex::{Start, lex};
use super::parse_file;

/// What formatting may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// White space, and the old forms that `terraform fmt` rewrites: `"${a}"` for `a`, type names in quotes, labels
    /// without quotes.
    Terraform,
    /// White space only, as `terragrunt hcl fmt`.
    Layout,
}

/// Formats a file.
///
/// # Errors
/// What is wrong with the file, when it is not valid syntax: then it is not known what its author meant.
pub fn format(file: FileId, text: &str, style: Style) -> Result<String, Diags> {
    let parse = parse_file(file, text);
    if parse.diags.has_errors() {
        return Err(parse.diags);
    }
    let from = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let tokens = lex(text, from, Start::Code);
    let mut pieces = Piece::all(text, &tokens);
    if style == Style::Terraform {
        pieces = rewrite::rewritten(&parse.body, text, &tokens, &pieces);
    }
    let lines = lines::split(&pieces);
    indent::indent(&lines, &mut pieces);
    space::space(&lines, &mut pieces);
    align::align(&lines, &mut pieces);
    Ok(piece::join(&pieces))
}
