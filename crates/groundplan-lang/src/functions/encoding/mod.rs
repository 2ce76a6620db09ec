//! Text formats.

mod base64decode;
mod base64encode;
mod base64gzip;
mod csvdecode;
mod jsondecode;
mod jsonencode;
mod textdecodebase64;
mod textencodebase64;
mod urlencode;
mod yamldecode;
mod yamlencode;

pub(super) mod base64_text;
mod charset;
mod csv;
mod deflate;
mod json_parse;
pub(super) mod json_text;
mod yaml;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &base64decode::BASE64DECODE,
    &base64encode::BASE64ENCODE,
    &base64gzip::BASE64GZIP,
    &csvdecode::CSVDECODE,
    &jsondecode::JSONDECODE,
    &jsonencode::JSONENCODE,
    &textdecodebase64::TEXTDECODEBASE64,
    &textencodebase64::TEXTENCODEBASE64,
    &urlencode::URLENCODE,
    &yamldecode::YAMLDECODE,
    &yamlencode::YAMLENCODE,
];
