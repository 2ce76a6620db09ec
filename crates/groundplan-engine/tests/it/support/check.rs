//! The checks: what a fixture comes to, compared with what is expected.

use std::fmt::Write;

use expect_test::Expect;
use groundplan_engine::Applied;

use super::run::Case;
use super::{state, text};

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Plans, and compares the plan with warnings before it, or the errors.
pub(crate) fn check_plan(fixture: &str, expect: &Expect) {
    let shown = run(async {
        let mut case = Case::prepare(fixture).await;
        plan(&mut case).await
    });
    expect.assert_eq(&shown);
}

/// Plans, and compares what was asked of providers.
pub(crate) fn check_calls(fixture: &str, expect: &Expect) {
    let shown = run(async {
        let mut case = Case::prepare(fixture).await;
        let _plan = plan(&mut case).await;
        lines(case.calls())
    });
    expect.assert_eq(&shown);
}

/// Plans and applies, and compares what was changed in which order, what went wrong, and the counts.
pub(crate) fn check_apply(fixture: &str, expect: &Expect) {
    let shown = run(async {
        let mut case = Case::prepare(fixture).await;
        apply(&mut case).await
    });
    expect.assert_eq(&shown);
}

/// Plans and applies, and compares the states afterwards.
pub(crate) fn check_state(fixture: &str, expect: &Expect) {
    let shown = run(async {
        let mut case = Case::prepare(fixture).await;
        let _applied = apply(&mut case).await;
        states(&case)
    });
    expect.assert_eq(&shown);
}

/// Plans and applies until the program is killed, and compares what the journal knows then; then plans and applies again
/// with a provider that behaves, and compares that too.
pub(crate) fn check_killed(fixture: &str, expect: &Expect) {
    let shown = run(async {
        let mut case = Case::prepare(fixture).await;
        let mut shown = apply(&mut case).await;
        case.misbehave("/provider-again");
        writeln!(shown, "again:").unwrap();
        shown += &apply(&mut case).await;
        shown + &states(&case)
    });
    expect.assert_eq(&shown);
}

async fn plan(case: &mut Case) -> String {
    let files = case.fixture.configuration(false).expect("a configuration");
    match case.plan(files).await {
        Ok(planned) => text::diags(&planned.warnings, &case.sources) + &text::plan(&planned.plan),
        Err(errors) => errors,
    }
}

async fn apply(case: &mut Case) -> String {
    case.recover().await;
    let files = case.fixture.configuration(false).expect("a configuration");
    let planned = match case.plan(files).await {
        Ok(planned) => planned,
        Err(errors) => return errors,
    };
    let mut shown = text::diags(&planned.warnings, &case.sources);
    case.calls();
    let (applied, recovery) = case.apply(planned).await;
    let changes = ["create", "update", "delete", "data", "exec", "told", "open", "renew", "close"];
    let calls = case.calls().into_iter().filter(|call| changes.iter().any(|change| call.starts_with(change)));
    shown += &lines(calls.collect());
    match applied {
        Some(applied) => shown += &outcome(&applied, case),
        None => {
            shown += "killed\n";
            for unit in &recovery.units {
                for (_, intent) in &unit.unanswered {
                    let planned = intent.planned.as_ref().map_or("", |planned| planned.as_str());
                    writeln!(shown, "  unanswered: {} {} {planned}", intent.action, intent.address).unwrap();
                }
            }
        }
    }
    shown
}

fn outcome(applied: &Applied, case: &Case) -> String {
    let Applied { diags, added, changed, destroyed, imported, forgotten } = applied;
    let mut counts = format!("{added} added, {changed} changed, {destroyed} destroyed");
    for (count, what) in [(imported, "imported"), (forgotten, "forgotten")].into_iter().filter(|(count, _)| **count > 0)
    {
        write!(counts, ", {count} {what}").unwrap();
    }
    text::diags(diags, &case.sources) + &counts + "\n"
}

fn states(case: &Case) -> String {
    let mut shown = String::new();
    for (unit, store) in &case.stores {
        if case.stores.len() > 1 {
            writeln!(shown, "{unit}:").unwrap();
        }
        shown += &store.stored().map_or_else(|| "nothing stored\n".to_owned(), |stored| state::text(&stored));
    }
    shown
}

fn lines(lines: Vec<String>) -> String {
    lines.into_iter().fold(String::new(), |text, line| text + &line + "\n")
}
