/// The content of a document or block: items in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The items.
    pub items: Vec<Item>,
}

/// An argument, or a block with its labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The name, and the labels of a block.
    pub keys: Vec<String>,
    /// What it holds.
    pub content: Content,
    /// The line of the name, from 1; 0 in JSON.
    pub line: usize,
}

/// What an [`Item`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A string; also a number or boolean, as it is written.
    Text(String),
    /// A list.
    List(Vec<Content>),
    /// The content of a block, or of an object.
    Body(Body),
}

/// Why a text is no document.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", place(*line))]
pub struct SyntaxError {
    /// From 1; 0 where it is not known.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl Item {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// An error about it.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError { line: self.line, message: message.into() }
    }

    /// The block with one label that it is, as label and content; in JSON, an object of such blocks by label.
    ///
    /// # Errors
    /// When it is something else.
    pub fn labelled(&self) -> Result<Vec<(&str, &Body)>, SyntaxError> {
        let wrong = || self.error(format!("{:?} is a block with one label", self.name()));
        match (self.keys.as_slice(), &self.content) {
            ([_, label], Content::Body(body)) => Ok(vec![(label, body)]),
            ([_], Content::Body(outer)) => {
                let blocks = outer.items.iter().map(|item| match (item.keys.as_slice(), &item.content) {
                    ([label], Content::Body(body)) => Ok((label.as_str(), body)),
                    _ => Err(wrong()),
                });
                blocks.collect()
            }
            _ => Err(wrong()),
        }
    }

    /// The block without label that it is.
    ///
    /// # Errors
    /// When it is something else.
    pub fn block(&self) -> Result<&Body, SyntaxError> {
        match (self.keys.as_slice(), &self.content) {
            ([_], Content::Body(body)) => Ok(body),
            _ => Err(self.error(format!("{:?} is a block without label", self.name()))),
        }
    }

    /// The string that it is set to.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&self) -> Result<&str, SyntaxError> {
        match (self.keys.as_slice(), &self.content) {
            ([_], Content::Text(text)) => Ok(text),
            _ => Err(self.error(format!("{:?} must be set to a string", self.name()))),
        }
    }

    /// The strings that it is set to a list of.
    ///
    /// # Errors
    /// When it is something else.
    pub fn texts(&self) -> Result<Vec<&str>, SyntaxError> {
        let wrong = || self.error(format!("{:?} must be set to a list of strings", self.name()));
        match (self.keys.as_slice(), &self.content) {
            ([_], Content::List(items)) => items
                .iter()
                .map(|item| match item {
                    Content::Text(text) => Ok(text.as_str()),
                    _ => Err(wrong()),
                })
                .collect(),
            _ => Err(wrong()),
        }
    }
}

fn place(line: usize) -> String {
    if line == 0 { String::new() } else { format!("line {line}: ") }
}
