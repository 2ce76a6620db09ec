/// Whether a text can be an expression in whole: no bracket, string or heredoc in it is still open.
pub(super) fn is_complete(text: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    let mut heredoc: Option<String> = None;
    for line in text.lines() {
        if let Some(end) = &heredoc {
            if line.trim() == end {
                heredoc = None;
            }
            continue;
        }
        heredoc = scan(line, &mut open);
        // A string does not reach beyond its line; what is wrong with it is said when it is evaluated.
        while open.last() == Some(&'"') {
            open.pop();
        }
    }
    heredoc.is_none() && open.is_empty()
}

/// Follows the brackets and strings of a line. Gives the word that ends a heredoc which begins on it.
fn scan(line: &str, open: &mut Vec<char>) -> Option<String> {
    let mut rest = line;
    let mut heredoc = None;
    while let Some(character) = rest.chars().next() {
        let in_string = open.last() == Some(&'"');
        let mut taken = character.len_utf8();
        match character {
            '\\' if in_string => taken += rest.get(1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
            '$' | '%' if in_string && rest.get(1..).is_some_and(|rest| rest.starts_with('{')) => {
                open.push('{');
                taken = 2;
            }
            '"' if in_string => drop(open.pop()),
            _ if in_string => {}
            '"' => open.push('"'),
            '(' | '[' | '{' => open.push(character),
            ')' | ']' | '}' => drop(open.pop()),
            '#' => return heredoc,
            '/' if rest.starts_with("//") => return heredoc,
            '<' if rest.starts_with("<<") => {
                let word = rest.trim_start_matches('<').trim_start_matches('-').trim();
                let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                if !word.is_empty() && word.chars().all(named) {
                    heredoc = Some(word.to_owned());
                    return heredoc;
                }
                taken = 2;
            }
            _ => {}
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    heredoc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_waited_for() {
        for text in
            ["1 + 1", "[1]", "\"a[\"", "\"${f(1)}\"", "<<E\n[\nE", "{\n a = 1\n}", "1 < 2", "a # (", "\"open", ")"]
        {
            assert!(is_complete(text), "{text}");
        }
        for text in ["[", "{\n a = 1", "f(\n\"]\"", "<<-E\nx", "[\"${\nx"] {
            assert!(!is_complete(text), "{text}");
        }
    }
}
