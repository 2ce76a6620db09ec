//! The worker itself.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use async_trait::async_trait;
use groundplan_diag::Diagnostic;
use groundplan_ops::{ApplyReport, Approve, Proposal, StopSignal};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::message::{Control, Job, Message, Outcome, Proposed};
use crate::cli::GlobalArgs;
use crate::exit::Exit;
use crate::interrupts::{Interrupts, Urgency};
use crate::problem::Problem;
use crate::settings::{Context, environment};

/// The whole body of the hidden command.
pub(crate) async fn run() -> Exit {
    // Fails only for a process that leads its session already.
    let _ = rustix::process::setsid();
    let mut line = String::new();
    let told = io::stdin().lock().read_line(&mut line).map_err(|error| error.to_string());
    let job = told.and_then(|_| serde_json::from_str::<Job>(&line).map_err(|error| error.to_string()));
    let (messages, writer) = tell();
    let result = match job {
        Ok(job) => apply(&job, &messages).await,
        Err(why) => Err(Diagnostic::error("No work")
            .detail(format!("This command is started by others and told over standard input what to do: {why}."))
            .help("use `groundplan apply`")
            .into()),
    };
    let (exit, last) = match result {
        Ok(outcome) => (Exit::Ok, Message::Done(Box::new(outcome))),
        Err(Problem(diagnostics)) => (Exit::Error, Message::Failed(diagnostics)),
    };
    let _ = messages.send(last);
    drop(messages);
    let _ = writer.join();
    exit
}

async fn apply(job: &Job, messages: &Sender<Message>) -> Result<Outcome, Problem> {
    let args = GlobalArgs { chdir: Some(job.dir.clone()), ..GlobalArgs::default() };
    let context = Context::new(&args, environment())?;
    let stop = StopSignal::default();
    let answers = listen(stop.clone())?;
    let events = {
        let messages = messages.clone();
        Arc::new(move |event| drop(messages.send(Message::Event(Box::new(event)))))
    };
    let settings = context.operation(&job.run, events, stop)?;
    let mut front = AskFront { messages: messages.clone(), answers };
    let report = groundplan_ops::apply(&settings, job.plan_file.as_deref().map(Path::new), &mut front).await?;
    Ok(outcome(report, job.run.destroy))
}

fn outcome(report: ApplyReport, destroy: bool) -> Outcome {
    Outcome {
        approved: report.approved,
        destroy,
        added: report.added,
        changed: report.changed,
        destroyed: report.destroyed,
        imported: report.imported,
        forgotten: report.forgotten,
        diagnostics: report.diagnostics,
        outputs: report.outputs.units,
        bare: report.bare,
    }
}

/// Writes messages without ever making the sender wait. A front that is gone needs none.
fn tell() -> (Sender<Message>, thread::JoinHandle<()>) {
    let (messages, received) = channel::<Message>();
    let writer = thread::spawn(move || {
        let mut out = io::stdout().lock();
        for message in received {
            // Documents of strings, numbers, lists and maps have no way to fail.
            let mut line = serde_json::to_vec(&message).unwrap_or_default();
            line.push(b'\n');
            let _ = out.write_all(&line).and_then(|()| out.flush());
        }
    });
    (messages, writer)
}

/// Obeys the front, whose end counts as one Ctrl-C, and signals. Gives the answers to proposals.
fn listen(stop: StopSignal) -> Result<UnboundedReceiver<bool>, Problem> {
    let (send, mut controls) = unbounded_channel();
    thread::spawn(move || {
        let lines = io::stdin().lock().lines().map_while(Result::ok);
        for control in lines.map_while(|line| serde_json::from_str::<Control>(&line).ok()) {
            let _ = send.send(control);
        }
    });
    let mut interrupts = Interrupts::listen()?;
    let (approve, answers) = unbounded_channel();
    tokio::spawn(async move {
        let mut approve = Some(approve);
        loop {
            tokio::select! {
                control = controls.recv(), if approve.is_some() => match control {
                    Some(Control::Answer(answer)) => drop(approve.as_ref().map(|approve| approve.send(answer))),
                    Some(Control::Stop) => stop.stop(),
                    Some(Control::Cancel) => stop.cancel(),
                    None => {
                        stop.stop();
                        // Whoever waits for an answer gets none.
                        approve = None;
                    }
                },
                urgency = interrupts.next() => match urgency {
                    Urgency::Stop => stop.stop(),
                    Urgency::Cancel => stop.cancel(),
                },
            }
        }
    });
    Ok(answers)
}

struct AskFront {
    messages: Sender<Message>,
    answers: UnboundedReceiver<bool>,
}

#[async_trait]
impl Approve for AskFront {
    async fn approve(&mut self, proposal: Proposal<'_>) -> bool {
        let proposed = Proposed {
            plan: proposal.plan.clone(),
            warnings: proposal.warnings.to_vec(),
            bare: proposal.bare,
            destroy: proposal.destroy,
        };
        let _ = self.messages.send(Message::Proposal(Box::new(proposed)));
        self.answers.recv().await.unwrap_or(false)
    }
}
