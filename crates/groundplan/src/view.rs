//! How plans and messages are shown, the same way by every command.

use groundplan_diag::Diagnostic;
use groundplan_format::{CompanyPlan, Severity};
use groundplan_render::Detail;

use crate::cli::DetailArg;
use crate::json;
use crate::terminal::Screen;
use crate::worker::Proposed;
use crate::{question, worker};

/// Shows what plans and applies come to, as text or as JSON.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) screen: &'a mut Screen,
    pub(crate) json: bool,
    pub(crate) detail: DetailArg,
    pub(crate) propose: Propose,
    /// Warnings that were told: once is enough.
    told: Vec<groundplan_format::Diagnostic>,
}

/// What happens before anything is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Propose {
    /// The plan is shown and the user is asked.
    Asking,
    /// The plan is shown.
    Showing,
    /// Nothing: the user has seen the plan.
    Silently,
}

impl<'a> View<'a> {
    /// A view that shows plans and asks nobody.
    pub(crate) fn new(screen: &'a mut Screen, json: bool, detail: DetailArg) -> Self {
        Self { screen, json, detail, propose: Propose::Showing, told: Vec::new() }
    }

    /// Shows a plan.
    pub(crate) fn plan(&mut self, plan: &CompanyPlan, bare: bool) -> Result<(), Diagnostic> {
        let only = plan.units.values().next().filter(|_| bare);
        if self.json {
            let timestamp = json::now();
            let events = only.map_or_else(|| plan.events(&timestamp), |unit| unit.plan.events(&timestamp));
            return self.screen.data(&events.iter().map(json::line).collect::<String>());
        }
        let style = self.screen.look.data;
        let text = match only {
            Some(unit) => groundplan_render::plan(&unit.plan, &style),
            None => groundplan_render::company_plan(plan, self.detail.into(), &style),
        };
        self.screen.data(&text)
    }

    /// Says what is wrong, or may be.
    pub(crate) fn tell(&mut self, diagnostics: &[groundplan_format::Diagnostic]) {
        let new: Vec<_> = diagnostics.iter().filter(|it| !self.told.contains(it)).cloned().collect();
        json::tell(&new, self.json, self.screen);
        self.told.extend(new.into_iter().filter(|it| it.severity == Severity::Warning));
    }
}

impl worker::Front for View<'_> {
    fn screen(&mut self) -> &mut Screen {
        self.screen
    }

    fn json(&self) -> bool {
        self.json
    }

    fn propose(&mut self, proposed: &Proposed) -> Result<Option<String>, Diagnostic> {
        self.tell(&proposed.warnings);
        if self.propose != Propose::Silently {
            self.plan(&proposed.plan, proposed.bare)?;
        }
        Ok((self.propose == Propose::Asking && proposed.plan.applyable).then(|| question::approval(proposed.destroy)))
    }
}

impl From<DetailArg> for Detail {
    fn from(detail: DetailArg) -> Self {
        match detail {
            DetailArg::Table => Self::Table,
            DetailArg::Changes => Self::Changes,
            DetailArg::Full => Self::Full,
        }
    }
}
