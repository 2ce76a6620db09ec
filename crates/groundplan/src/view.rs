//! How plans and messages are shown, the same way by every command.

use groundplan_diag::Diagnostic;
use groundplan_format::CompanyPlan;
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
    /// Whether the user is asked before anything is changed.
    pub(crate) ask: bool,
}

impl View<'_> {
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
        json::tell(diagnostics, self.json, self.screen);
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
        self.plan(&proposed.plan, proposed.bare)?;
        Ok((self.ask && proposed.plan.applyable).then(|| question::approval(proposed.destroy)))
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
