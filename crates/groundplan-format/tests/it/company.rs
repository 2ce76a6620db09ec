use std::collections::BTreeMap;

use groundplan_format::{Account, Action, Change, ChangeCounts, CompanyPlan, Plan, ResourceChange, ResourceMode, Unit};

fn plan(actions: &[Action]) -> Plan {
    let changes = actions.iter().enumerate().map(|(index, action)| ResourceChange {
        address: format!("aws_vpc.main[{index}]"),
        change: Change { action: *action, ..Change::default() },
        ..ResourceChange::default()
    });
    Plan { resource_changes: changes.collect(), applyable: true, ..Plan::default() }
}

#[test]
fn the_summary_is_the_sum_of_the_units() {
    let unit = |actions: &[Action]| Unit { account: Some("dev".to_owned()), plan: plan(actions), ..Unit::default() };
    let units = BTreeMap::from([
        ("dev/a".to_owned(), unit(&[Action::Create, Action::NoOp, Action::DeleteThenCreate])),
        ("dev/b".to_owned(), unit(&[Action::Update, Action::Forget, Action::Read, Action::CreateThenDelete])),
    ]);
    let company = CompanyPlan::new(vec![Account { name: "dev".to_owned(), id: None }], units);
    assert_eq!(company.summary, ChangeCounts { add: 3, change: 1, import: 0, remove: 2, forget: 1 });
    assert!(company.applyable && company.complete && !company.errored);

    let json = serde_json::to_string(&company).unwrap();
    assert_eq!(CompanyPlan::from_json(&json).unwrap(), company);
    assert!(CompanyPlan::from_json(&json.replacen("1.0", "3.0", 1)).is_err());
}

#[test]
fn reading_a_data_source_is_no_change() {
    let mut data = plan(&[Action::Read]);
    data.resource_changes[0].mode = ResourceMode::Data;
    assert!(data.counts().is_empty());
}
