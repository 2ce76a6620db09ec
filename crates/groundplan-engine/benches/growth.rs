//! How planning grows with the number of resources: times and peak memory of generated root modules with a provider in
//! memory. `bench/README.md` says how to run it and what came of it.
//!
//! Every case runs in a process of its own, so that the peak is the case's.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot go on should stop"
)]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../tests/it/support/mod.rs"]
#[expect(unused_imports, reason = "shared with the tests, which use all of it")]
#[expect(clippy::allow_attributes, reason = "expecting dead code keeps what it calls alive, and is unfulfilled then")]
#[allow(dead_code)]
mod support;

mod shapes;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use groundplan_config::files::{MemoryFiles, Reader};
use groundplan_config::live::{Inputs, LiveOptions, LiveSettings, load_bare};
use groundplan_config::module::{LocalModules, ModuleCache};
use groundplan_diag::SourceMap;
use groundplan_engine::{Given, Options, Session};
use shapes::{Shape, World};
use support::{FakeHost, FakeSchemas, Shared};

const SIZES: [usize; 2] = [1_000, 10_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [shape, size] => one_case(Shape::parse(shape).expect("a shape"), size.parse().expect("a number")),
        _ => all_cases(),
    }
}

fn all_cases() {
    let program = std::env::current_exe().unwrap();
    let names = ["load", "link", "plan", "all", "cpu", "peak"].map(|name| format!("{name:>9}"));
    println!("{:<10} {:>7} {}", "shape", "number", names.join(" "));
    for shape in Shape::ALL {
        for size in SIZES {
            let output = Command::new(&program).args([shape.name(), &size.to_string()]).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            print!("{}", String::from_utf8_lossy(&output.stdout));
        }
    }
}

fn one_case(shape: Shape, size: usize) {
    let World { files, state, objects } = shape.world(size);
    let used_before = cpu_seconds();
    let started = Instant::now();
    let settings = LiveSettings {
        sources: Arc::new(SourceMap::new()),
        files: Reader { base: Path::new("/module").into(), files: Arc::new(in_memory(files)) },
        modules: Arc::new(LocalModules),
        cache: Arc::new(ModuleCache::new()),
        env: Arc::new(BTreeMap::new()),
        command: "plan".into(),
        clock: None,
        options: LiveOptions::default(),
    };
    let (unit, diags) = load_bare(Path::new("."), Inputs::default(), &settings);
    assert!(!diags.has_errors(), "{diags:?}");
    let loaded = started.elapsed();
    let shared = Arc::new(Shared { schemas: Arc::new(FakeSchemas::parse(shapes::SCHEMA)), ..Shared::default() });
    shared.world.lock().objects = objects;
    let host = Arc::new(FakeHost::new(shared));
    let given = Given { state, ..Given::default() };
    let session = Session::new(vec![(Arc::new(unit.unwrap()), given)], BTreeMap::new(), host, Path::new("/module"));
    let session = Arc::new(session.unwrap_or_else(|errors| panic!("{errors:?}")));
    let linked = started.elapsed();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let planned = runtime.block_on(groundplan_engine::plan(session, Options::default()));
    let (plan, _) = planned.unwrap_or_else(|errors| panic!("{errors:?}"));
    let all = started.elapsed();
    let changes: usize = plan.units.iter().map(|unit| unit.changes.len()).sum();
    let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
    println!(
        "{:<10} {changes:>7} {:>9} {:>9} {:>9} {:>9} {:>7.2} s {:>6} MB",
        shape.name(),
        seconds(loaded),
        seconds(linked - loaded),
        seconds(all - linked),
        seconds(all),
        cpu_seconds() - used_before,
        peak_megabytes()
    );
}

/// The processor time that this process has used, by the 14th and 15th field of `/proc/self/stat` (proc(5)), which count
/// hundredths of a second: what others do at the same time changes it less than the time that passes.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that this process ever had, as Linux counts it.
fn peak_megabytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: usize = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    kilobytes / 1024
}

fn in_memory(files: Vec<(String, String)>) -> MemoryFiles {
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}
