//! A company that is written wrongly: what is wrong is told before anything is planned, with the value, and nothing is made.

use std::path::{Path, PathBuf};

use groundplan_sandbox::client::Credentials;

use crate::support::{Sandbox, copy, root};

/// What is wrong, where it is written, and what the message must hold.
struct Wrong {
    file: &'static str,
    old: &'static str,
    new: &'static str,
    told: &'static [&'static str],
}

const WRONG: [Wrong; 7] = [
    // An entry that was copied and not renamed.
    Wrong {
        file: "company.hcl",
        old: "    stage           = { stack",
        new: "    dev             = { stack",
        told: &["Key given twice", "company.hcl:15:5", "two entries called \"dev\""],
    },
    Wrong {
        file: "company.hcl",
        old: "aws+stage@acme.example",
        new: "AWS+dev@acme.example",
        told: &["an e-mail address of its own", "\"AWS+dev@acme.example\" of stage", "\"aws+dev@acme.example\" of dev"],
    },
    Wrong {
        file: "company.hcl",
        old: "aws+stage@acme.example",
        new: "aws+stage",
        told: &["Not an e-mail address", "\"aws+stage\" of stage"],
    },
    Wrong {
        file: "company.hcl",
        old: "email = \"aws+stage@acme.example\", organizational_unit = \"workloads/non-prod\"",
        new: "email = \"aws+stage@acme.example\", organizational_unit = \"workloads/nonprod\"",
        told: &["Not in organizational_units", "\"workloads/nonprod\" of stage"],
    },
    // Environments lie in what is no region of the company any more.
    Wrong {
        file: "company.hcl",
        old: "regions      = [\"us-east-1\", \"us-west-2\"]",
        new: "regions      = [\"us-east-1\"]",
        told: &["root.hcl:13:", "local.region_name is \"us-west-2\""],
    },
    Wrong {
        file: "company.hcl",
        old: "stage = { account = \"stage\", region = \"us-west-2\" }",
        new: "stage = { account = \"stage\", region = \"eu-west-1\" }",
        told: &["local.region is \"eu-west-1\""],
    },
    Wrong {
        file: "dev/us-west-2/terragrunt.stack.hcl",
        old: "mgmt = \"10.1.0.0/20\"",
        new: "mgmt = \"10.0.16.0/20\"",
        told: &["must not overlap", "10.0.16.0/20", "10.0.0.0/16"],
    },
];

fn write(dir: &Path, wrong: &Wrong) {
    let file = dir.join(wrong.file);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(wrong.old), "{} has no {:?}", wrong.file, wrong.old);
    std::fs::write(&file, text.replacen(wrong.old, wrong.new, 1)).unwrap();
}

/// The files in a folder, which need not exist, and in its folders: the folders of states are made to lock them.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test]
#[ignore = "takes minutes; run by .ci/run"]
async fn what_is_wrong_with_a_company_is_told_before_anything_is_planned() {
    let sandbox = Sandbox::up();
    for wrong in &WRONG {
        let work = tempfile::tempdir().unwrap();
        let dir = work.path().join("acme");
        copy(&root().join("examples/acme"), &dir);
        copy(&root().join("catalog"), &work.path().join("catalog"));
        write(&dir, wrong);
        for command in [&["plan"][..], &["apply", "--auto-approve"]] {
            let ran = sandbox.run(&dir, command);
            assert_eq!(ran.code, Some(1), "{}: {ran:?}", wrong.new);
            assert_eq!(ran.stdout, "", "{}", wrong.new);
            let told = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
            for part in wrong.told {
                assert!(told.contains(part), "{}: no {part} in:\n{}", wrong.new, ran.stderr);
            }
        }
        assert_eq!(files(&dir.join(".state")), Vec::<PathBuf>::new(), "{}: something is recorded", wrong.new);
    }
    let accounts = sandbox.client().list_accounts(&Credentials::first_account()).await.unwrap();
    assert!(accounts.is_empty(), "{accounts:?}");
}
