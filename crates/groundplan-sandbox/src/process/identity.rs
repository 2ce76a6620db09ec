//! Which process a number on record means.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use serde::{Deserialize, Serialize};

/// A process by its number and by when it started, so that another process that was given the number later is not taken
/// for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProcessId {
    /// The number.
    pub(crate) pid: u32,
    /// When it started, in the system's own words; equal for the same process and no other.
    pub(crate) started: String,
}

impl ProcessId {
    /// The process that has the number now; `None` when there is none, or only one that has ended and was not waited for.
    pub(crate) fn of(pid: u32) -> Option<Self> {
        started(pid).map(|started| Self { pid, started })
    }

    /// Whether that very process still runs.
    pub(crate) fn is_alive(&self) -> bool {
        started(self.pid).is_some_and(|now| now == self.started)
    }

    /// Ends the process and its group: asks, waits up to `patience`, then forces. Returns whether it is gone.
    pub(crate) async fn end(&self, patience: Duration) -> bool {
        for signal in [Signal::TERM, Signal::KILL] {
            let deadline = Instant::now() + patience;
            while self.is_alive() {
                if Instant::now() > deadline {
                    break;
                }
                self.send(signal);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        !self.is_alive()
    }

    /// Ends the process and its group at once, for a caller that cannot wait.
    pub(crate) fn kill(&self) {
        if self.is_alive() {
            self.send(Signal::KILL);
        }
    }

    fn send(&self, signal: Signal) {
        let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) else { return };
        // It leads a group of its own unless it was stopped before it could make one. Either may be gone by now, which
        // is what was wanted.
        let _ = kill_process_group(pid, signal);
        let _ = kill_process(pid, signal);
    }
}

/// Start time of a living process: clock ticks since boot, and which boot.
#[cfg(target_os = "linux")]
fn started(pid: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field, the program's name, may hold spaces and parentheses; the rest has neither (proc(5)).
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    let state = fields.next()?;
    let ticks = fields.nth(18)?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    Some(format!("{}:{ticks}", boot.trim()))
}

/// Start time of a living process, as `ps` writes it.
#[cfg(not(target_os = "linux"))]
fn started(pid: u32) -> Option<String> {
    let output =
        std::process::Command::new("ps").args(["-o", "stat=,lstart=", "-p", &pid.to_string()]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (state, started) = text.trim().split_once(' ')?;
    (!state.starts_with('Z')).then(|| started.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_is_known_by_its_start() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let id = ProcessId::of(child.id()).unwrap();
        assert!(id.is_alive());
        let other = ProcessId { started: "another time".to_owned(), ..id.clone() };
        assert!(!other.is_alive());
        other.kill();
        assert!(id.is_alive(), "a process that started at another time is not the one on record");
        // A child that nobody has waited for yet counts as gone all the same.
        assert!(id.end(Duration::from_secs(5)).await);
        child.wait().unwrap();
        assert_eq!(ProcessId::of(id.pid), None);
    }
}
