//! Text formats.

mod base64decode;
mod base64encode;
mod base64gzip;
mod csvdecode;
mod jsondecode;
mod jsonencode;
mod urlencode;

pub(super) mod base64_text;
mod csv;
mod deflate;
mod json_parse;
pub(super) mod json_text;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &base64decode::BASE64DECODE,
    &base64encode::BASE64ENCODE,
    &base64gzip::BASE64GZIP,
    &csvdecode::CSVDECODE,
    &jsondecode::JSONDECODE,
    &jsonencode::JSONENCODE,
    &urlencode::URLENCODE,
];
