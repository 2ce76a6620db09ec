//! Hashes, unique identifiers and decryption.

mod base64sha256;
mod base64sha512;
mod bcrypt;
mod filebase64sha256;
mod filebase64sha512;
mod filemd5;
mod filesha1;
mod filesha256;
mod filesha512;
mod md5;
mod rsadecrypt;
mod sha1;
mod sha256;
mod sha512;
mod uuid;
mod uuidv5;

mod digest;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &base64sha256::BASE64SHA256,
    &base64sha512::BASE64SHA512,
    &bcrypt::BCRYPT,
    &filebase64sha256::FILEBASE64SHA256,
    &filebase64sha512::FILEBASE64SHA512,
    &filemd5::FILEMD5,
    &filesha1::FILESHA1,
    &filesha256::FILESHA256,
    &filesha512::FILESHA512,
    &md5::MD5,
    &rsadecrypt::RSADECRYPT,
    &sha1::SHA1,
    &sha256::SHA256,
    &sha512::SHA512,
    &uuid::UUID,
    &uuidv5::UUIDV5,
];
