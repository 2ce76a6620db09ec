use std::collections::BTreeMap;

use expect_test::expect;
use groundplan_format::{Account, Action, Change, CompanyPlan, Plan, ResourceChange, Unit};
use groundplan_render::{Detail, Style};
use serde_json::json;

use crate::recorded;

fn account(name: &str, id: Option<&str>) -> Account {
    Account { name: name.to_owned(), id: id.map(ToOwned::to_owned) }
}

fn unit(account: &str, region: &str, plan: Plan) -> Unit {
    Unit { account: Some(account.to_owned()), region: Some(region.to_owned()), plan, ..Unit::default() }
}

fn company() -> CompanyPlan {
    let accounts = vec![account("management", Some("111111111111")), account("dev", None), account("idle", None)];
    let units = [
        ("management/global/organization", unit("management", "us-east-1", recorded::plan("lifecycle"))),
        ("dev/us-west-2/network", unit("dev", "us-west-2", recorded::plan("aws_network"))),
        ("dev/us-west-2/tasks", unit("dev", "us-west-2", recorded::plan("aws_ecs"))),
        ("dev/us-west-2/drift", unit("dev", "us-west-2", recorded::plan("aws_drift"))),
        ("dev/us-west-2/failed", unit("dev", "us-west-2", recorded::plan("errored"))),
        ("dev/us-east-1/a", unit("dev", "us-east-1", recorded::plan("outputs_only"))),
        ("dev/us-east-2/a", unit("dev", "us-east-2", recorded::plan("outputs_only"))),
        ("dev/us-west-2/same", unit("dev", "us-west-2", recorded::plan("no_changes"))),
    ];
    CompanyPlan::new(accounts, units.into_iter().map(|(path, unit)| (path.to_owned(), unit)).collect())
}

#[test]
fn only_changes_by_account_and_unit() {
    expect![[r#"
          + create
          ~ update in-place
          - destroy
        -/+ destroy and then create replacement
        +/- create replacement and then destroy
         <= read (data sources)
          . forget (drop from the state, leave the object alone)

        Account management (111111111111)

          management/global/organization (us-east-1)
          -/+ terraform_data.by_trigger  # replace_triggered_by
          +/- terraform_data.cbd
                ~ triggers_replace = "old" -> "new" # forces replacement
            ~ terraform_data.imported  # imported from "some-id"
                + input = "set"
            ~ terraform_data.new_name_changed  # moved from terraform_data.old_name_changed
                ~ input = "moved and changed" -> "moved and changed!"
          -/+ terraform_data.requested  # as requested
          -/+ terraform_data.tainted  # is tainted
          -/+ terraform_data.triggered
                ~ triggers_replace = { # forces replacement
                    ~ a = 1 -> 2
                    ~ b = [
                          "x",
                        + "y",
                      ]
                  }
            - terraform_data.counted[1], [2]  # out of range for count
            - terraform_data.dropped  # not in configuration
            . terraform_data.forgotten  # left alone
              terraform_data.imported_clean  # imported from "other-id"
            - terraform_data.keyed["b"]  # not in for_each
              terraform_data.new_name  # moved from terraform_data.old_name
            - terraform_data.nowhere  # not in configuration, moved from terraform_data.old_nowhere
            - terraform_data.was_counted[0], [1]  # count or for_each has changed
            + terraform_data.was_counted["k"]
            + terraform_data.was_keyed
            - terraform_data.was_keyed["k"]  # count or for_each has changed
            - terraform_data.was_single  # count or for_each has changed
            + terraform_data.was_single["k"]
            - module.gone.terraform_data.inner  # not in configuration
            - module.kept["x"].terraform_data.inner  # its module is not in configuration
            + module.kept["y"].terraform_data.inner

        Account dev (id known after apply)

          dev/us-east-1/a
          dev/us-east-2/a
            # in each of these 2 units:
              outputs: ~ a, + quoted-name

          dev/us-west-2/drift
            ! aws_sns_topic.gone is gone
            ! aws_vpc.main was changed by someone else: tags
            ~ aws_cloudwatch_log_group.changed
                ~ retention_in_days = 30 -> 7
            ~ aws_ssm_parameter.p
                + insecure_value = (known after apply)
                ~ value          = (sensitive value)
            ~ aws_vpc.main
                ~ tags     = {
                    ~ "Env"  = "prod" -> "dev"
                    - "Hand" = "made" -> null
                      # (1 unchanged element hidden)
                  }
                ~ tags_all = (the same change as tags)
            + aws_sns_topic.gone
            + terraform_data.uses

          dev/us-west-2/failed
            ! planning failed; this was planned until then:
            ~ terraform_data.a
                ~ input = 1 -> 2

          dev/us-west-2/network
            ~ aws_network_acl.main
                ~ ingress = [
                    - {
                        - action          = "allow"
                        - cidr_block      = "0.0.0.0/0"
                        - from_port       = 443
                        - icmp_code       = 0
                        - icmp_type       = 0
                        - protocol        = "6"
                        - rule_no         = 100
                        - to_port         = 443
                          # (1 unchanged attribute hidden)
                      },
                    + {
                        + action     = "allow"
                        + cidr_block = "0.0.0.0/0"
                        + from_port  = 443
                        + protocol   = "tcp"
                        + rule_no    = 100
                        + to_port    = 443
                      },
                    + {
                        + action          = "allow"
                        + cidr_block      = "0.0.0.0/0"
                        + from_port       = 80
                        + protocol        = "tcp"
                        + rule_no         = 110
                        + to_port         = 80
                          # (1 unchanged attribute hidden)
                      },
                  ]
            ~ aws_route_table.main
                ~ route    = [
                    + {
                        + cidr_block                 = "0.0.0.0/0"
                        + gateway_id                 = "igw-e57a1cc48832ba986"
                          # (11 unchanged attributes hidden)
                      },
                  ]
                ~ tags     = {
                    + "Name" = "public"
                  }
                ~ tags_all = (the same change as tags)
            ~ aws_security_group.inline
                ~ ingress = [
                    - {
                        - cidr_blocks      = [
                            - "10.0.0.0/8",
                            - "192.168.0.0/16",
                          ]
                        - from_port        = 443
                        - ipv6_cidr_blocks = []
                        - prefix_list_ids  = []
                        - protocol         = "tcp"
                        - security_groups  = []
                        - self             = false
                        - to_port          = 443
                          # (1 unchanged attribute hidden)
                      },
                    - {
                        - cidr_blocks      = [
                            - "10.0.0.0/8",
                          ]
                        - from_port        = 80
                        - ipv6_cidr_blocks = []
                        - prefix_list_ids  = []
                        - protocol         = "tcp"
                        - security_groups  = []
                        - self             = false
                        - to_port          = 80
                          # (1 unchanged attribute hidden)
                      },
                    + {
                        + cidr_blocks      = [
                            + "10.0.0.0/8",
                            + "172.16.0.0/12",
                            + "192.168.0.0/16",
                          ]
                        + from_port        = 443
                        + ipv6_cidr_blocks = []
                        + prefix_list_ids  = []
                        + protocol         = "tcp"
                        + security_groups  = []
                        + self             = false
                  # (16 more lines; --unit dev/us-west-2/network shows them)
          -/+ aws_subnet.a["b"]
                ~ cidr_block = "10.0.2.0/24" -> "10.0.22.0/24" # forces replacement
            ~ aws_vpc.main
                ~ enable_dns_hostnames = false -> true
                ~ tags                 = {
                    ~ "Env"   = "dev" -> "prod"
                    + "Owner" = "net"
                      # (1 unchanged element hidden)
                  }
                ~ tags_all             = (the same change as tags)
           <= data.aws_subnet.late
           <= data.aws_subnets.all
           <= data.aws_vpc.late
            + aws_eip.nat
            + aws_nat_gateway.main
            + aws_security_group.created
            + aws_subnet.a["c"]
              outputs: + all, + cidr, + subnets

          dev/us-west-2/tasks
            ~ aws_cloudwatch_metric_alarm.cpu
                ~ dimensions         = {
                    + "Extra"       = "x"
                      # (1 unchanged element hidden)
                  }
                ~ evaluation_periods = 2 -> 3
                ~ threshold          = 80.5 -> 90
            ~ aws_ecs_cluster.main
                - setting {
                    - name  = "containerInsights" -> null
                    - value = "enabled" -> null
                  }
                + setting {
                    + name  = "containerInsights"
                    + value = "disabled"
                  }
          -/+ aws_ecs_task_definition.app
                ~ container_definitions = jsonencode(
                    ~ [
                        ~ {
                            ~ environment  = [
                                  {
                                      name  = "A"
                                      value = "1"
                                  },
                                ~ {
                                      name  = "B"
                                    ~ value = "2" -> "3"
                                  },
                                + {
                                    + name  = "C"
                                    + value = "4"
                                  },
                              ]
                            ~ image        = "app:1" -> "app:2"
                            - mountPoints  = []
                              name         = "app"
                            - volumesFrom  = []
                              # (2 unchanged attributes hidden)
                          },
                      ] # forces replacement
                  )
                ~ cpu                   = "256" -> "512" # forces replacement
                ~ memory                = "512" -> "1024" # forces replacement

                                          import     add  change destroy  forget
        management                             2       9       2      16       1
          management/global/organization       2       9       2      16       1
        dev                                            8      10       2
          dev/us-east-1/a  (no object changes)
          dev/us-east-2/a  (no object changes)
          dev/us-west-2/drift                          2       3
          dev/us-west-2/failed                                 1  (planning failed)
          dev/us-west-2/network                        5       4       1
          dev/us-west-2/tasks                          1       2       1

        7 of 8 units change. Planning failed in 1.
        Plan: 2 to import, 17 to add, 12 to change, 18 to destroy, 1 to forget.
    "#]]
    .assert_eq(&groundplan_render::company_plan(&company(), Detail::Changes, &Style::plain()));
}

#[test]
fn the_table_alone() {
    expect![[r#"
                                          import     add  change destroy  forget
        management                             2       9       2      16       1
          management/global/organization       2       9       2      16       1
        dev                                            8      10       2
          dev/us-east-1/a  (no object changes)
          dev/us-east-2/a  (no object changes)
          dev/us-west-2/drift                          2       3
          dev/us-west-2/failed                                 1  (planning failed)
          dev/us-west-2/network                        5       4       1
          dev/us-west-2/tasks                          1       2       1

        7 of 8 units change. Planning failed in 1.
        Plan: 2 to import, 17 to add, 12 to change, 18 to destroy, 1 to forget.
    "#]]
    .assert_eq(&groundplan_render::company_plan(&company(), Detail::Table, &Style::plain()));
    let narrow = Style { width: 60, unicode: false, ..Style::plain() };
    expect![[r#"
                              import     add  change destroy  forget
        management                 2       9       2      16       1
          ...al/organization       2       9       2      16       1
        dev                                8      10       2
          dev/us-east-1/a  (no object changes)
          dev/us-east-2/a  (no object changes)
          ...us-west-2/drift               2       3
          ...s-west-2/failed                       1  (planning failed)
          ...-west-2/network               5       4       1
          ...us-west-2/tasks               1       2       1

        7 of 8 units change. Planning failed in 1.
        Plan: 2 to import, 17 to add, 12 to change, 18 to destroy, 1 to forget.
    "#]]
    .assert_eq(&groundplan_render::company_plan(&company(), Detail::Table, &narrow));
}

fn created(module: Option<&str>, resource_type: &str, name: &str, index: Option<serde_json::Value>) -> ResourceChange {
    let base = format!("{resource_type}.{name}");
    let base = module.map_or(base.clone(), |module| format!("{module}.{base}"));
    ResourceChange {
        address: index.as_ref().map_or(base.clone(), |index| format!("{base}[{index}]")),
        module_address: module.map(ToOwned::to_owned),
        resource_type: resource_type.to_owned(),
        name: name.to_owned(),
        index,
        change: Change {
            action: Action::Create,
            after: Some(json!({"cidr_block": "10.0.0.0/16"})),
            after_unknown: Some(json!({"id": true})),
            ..Change::default()
        },
        ..ResourceChange::default()
    }
}

#[test]
fn a_company_from_nothing_is_short() {
    let mut changes = vec![created(None, "aws_vpc", "main", None)];
    changes.extend((0..12).map(|n| created(Some("module.subnets"), "aws_subnet", "private", Some(json!(n)))));
    changes.extend(["a", "b", "c"].map(|key| created(None, "aws_eip", "nat", Some(json!(key)))));
    changes.extend((0..9).map(|n| created(None, "aws_route", "r", Some(json!(format!("k{n}"))))));
    changes.extend((0..30).map(|n| created(None, "aws_ssm_parameter", &format!("p{n}"), None)));
    changes.extend((0..3).map(|n| created(None, "aws_kms_key", &format!("k{n}"), None)));
    let plan = Plan { resource_changes: changes, applyable: true, ..Plan::default() };
    let units = BTreeMap::from([("dev/all".to_owned(), unit("dev", "us-west-2", plan))]);
    let company = CompanyPlan::new(vec![account("dev", None)], units);
    expect![[r#"
          + create

        Account dev (id known after apply)

          dev/all (us-west-2)
            + aws_vpc.main
            + module.subnets.aws_subnet.private[0] to [11]
            + aws_eip.nat["a"], ["b"], ["c"]
            + aws_route.r["k0"], ["k1"], ["k2"], ["k3"], ["k4"] and 4 more
            + aws_ssm_parameter.p0
            + aws_ssm_parameter.p1
            + aws_ssm_parameter.p2
            + aws_ssm_parameter.p3
            + aws_ssm_parameter.p4
            + aws_ssm_parameter.p5
            + aws_ssm_parameter.p6
            + aws_ssm_parameter.p7
            + aws_ssm_parameter.p8
            + aws_ssm_parameter.p9
            + aws_ssm_parameter.p10
            + aws_ssm_parameter.p11
            + aws_ssm_parameter.p12
            + aws_ssm_parameter.p13
            + aws_ssm_parameter.p14
            + aws_ssm_parameter.p15
            + 3 more aws_kms_key
            + 14 more aws_ssm_parameter

                      add  change destroy
        dev            58
          dev/all      58

        The one unit changes.
        Plan: 58 to add, 0 to change, 0 to destroy.
    "#]]
    .assert_eq(&groundplan_render::company_plan(&company, Detail::Changes, &Style::plain()));
}

#[test]
fn in_full_a_unit_reads_like_a_plan_of_its_own() {
    let full = groundplan_render::company_plan(&company(), Detail::Full, &Style::plain());
    let alone = groundplan_render::plan(&recorded::plan("aws_storage"), &Style::plain());
    let units = BTreeMap::from([("x".to_owned(), unit("dev", "r", recorded::plan("aws_storage")))]);
    let one = groundplan_render::company_plan(&CompanyPlan::new(Vec::new(), units), Detail::Full, &Style::plain());
    let resources = |text: &str| {
        text.split("  # ").skip(1).map(|it| it.split("\n    }\n").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(resources(&one), resources(&alone));
    assert!(full.contains("  # aws_subnet.a[\"b\"] must be replaced"));
}

#[test]
fn many_units_are_summed_up_by_account() {
    let plan = Plan { resource_changes: vec![created(None, "aws_vpc", "main", None)], ..Plan::default() };
    let unit_of = |n: usize| (format!("dev/u{n:02}"), unit("dev", "us-west-2", plan.clone()));
    let company = CompanyPlan::new(vec![account("dev", None)], (0..60).map(unit_of).collect());
    expect![[r#"
                add  change destroy
        dev      60

        60 of 60 units change.
        Plan: 60 to add, 0 to change, 0 to destroy.
    "#]]
    .assert_eq(&groundplan_render::company_plan(&company, Detail::Table, &Style::plain()));
    let all = groundplan_render::company_plan(&company, Detail::Changes, &Style::plain());
    assert!(all.contains("# in each of these 60 units:"));
    assert_eq!(all.matches("+ aws_vpc.main").count(), 1);
}

#[test]
fn nothing_to_do() {
    let units = BTreeMap::from([
        ("a".to_owned(), unit("dev", "r", recorded::plan("no_changes"))),
        ("b".to_owned(), unit("dev", "r", recorded::plan("no_changes"))),
    ]);
    let company = CompanyPlan::new(Vec::new(), units);
    expect![[r#"
        No changes. The infrastructure of all 2 units matches the configuration.
    "#]]
    .assert_eq(&groundplan_render::company_plan(&company, Detail::Changes, &Style::plain()));
}
