//! Commands that the user may copy.

use std::env;

/// A command line of this program, as the user called it: words quoted where a shell needs that.
pub(crate) fn command(words: impl IntoIterator<Item = String>) -> String {
    let called = env::args_os().next().map(|name| name.to_string_lossy().into_owned());
    let program = called.filter(|name| !name.is_empty()).unwrap_or_else(|| "groundplan".to_owned());
    let words: Vec<String> = std::iter::once(program).chain(words).map(|word| quoted(&word)).collect();
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "_-./:=@%+,".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_change_them() {
        let all = ["plan", "./a b", "", "it's", "$HOME", "aws_vpc.main[0]"].map(quoted);
        assert_eq!(all, ["plan", "'./a b'", "''", r"'it'\''s'", "'$HOME'", "'aws_vpc.main[0]'"]);
    }
}
