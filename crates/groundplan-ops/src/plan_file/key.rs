use std::fmt;
use std::iter;
use std::path::Path;
use std::str::FromStr;

use age::secrecy::SecretString;
use age::{scrypt, x25519};
use groundplan_diag::Diagnostic;

/// What a saved plan is encrypted with, in the format of age (`age-encryption.org/v1`): an age identity
/// (`AGE-SECRET-KEY-1…`, as `age-keygen` makes it) or any other text as a passphrase. `age --decrypt` reads such files.
#[derive(Clone)]
pub struct PlanKey(Kind);

#[derive(Clone)]
enum Kind {
    Identity(x25519::Identity),
    Passphrase(SecretString),
}

impl fmt::Debug for PlanKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlanKey(…)")
    }
}

const IDENTITY: &str = "AGE-SECRET-KEY-1";
const MAGIC: &[u8] = b"age-encryption.org/v1";

/// The work that guessing a passphrase takes at most, as a power of two: what somebody else's file may make us do.
const MOST_WORK: u8 = 22;

impl PlanKey {
    /// The environment variable that may hold the key.
    pub const VARIABLE: &str = "GROUNDPLAN_PLAN_KEY";

    /// The key in a file: its first line that is no comment. `age-keygen` writes such files.
    ///
    /// # Errors
    /// When the file cannot be read or holds no key.
    pub fn from_file(path: &Path) -> Result<Self, Diagnostic> {
        let failed = |why: String| {
            Diagnostic::error("Plan key cannot be read")
                .detail(format!("{}: {why}.", path.display()))
                .help("make a key with `age-keygen -o FILE`, or write a passphrase into the file")
        };
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        Self::from_text(line.unwrap_or_default()).map_err(failed)
    }

    /// The key that a text is.
    ///
    /// # Errors
    /// Why it is none. The text is not in it.
    pub fn from_text(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Err("there is no key in it".into()),
            text if text.starts_with(IDENTITY) => x25519::Identity::from_str(text)
                .map(|identity| Self(Kind::Identity(identity)))
                .map_err(|_| "its age identity is not valid".into()),
            text => Ok(Self(Kind::Passphrase(SecretString::from(text.to_owned())))),
        }
    }

    pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }

    pub(super) fn encrypt(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let encrypted = match &self.0 {
            Kind::Identity(identity) => age::encrypt(&identity.to_public(), bytes),
            Kind::Passphrase(passphrase) => age::encrypt(&scrypt::Recipient::new(passphrase.clone()), bytes),
        };
        encrypted.map_err(|error| format!("it cannot be encrypted: {error}"))
    }

    pub(super) fn decrypt(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let wrong = |error: age::DecryptError| match error {
            age::DecryptError::NoMatchingKeys | age::DecryptError::DecryptionFailed => {
                "it was encrypted with another key".to_owned()
            }
            error => format!("it cannot be decrypted: {error}"),
        };
        let decryptor = age::Decryptor::new(bytes).map_err(wrong)?;
        let mut passphrase;
        let identity: &dyn age::Identity = match &self.0 {
            Kind::Identity(identity) => identity,
            Kind::Passphrase(text) => {
                passphrase = scrypt::Identity::new(text.clone());
                passphrase.set_max_work_factor(MOST_WORK);
                &passphrase
            }
        };
        let mut reader = decryptor.decrypt(iter::once(identity)).map_err(wrong)?;
        let mut plain = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut plain).map_err(|error| format!("it is damaged: {error}"))?;
        Ok(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encrypted_is_read_with_the_same_key_only() {
        let identity = x25519::Identity::generate();
        let keys = [PlanKey(Kind::Identity(identity)), PlanKey(Kind::Identity(x25519::Identity::generate()))];
        let encrypted = keys[0].encrypt(b"a secret").unwrap();
        assert!(PlanKey::is_encrypted(&encrypted));
        assert!(!encrypted.windows(8).any(|part| part == b"a secret"));
        assert_eq!(keys[0].decrypt(&encrypted).unwrap(), b"a secret");
        assert_eq!(keys[1].decrypt(&encrypted).unwrap_err(), "it was encrypted with another key");
        let mut damaged = encrypted;
        if let Some(last) = damaged.last_mut() {
            *last ^= 1;
        }
        assert!(keys[0].decrypt(&damaged).is_err());
    }

    #[test]
    fn a_text_is_an_identity_or_a_passphrase_and_never_shown() {
        assert!(PlanKey::from_text(" \n").is_err());
        assert!(!PlanKey::from_text("AGE-SECRET-KEY-1XYZ").unwrap_err().contains("XYZ"));
        assert_eq!(format!("{:?}", PlanKey::from_text("hunter2").unwrap()), "PlanKey(…)");
    }
}
