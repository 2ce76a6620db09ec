use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use groundplan_diag::Diagnostic;
use groundplan_format::{Event, EventBody, Hook};
use groundplan_render::{Activity, progress};

use crate::json;
use crate::terminal::Screen;

/// How often something that goes on is told of, as Terraform does.
const REMINDER: Duration = Duration::from_secs(10);

/// Shows how a run goes on: as JSON, as lines with one live line at the end, or as lines alone.
#[derive(Debug)]
pub(crate) struct Progress {
    json: bool,
    activity: Activity,
    under_way: BTreeMap<(Option<String>, String), Step>,
}

#[derive(Debug)]
struct Step {
    hook: Hook,
    began: Instant,
    told: Duration,
}

impl Progress {
    /// Nothing yet. `to_change` is how many objects an apply will change, when it is known.
    pub(crate) fn new(json: bool, to_change: Option<usize>) -> Self {
        Self { json, activity: Activity::new(to_change), under_way: BTreeMap::new() }
    }

    /// Shows an event.
    pub(crate) fn observe(&mut self, event: &Event, screen: &mut Screen) -> Result<(), Diagnostic> {
        let key = |hook: &Hook| (event.unit.clone(), hook.resource.addr.clone());
        match &event.body {
            EventBody::ApplyStart(hook) => {
                let step = Step { hook: hook.clone(), began: Instant::now(), told: Duration::ZERO };
                self.under_way.insert(key(hook), step);
            }
            EventBody::ApplyComplete(hook) | EventBody::ApplyErrored(hook) => {
                self.under_way.remove(&key(hook));
            }
            _ => {}
        }
        self.tell(event, screen)
    }

    /// Tells what is still under way; to be called every second.
    pub(crate) fn tick(&mut self, screen: &mut Screen) -> Result<(), Diagnostic> {
        let mut reminders = Vec::new();
        for ((unit, _), step) in &mut self.under_way {
            let elapsed = step.began.elapsed();
            // A live line counts the seconds; a log is told as Terraform would.
            let interval = if screen.look.live && !self.json { Duration::from_secs(1) } else { REMINDER };
            if elapsed >= step.told + interval {
                step.told = Duration::from_secs(elapsed.as_secs() / interval.as_secs() * interval.as_secs());
                let hook = Hook { elapsed_seconds: Some(step.told.as_secs()), ..step.hook.clone() };
                reminders.push(Event::new(json::now(), unit.clone(), EventBody::ApplyProgress(hook)));
            }
        }
        reminders.iter().try_for_each(|event| self.tell(event, screen))
    }

    /// The end of the run, before its result is shown.
    pub(crate) fn finish(self, screen: &mut Screen) {
        screen.live(None);
        if let Some(read) = self.activity.finished_reading().filter(|_| !self.json) {
            screen.talk(&format!("{read}\n"));
        }
    }

    fn tell(&mut self, event: &Event, screen: &mut Screen) -> Result<(), Diagnostic> {
        if matches!(event.body, EventBody::PlannedChange(_)) {
            // The plan says more about it.
            return Ok(());
        }
        if self.json {
            return screen.data(&json::line(event));
        }
        self.activity.observe(event);
        let reminds = matches!(event.body, EventBody::ApplyProgress(_));
        let talk = screen.look.talk;
        if let Some(line) = progress(event, &talk).filter(|_| !(reminds && screen.look.live)) {
            screen.talk(&format!("{line}\n"));
        }
        screen.live(self.activity.status(&talk));
        Ok(())
    }
}
