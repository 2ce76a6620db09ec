//! libFuzzer around the target that `GROUNDPLAN_FUZZ` names.
#![no_main]
#![expect(clippy::panic, clippy::expect_used, reason = "a fuzzer without a target should stop")]

use std::sync::LazyLock;

use groundplan_fuzz::{TARGETS, Target};
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    // libFuzzer takes every panic for a crash. Those of the YAML parser are caught by `yamldecode` and told as an error.
    let crash = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|at| at.file().contains("libyaml-safer")) {
            crash(panic);
        }
    }));
    let name = std::env::var("GROUNDPLAN_FUZZ").expect("GROUNDPLAN_FUZZ must name a target");
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("there is no target {name}"))
});

fuzz_target!(|data: &[u8]| (TARGET.run)(data));
