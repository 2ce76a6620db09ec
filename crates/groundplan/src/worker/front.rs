//! The front's side of a worker.

use std::process::Stdio;
use std::time::Duration;

use groundplan_diag::Diagnostic;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::task::JoinHandle;
use tokio::time::interval;

use super::message::{Control, Job, Message, Outcome, Proposed};
use crate::exit::Exit;
use crate::interrupts::{Interrupts, Urgency};
use crate::problem::Problem;
use crate::progress::Progress;
use crate::terminal::Screen;
use crate::{bug, question};

/// How much of what a worker says outside of its messages is kept: it is nothing, or how it died.
const LAST_WORDS: u64 = 1 << 16;

/// Who shows what a worker tells.
pub(crate) trait Front {
    /// Where it is shown.
    fn screen(&mut self) -> &mut Screen;
    /// Whether progress is told as JSON.
    fn json(&self) -> bool;
    /// Shows what would be done. The answer is the question to put to the user, or none when that is not needed.
    ///
    /// # Errors
    /// When it cannot be shown.
    fn propose(&mut self, proposed: &Proposed) -> Result<Option<String>, Diagnostic>;
}

/// Has a worker do a job, shows how it goes on, and passes on what the user wants.
///
/// # Errors
/// What kept the worker from starting its work, or that it died.
pub(crate) async fn work(job: &Job, front: &mut impl Front, interrupts: &mut Interrupts) -> Result<Outcome, Problem> {
    let mut worker = Worker::start(job).await?;
    let outcome = worker.attend(front, interrupts).await;
    let end = worker.end().await;
    if !end.words.is_empty() {
        front.screen().talk(&end.words);
    }
    if end.is_bug {
        bug::note();
    }
    match outcome? {
        Some(outcome) => Ok(outcome),
        None => Err(Diagnostic::error("Work ended unexpectedly")
            .detail(format!(
                "The process that does the work has ended ({}) without saying how far it came. What it did is recorded.",
                end.status
            ))
            .help("run the command again: it takes up what the record holds and goes on from there")
            .into()),
    }
}

struct Worker {
    child: Child,
    controls: Option<ChildStdin>,
    last_words: JoinHandle<String>,
}

struct End {
    status: String,
    is_bug: bool,
    words: String,
}

impl Worker {
    async fn start(job: &Job) -> Result<Self, Problem> {
        let failed = |error: std::io::Error| {
            Diagnostic::error("Work could not be started")
                .detail(format!("The process that does the work could not be started: {error}."))
        };
        let program = std::env::current_exe().map_err(failed)?;
        let mut command = Command::new(program);
        command.arg("internal-worker").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if job.dir.is_dir() {
            command.current_dir(&job.dir);
        }
        let mut child = command.spawn().map_err(failed)?;
        let stderr = child.stderr.take();
        let last_words = tokio::spawn(async move {
            let mut words = Vec::new();
            if let Some(mut stderr) = stderr {
                let _ = (&mut stderr).take(LAST_WORDS).read_to_end(&mut words).await;
                // Whatever comes on top: the worker must not wait for a reader.
                let _ = tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await;
            }
            String::from_utf8_lossy(&words).into_owned()
        });
        let controls = child.stdin.take();
        let mut worker = Self { child, controls, last_words };
        worker.send(job).await;
        Ok(worker)
    }

    async fn attend(
        &mut self,
        front: &mut impl Front,
        interrupts: &mut Interrupts,
    ) -> Result<Option<Outcome>, Problem> {
        let Some(stdout) = self.child.stdout.take() else { return Ok(None) };
        let mut lines = BufReader::new(stdout).lines();
        let mut progress = Progress::new(front.json(), None);
        let mut seconds = interval(Duration::from_secs(1));
        // What cannot be shown does not end the work; it is told at the end.
        let mut unshown: Result<(), Diagnostic> = Ok(());
        let mut outcome = None;
        loop {
            let line = tokio::select! {
                line = lines.next_line() => line,
                _ = seconds.tick() => {
                    unshown = unshown.and(progress.tick(front.screen()));
                    continue;
                }
                urgency = interrupts.next() => {
                    self.pass_on(urgency, front).await;
                    continue;
                }
            };
            let Ok(Some(line)) = line else { break };
            match serde_json::from_str(&line) {
                Ok(Message::Event(event)) => unshown = unshown.and(progress.observe(&event, front.screen())),
                Ok(Message::Proposal(proposed)) => {
                    let counts = proposed.plan.summary;
                    let next = Progress::new(front.json(), Some(counts.add + counts.change + counts.remove));
                    std::mem::replace(&mut progress, next).finish(front.screen());
                    let approved = self.ask(&proposed, front, interrupts).await;
                    self.send(&Control::Answer(*approved.as_ref().unwrap_or(&false))).await;
                    unshown = unshown.and(approved.map(drop));
                }
                Ok(Message::Done(done)) => outcome = Some(*done),
                Ok(Message::Failed(diagnostics)) => return Err(Problem(diagnostics)),
                Err(error) => {
                    let what = format!("The process that does the work says what cannot be read: {error}.");
                    return Err(Diagnostic::error("Work not understood").detail(what).into());
                }
            }
        }
        front.screen().live(None);
        unshown?;
        Ok(outcome)
    }

    async fn ask(
        &mut self,
        proposed: &Proposed,
        front: &mut impl Front,
        interrupts: &mut Interrupts,
    ) -> Result<bool, Diagnostic> {
        let Some(question) = front.propose(proposed)? else { return Ok(true) };
        front.screen().talk(&question);
        tokio::select! {
            answer = question::answer() => Ok(answer.trim() == "yes"),
            _ = interrupts.next() => {
                front.screen().talk("\n");
                Ok(false)
            }
        }
    }

    async fn pass_on(&mut self, urgency: Urgency, front: &mut impl Front) {
        front.screen().talk(urgency.told());
        let control = match urgency {
            Urgency::Stop => Control::Stop,
            Urgency::Cancel => Control::Cancel,
        };
        self.send(&control).await;
    }

    /// A worker that is gone is noticed when it says nothing more.
    async fn send(&mut self, document: &impl serde::Serialize) {
        if let Some(controls) = &mut self.controls {
            let line = crate::json::line(document);
            let sent = controls.write_all(line.as_bytes()).await;
            if sent.and(controls.flush().await).is_err() {
                self.controls = None;
            }
        }
    }

    async fn end(mut self) -> End {
        // Its end means that there is nobody left to ask.
        drop(self.controls.take());
        let status = self.child.wait().await;
        let is_bug = status.as_ref().is_ok_and(|status| status.code() == Some(i32::from(Exit::Bug.code())));
        let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        End { status, is_bug, words: self.last_words.await.unwrap_or_default() }
    }
}
