/// The regions that every account has without asking, with the zones in which new accounts get subnets ("AWS Regions and
/// Availability Zones"). Regions that an account must opt into first are left out: the landing zone does not opt in.
pub const REGIONS: &[(&str, &[&str])] = &[
    ("ap-northeast-1", &["a", "c", "d"]),
    ("ap-northeast-2", &["a", "b", "c"]),
    ("ap-northeast-3", &["a", "b", "c"]),
    ("ap-south-1", &["a", "b", "c"]),
    ("ap-southeast-1", &["a", "b", "c"]),
    ("ap-southeast-2", &["a", "b", "c"]),
    ("ca-central-1", &["a", "b", "d"]),
    ("eu-central-1", &["a", "b", "c"]),
    ("eu-north-1", &["a", "b", "c"]),
    ("eu-west-1", &["a", "b", "c"]),
    ("eu-west-2", &["a", "b", "c"]),
    ("eu-west-3", &["a", "b", "c"]),
    ("sa-east-1", &["a", "b", "c"]),
    ("us-east-1", &["a", "b", "c"]),
    ("us-east-2", &["a", "b", "c"]),
    ("us-west-1", &["a", "c"]),
    ("us-west-2", &["a", "b", "c"]),
];

/// The availability zones of a region, `us-west-2a` and so on; none of a region that is not known.
#[must_use]
pub fn zones(region: &str) -> Vec<String> {
    let known = REGIONS.iter().find(|(name, _)| *name == region);
    known.map(|(name, letters)| letters.iter().map(|letter| format!("{name}{letter}")).collect()).unwrap_or_default()
}
