//! What the example company is planned to be: every row of the CIS benchmark that code can satisfy, and production against
//! development. The rows' numbers are those of CIS AWS Foundations 5.0.0, as in `docs/cis.md`.

use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::support::{Sandbox, copy, root};

/// A resource that is planned.
struct Planned {
    account: String,
    unit: String,
    address: String,
    kind: String,
    after: Json,
}

impl Planned {
    fn is(&self, name: &str, value: impl Into<Json>) -> bool {
        self.after[name] == value.into()
    }

    fn at_least(&self, name: &str, least: f64) -> bool {
        self.after[name].as_f64().is_some_and(|number| number >= least)
    }

    fn text(&self, name: &str) -> &str {
        self.after[name].as_str().unwrap_or_default()
    }

    fn shown(&self) -> String {
        format!("{}: {}: {}", self.unit, self.address, self.after)
    }
}

/// The managed resources of the plan of `examples/acme` from nothing.
fn plan() -> &'static [Planned] {
    static PLAN: OnceLock<Vec<Planned>> = OnceLock::new();
    PLAN.get_or_init(|| {
        let sandbox = Sandbox::up();
        let work = tempfile::tempdir().unwrap();
        copy(&root().join("examples/acme"), work.path());
        copy(&root().join("catalog"), &work.path().join("catalog"));
        sandbox.run(work.path(), &["plan", "--out", "company.plan"]).ok();
        let document = sandbox.run(work.path(), &["show", "--json", "company.plan"]).ok().stdout;
        let document: Json = serde_json::from_str(&document).unwrap();
        let mut planned = Vec::new();
        for (unit, of_unit) in document["units"].as_object().unwrap() {
            for change in of_unit["plan"]["resource_changes"].as_array().unwrap() {
                if change["mode"] == "managed" {
                    planned.push(Planned {
                        account: of_unit["account"].as_str().unwrap().to_owned(),
                        unit: unit.clone(),
                        address: change["address"].as_str().unwrap().to_owned(),
                        kind: change["type"].as_str().unwrap().to_owned(),
                        after: change["change"]["after"].clone(),
                    });
                }
            }
        }
        planned
    })
}

fn of_kind(kind: &str) -> impl Iterator<Item = &'static Planned> {
    plan().iter().filter(move |planned| planned.kind == kind)
}

/// Where a row has to be satisfied.
#[derive(Clone, Copy)]
enum Where {
    /// In each account of the company.
    EveryAccount,
    /// In each account and each of its regions.
    EveryRegion,
    /// In one place for all.
    Once,
}

/// A row of the benchmark: its number, where it has to be satisfied, by which type of resource, and what that has to be like.
type Row = (&'static str, Where, &'static str, fn(&Planned) -> bool);

const ACCOUNTS: [&str; 7] = ["dev", "logs", "management", "prod", "security", "shared-services", "stage"];
const REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];

const ROWS: &[Row] = &[
    ("1.1 contact details", Where::EveryAccount, "aws_account_primary_contact", |it| {
        !it.text("phone_number").is_empty()
    }),
    ("1.2 security contact", Where::Once, "aws_account_alternate_contact", |it| {
        it.is("alternate_contact_type", "SECURITY")
    }),
    ("1.3 to 1.5 no credentials of root", Where::Once, "aws_iam_organizations_features", |it| {
        it.after["enabled_features"].to_string().contains("RootCredentialsManagement")
    }),
    ("1.6 root is not used", Where::Once, "aws_organizations_policy", |it| it.text("content").contains(":root")),
    ("1.7 passwords are long", Where::EveryAccount, "aws_iam_account_password_policy", |it| {
        it.at_least("minimum_password_length", 14.0)
    }),
    ("1.8 passwords are new", Where::EveryAccount, "aws_iam_account_password_policy", |it| {
        it.at_least("password_reuse_prevention", 24.0)
    }),
    ("1.16 support role", Where::EveryAccount, "aws_iam_role_policy_attachment", |it| {
        // In an account that does not exist yet the partition, and with it the policy's ARN, is not known.
        it.address.contains("support")
    }),
    ("1.19 Access Analyzer", Where::EveryRegion, "aws_accessanalyzer_analyzer", |_| true),
    ("1.20 users in one place", Where::Once, "aws_ssoadmin_account_assignment", |_| true),
    ("2.1.4 no public buckets", Where::EveryAccount, "aws_s3_account_public_access_block", |it| {
        ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
            .iter()
            .all(|name| it.is(name, true))
    }),
    ("3.1 a trail in all regions", Where::Once, "aws_cloudtrail", |it| {
        it.is("is_multi_region_trail", true) && it.is("is_organization_trail", true)
    }),
    ("3.2 validated", Where::Once, "aws_cloudtrail", |it| it.is("enable_log_file_validation", true)),
    ("3.3 AWS Config", Where::EveryRegion, "aws_config_configuration_recorder_status", |it| it.is("is_enabled", true)),
    ("3.4 the trail's bucket is logged", Where::Once, "aws_s3_bucket_logging", |it| it.address.contains("cloudtrail")),
    ("3.8, 3.9 objects written and read", Where::Once, "aws_cloudtrail", |it| {
        let selectors = it.after["advanced_event_selector"].to_string();
        selectors.contains("AWS::S3::Object") && !selectors.contains("readOnly")
    }),
    ("4.16 Security Hub", Where::Once, "aws_securityhub_account", |_| true),
    ("5.1.1 disks are encrypted", Where::EveryRegion, "aws_ebs_encryption_by_default", |it| it.is("enabled", true)),
    ("5.5 default security groups are closed", Where::EveryRegion, "aws_default_security_group", |it| {
        let none = |name: &str| it.after[name].as_array().is_none_or(Vec::is_empty);
        none("ingress") && none("egress")
    }),
    ("5.7 IMDSv2 only", Where::EveryRegion, "aws_ec2_instance_metadata_defaults", |it| {
        it.is("http_tokens", "required")
    }),
];

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn every_row_of_the_benchmark_that_code_can_satisfy_is_satisfied() {
    let mut missing = Vec::new();
    for (row, place, kind, holds) in ROWS {
        let found: Vec<_> = of_kind(kind).filter(|planned| holds(planned)).collect();
        let mut expect = |place: String, there: bool| {
            if !there {
                missing.push(format!("{row}: no {kind} that satisfies it {place}"));
            }
        };
        match place {
            Where::Once => expect("anywhere".into(), !found.is_empty()),
            Where::EveryAccount => {
                for account in ACCOUNTS {
                    expect(format!("in {account}"), found.iter().any(|it| it.account == account));
                }
            }
            Where::EveryRegion => {
                for (account, region) in ACCOUNTS.iter().flat_map(|account| REGIONS.map(|region| (account, region))) {
                    let at = |it: &&Planned| it.account == *account && it.unit.contains(&format!("/{region}/"));
                    expect(format!("in {account} in {region}"), found.iter().any(at));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A row, a type of resource, and what each resource of it has to be like, however many there are.
type Always = (&'static str, &'static str, fn(&Planned) -> bool);

const ALWAYS: &[Always] = &[
    ("2.1.1 buckets by TLS only", "aws_s3_bucket_policy", |it| {
        it.text("policy").is_empty() || it.text("policy").contains("aws:SecureTransport")
    }),
    ("2.2.1 databases are encrypted", "aws_rds_cluster", |it| it.is("storage_encrypted", true)),
    ("2.2.2 databases are upgraded", "aws_rds_cluster_instance", |it| it.is("auto_minor_version_upgrade", true)),
    ("2.2.3 databases are private", "aws_rds_cluster_instance", |it| it.is("publicly_accessible", false)),
    ("3.6 keys rotate", "aws_kms_key", |it| {
        it.is("enable_key_rotation", true) || !it.is("customer_master_key_spec", "SYMMETRIC_DEFAULT")
    }),
    ("3.7 flow logs of everything", "aws_flow_log", |it| it.is("traffic_type", "ALL")),
    ("5.7 IMDSv2 only", "aws_launch_template", |it| it.after["metadata_options"][0]["http_tokens"] == "required"),
    ("caches are encrypted", "aws_elasticache_replication_group", |it| {
        it.after["at_rest_encryption_enabled"].to_string().contains("true") && it.is("transit_encryption_enabled", true)
    }),
    ("1.15 nobody is given everything", "aws_iam_policy", |it| {
        !it.text("policy").contains(r#""Action":"*""#) || !it.text("policy").contains(r#""Resource":"*""#)
    }),
    ("addresses are private", "aws_subnet", |it| !it.is("map_public_ip_on_launch", true)),
];

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn nothing_of_the_company_falls_short_of_the_benchmark() {
    for (row, kind, holds) in ALWAYS {
        assert!(of_kind(kind).next().is_some(), "{row}: there is no {kind}");
        let bad: Vec<_> = of_kind(kind).filter(|planned| !holds(planned)).map(Planned::shown).collect();
        assert!(bad.is_empty(), "{row}:\n{}", bad.join("\n"));
    }
    // 4.1 to 4.15: each has its filter, and each filter its alarm.
    let filters: Vec<_> = of_kind("aws_cloudwatch_log_metric_filter").map(|it| it.text("name")).collect();
    assert!(filters.len() >= 15, "{filters:?}");
    for filter in of_kind("aws_cloudwatch_log_metric_filter") {
        let metric = &filter.after["metric_transformation"][0]["name"];
        let alarmed = of_kind("aws_cloudwatch_metric_alarm").any(|alarm| alarm.after["metric_name"] == *metric);
        assert!(alarmed, "4.x: nothing looks at {metric}");
    }
    // 3.7: as many flow logs as networks.
    let networks = of_kind("aws_vpc").count() + of_kind("aws_default_vpc").count();
    assert_eq!(of_kind("aws_flow_log").count(), networks);
}

/// Whether a range of ports has one of these in it.
fn opens(from: &Json, to: &Json, ports: &[f64]) -> bool {
    match (from.as_f64(), to.as_f64()) {
        (Some(from), Some(to)) => ports.iter().any(|port| from <= *port && *port <= to),
        // All ports.
        _ => true,
    }
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn nobody_administers_from_the_internet() {
    const ADMINISTRATION: &[f64] = &[22.0, 445.0, 3389.0];
    for rule in of_kind("aws_vpc_security_group_ingress_rule") {
        let everywhere = rule.is("cidr_ipv4", "0.0.0.0/0") || rule.is("cidr_ipv6", "::/0");
        let open = opens(&rule.after["from_port"], &rule.after["to_port"], ADMINISTRATION);
        assert!(!(everywhere && open), "5.1.2, 5.3, 5.4: {}", rule.shown());
        assert!(!everywhere || rule.unit.ends_with("/alb-public"), "the internet is let in: {}", rule.shown());
    }
    for list in of_kind("aws_network_acl") {
        for rule in list.after["ingress"].as_array().unwrap() {
            let everywhere = rule["cidr_block"] == "0.0.0.0/0" && rule["action"] == "allow";
            let tcp = rule["protocol"] == "6" || rule["protocol"] == "-1" || rule["protocol"] == "tcp";
            let open = rule["protocol"] == "-1" || opens(&rule["from_port"], &rule["to_port"], &[22.0, 3389.0]);
            assert!(!(everywhere && tcp && open), "5.2: {}: {rule}", list.shown());
        }
    }
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn routes_of_peerings_lead_to_subnets() {
    let of = |kind, name| -> Vec<&str> { of_kind(kind).map(|planned| planned.text(name)).collect() };
    let (networks, subnets) = (of("aws_vpc", "cidr_block"), of("aws_subnet", "cidr_block"));
    let routes: Vec<_> = of_kind("aws_route").filter(|route| route.unit.ends_with("/vpc-peering")).collect();
    for environment in ["dev", "stage", "prod"] {
        assert!(routes.iter().any(|route| route.account == environment), "{environment}'s networks are not connected");
    }
    for route in routes {
        let block = route.text("destination_cidr_block");
        assert!(subnets.contains(&block) && !networks.contains(&block), "5.6: {}", route.shown());
        assert!(!route.address.contains("to-vpc/public"), "public subnets reach the other network: {}", route.shown());
    }
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn only_load_balancers_nat_and_vpn_have_public_addresses() {
    for address in of_kind("aws_eip") {
        let for_that = address.address.contains("nat") || address.unit.ends_with("/openvpn-server");
        assert!(for_that, "{}", address.shown());
    }
    for balancer in of_kind("aws_lb") {
        assert_eq!(balancer.is("internal", false), balancer.unit.ends_with("/alb-public"), "{}", balancer.shown());
    }
    for service in of_kind("aws_ecs_service") {
        assert_eq!(service.after["network_configuration"][0]["assign_public_ip"], false, "{}", service.shown());
    }
}

/// The resources of a type in an environment.
fn within(account: &str, kind: &str) -> Vec<&'static Planned> {
    let environment = format!("{account}/us-west-2/{account}/");
    of_kind(kind).filter(|planned| planned.unit.starts_with(&environment)).collect()
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn production_bears_more_than_development() {
    let app = |account| {
        within(account, "aws_nat_gateway").into_iter().filter(|nat| nat.unit.ends_with("/networking/vpc")).count()
    };
    assert_eq!((app("dev"), app("prod")), (1, 3));
    assert_eq!(within("dev", "aws_rds_cluster_instance").len(), 1);
    assert_eq!(within("prod", "aws_rds_cluster_instance").len(), 2);
    let one = |account, kind| {
        let mut found = within(account, kind);
        assert_eq!(found.len(), 1, "{kind} of {account}");
        found.remove(0)
    };
    let cache = one("prod", "aws_elasticache_replication_group");
    assert!(cache.is("multi_az_enabled", true) && cache.is("automatic_failover_enabled", true), "{}", cache.shown());
    let (dev, prod) = (one("dev", "aws_rds_cluster"), one("prod", "aws_rds_cluster"));
    assert!(prod.is("deletion_protection", true) && prod.is("skip_final_snapshot", false), "{}", prod.shown());
    let kept = |cluster: &Planned| cluster.after["backup_retention_period"].as_f64().unwrap();
    assert!(kept(prod) > kept(dev), "{} and {}", kept(prod), kept(dev));
    for balancer in within("prod", "aws_lb") {
        assert!(balancer.is("enable_deletion_protection", true), "{}", balancer.shown());
    }
    for group in within("prod", "aws_cloudwatch_log_group") {
        assert!(group.at_least("retention_in_days", 365.0), "{}", group.shown());
    }
    // A second way back to the data, a way to AWS without the internet, and a filter in front of the door.
    for kind in ["aws_backup_plan", "aws_wafv2_web_acl"] {
        assert_eq!((within("dev", kind).len(), within("prod", kind).len()), (0, 1), "{kind}");
    }
    let endpoints = within("prod", "aws_vpc_endpoint").into_iter().filter(|it| it.is("vpc_endpoint_type", "Interface"));
    assert_eq!(endpoints.count(), 4);
    let targets = within("prod", "aws_appautoscaling_target");
    assert_eq!(targets.len(), 2);
    for target in targets {
        assert!(target.at_least("min_capacity", 2.0), "{}", target.shown());
    }
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn what_an_environment_writes_down_is_kept_in_the_logs_account() {
    let destinations: Vec<&str> = of_kind("aws_cloudwatch_log_destination").map(|it| it.account.as_str()).collect();
    assert_eq!(destinations, ["logs"]);
    for environment in ["dev", "stage", "prod"] {
        let sent = within(environment, "aws_cloudwatch_log_subscription_filter");
        for group in within(environment, "aws_cloudwatch_log_group") {
            // Container Insights measures; its group holds no records.
            let measurements = group.text("name").starts_with("/aws/ecs/containerinsights/");
            let kept = sent.iter().any(|filter| filter.after["log_group_name"] == group.after["name"]);
            assert!(kept != measurements, "{}", group.shown());
        }
    }
}
