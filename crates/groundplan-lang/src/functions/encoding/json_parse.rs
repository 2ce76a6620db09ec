//! Reading JSON to values, with the messages of Go's decoder, which Terraform shows.

use groundplan_value::{Map, Number, Value};

/// Objects and arrays within one another: deeper ones are refused.
const DEEPEST: usize = 500;

/// The value that a JSON text says: objects and tuples, numbers as exact as they are written.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let mut parser = Parser { bytes: text.as_bytes(), text, at: 0 };
    let value = parser.value(VALUE, DEEPEST)?;
    // A closing bracket after the value is not noticed.
    match parser.next() {
        None | Some(b']' | b'}') => Ok(value),
        Some(_) => Err("extraneous data after JSON object".to_owned()),
    }
}

const VALUE: &str = " looking for beginning of value";
const KEY: &str = " looking for beginning of object key string";

struct Parser<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is no white space.
    fn next(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.peek()
    }

    /// The next byte that is no white space, where there must be one.
    fn token(&mut self) -> Result<u8, String> {
        self.next().ok_or_else(|| "EOF".to_owned())
    }

    fn invalid<T>(&self, byte: u8, context: &str) -> Result<T, String> {
        let shown = match char::from(byte) {
            '"' => "'\"'".to_owned(),
            other => groundplan_value::quote_char(other),
        };
        Err(format!("invalid character {shown}{context}"))
    }

    fn value(&mut self, context: &str, depth: usize) -> Result<Value, String> {
        let depth = depth.checked_sub(1).ok_or("exceeded max depth")?;
        match self.token()? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => Ok(Value::string(self.string()?)),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.literal("true", Value::TRUE),
            b'f' => self.literal("false", Value::FALSE),
            b'n' => self.literal("null", Value::NULL),
            other => self.invalid(other, context),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        self.at += 1;
        let mut elements = Vec::new();
        if self.token()? == b']' {
            self.at += 1;
            return Ok(Value::tuple(elements));
        }
        loop {
            elements.push(self.value(VALUE, depth)?);
            match self.token()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(Value::tuple(elements));
                }
                other => return self.invalid(other, " after array element"),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        self.at += 1;
        let mut attributes = Map::new();
        let mut context = "";
        loop {
            match self.token()? {
                b'"' => {}
                b'}' if context.is_empty() => break,
                other => return self.invalid(other, context),
            }
            let name = self.string()?;
            match self.token()? {
                b':' => self.at += 1,
                other => return self.invalid(other, " after object key"),
            }
            attributes.insert(name.into(), self.value(VALUE, depth)?);
            match self.token()? {
                b',' => self.at += 1,
                b'}' => break,
                other => return self.invalid(other, " after object key:value pair"),
            }
            context = KEY;
        }
        self.at += 1;
        Ok(Value::object(attributes))
    }

    /// The next byte within a value, where the text must not end.
    fn inner(&mut self) -> Result<u8, String> {
        let byte = self.peek().ok_or("unexpected EOF")?;
        self.at += 1;
        Ok(byte)
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<Value, String> {
        for expected in word.bytes() {
            let found = self.inner()?;
            if found != expected {
                let context = format!(" in literal {word} (expecting '{}')", char::from(expected));
                return self.invalid(found, &context);
            }
        }
        Ok(value)
    }

    fn digits(&mut self, context: &str) -> Result<(), String> {
        let first = self.inner()?;
        if !first.is_ascii_digit() {
            return self.invalid(first, context);
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Value, String> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits(" in numeric literal")?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits(" after decimal point in numeric literal")?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits(" in exponent of numeric literal")?;
        }
        let number = self.text.get(start..self.at).and_then(Number::parse);
        Ok(Value::number(number.ok_or("a number is required")?))
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.inner()? {
                b'"' => return Ok(out),
                b'\\' => out.push(self.escape()?),
                control => return self.invalid(control, " in string literal"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        Ok(match self.inner()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode_escape()?,
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            other => return self.invalid(other, " in string escape code"),
        })
    }

    /// Four hexadecimal digits, or two times four for a pair of surrogates. Half a pair stands for nothing.
    fn unicode_escape(&mut self) -> Result<char, String> {
        let high = self.hexadecimal()?;
        if !(0xd800..0xdc00).contains(&high) || !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u"))
        {
            return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let before = self.at;
        self.at += 2;
        let low = self.hexadecimal()?;
        if (0xdc00..0xe000).contains(&low) {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at = before;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hexadecimal(&mut self) -> Result<u32, String> {
        let mut code = 0;
        for _ in 0..4 {
            let byte = self.inner()?;
            match char::from(byte).to_digit(16) {
                Some(digit) => code = code << 4 | digit,
                None => return self.invalid(byte, " in \\u hexadecimal character escape"),
            }
        }
        Ok(code)
    }
}
