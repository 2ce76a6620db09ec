//! Comma-separated values as Go's `encoding/csv` reads them (RFC 4180): empty lines skipped, quotes only around whole
//! fields, carriage returns before line ends dropped.

/// What is wrong, and in which line, from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CsvError {
    pub(super) line: usize,
    pub(super) problem: &'static str,
}

/// Reads records.
pub(super) struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, line: 0 }
    }

    /// The next record and the line in which it starts; nothing at the end.
    pub(super) fn record(&mut self) -> Result<Option<(usize, Vec<String>)>, CsvError> {
        let line = loop {
            match self.next_line() {
                None => return Ok(None),
                Some((_, true, "")) => {}
                Some((_, _, line)) => break line,
            }
        };
        let start = self.line;
        let mut fields = Vec::new();
        let mut rest = line;
        loop {
            let (field, after) = match rest.strip_prefix('"') {
                Some(quoted) => self.quoted(quoted)?,
                None => self.plain(rest)?,
            };
            fields.push(field);
            match after {
                Some(after) => rest = after,
                None => return Ok(Some((start, fields))),
            }
        }
    }

    /// The next line with its number, whether it has an end, and without that.
    fn next_line(&mut self) -> Option<(usize, bool, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        self.line += 1;
        let (line, ended) = match self.rest.split_once('\n') {
            Some((line, after)) => {
                self.rest = after;
                (line, true)
            }
            None => (std::mem::take(&mut self.rest), false),
        };
        Some((self.line, ended, line.strip_suffix('\r').unwrap_or(line)))
    }

    fn wrong<T>(&self, problem: &'static str) -> Result<T, CsvError> {
        Err(CsvError { line: self.line, problem })
    }

    /// A field without quotes, and what follows its comma.
    fn plain(&self, rest: &'a str) -> Result<(String, Option<&'a str>), CsvError> {
        let (field, after) = rest.split_once(',').map_or((rest, None), |(field, after)| (field, Some(after)));
        if field.contains('"') {
            return self.wrong("bare \" in non-quoted-field");
        }
        Ok((field.to_owned(), after))
    }

    /// A field after its opening quote, which may go on over several lines.
    fn quoted(&mut self, mut rest: &'a str) -> Result<(String, Option<&'a str>), CsvError> {
        const WRONG: &str = "extraneous or missing \" in quoted-field";
        let mut field = String::new();
        loop {
            let Some((part, after)) = rest.split_once('"') else {
                field.push_str(rest);
                // The line end belongs to the field, unless the text ends there.
                let at_end = self.rest.is_empty();
                let Some((_, _, next)) = self.next_line() else { return self.wrong(WRONG) };
                if !at_end {
                    field.push('\n');
                }
                rest = next;
                continue;
            };
            field.push_str(part);
            if let Some(after) = after.strip_prefix('"') {
                field.push('"');
                rest = after;
            } else if let Some(after) = after.strip_prefix(',') {
                return Ok((field, Some(after)));
            } else if after.is_empty() {
                return Ok((field, None));
            } else {
                return self.wrong(WRONG);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CsvError, Reader};

    fn all(text: &str) -> Result<Vec<Vec<String>>, CsvError> {
        let mut reader = Reader::new(text);
        let mut records = Vec::new();
        while let Some((_, record)) = reader.record()? {
            records.push(record);
        }
        Ok(records)
    }

    #[test]
    fn reads_quotes_and_line_ends() {
        assert_eq!(all("a,b\r\n\r\n1,\"x, \"\"y\"\"\nz\"\n").unwrap(), [["a", "b"], ["1", "x, \"y\"\nz"]]);
        assert_eq!(all("a,,\n").unwrap(), [["a", "", ""]]);
        assert_eq!(all("").unwrap(), [] as [Vec<String>; 0]);
        assert_eq!(
            all("a\n\"b").unwrap_err(),
            CsvError { line: 2, problem: "extraneous or missing \" in quoted-field" }
        );
        assert_eq!(all("a\"b").unwrap_err(), CsvError { line: 1, problem: "bare \" in non-quoted-field" });
    }
}
