use async_trait::async_trait;
use groundplan_format::{CompanyPlan, Diagnostic};

/// What is proposed for approval.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// The plan.
    pub plan: &'a CompanyPlan,
    /// Warnings that came with it.
    pub warnings: &'a [Diagnostic],
    /// Whether it is of a bare root module.
    pub bare: bool,
    /// Whether it destroys everything.
    pub destroy: bool,
}

/// Decides whether a plan is applied.
#[async_trait]
pub trait Approve: Send {
    /// Looks at the plan and says whether to apply it. Not asked when there is nothing to do, which it is told instead.
    async fn approve(&mut self, proposal: Proposal<'_>) -> bool;
}
