use pgp::composed::{Deserializable, DetachedSignature, SignedPublicKey};

/// Why a document is not known to be signed by one of the keys.
#[derive(Debug, thiserror::Error)]
pub(super) enum SignatureError {
    #[error("the registry gives no key to check its signature with")]
    NoKey,
    #[error("the registry's signing key cannot be read: {0}")]
    Key(pgp::errors::Error),
    #[error("the signature of its checksums cannot be read: {0}")]
    Signature(pgp::errors::Error),
    #[error("the signature of its checksums was not made with the key that the registry gives")]
    NotSigned,
}

/// Checks that a document was signed (OpenPGP, detached and binary) with one of the keys, or a subkey that is bound to
/// one. Whether a key has expired does not matter, as in Terraform: packages stay as they were signed.
pub(super) fn verify(document: &[u8], signature: &[u8], armored_keys: &[&str]) -> Result<(), SignatureError> {
    let signature = DetachedSignature::from_bytes(signature).map_err(SignatureError::Signature)?;
    if armored_keys.is_empty() {
        return Err(SignatureError::NoKey);
    }
    for armored in armored_keys {
        let (key, _) = SignedPublicKey::from_string(armored).map_err(SignatureError::Key)?;
        let subkeys = key.public_subkeys.iter().filter(|subkey| subkey.verify_bindings(&key.primary_key).is_ok());
        if signature.verify(&key, document).is_ok()
            || subkeys.into_iter().any(|key| signature.verify(key, document).is_ok())
        {
            return Ok(());
        }
    }
    Err(SignatureError::NotSigned)
}
