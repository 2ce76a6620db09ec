//! What is asked, what is taken when nothing is said, and what is refused.

use std::path::Path;

use expect_test::{Expect, expect};
use groundplan_diag::SourceMap;
use groundplan_init::answers::{AnswersFile, Size, told};
use groundplan_init::{Answers, Given};

fn defaults() -> Answers {
    Given { company: Some("acme".to_owned()), ..Given::default() }.complete().unwrap()
}

fn read(text: &str) -> (AnswersFile, SourceMap) {
    let sources = SourceMap::new();
    let file = AnswersFile::parse(Path::new("answers.toml"), text, &sources).unwrap();
    (file, sources)
}

/// What is said about a file of answers: the place, the message, the way out.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let sources = SourceMap::new();
    let diags = match AnswersFile::parse(Path::new("answers.toml"), text, &sources) {
        Ok(file) => told(&file.given.clone().complete().unwrap().check(), Some(&file)),
        Err(diags) => diags,
    };
    let mut said = String::new();
    for diag in &diags {
        let place = diag.primary.as_ref().and_then(|label| sources.locate(label.span)).unwrap_or_default();
        said.push_str(&format!("{place} {}\n", diag.detail));
        said.extend(diag.help.iter().map(|help| format!("  help: {help}\n")));
    }
    expected.assert_eq(&said);
}

#[test]
fn only_the_company_has_no_default() {
    assert_eq!(Given::default().complete(), None);
    assert_eq!(defaults().check(), []);
}

#[test]
fn answers_that_were_written_are_read_again() {
    let mut answers = defaults();
    answers.vpn_allow = vec!["203.0.113.7/32".to_owned()];
    answers.contact.address_line_1 = "1 \"Main\" Street\\".to_owned();
    answers.environments.sort_keys();
    let (file, _) = read(&AnswersFile::text(&answers));
    assert_eq!(file.given.complete().unwrap(), answers);
}

#[test]
fn what_is_said_of_one_environment_leaves_the_rest_to_defaults() {
    let (file, _) =
        read("company = \"acme\"\ncluster = \"eks\"\n[environments.test]\n[environments.live]\nproduction = true\n");
    let answers = file.given.complete().unwrap();
    let names: Vec<&String> = answers.environments.keys().collect();
    assert_eq!(names, ["test", "live"], "in the order of the file");
    assert_eq!(answers.environments["live"].size, Size::Medium);
    assert_eq!(answers.environments["live"].cidr_block, "10.2.0.0/16");
    assert_eq!(answers.environments["live"].cluster.word(), "eks");
    assert_eq!(answers.check(), []);
}

#[test]
fn an_address_plan_goes_round_what_is_taken() {
    let (file, _) = read("company = \"acme\"\n[environments.old]\ncidr_block = \"10.0.0.0/16\"\n[environments.new]\n");
    assert_eq!(file.given.complete().unwrap().environments["new"].cidr_block, "10.2.0.0/16");
}

#[test]
fn all_that_is_wrong_is_said_at_once_with_its_place() {
    check(
        r#"company = "Acme Inc."
domain = "acme"
email = "aws@acme.com"
region = "us-west-9"
regions = ["us-west-2", "us-west-2"]
vpn_allow = ["0.0.0.0/0", "203.0.113.7/24"]
github_organization = "-acme"

[environments.dev]
account = "logs"
cidr_block = "10.0.0.0/16"

[environments.stage]
cidr_block = "10.0.128.0/17"

[environments.prod]
cidr_block = "8.8.0.0/16"
region = "us-west-1"
"#,
        &expect![[r#"
            answers.toml:1:11 company is "Acme Inc.", which must be 2 to 20 lowercase letters, digits and single hyphens, beginning with a letter: names of buckets begin with it.
            answers.toml:2:10 domain is "acme", which must be the name of a domain in lowercase, such as "acme.com".
            answers.toml:3:9 email is "aws@acme.com", which must say {account} once, before the @: every account of AWS needs an address of its own, for ever.
            answers.toml:4:10 region is "us-west-9", which must be a region that accounts need not opt into: ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.
            answers.toml:7:23 github_organization is "-acme", which must be an organization's name as GitHub has it: 1 to 39 letters, digits and single hyphens between them.
            answers.toml:6:13 vpn_allow is "0.0.0.0/0", which must be networks that you know, /8 or smaller: a server open to all the internet is attacked by all of it.
            answers.toml:6:13 vpn_allow is "203.0.113.7/24", which must begin with the network's first address: "203.0.113.0/24".
            answers.toml:5:11 regions is "us-west-2", which is there twice.
            answers.toml:5:11 regions is "us-west-2, us-west-2", which must have us-west-9, which is where the company is at home.
            answers.toml:5:11 regions is "us-west-2, us-west-2", which must have us-east-1, which is where AWS keeps what belongs to no region.
            answers.toml:9:1 environments.dev.region is "us-west-9", which must be a region that accounts need not opt into: ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.
            answers.toml:9:1 environments.dev.region is "us-west-9", which must be one of the company's regions.
            answers.toml:13:1 environments.stage.region is "us-west-9", which must be a region that accounts need not opt into: ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.
            answers.toml:13:1 environments.stage.region is "us-west-9", which must be one of the company's regions.
            answers.toml:18:10 environments.prod.region is "us-west-1", which must be one of the company's regions.
            answers.toml:18:10 environments.prod.region is "us-west-1", which has two zones for new accounts, and production needs three.
            answers.toml:14:14 environments.stage.cidr_block is "10.0.128.0/17", which overlaps with 10.0.0.0/16, dev's cidr_block; networks that may be connected need addresses of their own.
            answers.toml:17:14 environments.prod.cidr_block is "8.8.0.0/16", which must be private addresses: in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.
            answers.toml:10:11 environments.dev.account is "logs", which is an account that every company has, for other things than environments.
        "#]],
    );
}

#[test]
fn addresses_of_accounts_are_those_that_aws_takes() {
    check(
        "company = \"acme\"\nemail = \"amazon-web-services-of-the-company+{account}@mail.acme-holding.com\"\n",
        &expect![[r#"
            answers.toml:2:9 email is "amazon-web-services-of-the-company+{account}@mail.acme-holding.com", which makes "amazon-web-services-of-the-company+security@mail.acme-holding.com" for the account security, which must have 6 to 64 characters: AWS takes no others for an account.
            answers.toml:2:9 email is "amazon-web-services-of-the-company+{account}@mail.acme-holding.com", which makes "amazon-web-services-of-the-company+shared-services@mail.acme-holding.com" for the account shared-services, which must have 6 to 64 characters: AWS takes no others for an account.
        "#]],
    );
}

#[test]
fn what_is_no_answer_is_refused() {
    check(
        "company = \"acme\"\ncolour = \"red\"\n",
        &expect![[r#"
        answers.toml:2:1 Unknown field `colour`, expected one of `company`, `domain`, `email`, `region`, `regions`, `states`, `github_organization`, `repository`, `vpn_allow`, `administrator`, `contact`, `cluster`, `database`, `cache`, `environments`.
    "#]],
    );
    check(
        "company = \"acme\"\n[environments.dev]\nsize = \"huge\"\n",
        &expect![[r#"
        answers.toml:3:8 Unknown variant `huge`, expected one of `small`, `medium`, `large`.
    "#]],
    );
    check(
        "company = acme\n",
        &expect![[r#"
        answers.toml:1:11 String values must be quoted, expected literal string.
    "#]],
    );
}

#[test]
fn without_a_file_the_way_out_is_an_option() {
    let mut answers = defaults();
    answers.domain = "acme".to_owned();
    answers.environments["dev"].cidr_block = "10.0.0.0/8".to_owned();
    let said: Vec<String> =
        told(&answers.check(), None).iter().map(|diag| format!("{} {}", diag.detail, diag.help.join(" "))).collect();
    expect![[r#"
        domain is "acme", which must be the name of a domain in lowercase, such as "acme.com". give another one with `--domain`
        environments.dev.cidr_block is "10.0.0.0/8", which must be from /16 to /22: a VPC takes no more, and its subnets need room. write it into a file for `--answers`: `[environments.dev] cidr_block = …`
        environments.dev.mgmt_cidr_block is "10.1.0.0/20", which overlaps with 10.0.0.0/8, dev's cidr_block; networks that may be connected need addresses of their own. write it into a file for `--answers`: `[environments.dev] mgmt_cidr_block = …`
        environments.stage.cidr_block is "10.2.0.0/16", which overlaps with 10.0.0.0/8, dev's cidr_block; networks that may be connected need addresses of their own. write it into a file for `--answers`: `[environments.stage] cidr_block = …`
        environments.stage.mgmt_cidr_block is "10.3.0.0/20", which overlaps with 10.0.0.0/8, dev's cidr_block; networks that may be connected need addresses of their own. write it into a file for `--answers`: `[environments.stage] mgmt_cidr_block = …`
        environments.prod.cidr_block is "10.4.0.0/16", which overlaps with 10.0.0.0/8, dev's cidr_block; networks that may be connected need addresses of their own. write it into a file for `--answers`: `[environments.prod] cidr_block = …`
        environments.prod.mgmt_cidr_block is "10.5.0.0/20", which overlaps with 10.0.0.0/8, dev's cidr_block; networks that may be connected need addresses of their own. write it into a file for `--answers`: `[environments.prod] mgmt_cidr_block = …`
    "#]].assert_eq(&format!("{}\n", said.join("\n")));
}
