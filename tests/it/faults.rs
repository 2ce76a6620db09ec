//! AWS that answers with errors, throttles, drops connections and takes its time: runs converge or say why not, and states stay
//! right.

use std::process::Stdio;

use groundplan_sandbox::client::{Fault, Rule};

use crate::crash::{Trial, write_company};
use crate::support::{Ran, Sandbox};

fn internal_error() -> Fault {
    Fault::Error { status: 500, code: "InternalFailure".into(), message: "made up for a test".into() }
}

/// What AWS does, by name; whether a run has to get through it; and the words of which a run that does not says one.
struct Trouble {
    name: &'static str,
    rules: Vec<Rule>,
    must_converge: bool,
    causes: &'static [&'static str],
}

fn some(probability: f64, fault: Fault, seed: u64) -> Rule {
    Rule { probability: Some(probability), fault: Some(fault), seed: Some(seed), ..Rule::default() }
}

fn of(service: &str, operation: &str, rule: Rule) -> Rule {
    Rule { service: Some(service.into()), operation: Some(operation.into()), ..rule }
}

fn troubles() -> Vec<Trouble> {
    let always = |fault: Fault| Rule { fault: Some(fault), ..Rule::default() };
    vec![
        // What is asked again by itself: by the provider, and by us of the states' bucket.
        Trouble { name: "errors", rules: vec![some(0.1, internal_error(), 1)], must_converge: true, causes: &[] },
        Trouble { name: "throttling", rules: vec![some(0.1, Fault::Throttle, 2)], must_converge: true, causes: &[] },
        Trouble {
            name: "delay",
            rules: vec![Rule { delay_ms: 800, ..Rule::default() }],
            must_converge: true,
            causes: &[],
        },
        Trouble {
            name: "dropped connections",
            rules: vec![some(0.1, Fault::Drop, 3)],
            must_converge: true,
            causes: &[],
        },
        // The state is written, and nobody hears of it.
        Trouble {
            name: "lost answers of the bucket",
            rules: vec![of("s3", "PutObject", Rule { every: Some(2), after: true, ..always(Fault::Drop) })],
            must_converge: true,
            causes: &[],
        },
        // The object is made, and nobody hears of it: the provider asks again and is told that it is there.
        Trouble {
            name: "lost answers",
            rules: vec![of("ssm", "PutParameter", Rule { every: Some(3), after: true, ..always(Fault::Drop) })],
            must_converge: false,
            causes: &["ParameterAlreadyExists"],
        },
        Trouble {
            name: "a service that is down",
            rules: vec![of("iam", "CreateRole", always(internal_error()))],
            must_converge: false,
            causes: &["made up for a test", "InternalFailure"],
        },
        // From some moment on no state can be stored any more.
        Trouble {
            name: "a bucket that is down",
            rules: vec![of("s3", "PutObject", Rule { skip: 6, ..always(internal_error()) })],
            must_converge: false,
            causes: &["made up for a test", "InternalFailure"],
        },
    ]
}

fn check(ran: &Ran, trouble: &Trouble, context: &str) {
    if ran.code == Some(0) {
        return;
    }
    assert!(!trouble.must_converge, "{context}: {}", ran.stderr);
    let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        trouble.causes.iter().any(|cause| said.contains(cause)),
        "{context}: the cause is not named: {}",
        ran.stderr
    );
}

#[tokio::test]
#[ignore = "takes minutes; run by .ci/run"]
async fn whatever_aws_does_states_stay_right() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = work.path().canonicalize().unwrap();
    write_company(&dir);
    // A provider asks 25 times when nothing is said, which takes a quarter of an hour; with four, now and then a call is struck each time.
    let file = dir.join("root.hcl");
    let root = std::fs::read_to_string(&file).unwrap();
    let few = root.replace("provider \"aws\" {\n", "provider \"aws\" {\n      max_retries = 8\n");
    assert_ne!(few, root);
    std::fs::write(&file, few).unwrap();
    let (mut trial, ..) = Trial::begin(sandbox, dir).await;
    for trouble in troubles() {
        for command in ["apply", "destroy"] {
            let context = format!("{}, {command}", trouble.name);
            for rule in &trouble.rules {
                trial.client.add_rule(rule).await.unwrap();
            }
            let ran = trial.run(&[command, "--auto-approve"]);
            let struck: u64 = trial.client.rules().await.unwrap().iter().map(|rule| rule.struck).sum();
            trial.client.clear_rules().await.unwrap();
            eprintln!("{context}: exit code {:?}, {struck} calls struck", ran.code);
            check(&ran, &trouble, &context);
            // What was made without anybody having heard of it is AWS's word against the state's: a person takes it over.
            adopt(&trial, &ran, &context);
            trial.finish(command, &context).await;
            match command {
                "apply" => trial.check_whole(&context).await,
                _ => trial.check_gone(&context).await,
            }
        }
    }
}

/// Imports the parameters of which the provider said that they are there already.
fn adopt(trial: &Trial, ran: &Ran, context: &str) {
    if !ran.stderr.contains("ParameterAlreadyExists") {
        return;
    }
    for (address, name) in parameters() {
        let is_missing =
            !trial.run(&["state", "list"]).ok().stdout.contains(address.split("//").nth(1).unwrap_or_default());
        if is_missing {
            let imported = trial.run(&["import", &address, &name]);
            let not_there = imported.stderr.contains("non-existent") || imported.stderr.contains("not found");
            assert!(imported.code == Some(0) || not_there, "{context}: {}", imported.stderr);
        }
    }
}

fn parameters() -> Vec<(String, String)> {
    let data = (0..6).map(|at| (format!("data//aws_ssm_parameter.this[{at}]"), format!("/data/{at}")));
    let app = ["vpc", "role"].map(|name| (format!("app//aws_ssm_parameter.{name}"), format!("/app/{name}")));
    data.chain(app).collect()
}

/// Several at once from different folders, as from different machines: one proceeds, the others are told who it is.
#[tokio::test]
#[ignore = "takes a minute; run by .ci/run"]
async fn of_several_applies_at_once_exactly_one_proceeds() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dirs: Vec<_> = (0..4).map(|at| work.path().join(format!("copy-{at}"))).collect();
    for dir in &dirs {
        std::fs::create_dir(dir).unwrap();
        write_company(dir);
    }
    // The bucket is there, and whoever is first takes longer than all others need to come.
    sandbox.run(&dirs[0], &["apply", "--auto-approve", "--units", "network"]).ok();
    let slow = of("ssm", "PutParameter", Rule { delay_ms: 15_000, ..Rule::default() });
    sandbox.client().add_rule(&slow).await.unwrap();
    let running: Vec<_> = dirs
        .iter()
        .map(|dir| {
            let mut apply = sandbox.command(dir, &["apply", "--auto-approve"]);
            apply.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let ended: Vec<Ran> = running.into_iter().map(|child| Ran::of(&child.wait_with_output().unwrap())).collect();
    let (done, refused): (Vec<&Ran>, Vec<&Ran>) = ended.iter().partition(|ran| ran.code == Some(0));
    assert_eq!(done.len(), 1, "{ended:#?}");
    for ran in refused {
        assert!(ran.stderr.contains("State is locked") && ran.stderr.contains("is locked by"), "{}", ran.stderr);
    }
    sandbox.client().clear_rules().await.unwrap();
    let plan = sandbox.run(&dirs[1], &["plan", "--detailed-exitcode"]);
    assert_eq!(plan.code, Some(0), "{}", plan.stdout);
}
