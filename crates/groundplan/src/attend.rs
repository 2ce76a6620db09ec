use std::sync::Arc;
use std::time::Duration;

use groundplan_ops::{Failure, Settings, StopSignal};
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::interval;

use crate::interrupts::{Interrupts, Urgency};
use crate::problem::Problem;
use crate::progress::Progress;
use crate::settings::{Context, RunSettings};
use crate::view::View;

/// Runs an operation that changes nothing in this process, shows how it goes on, and passes on what the user wants.
pub(crate) async fn attend<T, F>(
    context: &Context,
    run: &RunSettings,
    view: &mut View<'_>,
    interrupts: &mut Interrupts,
    operation: impl FnOnce(Settings) -> F,
) -> Result<T, Problem>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    let (send, mut events) = unbounded_channel();
    let stop = StopSignal::default();
    let settings = context.operation(run, Arc::new(move |event| drop(send.send(event))), stop.clone())?;
    let mut work = tokio::spawn(operation(settings));
    let mut progress = Progress::new(view.json, None);
    let mut seconds = interval(Duration::from_secs(1));
    let result = loop {
        tokio::select! {
            biased;
            Some(event) = events.recv() => progress.observe(&event, view.screen)?,
            result = &mut work => break result,
            urgency = interrupts.next() => {
                view.screen.talk(urgency.told());
                match urgency {
                    Urgency::Stop => stop.stop(),
                    Urgency::Cancel => stop.cancel(),
                }
            }
            _ = seconds.tick() => progress.tick(view.screen)?,
        }
    };
    progress.finish(view.screen);
    match result {
        Ok(result) => Ok(result?),
        // Our own panic, of which the user knows already.
        Err(_) => Err(Problem(Vec::new())),
    }
}
