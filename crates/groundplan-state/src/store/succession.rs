//! Which snapshot may replace which. The rules for a push are Terraform's; those for the writes of a run are stricter.

use crate::State;

/// Why a snapshot may not replace the stored one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// They have nothing to do with each other.
    #[error("it belongs to another history (lineage {stored}, not {ours})")]
    Lineage {
        /// The stored lineage.
        stored: String,
        /// The lineage of the new snapshot.
        ours: String,
    },
    /// The stored one is newer.
    #[error("it is newer (serial {stored}, not before {ours})")]
    Serial {
        /// The stored serial.
        stored: u64,
        /// The serial of the new snapshot.
        ours: u64,
    },
    /// They have the same number and are different.
    #[error("it differs although both have serial {serial}")]
    SameSerial {
        /// The serial of both.
        serial: u64,
    },
    /// Someone wrote since this run read or wrote it.
    #[error("someone else wrote it since it was read (now serial {stored})")]
    Changed {
        /// The stored serial.
        stored: u64,
    },
}

impl Refusal {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Lineage { .. } => {
                "Check that the unit's backend names the right place. If the stored state is to be given up, move it away first."
            }
            Self::Serial { .. } | Self::SameSerial { .. } | Self::Changed { .. } => {
                "Another run changed this state. Run the command again: it starts from what is stored now."
            }
        }
    }
}

/// Whether a run may store `new` where `stored` is: lineages have to be equal and the serial has to be higher. Storing the
/// same content under the same serial again is fine.
///
/// # Errors
/// The reason why not.
pub fn check_write(stored: &State, new: &State) -> Result<(), Refusal> {
    let known = !stored.lineage.is_empty() && !new.lineage.is_empty();
    if known && stored.lineage != new.lineage {
        return Err(Refusal::Lineage { stored: stored.lineage.clone(), ours: new.lineage.clone() });
    }
    if stored.serial > new.serial {
        return Err(Refusal::Serial { stored: stored.serial, ours: new.serial });
    }
    if stored.serial == new.serial && !stored.content_eq(new) {
        return Err(Refusal::SameSerial { serial: new.serial });
    }
    Ok(())
}

/// Whether `state push` may store `new` where `stored` is without being forced: an empty state may always be replaced, and so
/// may one when either has no lineage; else the rules of [`check_write`] hold.
///
/// # Errors
/// The reason why not.
pub fn check_push(stored: Option<&State>, new: &State) -> Result<(), Refusal> {
    match stored {
        Some(stored) if !stored.is_empty() && !stored.lineage.is_empty() && !new.lineage.is_empty() => {
            check_write(stored, new)
        }
        _ => Ok(()),
    }
}
