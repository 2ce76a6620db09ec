//! What a single answer must be, each as a sentence that goes on after "it": `Err("must begin with a letter")`. Prompts ask
//! them while somebody types; [`super::Answers::check`] asks them of everything.

use ipnet::Ipv4Net;

use super::zones::REGIONS;

/// What is wrong with an answer.
pub type Verdict = Result<(), String>;

fn require(holds: bool, message: &str) -> Verdict {
    if holds { Ok(()) } else { Err(message.to_owned()) }
}

/// A word of lowercase letters, digits and single hyphens between them, beginning with a letter.
fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// The company's name. Names of S3 buckets begin with it, and may have 63 characters.
///
/// # Errors
/// What is wrong.
pub fn company(text: &str) -> Verdict {
    require(
        is_word(text) && (2..=20).contains(&text.len()),
        "must be 2 to 20 lowercase letters, digits and single hyphens, beginning with a letter: names of buckets begin with it",
    )
}

/// The name of an environment.
///
/// # Errors
/// What is wrong.
pub fn environment(text: &str) -> Verdict {
    require(
        is_word(text) && text.len() <= 16,
        "must be 1 to 16 lowercase letters, digits and single hyphens, beginning with a letter",
    )
}

/// The name of an account.
///
/// # Errors
/// What is wrong.
pub fn account(text: &str) -> Verdict {
    require(
        is_word(text) && text.len() <= 50,
        "must be 1 to 50 lowercase letters, digits and single hyphens, beginning with a letter",
    )
}

/// A domain's name (RFC 1123), in lowercase and without a dot at its end; of letters of other alphabets in the form `xn--…`.
///
/// # Errors
/// What is wrong.
pub fn domain(text: &str) -> Verdict {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<&str> = text.split('.').collect();
    let top = labels.last().copied().unwrap_or_default();
    require(
        // "internal." and the environment's name will come before it.
        labels.len() >= 2
            && text.len() <= 200
            && labels.iter().all(|text| label(text))
            && !top.starts_with(|first: char| first.is_ascii_digit()),
        "must be the name of a domain in lowercase, such as \"acme.com\"",
    )
}

/// An e-mail address, as AWS takes it for an account.
///
/// # Errors
/// What is wrong.
pub fn email(text: &str) -> Verdict {
    let Some((local, host)) = text.rsplit_once('@') else {
        return Err("must be an e-mail address, such as \"jane@acme.com\"".to_owned());
    };
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&byte);
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    require(
        !local.is_empty() && local.bytes().all(fine) && !dots && domain(host).is_ok(),
        "must be an e-mail address, such as \"jane@acme.com\"",
    )?;
    require((6..=64).contains(&text.len()), "must have 6 to 64 characters: AWS takes no others for an account")
}

/// The e-mail address of accounts, with `{account}` for the account's name.
///
/// # Errors
/// What is wrong.
pub fn email_pattern(text: &str) -> Verdict {
    let local = text.rsplit_once('@').map_or("", |(local, _)| local);
    require(
        local.matches("{account}").count() == 1,
        "must say {account} once, before the @: every account of AWS needs an address of its own, for ever",
    )?;
    email(&text.replace("{account}", "x"))
}

/// A region.
///
/// # Errors
/// What is wrong.
pub fn region(text: &str) -> Verdict {
    if REGIONS.iter().any(|(name, _)| *name == text) {
        return Ok(());
    }
    let names: Vec<&str> = REGIONS.iter().map(|(name, _)| *name).collect();
    Err(format!("must be a region that accounts need not opt into: {}", names.join(", ")))
}

/// The addresses of the network that an environment's services run in: nine subnets, each a 32nd of it.
///
/// # Errors
/// What is wrong.
pub fn network(text: &str) -> Verdict {
    vpc(text, 22)
}

/// The addresses of the network that people come into an environment through: six subnets, each a 16th of it.
///
/// # Errors
/// What is wrong.
pub fn mgmt_network(text: &str) -> Verdict {
    vpc(text, 24)
}

fn vpc(text: &str, longest: u8) -> Verdict {
    let block = block(text)?;
    if !(16..=longest).contains(&block.prefix_len()) {
        return Err(format!("must be from /16 to /{longest}: a VPC takes no more, and its subnets need room"));
    }
    require(block.network().is_private(), "must be private addresses: in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16")
}

/// A network from which the VPN may be reached. The whole internet is none, nor is a large part of it.
///
/// # Errors
/// What is wrong.
pub fn vpn_client(text: &str) -> Verdict {
    let block = block(text)?;
    require(
        block.prefix_len() >= 8,
        "must be networks that you know, /8 or smaller: a server open to all the internet is attacked by all of it",
    )
}

fn block(text: &str) -> Result<Ipv4Net, String> {
    let block: Ipv4Net = text
        .parse()
        .map_err(|_| "must be an IPv4 network, such as \"10.0.0.0/16\" or \"203.0.113.7/32\"".to_owned())?;
    if block.addr() == block.network() {
        return Ok(block);
    }
    Err(format!("must begin with the network's first address: \"{}\"", block.trunc()))
}

/// Whether two networks have addresses in common.
#[must_use]
pub fn overlap(one: &Ipv4Net, other: &Ipv4Net) -> bool {
    one.contains(other) || other.contains(one)
}

/// The name of an organization or user of GitHub.
///
/// # Errors
/// What is wrong.
pub fn github_organization(text: &str) -> Verdict {
    require(
        (1..=39).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--"),
        "must be an organization's name as GitHub has it: 1 to 39 letters, digits and single hyphens between them",
    )
}

/// The name of a repository of GitHub, without its owner.
///
/// # Errors
/// What is wrong.
pub fn repository(text: &str) -> Verdict {
    require(
        (1..=100).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
            && text != "."
            && text != "..",
        "must be a repository's name without its owner: 1 to 100 letters, digits, dots, underscores and hyphens",
    )
}

/// A phone number in international form (E.164).
///
/// # Errors
/// What is wrong.
pub fn phone_number(text: &str) -> Verdict {
    let digits = text.strip_prefix('+').unwrap_or_default();
    require(
        (7..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0'),
        "must be a phone number in international form, such as \"+12025550100\"",
    )
}

/// The code of a country (ISO 3166).
///
/// # Errors
/// What is wrong.
pub fn country_code(text: &str) -> Verdict {
    require(
        text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "must be the two capital letters of a country, such as \"US\"",
    )
}

/// Words that stand in a line: names, streets.
///
/// # Errors
/// What is wrong.
pub fn line(text: &str) -> Verdict {
    require(
        !text.trim().is_empty() && text.chars().count() <= 50 && !text.chars().any(char::is_control),
        "must be 1 to 50 characters in one line",
    )
}
