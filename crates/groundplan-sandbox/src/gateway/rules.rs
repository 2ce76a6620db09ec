//! Rules that delay calls or make them fail, for tests of what happens then.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::gateway::call::Call;

/// Delays calls, or makes them fail, or both. Every matching rule's delay counts; of the faults the first.
///
/// A rule without conditions strikes every call. Texts are exact, or a beginning followed by `*`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// Only this service, by signing name.
    pub service: Option<String>,
    /// Only this operation.
    pub operation: Option<String>,
    /// Only calls of this account.
    pub account: Option<String>,
    /// Only calls signed for this region.
    pub region: Option<String>,
    /// The first so many matching calls go free.
    pub skip: u64,
    /// Of the others, only every so manyth.
    pub every: Option<u64>,
    /// Of those, each with this probability (0 to 1).
    pub probability: Option<f64>,
    /// Where the chance starts, to have the same one again.
    pub seed: Option<u64>,
    /// Of those, only what is beyond so many in a second.
    pub per_second: Option<f64>,
    /// Of those, at most so many in all.
    pub times: Option<u64>,
    /// Milliseconds to wait before the call is carried out.
    pub delay_ms: u64,
    /// What happens in place of the answer.
    pub fault: Option<Fault>,
    /// The fault comes after the call was carried out: the change is made, and the caller does not learn of it.
    pub after: bool,
}

/// What happens in place of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// The error with which the service says that it was asked too much.
    Throttle,
    /// The connection is closed without a word.
    Drop,
    /// Any error, in the service's own protocol.
    Error {
        /// The HTTP status.
        status: u16,
        /// The error code.
        code: String,
        /// The error text.
        #[serde(default)]
        message: String,
    },
}

/// A rule at work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleState {
    /// The number by which the rule is removed.
    pub id: u64,
    /// How many calls it matched.
    pub matched: u64,
    /// How many of them it struck.
    pub struck: u64,
    /// The rule.
    pub rule: Rule,
}

/// What the rules say to one call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// How long to wait first.
    pub(crate) delay: Duration,
    /// What to do in place of the call.
    pub(crate) before: Option<Fault>,
    /// What to answer after the call.
    pub(crate) after: Option<Fault>,
}

/// All rules.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    active: Mutex<Active>,
}

#[derive(Debug, Default)]
struct Active {
    next_id: u64,
    rules: Vec<Working>,
}

#[derive(Debug)]
struct Working {
    state: RuleState,
    chance: fastrand::Rng,
    /// Calls of the current second that go free, and when they were counted last.
    allowance: (f64, Instant),
}

impl Rules {
    /// Adds a rule; the answer is its number.
    pub(crate) fn add(&self, rule: Rule) -> u64 {
        let mut active = self.lock();
        active.next_id += 1;
        let id = active.next_id;
        active.rules.push(Working {
            chance: fastrand::Rng::with_seed(rule.seed.unwrap_or(id)),
            allowance: (rule.per_second.unwrap_or_default(), Instant::now()),
            state: RuleState { id, matched: 0, struck: 0, rule },
        });
        id
    }

    /// Removes a rule; whether there was one.
    pub(crate) fn remove(&self, id: u64) -> bool {
        let mut active = self.lock();
        let before = active.rules.len();
        active.rules.retain(|working| working.state.id != id);
        active.rules.len() != before
    }

    /// Removes all rules.
    pub(crate) fn clear(&self) {
        self.lock().rules.clear();
    }

    /// All rules with what they have done so far.
    pub(crate) fn list(&self) -> Vec<RuleState> {
        self.lock().rules.iter().map(|working| working.state.clone()).collect()
    }

    /// What the rules say to this call, at this moment.
    pub(crate) fn judge(&self, call: &Call, now: Instant) -> Verdict {
        let mut verdict = Verdict::default();
        for working in &mut self.lock().rules {
            if !working.strikes(call, now) {
                continue;
            }
            let rule = &working.state.rule;
            verdict.delay += Duration::from_millis(rule.delay_ms);
            let place = if rule.after { &mut verdict.after } else { &mut verdict.before };
            if place.is_none() {
                place.clone_from(&rule.fault);
            }
        }
        verdict
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Active> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Working {
    fn strikes(&mut self, call: &Call, now: Instant) -> bool {
        let RuleState { matched, struck, rule, .. } = &mut self.state;
        let conditions = [
            (&rule.service, &call.service),
            (&rule.operation, &call.operation),
            (&rule.account, &call.account),
            (&rule.region, &call.region),
        ];
        if !conditions.into_iter().all(|(pattern, text)| pattern.as_deref().is_none_or(|pattern| fits(pattern, text))) {
            return false;
        }
        *matched += 1;
        let Some(beyond) = matched.checked_sub(rule.skip).filter(|beyond| *beyond > 0) else { return false };
        if rule.every.is_some_and(|every| every > 0 && !beyond.is_multiple_of(every)) {
            return false;
        }
        if rule.probability.is_some_and(|probability| self.chance.f64() >= probability) {
            return false;
        }
        if let Some(per_second) = rule.per_second {
            let (left, since) = &mut self.allowance;
            let grown = *left + now.saturating_duration_since(*since).as_secs_f64() * per_second;
            *since = now;
            *left = grown.min(per_second.max(1.0));
            if *left >= 1.0 {
                *left -= 1.0;
                return false;
            }
        }
        if rule.times.is_some_and(|times| *struck >= times) {
            return false;
        }
        *struck += 1;
        true
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => text.starts_with(beginning),
        None => text == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::protocol::Protocol;

    fn call(operation: &str) -> Call {
        Call {
            service: "ec2".to_owned(),
            operation: operation.to_owned(),
            protocol: Protocol::Ec2,
            region: "us-west-2".to_owned(),
            account: "1".to_owned(),
        }
    }

    /// Which of so many calls, a quarter of a second apart, the rule strikes; from 1.
    fn struck(rule: &str, calls: u32) -> Vec<u32> {
        let rules = Rules::default();
        rules.add(serde_json::from_str(rule).unwrap());
        let start = Instant::now();
        (1..=calls)
            .filter(|number| {
                let verdict = rules.judge(&call("CreateVpc"), start + Duration::from_millis(250) * *number);
                verdict.before.is_some()
            })
            .collect()
    }

    #[test]
    fn conditions_narrow_which_calls_are_struck() {
        assert_eq!(struck(r#"{"fault":"drop"}"#, 3), [1, 2, 3]);
        assert_eq!(struck(r#"{"fault":"drop","skip":1,"every":2}"#, 7), [3, 5, 7]);
        assert_eq!(struck(r#"{"fault":"drop","times":2}"#, 5), [1, 2]);
        assert_eq!(struck(r#"{"fault":"drop","operation":"Create*","service":"ec2","region":"us-west-2"}"#, 2), [1, 2]);
        assert_eq!(struck(r#"{"fault":"drop","operation":"Create"}"#, 2), [0; 0]);
        assert_eq!(struck(r#"{"fault":"drop","account":"2"}"#, 2), [0; 0]);
        assert_eq!(struck(r#"{"fault":"drop","probability":0.0}"#, 9), [0; 0]);
    }

    #[test]
    fn the_same_seed_strikes_the_same_calls() {
        let rule = r#"{"fault":"drop","probability":0.5,"seed":7}"#;
        let first = struck(rule, 40);
        assert_eq!(first, struck(rule, 40));
        assert!((5..35).contains(&first.len()), "{first:?}");
    }

    #[test]
    fn a_rate_lets_so_many_through_in_a_second() {
        // Two at once at the start, then two a second.
        assert_eq!(struck(r#"{"fault":"throttle","per_second":2}"#, 10), [4, 6, 8, 10]);
    }

    #[test]
    fn delays_add_up_and_the_first_fault_counts() {
        let rules = Rules::default();
        for rule in [r#"{"delay_ms":5}"#, r#"{"delay_ms":7,"fault":"throttle"}"#, r#"{"fault":"drop"}"#] {
            rules.add(serde_json::from_str(rule).unwrap());
        }
        rules.add(serde_json::from_str(r#"{"fault":{"error":{"status":500,"code":"X"}},"after":true}"#).unwrap());
        let verdict = rules.judge(&call("CreateVpc"), Instant::now());
        assert_eq!(verdict.delay, Duration::from_millis(12));
        assert_eq!(verdict.before, Some(Fault::Throttle));
        assert_eq!(verdict.after, Some(Fault::Error { status: 500, code: "X".to_owned(), message: String::new() }));
    }

    #[test]
    fn a_misspelt_rule_is_refused() {
        assert!(serde_json::from_str::<Rule>(r#"{"operations":"CreateVpc"}"#).is_err());
    }
}
