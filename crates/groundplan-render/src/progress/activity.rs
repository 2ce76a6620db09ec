use std::collections::BTreeMap;

use groundplan_format::{Event, EventAction, EventBody, Hook};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::literal;
use crate::style::{Style, Tone};

/// What is going on: events go in, a line for the bottom of a terminal comes out. Reading hundreds of objects takes one
/// line that way.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    read: usize,
    changed: usize,
    failed: usize,
    to_change: Option<usize>,
    reading: BTreeMap<Key, u64>,
    changing: BTreeMap<Key, u64>,
}

/// The unit's path and the instance's address.
type Key = (String, String);

impl Activity {
    /// Nothing yet. `to_change` is how many objects an apply will change, when it is known.
    #[must_use]
    pub fn new(to_change: Option<usize>) -> Self {
        Self { to_change, ..Self::default() }
    }

    /// Takes notice of an event.
    pub fn observe(&mut self, event: &Event) {
        match &event.body {
            EventBody::RefreshStart(hook) => {
                self.reading.insert(key(event, hook), 0);
            }
            EventBody::RefreshComplete(hook) => {
                self.reading.remove(&key(event, hook));
                self.read += 1;
            }
            EventBody::ApplyStart(hook) | EventBody::ApplyProgress(hook) => {
                let seconds = hook.elapsed_seconds.unwrap_or_default();
                self.under_way(hook).insert(key(event, hook), seconds);
            }
            EventBody::ApplyComplete(hook) => {
                self.under_way(hook).remove(&key(event, hook));
                if is_read(hook) {
                    self.read += 1;
                } else {
                    self.changed += 1;
                }
            }
            EventBody::ApplyErrored(hook) => {
                self.under_way(hook).remove(&key(event, hook));
                self.failed += 1;
            }
            _ => {}
        }
    }

    /// The live line, cut to the width, without a line break; `None` when nothing is under way.
    #[must_use]
    pub fn status(&self, style: &Style) -> Option<String> {
        if !self.changing.is_empty() {
            let done = match self.to_change {
                Some(total) => format!("{} of {total} done", self.changed),
                None => format!("{} done", self.changed),
            };
            let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
            return Some(live("Applying", &format!("{done}{failed}"), &self.changing, style));
        }
        (!self.reading.is_empty()).then(|| live("Reading", &format!("{} done", self.read), &self.reading, style))
    }

    /// What was read in all, as a sentence; `None` when nothing was. For when the live line is gone, or was never there.
    #[must_use]
    pub fn finished_reading(&self) -> Option<String> {
        let plural = if self.read == 1 { "" } else { "s" };
        (self.read > 0).then(|| format!("Read {} object{plural}.", self.read))
    }

    fn under_way(&mut self, hook: &Hook) -> &mut BTreeMap<Key, u64> {
        if is_read(hook) { &mut self.reading } else { &mut self.changing }
    }
}

fn key(event: &Event, hook: &Hook) -> Key {
    (event.unit.clone().unwrap_or_default(), hook.resource.addr.clone())
}

fn is_read(hook: &Hook) -> bool {
    hook.action == Some(EventAction::Read)
}

/// `Applying: 12 of 45 done, 3 under way: aws_db_instance.main 2m10s, aws_lb.main, …`
fn live(what: &str, done: &str, under_way: &BTreeMap<Key, u64>, style: &Style) -> String {
    let mut longest: Vec<(&Key, &u64)> = under_way.iter().collect();
    longest.sort_by_key(|(_, seconds)| std::cmp::Reverse(**seconds));
    let named = longest.into_iter().map(|((_, address), seconds)| {
        let address = literal::line(address);
        if *seconds > 0 { format!("{address} {}", duration(*seconds)) } else { address.into_owned() }
    });
    let named: Vec<String> = named.collect();
    let rest = format!(": {done}, {} under way: {}", under_way.len(), named.join(", "));
    let room = style.width.saturating_sub(what.len() + 1);
    format!("{}{}", style.paint(Tone::Read, what), cut(&rest, room, style))
}

fn duration(seconds: u64) -> String {
    if seconds < 60 { format!("{seconds}s") } else { format!("{}m{}s", seconds / 60, seconds % 60) }
}

/// The beginning of a text that fits.
fn cut(text: &str, columns: usize, style: &Style) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let end = if style.unicode { "…" } else { "..." };
    let room = columns.saturating_sub(end.width());
    let mut taken = 0;
    let fits = |character: &char| {
        taken += character.width().unwrap_or(0);
        taken <= room
    };
    let beginning: String = text.chars().take_while(fits).collect();
    beginning + end
}
