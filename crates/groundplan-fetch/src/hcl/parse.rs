use std::iter::Peekable;
use std::str::Chars;

use super::{Body, Content, Item, SyntaxError};

/// How deep blocks and lists may be nested.
const MAX_DEPTH: usize = 16;

/// Reads a document.
///
/// # Errors
/// When the text is none, with the line.
pub fn parse(text: &str) -> Result<Body, SyntaxError> {
    let mut parser = Parser { rest: text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable(), line: 1 };
    let body = parser.body(0)?;
    match parser.peek()? {
        None => Ok(body),
        Some(other) => Err(parser.unexpected(Some(other), "an argument or a block")),
    }
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    line: usize,
}

impl Parser<'_> {
    /// Items up to a closing brace, which is left, or the end.
    fn body(&mut self, depth: usize) -> Result<Body, SyntaxError> {
        let mut body = Body::default();
        loop {
            match self.peek()? {
                None | Some('}') => return Ok(body),
                Some(',') => {
                    self.next();
                }
                Some(_) => body.items.push(self.item(depth)?),
            }
        }
    }

    fn item(&mut self, depth: usize) -> Result<Item, SyntaxError> {
        let line = self.line;
        let mut keys = vec![self.key()?];
        loop {
            match self.peek()? {
                Some('=') => {
                    self.next();
                    return Ok(Item { keys, content: self.content(depth)?, line });
                }
                Some('{') => return Ok(Item { keys, content: self.braces(depth)?, line }),
                _ => keys.push(self.key()?),
            }
        }
    }

    fn key(&mut self) -> Result<String, SyntaxError> {
        match self.peek()? {
            Some('"') => self.string(),
            Some(c) if is_word(c) => Ok(self.word()),
            other => Err(self.unexpected(other, "a name, a label, \"=\" or \"{\"")),
        }
    }

    fn content(&mut self, depth: usize) -> Result<Content, SyntaxError> {
        match self.peek()? {
            Some('"') => Ok(Content::Text(self.string()?)),
            Some('{') => self.braces(depth),
            Some('[') => {
                self.next();
                self.list(depth + 1)
            }
            Some(c) if is_word(c) => Ok(Content::Text(self.word())),
            other => Err(self.unexpected(other, "a string, number, boolean or list")),
        }
    }

    fn braces(&mut self, depth: usize) -> Result<Content, SyntaxError> {
        if depth >= MAX_DEPTH {
            return Err(self.error("blocks are nested too deeply"));
        }
        self.next();
        let body = self.body(depth + 1)?;
        match self.peek()? {
            Some(_) => self.next(),
            None => return Err(self.unexpected(None, "\"}\"")),
        };
        Ok(Content::Body(body))
    }

    fn list(&mut self, depth: usize) -> Result<Content, SyntaxError> {
        if depth >= MAX_DEPTH {
            return Err(self.error("lists are nested too deeply"));
        }
        let mut items = Vec::new();
        loop {
            if self.peek()? == Some(']') {
                self.next();
                return Ok(Content::List(items));
            }
            items.push(self.content(depth)?);
            match self.peek()? {
                Some(',') => {
                    self.next();
                }
                Some(']') => {}
                other => return Err(self.unexpected(other, "\",\" or \"]\"")),
            }
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.rest.next_if(|c| is_word(*c)) {
            word.push(c);
        }
        word
    }

    fn string(&mut self) -> Result<String, SyntaxError> {
        self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escape()?),
                Some('\n') | None => return Err(self.error("a string is not closed")),
                Some(c) => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        match self.next() {
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some(c @ ('"' | '\\')) => Ok(c),
            Some('u') => {
                let digits: String = (0..4).filter_map(|_| self.next()).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                code.ok_or_else(|| self.error("\\u is followed by four hexadecimal digits"))
            }
            _ => Err(self.error("\\ is followed by one of n, r, t, u, \\ and \"")),
        }
    }

    /// The next character that is neither space nor in a comment.
    fn peek(&mut self) -> Result<Option<char>, SyntaxError> {
        loop {
            match self.rest.peek() {
                Some(c) if c.is_whitespace() => {
                    self.next();
                }
                Some('#') => self.skip_line(),
                Some('/') => {
                    self.next();
                    match self.next() {
                        Some('/') => self.skip_line(),
                        Some('*') => self.skip_comment()?,
                        other => return Err(self.unexpected(other, "a comment")),
                    }
                }
                other => return Ok(other.copied()),
            }
        }
    }

    fn skip_line(&mut self) {
        while self.rest.next_if(|c| *c != '\n').is_some() {}
    }

    fn skip_comment(&mut self) -> Result<(), SyntaxError> {
        let mut before = ' ';
        loop {
            match self.next() {
                Some('/') if before == '*' => return Ok(()),
                Some(c) => before = c,
                None => return Err(self.error("a comment is not closed")),
            }
        }
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.line += usize::from(next == Some('\n'));
        next
    }

    fn unexpected(&self, found: Option<char>, expected: &str) -> SyntaxError {
        match found {
            Some(found) => self.error(format!("{found:?} stands where {expected} is expected")),
            None => self.error(format!("the file ends where {expected} is expected")),
        }
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError { line: self.line, message: message.into() }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_on_one_line_comments_and_lists() {
        let body = parse(
            "# one\n a { b { path = \"/x\" } direct {} } // two\n/* three\n */ \"c\" \"d\\\"e\" { n = [1, true, \"s\",] }",
        )
        .unwrap();
        let [a, c] = body.items.as_slice() else { panic!("{body:?}") };
        let inner = a.block().unwrap();
        assert_eq!(inner.items[0].block().unwrap().items[0].text(), Ok("/x"));
        assert_eq!(inner.items[1].block(), Ok(&Body::default()));
        assert_eq!((&*c.keys, c.line), (&["c".to_owned(), "d\"e".to_owned()][..], 4));
        assert_eq!(c.labelled().unwrap()[0].1.items[0].texts(), Ok(vec!["1", "true", "s"]));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let deep = "a { ".repeat(40);
        for (text, expected) in [
            ("a = \n\n", "line 3: the file ends where a string, number, boolean or list is expected"),
            ("a\n{ b = 1", "line 2: the file ends where \"}\" is expected"),
            ("a = [1\n2]", "line 2: '2' stands where \",\" or \"]\" is expected"),
            ("a = \"x\n\"", "line 2: a string is not closed"),
            ("}", "line 1: '}' stands where an argument or a block is expected"),
            ("a = \"\\q\"", "line 1: \\ is followed by one of n, r, t, u, \\ and \""),
            ("/* x", "line 1: a comment is not closed"),
            ("a: 1", "line 1: ':' stands where a name, a label, \"=\" or \"{\" is expected"),
            (&deep, "line 1: blocks are nested too deeply"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), expected, "{text}");
        }
    }
}
