//! Runs every target over the inputs under `corpus/`: what fuzzing found worth keeping, and what once went wrong.

use std::path::Path;
use std::time::{Duration, Instant};

use groundplan_fuzz::TARGETS;

#[test]
fn inputs_that_were_kept_do_no_harm() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for target in TARGETS {
        let mut inputs = 0;
        for entry in std::fs::read_dir(corpus.join(target.name)).unwrap() {
            let path = entry.unwrap().path();
            let data = std::fs::read(&path).unwrap();
            let started = Instant::now();
            if std::panic::catch_unwind(|| (target.run)(&data)).is_err() {
                panic!("{}: this input makes {} panic", path.display(), target.name);
            }
            assert!(started.elapsed() < Duration::from_secs(10), "{}: takes too long", path.display());
            inputs += 1;
        }
        assert!(inputs > 0, "there are no inputs for {}", target.name);
    }
}
