//! The README's first command, and what it leaves to be looked at.

use groundplan_sandbox::client::Credentials;

use crate::support::{Sandbox, provider_processes};

#[tokio::test]
#[ignore = "takes minutes; run by .ci/run"]
async fn a_company_comes_up_and_goes_down() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let ran = sandbox.run(work.path(), &["demo"]).ok();
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert!(told.contains("No changes."), "the second plan is not told: {told}");
    let client = sandbox.client();
    let management = Credentials::first_account();
    let accounts = client.list_accounts(&management).await.unwrap();
    assert_eq!(accounts.len(), 7, "{accounts:?}");
    for name in ["dev", "stage", "prod"] {
        let entrance = format!("front door https://{name}.acme.example, VPN vpn.{name}.acme.example, dashboard {name}");
        assert!(told.contains(&entrance), "{told}");
        let account = accounts.iter().find(|account| account.name.contains(name)).unwrap();
        let inside = client.assume_role(&management, &account.id, "OrganizationAccountAccessRole").await.unwrap();
        let vpcs = client.describe_vpcs(&inside, "us-west-2").await.unwrap();
        let ours: Vec<_> = vpcs.iter().filter(|vpc| vpc.name == name).collect();
        assert_eq!(ours.len(), 1, "{vpcs:?}");
        let group = format!("{name}-vpc-flow-logs");
        let groups = client.describe_log_groups(&inside, "us-west-2", &group).await.unwrap();
        assert_eq!(groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), [group.as_str()]);
    }
    let demo = work.path().join("groundplan-demo");
    let outputs = sandbox.run(&demo, &["output", "--json"]).ok().stdout;
    assert!(outputs.contains("vpc_id"), "{outputs}");

    // Asks every account what is left.
    let ended = sandbox.run(work.path(), &["demo", "--destroy"]).ok().stdout;
    assert!(ended.contains("Nothing is left in any of 7 accounts."), "{ended}");
    assert_eq!(provider_processes(&sandbox.endpoint), Vec::<String>::new());
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn a_folder_with_other_content_is_left_alone() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let folder = work.path().join("mine");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("precious"), "x").unwrap();
    let ran = sandbox.run(work.path(), &["demo", "mine"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stderr.contains("mine"), "{}", ran.stderr);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}
