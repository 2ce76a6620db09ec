use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ChangeCounts, FormatError, Plan};

/// The plan of a company: of all selected units of a live repository. The document of `show --json FILE`.
///
/// Ours; its version is its own and grows by the rules of Terraform's: a new minor version only adds fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompanyPlan {
    /// The version of this document's format.
    pub format_version: String,
    /// The version of the program that made the plan.
    #[serde(default)]
    pub groundplan_version: String,
    /// The accounts in the company's own order, for instance the management account first.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// The units by their path in the live repository, those without a change included.
    #[serde(default)]
    pub units: BTreeMap<String, Unit>,
    /// Objects that move from one unit's state to another's, which changes nothing about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<UnitMove>,
    /// What the plan does in all units together.
    #[serde(default)]
    pub summary: ChangeCounts,
    /// When it was made, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timestamp: String,
    /// Whether applying it would do anything.
    #[serde(default)]
    pub applyable: bool,
    /// Whether nothing has been left out of it.
    #[serde(default)]
    pub complete: bool,
    /// Whether making it ended in an error in at least one unit.
    #[serde(default)]
    pub errored: bool,
}

/// An account of the company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its name in the live repository.
    pub name: String,
    /// Its id; absent while the account does not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// An object that moves from one unit's state to another's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitMove {
    /// The path of the unit that it leaves.
    pub from_unit: String,
    /// Its address there.
    pub from: String,
    /// The path of the unit that it comes to.
    pub to_unit: String,
    /// Its address there.
    pub to: String,
}

/// One unit's part of a company plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// The name of the account that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The region that it works in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The paths of the units whose outputs it uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<String>,
    /// Its plan, in Terraform's format.
    pub plan: Plan,
}

impl CompanyPlan {
    /// The version of the format that is written; any `1.x` is read.
    pub const FORMAT_VERSION: &str = "1.0";

    /// The document for these units, with the summary counted and the flags taken from their plans.
    #[must_use]
    pub fn new(accounts: Vec<Account>, units: BTreeMap<String, Unit>) -> Self {
        let mut summary = ChangeCounts::default();
        for unit in units.values() {
            summary += unit.plan.counts();
        }
        Self {
            accounts,
            summary,
            applyable: units.values().any(|unit| unit.plan.applyable),
            complete: units.values().all(|unit| unit.plan.complete),
            errored: units.values().any(|unit| unit.plan.errored),
            units,
            ..Self::default()
        }
    }

    /// The same with moves between units, which are something to do.
    #[must_use]
    pub fn with_moves(self, moves: Vec<UnitMove>) -> Self {
        Self { applyable: self.applyable || !moves.is_empty(), moves, ..self }
    }

    /// Reads the document.
    ///
    /// # Errors
    /// When it is not JSON of that form, or of a version other than `1.x`.
    pub fn from_json(json: &str) -> Result<Self, FormatError> {
        let plan: Self = serde_json::from_str(json)?;
        FormatError::check_version("company plan", &plan.format_version)?;
        Ok(plan)
    }
}

impl Default for CompanyPlan {
    fn default() -> Self {
        Self {
            format_version: Self::FORMAT_VERSION.to_owned(),
            groundplan_version: String::new(),
            accounts: Vec::new(),
            units: BTreeMap::new(),
            moves: Vec::new(),
            summary: ChangeCounts::default(),
            timestamp: String::new(),
            applyable: false,
            complete: true,
            errored: false,
        }
    }
}
