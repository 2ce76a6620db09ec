//! Configuration that asks whose credentials are used.

use crate::support::Sandbox;

#[tokio::test]
async fn the_account_of_the_credentials_is_asked_once() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = work.path();
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(dir.join(path).parent().unwrap()).unwrap();
        std::fs::write(dir.join(path), text).unwrap();
    };
    write("root.hcl", "locals {\n  account = get_aws_account_id()\n}\ninputs = { account = local.account }\n");
    for unit in ["a", "b"] {
        let include = "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\n";
        write(
            &format!("{unit}/terragrunt.hcl"),
            &format!("{include}inputs = {{ arn = get_aws_caller_identity_arn() }}\n"),
        );
        let module =
            "variable \"account\" {}\nvariable \"arn\" {}\noutput \"is\" { value = \"${var.account} ${var.arn}\" }\n";
        write(&format!("{unit}/main.tf"), module);
    }
    sandbox.run(dir, &["plan"]).ok();
    let calls = sandbox.client().calls().await.unwrap();
    let asked: Vec<u64> =
        calls.iter().filter(|call| call.operation == "GetCallerIdentity").map(|call| call.calls).collect();
    assert_eq!(asked, [1], "two units, one question: {calls:?}");
    sandbox.run(dir, &["apply", "--auto-approve"]).ok();
    let outputs = sandbox.run(dir, &["output", "--json"]).ok().stdout;
    assert!(outputs.contains("123456789012 arn:aws:"), "{outputs}");
}

#[tokio::test]
async fn the_alias_of_their_account_is_asked_of_iam() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = work.path();
    std::fs::create_dir(dir.join("alias")).unwrap();
    let module = "resource \"aws_iam_account_alias\" \"this\" { account_alias = \"acme-prod\" }\n";
    std::fs::write(dir.join("alias/main.tf"), module).unwrap();
    std::fs::write(dir.join("alias/terragrunt.hcl"), "inputs = { is = \"<${get_aws_account_alias()}>\" }\n").unwrap();
    let rendered = || sandbox.run(dir, &["render", "alias", "--json"]).ok().stdout;
    assert!(rendered().contains("\"<>\""), "no alias is given yet: {}", rendered());
    sandbox.run(dir, &["apply", "--auto-approve"]).ok();
    assert!(rendered().contains("\"<acme-prod>\""), "{}", rendered());
}
