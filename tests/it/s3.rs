//! States in S3: places that are made when they are missing, locks that Terraform takes and honours, many states at once.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use groundplan_sandbox::client::Rule;

use crate::support::{Ran, Sandbox};

const REGION: &str = "us-west-2";

/// A root module with one parameter, and its state in S3.
fn module(dir: &Path, backend: &str, value: &str) {
    std::fs::create_dir_all(dir).unwrap();
    let text = format!(
        r#"terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws" }}
  }}
  backend "s3" {{
    bucket = "acme-states"
    key    = "one/terraform.tfstate"
    region = "{REGION}"
{backend}
  }}
}}
provider "aws" {{ region = "{REGION}" }}
resource "aws_ssm_parameter" "one" {{
  name  = "/one"
  type  = "String"
  value = "{value}"
}}
output "value" {{
  value     = aws_ssm_parameter.one.value
  sensitive = true
}}
"#
    );
    std::fs::write(dir.join("main.tf"), text).unwrap();
}

/// What Terraform needs on top, as its backend does not look at the sandbox's settings for the path style.
const FOR_TERRAFORM: &str = "    encrypt = true\n    use_path_style = true\n    skip_credentials_validation = true\n    skip_requesting_account_id = true\n    skip_metadata_api_check = true";

fn says_nothing_to_do(ran: &Ran) {
    assert_eq!(ran.code, Some(0), "stdout:\n{}\nstderr:\n{}", ran.stdout, ran.stderr);
}

/// Terraform takes over what groundplan made, and the other way round, with both kinds of lock.
#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn terraform_goes_on_with_the_same_state() {
    let sandbox = Sandbox::up();
    for lock in ["    use_lockfile = true", "    dynamodb_table = \"acme-locks\""] {
        let work = tempfile::tempdir().unwrap();
        let backend = format!("{FOR_TERRAFORM}\n{lock}");
        module(work.path(), &backend, "a");
        // A bucket that is missing is no state, and a plan makes none.
        let plan = sandbox.run(work.path(), &["plan", "--detailed-exitcode"]);
        assert_eq!(plan.code, Some(2), "{plan:?}");
        let ran = sandbox.run(work.path(), &["apply", "--auto-approve"]).ok();
        let told = format!("{}{}", ran.stdout, ran.stderr);
        if lock.contains("lockfile") {
            assert!(told.contains("made the bucket acme-states"), "{told}");
        } else {
            assert!(told.contains("made the DynamoDB table acme-locks"), "{told}");
        }
        says_nothing_to_do(&sandbox.run(work.path(), &["plan", "--detailed-exitcode"]));
        let unlocked = sandbox.run(work.path(), &["state", "unlock"]).ok();
        assert_eq!(unlocked.stdout, "No state is locked.\n");

        if let Some(init) = sandbox.terraform(work.path(), &["init", "-input=false"]) {
            init.ok();
            let terraform = |args: &[&str]| sandbox.terraform(work.path(), args).unwrap();
            says_nothing_to_do(&terraform(&["plan", "-input=false", "-detailed-exitcode"]));
            module(work.path(), &backend, "b");
            terraform(&["apply", "-input=false", "-auto-approve"]).ok();
            says_nothing_to_do(&sandbox.run(work.path(), &["plan", "--detailed-exitcode"]));
        }
        sandbox.run(work.path(), &["destroy", "--auto-approve"]).ok();
    }
}

/// An apply that holds its lock until it is waited for or killed.
fn slow_apply(sandbox: &Sandbox, dir: &Path) -> std::process::Child {
    let mut command = sandbox.command(dir, &["apply", "--auto-approve"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn wait_for_lock(sandbox: &Sandbox, dir: &Path) -> String {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let listed = sandbox.run(dir, &["state", "unlock"]).ok().stdout;
        if listed.contains("is locked by") {
            return listed;
        }
        assert!(Instant::now() < until, "nobody takes the lock");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[tokio::test]
#[ignore = "takes a minute; run by .ci/run"]
async fn of_two_applies_one_proceeds_and_a_dead_ones_lock_can_be_released() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let (first, second) = (work.path().join("first"), work.path().join("second"));
    for dir in [&first, &second] {
        module(dir, "    use_lockfile = true", "a");
    }
    sandbox.run(&first, &["plan"]).ok();
    let slow = Rule {
        service: Some("ssm".into()),
        operation: Some("PutParameter".into()),
        delay_ms: 20_000,
        ..Rule::default()
    };
    sandbox.client().add_rule(&slow).await.unwrap();

    let mut running = slow_apply(&sandbox, &first);
    let listed = wait_for_lock(&sandbox, &second);
    assert!(listed.contains("The state is locked by ") && listed.contains("(apply, "), "{listed}");
    let refused = sandbox.run(&second, &["apply", "--auto-approve"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stderr.contains("State is locked"), "{}", refused.stderr);
    assert!(refused.stderr.contains("s3://acme-states/one/terraform.tfstate is locked by"), "{}", refused.stderr);
    // Whoever waits gets it.
    let waited = sandbox.run(&second, &["plan", "--detailed-exitcode", "--lock-timeout", "2m"]);
    says_nothing_to_do(&waited);
    assert!(running.wait().unwrap().success());
    sandbox.run(&first, &["destroy", "--auto-approve"]).ok();

    // Both processes of a run die at once: its lock stays.
    let mut running = slow_apply(&sandbox, &first);
    let listed = wait_for_lock(&sandbox, &second);
    sandbox.kill_all(&first);
    running.wait().unwrap();
    sandbox.client().clear_rules().await.unwrap();
    let held = sandbox.run(&second, &["apply", "--auto-approve"]);
    assert_eq!(held.code, Some(1), "{held:?}");
    let id = listed.split("lock ").nth(1).unwrap().split(')').next().unwrap().to_owned();
    let wrong = sandbox.run(&second, &["state", "unlock", "no-such-id"]);
    assert_eq!(wrong.code, Some(1), "{wrong:?}");
    sandbox.run(&second, &["state", "unlock", &id]).ok();
    says_nothing_to_do(&sandbox.run(&second, &["plan", "--detailed-exitcode", "--lock=false"]).or_changes());
}

#[tokio::test]
#[ignore = "takes a minute; run by .ci/run"]
async fn a_run_takes_over_the_locks_that_a_dead_one_left_on_this_machine() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    module(work.path(), "    use_lockfile = true", "a");
    let slow = Rule {
        service: Some("ssm".into()),
        operation: Some("DescribeParameters".into()),
        delay_ms: 10_000,
        ..Rule::default()
    };
    sandbox.run(work.path(), &["apply", "--auto-approve"]).ok();
    sandbox.client().add_rule(&slow).await.unwrap();
    let mut running = slow_apply(&sandbox, work.path());
    wait_for_lock(&sandbox, work.path());
    sandbox.kill_all(work.path());
    running.wait().unwrap();
    sandbox.client().clear_rules().await.unwrap();
    let next = sandbox.run(work.path(), &["apply", "--auto-approve"]).ok();
    let told = format!("{}{}", next.stdout, next.stderr);
    assert!(told.contains("took over the lock"), "{told}");
    assert_eq!(sandbox.run(work.path(), &["state", "unlock"]).ok().stdout, "No state is locked.\n");
}

/// A live repository with so many units without resources.
fn company(dir: &Path, units: usize) {
    let root = format!(
        r#"remote_state {{
  backend = "s3"
  config = {{
    bucket  = "acme-company-states"
    key     = "${{path_relative_to_include()}}/terraform.tfstate"
    region  = "{REGION}"
    encrypt = true
  }}
}}
"#
    );
    std::fs::create_dir_all(dir.join("module")).unwrap();
    std::fs::write(dir.join("root.hcl"), root).unwrap();
    let module = "variable \"name\" { type = string }\noutput \"name\" { value = var.name }\n";
    std::fs::write(dir.join("module/main.tf"), module).unwrap();
    for unit in 0..units {
        let folder = dir.join(format!("live/unit-{unit:03}"));
        std::fs::create_dir_all(&folder).unwrap();
        let text = format!(
            "include \"root\" {{ path = find_in_parent_folders(\"root.hcl\") }}\nterraform {{ source = \"${{get_repo_root()}}/module\" }}\ninputs = {{ name = \"unit {unit}\" }}\n"
        )
        .replace("${get_repo_root()}", &dir.display().to_string());
        std::fs::write(folder.join("terragrunt.hcl"), text).unwrap();
    }
}

#[tokio::test]
#[ignore = "takes a minute; run by .ci/run"]
async fn a_hundred_states_are_written_and_read_together() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    company(work.path(), 100);
    sandbox.run(work.path(), &["apply", "--auto-approve"]).ok();
    let client = sandbox.client();
    client.clear_calls().await.unwrap();
    let began = Instant::now();
    let listed = sandbox.run(work.path(), &["output", "--json"]).ok();
    println!("100 states read in {:?}, program's start included", began.elapsed());
    assert!(listed.stdout.contains("unit 99"), "{}", listed.stdout);
    // One read for each state, and nothing else.
    let calls = client.calls().await.unwrap();
    let s3: Vec<_> = calls.iter().filter(|count| count.service == "s3").collect();
    assert_eq!(
        s3.iter().map(|count| (count.operation.as_str(), count.calls)).collect::<Vec<_>>(),
        [("GetObject", 100)]
    );
}
