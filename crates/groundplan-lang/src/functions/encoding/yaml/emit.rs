use groundplan_value::{Kind, Value};
use libyaml_safer::{Emitter, Encoding, Event, MappingStyle, ScalarStyle, SequenceStyle};

/// The YAML of a known value: strings in double quotes or, with several lines, as blocks.
pub(in crate::functions::encoding) fn emit(value: &Value) -> Result<String, String> {
    // A plain scalar alone could go on, and so gets an explicit end.
    if let Some(text) = plain(value) {
        return Ok(format!("{text}\n...\n"));
    }
    let mut out = Vec::new();
    let mut emitter = Emitter::new();
    emitter.set_output_string(&mut out);
    emitter.set_unicode(true);
    emitter.set_width(-1);
    let mut writer = Writer { emitter };
    writer.put(Event::stream_start(Encoding::Utf8))?;
    writer.put(Event::document_start(None, &[], true))?;
    writer.value(value)?;
    writer.put(Event::document_end(true))?;
    writer.put(Event::stream_end())?;
    writer.emitter.flush().map_err(|error| error.problem().to_owned())?;
    drop(writer);
    String::from_utf8(out).map_err(|error| error.to_string())
}

/// The text of what is written without quotes.
fn plain(value: &Value) -> Option<String> {
    match value.kind() {
        Kind::Null(_) => Some("null".to_owned()),
        Kind::Bool(value) => Some(value.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

struct Writer<'a> {
    emitter: Emitter<'a>,
}

impl Writer<'_> {
    fn put(&mut self, event: Event) -> Result<(), String> {
        self.emitter.emit(event).map_err(|error| error.problem().to_owned())
    }

    fn value(&mut self, value: &Value) -> Result<(), String> {
        if let Some(text) = plain(value) {
            return self.put(Event::scalar(None, None, &text, true, true, ScalarStyle::Plain));
        }
        match value.kind() {
            Kind::String(text) => self.string(text),
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
                self.put(Event::sequence_start(None, None, true, SequenceStyle::Block))?;
                for element in elements.iter() {
                    self.value(element)?;
                }
                self.put(Event::sequence_end())
            }
            Kind::Map(_, map) | Kind::Object(map) => {
                self.put(Event::mapping_start(None, None, true, MappingStyle::Block))?;
                for (key, element) in map.iter() {
                    self.string(key)?;
                    self.value(element)?;
                }
                self.put(Event::mapping_end())
            }
            _ => Err("cannot serialize unknown value as YAML".to_owned()),
        }
    }

    fn string(&mut self, text: &str) -> Result<(), String> {
        let style = if text.contains('\n') { ScalarStyle::Literal } else { ScalarStyle::DoubleQuoted };
        self.put(Event::scalar(None, None, text, true, true, style))
    }
}
