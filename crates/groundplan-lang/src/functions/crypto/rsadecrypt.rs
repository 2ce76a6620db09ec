use groundplan_value::{Value, quote};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};

use crate::functions::arguments::text;
use crate::functions::encoding::base64_text::decode;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static RSADECRYPT: Function = Function {
    name: "rsadecrypt",
    description: "The text that an RSA key decrypts (PKCS #1 version 1.5), such as the password of a Windows instance.",
    parameters: &[
        Parameter::string("ciphertext", "The encrypted text in Base64."),
        Parameter::string("privatekey", "The private key in PEM."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(rsadecrypt),
    ..Function::DEFAULT
};

fn rsadecrypt(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let text = text(arguments, 0)?;
    let encrypted = decode(text).map_err(|_| {
        let message = format!("failed to decode input {}: cipher text must be base64-encoded", quote(text));
        FunctionError::argument(0, message)
    })?;
    let key = private_key(crate::functions::arguments::text(arguments, 1)?)
        .map_err(|why| FunctionError::argument(1, format!("invalid private key: {why}")))?;
    let decrypted = key
        .decrypt(Pkcs1v15Encrypt, &encrypted)
        .map_err(|_| FunctionError::call("failed to decrypt: crypto/rsa: decryption error"))?;
    Ok(Value::string(String::from_utf8_lossy(&decrypted)))
}

fn private_key(pem: &str) -> Result<RsaPrivateKey, String> {
    let label = pem.split_once("-----BEGIN ").and_then(|(_, rest)| rest.split_once("-----")).map(|(label, _)| label);
    let start = pem.find("-----BEGIN ").and_then(|start| pem.get(start..)).unwrap_or_default();
    match label {
        None => Err("ssh: no key found".to_owned()),
        Some(_) if pem.contains("Proc-Type: 4,ENCRYPTED") => {
            Err("ssh: this private key is passphrase protected".to_owned())
        }
        Some("RSA PRIVATE KEY") => RsaPrivateKey::from_pkcs1_pem(start).map_err(|error| error.to_string()),
        Some("PRIVATE KEY") => RsaPrivateKey::from_pkcs8_pem(start).map_err(|error| error.to_string()),
        Some(other) => Err(format!("ssh: unsupported key type {}", quote(other))),
    }
}
