//! The driver: the same processes, the same calls, and nothing in between.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use groundplan_plugin::wire::{
    Diagnostic, DiagnosticsResponse, PlanResponse, ReadDataSourceResponse, ReadResponse, Rpc, Severity,
    UpgradeResponse, V5, V6, Wire,
};
use prost::Message;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::grpc::Channel;
use crate::program::Program;
use crate::recording::{Call, Start, read};

/// The calls without which nobody knows whether something is to be changed. Checking configuration against the provider is
/// left out, though every engine does that too, and the schema, because it can be kept from an earlier run.
const NEEDED: [Rpc; 5] = [Rpc::Configure, Rpc::UpgradeState, Rpc::Read, Rpc::Plan, Rpc::ReadDataSource];

/// A provider process of the recording.
struct Recorded {
    start: Start,
    configure: Call,
    calls: Vec<Call>,
}

/// Makes all needed calls of a recording again and prints, as JSON, how long that took and what they were. All processes
/// start at once, one for each configuration. No call waits for another, though in truth an object's plan needs what reading it gave: this makes it a
/// floor.
pub(crate) async fn replay(folder: &Path, at_a_time: usize) {
    let recorded = recorded(folder);
    assert!(!recorded.is_empty(), "nothing was recorded");
    let counts = counted(&recorded);
    let sockets = tempfile::Builder::new().prefix("floor-").tempdir().expect("a folder for sockets");
    let room = Arc::new(Semaphore::new(at_a_time));
    let begun = Instant::now();
    let mut processes = JoinSet::new();
    for (at, recorded) in recorded.into_iter().enumerate() {
        let folder = sockets.path().join(at.to_string());
        std::fs::create_dir(&folder).expect("a folder for a socket");
        let room = room.clone();
        processes.spawn(async move { one_process(recorded, &folder, room, begun).await });
    }
    let (mut count, mut ready) = (0, Duration::ZERO);
    let mut programs = Vec::new();
    while let Some(ended) = processes.join_next().await {
        let (program, configured) = ended.expect("a process");
        ready = ready.max(configured);
        programs.push(program);
        count += 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    // Waited for, so that their CPU time is counted as this program's children's.
    for program in &mut programs {
        program.child.kill().await.expect("a process that can be ended");
    }
    let calls: serde_json::Map<String, serde_json::Value> =
        counts.into_iter().map(|(name, count)| (name, count.into())).collect();
    let ready = ready.as_secs_f64();
    println!("{}", serde_json::json!({ "seconds": seconds, "configured": ready, "processes": count, "calls": calls }));
}

/// What is needed of the recorded processes. Those that were configured alike count as one: one that was idle for a while may
/// have been ended and started again.
fn recorded(folder: &Path) -> Vec<Recorded> {
    let mut by_configuration: BTreeMap<Bytes, Recorded> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder of the recording") {
        let Some(one) = needed(read(&entry.expect("a file").path())) else { continue };
        match by_configuration.get_mut(&one.configure.request) {
            Some(known) => known.calls.extend(one.calls),
            None => drop(by_configuration.insert(one.configure.request.clone(), one)),
        }
    }
    by_configuration.into_values().collect()
}

/// What is needed of a process. Nothing of one that was never configured.
fn needed((start, calls): (Start, Vec<Call>)) -> Option<Recorded> {
    let mut calls: Vec<Call> = calls.into_iter().filter(|call| rpc(call).is_some()).collect();
    let at = calls.iter().position(|call| rpc(call) == Some(Rpc::Configure))?;
    let configure = calls.remove(at);
    Some(Recorded { start, configure, calls })
}

fn rpc(call: &Call) -> Option<Rpc> {
    NEEDED.into_iter().find(|rpc| V5.path(*rpc) == call.path || V6.path(*rpc) == call.path)
}

/// How many calls of each name there are.
fn counted(recorded: &[Recorded]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for call in recorded.iter().flat_map(|one| one.calls.iter().chain([&one.configure])) {
        let name = call.path.rsplit('/').next().unwrap_or_default();
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    counts
}

/// Starts, configures and asks one process. Gives when it was configured.
async fn one_process(recorded: Recorded, folder: &Path, room: Arc<Semaphore>, begun: Instant) -> (Program, Duration) {
    let env = recorded.start.environment.into_iter().map(|variable| (variable.name.into(), variable.value.into()));
    let program = Program::start(recorded.start.program.as_ref(), env, folder, Stdio::null()).await;
    let channel = Channel::open(&program.socket).await;
    one_call(&channel, recorded.configure).await;
    let configured = begun.elapsed();
    let mut calls = JoinSet::new();
    for call in recorded.calls {
        let place = room.clone().acquire_owned().await.expect("nobody closes it");
        let channel = channel.clone();
        calls.spawn(async move {
            one_call(&channel, call).await;
            drop(place);
        });
    }
    while let Some(done) = calls.join_next().await {
        done.expect("a call");
    }
    (program, configured)
}

async fn one_call(channel: &Channel, call: Call) {
    let rpc = rpc(&call).expect("only such calls are kept");
    let path = call.path;
    let answer = channel.call(&path, call.request).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    let status = answer.trailers.get("grpc-status").expect("a status");
    assert!(status == "0", "{path}: {:?}", answer.trailers);
    let errors = errors(rpc, answer.body.slice(5..));
    assert!(errors.is_empty(), "{path}: {errors:?}");
}

/// What an answer complains of.
fn errors(rpc: Rpc, answer: Bytes) -> Vec<Diagnostic> {
    let diagnostics = match rpc {
        Rpc::UpgradeState => UpgradeResponse::decode(answer).map(|answer| answer.diagnostics),
        Rpc::Read => ReadResponse::decode(answer).map(|answer| answer.diagnostics),
        Rpc::Plan => PlanResponse::decode(answer).map(|answer| answer.diagnostics),
        Rpc::ReadDataSource => ReadDataSourceResponse::decode(answer).map(|answer| answer.diagnostics),
        _ => DiagnosticsResponse::decode(answer).map(|answer| answer.diagnostics),
    };
    let mut diagnostics = diagnostics.expect("an answer of the protocol");
    diagnostics.retain(|diagnostic| diagnostic.severity == i32::from(Severity::Error));
    diagnostics
}
