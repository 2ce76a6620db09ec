use std::future::Future;
use std::sync::Arc;

use tokio::task::JoinSet;

/// What came of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// What depends on it may run.
    Done,
    /// What depends on it is skipped.
    Failed,
}

/// What a walk came to.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Nodes that were not run, because something that they depend on failed or the walk was stopped.
    pub(crate) skipped: Vec<usize>,
    /// Nodes that wait for each other; never in a graph without cycles.
    pub(crate) stuck: Vec<usize>,
}

/// Runs every node after all that it depends on, everything ready at once: the nodes bound their own work where they call
/// a provider. `quick` nodes run in place, without a task of their own.
///
/// `stopped` is asked before each start; once it says so nothing new is started, and what runs is waited for.
pub(crate) async fn walk<C, F, Fut>(
    dependencies: &[Vec<usize>],
    context: &Arc<C>,
    quick: impl Fn(usize) -> bool,
    run: F,
    stopped: impl Fn() -> bool,
) -> Walked
where
    C: Send + Sync + 'static,
    F: Fn(Arc<C>, usize) -> Fut + Copy + Send + 'static,
    Fut: Future<Output = Outcome> + Send + 'static,
{
    let count = dependencies.len();
    let mut waiting: Vec<usize> = dependencies.iter().map(Vec::len).collect();
    let mut dependents = vec![Vec::new(); count];
    for (node, on) in dependencies.iter().enumerate() {
        for other in on {
            if let Some(list) = dependents.get_mut(*other) {
                list.push(node);
            }
        }
    }
    let mut blocked = vec![false; count];
    let mut finished = vec![false; count];
    let mut walked = Walked::default();
    let mut ready: Vec<usize> = (0..count).rev().filter(|node| waiting[*node] == 0).collect();
    let mut tasks: JoinSet<(usize, Outcome)> = JoinSet::new();
    loop {
        while let Some(node) = ready.pop() {
            let outcome = if blocked[node] || stopped() {
                walked.skipped.push(node);
                Some(Outcome::Failed)
            } else if quick(node) {
                Some(run(context.clone(), node).await)
            } else {
                let work = run(context.clone(), node);
                tasks.spawn(async move { (node, work.await) });
                None
            };
            if let Some(outcome) = outcome {
                finish(node, outcome, &dependents, &mut waiting, &mut blocked, &mut finished, &mut ready);
            }
        }
        match tasks.join_next().await {
            Some(Ok((node, outcome))) => {
                finish(node, outcome, &dependents, &mut waiting, &mut blocked, &mut finished, &mut ready);
            }
            // A task that panicked says so itself; what depends on it stays waiting and is reported as stuck.
            Some(Err(_)) => {}
            None => break,
        }
    }
    walked.stuck = (0..count).filter(|node| !finished[*node]).collect();
    walked
}

fn finish(
    node: usize,
    outcome: Outcome,
    dependents: &[Vec<usize>],
    waiting: &mut [usize],
    blocked: &mut [bool],
    finished: &mut [bool],
    ready: &mut Vec<usize>,
) {
    finished[node] = true;
    for dependent in &dependents[node] {
        blocked[*dependent] |= outcome == Outcome::Failed;
        waiting[*dependent] -= 1;
        if waiting[*dependent] == 0 {
            ready.push(*dependent);
        }
    }
}
