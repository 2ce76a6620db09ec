use std::borrow::Cow;
use std::collections::BTreeMap;

use groundplan_value::{Map, Type, Value, convert, quote};
use libyaml_safer::{ErrorKind, Event, EventData, Mark, Parser, ScalarStyle};

use super::scalar::{Scalar, resolve};

/// Mappings and sequences within one another: deeper ones are refused.
const DEEPEST: usize = 500;
/// Aliases may make a document this large and no larger.
const MOST_NODES: usize = 1_000_000;

/// The value that the only document of a YAML text says.
pub(in crate::functions::encoding) fn load(text: &str) -> Result<Value, String> {
    // The parser panics on a few texts, such as a tag right before a comma. That is said as an error about the text.
    std::panic::catch_unwind(|| document(text)).unwrap_or_else(|_| Err("the parser cannot read this".to_owned()))
}

fn document(text: &str) -> Result<Value, String> {
    // The parser panics where a block of text ends without the end of its line.
    let ended = match text {
        "" => Cow::Borrowed("\n"),
        _ if text.contains(['|', '>']) && !text.ends_with('\n') => Cow::Owned(format!("{text}\n")),
        _ => Cow::Borrowed(text),
    };
    let mut input = ended.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut input);
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let mut loader = Loader { parser, length, anchors: BTreeMap::new(), nodes: 0 };
    loader.next()?;
    let start = loader.next()?;
    if !matches!(start.data, EventData::DocumentStart { .. }) {
        return at(start.start_mark, "missing start of document");
    }
    let first = loader.next()?;
    let value = loader.value(first, DEEPEST)?;
    loader.next()?;
    let end = loader.next()?;
    match end.data {
        EventData::StreamEnd => Ok(value),
        _ => at(end.start_mark, "unexpected extra content after value"),
    }
}

/// A problem with its place. Lines are counted as Terraform counts them here: from 0, and the first not named.
fn at<T>(mark: Mark, problem: impl std::fmt::Display) -> Result<T, String> {
    match mark.line {
        0 => Err(problem.to_string()),
        line => Err(format!("on line {line}, column {}: {problem}", mark.column + 1)),
    }
}

struct Loader<'r, 'b> {
    parser: Parser<&'r mut &'b [u8]>,
    /// Where the text ends, and what was added to it begins.
    length: u64,
    /// The values of anchors, with how many nodes they have; none while their node is being read.
    anchors: BTreeMap<String, Option<(Value, usize)>>,
    nodes: usize,
}

impl Loader<'_, '_> {
    fn next(&mut self) -> Result<Event, String> {
        self.parser.parse().map_err(|error| {
            let place = |mark: Option<Mark>| mark.filter(|mark| mark.line != 0);
            let (problem, scanner) = (error.problem(), error.kind() == ErrorKind::Scanner);
            match (place(error.problem_mark()), place(error.context_mark())) {
                (Some(mark), _) if scanner => format!("on line {}, column 1: {problem}", mark.line + 1),
                (Some(mark), _) | (None, Some(mark)) => {
                    format!("on line {}, column {}: {problem}", mark.line, mark.column + 1)
                }
                (None, None) => problem.to_owned(),
            }
        })
    }

    fn value(&mut self, event: Event, depth: usize) -> Result<Value, String> {
        let Some(depth) = depth.checked_sub(1) else { return at(event.start_mark, "exceeded max depth") };
        self.count(1, event.start_mark)?;
        let before = self.nodes;
        let (mark, end) = (event.start_mark, event.end_mark);
        let (anchor, value) = match event.data {
            EventData::Alias { anchor } => return self.alias(&anchor, mark),
            EventData::Scalar { anchor, tag, mut value, plain_implicit, style, .. } => {
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                if is_block && end.index > self.length && value.ends_with('\n') {
                    // The end of the line that was added.
                    value.pop();
                }
                let tag = tag.unwrap_or_default();
                let resolved = resolve(&tag, &value, style).or_else(|problem| at(mark, problem))?;
                let value = match resolved {
                    Scalar::Value(value) => value,
                    Scalar::Merge => Value::string("<<"),
                };
                // A block that is not tagged is a string, though one that its text may have been changed for.
                let value = match tag.is_empty() && !plain_implicit {
                    true => convert(&value, &Type::String).map_err(|error| error.message)?,
                    false => value,
                };
                (anchor, value)
            }
            EventData::SequenceStart { anchor, tag, .. } => {
                check_tag(tag.as_deref(), "seq", "sequence").or_else(|problem| at(mark, problem))?;
                self.begin(anchor.as_deref());
                (anchor, self.sequence(depth)?)
            }
            EventData::MappingStart { anchor, tag, .. } => {
                check_tag(tag.as_deref(), "map", "mapping").or_else(|problem| at(mark, problem))?;
                self.begin(anchor.as_deref());
                (anchor, self.mapping(depth)?)
            }
            EventData::StreamEnd => return at(mark, "expecting value but found end of stream"),
            _ => return at(mark, "unexpected parser event"),
        };
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, Some((value.clone(), self.nodes - before + 1)));
        }
        Ok(value)
    }

    fn count(&mut self, nodes: usize, mark: Mark) -> Result<(), String> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MOST_NODES {
            return at(mark, format!("the document has more than {MOST_NODES} nodes"));
        }
        Ok(())
    }

    fn begin(&mut self, anchor: Option<&str>) {
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor.to_owned(), None);
        }
    }

    fn alias(&mut self, anchor: &str, mark: Mark) -> Result<Value, String> {
        match self.anchors.get(anchor).cloned() {
            Some(Some((value, nodes))) => {
                self.count(nodes, mark)?;
                Ok(value)
            }
            Some(None) => at(mark, format!("cannot refer to anchor {} from inside its own definition", quote(anchor))),
            None => at(mark, format!("reference to undefined anchor {}", quote(anchor))),
        }
    }

    fn sequence(&mut self, depth: usize) -> Result<Value, String> {
        let mut elements = Vec::new();
        loop {
            let event = self.next()?;
            if event.data == EventData::SequenceEnd {
                return Ok(Value::tuple(elements));
            }
            elements.push(self.value(event, depth)?);
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Value, String> {
        let mut entries = Map::new();
        loop {
            let event = self.next()?;
            let mark = event.start_mark;
            let key = match event.data {
                EventData::MappingEnd => return Ok(Value::object(entries)),
                EventData::Scalar { tag, value, style, .. } => {
                    resolve(tag.as_deref().unwrap_or_default(), &value, style)?
                }
                _ => return at(mark, "only strings are allowed as mapping keys"),
            };
            let next = self.next()?;
            match key {
                Scalar::Merge => {
                    let merged = self.value(next, depth)?;
                    let Some(merged) = merged.as_map() else {
                        let name = merged.ty().friendly_name();
                        return at(mark, format!("cannot merge {name} into mapping"));
                    };
                    entries.extend(merged.iter().map(|(key, value)| (key.clone(), value.clone())));
                }
                Scalar::Value(key) => {
                    let key = convert(&key, &Type::String).map_err(|error| error.message)?;
                    let Some(key) = key.as_str() else { return at(mark, "mapping key cannot be null") };
                    entries.insert(key.clone(), self.value(next, depth)?);
                }
            }
        }
    }
}

fn check_tag(tag: Option<&str>, wanted: &str, what: &str) -> Result<(), String> {
    match tag {
        Some(tag) if tag.strip_prefix("tag:yaml.org,2002:") != Some(wanted) => {
            Err(format!("can't interpret {what} as {tag}"))
        }
        _ => Ok(()),
    }
}
