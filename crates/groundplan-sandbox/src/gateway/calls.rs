//! Counting and recording calls.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::gateway::call::Call;

/// How many single calls are remembered.
const RECENT: usize = 2000;

/// Who gave the answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnsweredBy {
    /// The emulator.
    Emulator,
    /// The gateway, for an operation that the emulator lacks.
    Gateway,
    /// Nobody: neither has the operation.
    Nobody,
    /// The emulator broke, or is gone.
    Broken,
    /// A rule injected a fault.
    Rule,
    /// The gateway refused to reach another machine.
    Refused,
}

/// How often one account called one operation, and how it went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCount {
    /// The account's id.
    pub account: String,
    /// The service's signing name; `s3-control` for S3 Control; `outside` for another machine.
    pub service: String,
    /// The operation's name in the AWS API reference; the other machine's address for `outside`.
    pub operation: String,
    /// All calls.
    pub calls: u64,
    /// Those answered with an error, whoever's.
    pub errors: u64,
    /// Those that a rule answered, or left without an answer.
    pub injected: u64,
    /// Those that neither the emulator nor the gateway has.
    pub unknown: u64,
    /// Time until the answer, all calls together, in microseconds, delays of rules included.
    pub total_micros: u64,
    /// The longest, in microseconds.
    pub longest_micros: u64,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecord {
    /// When it was answered, in milliseconds since 1970.
    pub at_millis: u64,
    /// As in [`CallCount`].
    pub account: String,
    /// The region that the call was signed for.
    pub region: String,
    /// As in [`CallCount`].
    pub service: String,
    /// As in [`CallCount`].
    pub operation: String,
    /// The HTTP status; `None` for a connection that was dropped.
    pub status: Option<u16>,
    /// Time until the answer in microseconds.
    pub micros: u64,
    /// Who answered.
    pub answered_by: AnsweredBy,
}

/// All calls since the start or the last reset.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    counts: BTreeMap<(String, String, String), CallCount>,
    recent: VecDeque<CallRecord>,
}

impl Calls {
    /// Writes down one call.
    pub(crate) fn record(&self, call: &Call, status: Option<u16>, took: Duration, answered_by: AnsweredBy) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let at_millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let Call { service, operation, region, account, .. } = call.clone();
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let count =
            log.counts.entry((account.clone(), service.clone(), operation.clone())).or_insert_with(|| CallCount {
                account: account.clone(),
                service: service.clone(),
                operation: operation.clone(),
                ..CallCount::default()
            });
        count.calls += 1;
        count.errors += u64::from(status.is_none_or(|status| status >= 400));
        count.injected += u64::from(answered_by == AnsweredBy::Rule);
        count.unknown += u64::from(answered_by == AnsweredBy::Nobody);
        count.total_micros = count.total_micros.saturating_add(micros);
        count.longest_micros = count.longest_micros.max(micros);
        if log.recent.len() == RECENT {
            log.recent.pop_front();
        }
        log.recent.push_back(CallRecord {
            at_millis: u64::try_from(at_millis).unwrap_or(u64::MAX),
            account,
            region,
            service,
            operation,
            status,
            micros,
            answered_by,
        });
    }

    /// The counts, sorted by account, service and operation.
    pub(crate) fn counts(&self) -> Vec<CallCount> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.counts.values().cloned().collect()
    }

    /// The latest calls, oldest first.
    pub(crate) fn recent(&self) -> Vec<CallRecord> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.recent.iter().cloned().collect()
    }

    /// Starts again from zero.
    pub(crate) fn clear(&self) {
        *self.log.lock().unwrap_or_else(PoisonError::into_inner) = Log::default();
    }
}
