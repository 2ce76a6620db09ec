//! What is installed: the pinned list of packages and our own programs that run beside moto.

use sha2::{Digest, Sha256};

/// The pinned packages, with hashes. `emulator/requirements.in` says how the file is made.
pub(crate) const REQUIREMENTS: &str = include_str!("../../emulator/requirements.txt");

macro_rules! programs {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../../emulator/", $name)))),*] };
}

/// Our programs, by file name; they lie together in one folder of the environment.
pub(crate) const PROGRAMS: [(&str, &str); 40] = programs![
    "serve.py",
    "additions.py",
    "additions_security.py",
    "corrections.py",
    "described.py",
    "inventory.py",
    "operations.py",
    "remembered.py",
    "repeated.py",
    "server.py",
    "services/__init__.py",
    "services/acm.py",
    "services/application_autoscaling.py",
    "services/autoscaling.py",
    "services/backup.py",
    "services/chatbot.py",
    "services/cloudfront.py",
    "services/cloudwatch.py",
    "services/ec2_block_public_access.py",
    "services/ec2_networks.py",
    "services/ec2_peering.py",
    "services/ec2_transit_gateway.py",
    "services/ecs.py",
    "services/eks.py",
    "services/eks_access.py",
    "services/elasticache.py",
    "services/elasticache_access.py",
    "services/elbv2.py",
    "services/lambda_functions.py",
    "services/logs.py",
    "services/ram.py",
    "services/ram_receiving.py",
    "services/rds.py",
    "services/rds_engines.py",
    "services/route53.py",
    "services/s3_configurations.py",
    "services/secretsmanager.py",
    "services/servicediscovery.py",
    "services/sqs.py",
    "services/ssm.py",
];

/// A short name for exactly this content: another list or another program is another environment.
pub(crate) fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for text in [REQUIREMENTS].into_iter().chain(PROGRAMS.into_iter().map(|(_, text)| text)) {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// How many packages the list names, those for other systems included.
pub(crate) fn package_count() -> usize {
    REQUIREMENTS.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphanumeric())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_pinned_by_version_and_hash() {
        let mut open: Option<&str> = None;
        for line in REQUIREMENTS.lines() {
            if line.starts_with("    --hash=sha256:") {
                open = None;
            } else {
                assert_eq!(open, None, "a package without a hash");
                assert!(line.contains("=="), "{line} is not pinned");
                open = Some(line);
            }
        }
        assert_eq!(open, None);
        assert!(package_count() > 40);
    }

    #[test]
    fn every_program_is_installed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("emulator");
        let mut found = Vec::new();
        for part in ["", "services"] {
            for entry in std::fs::read_dir(folder.join(part)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "py") {
                    found.push(path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        let mut listed: Vec<_> = PROGRAMS.iter().map(|(name, _)| (*name).to_owned()).collect();
        found.sort();
        listed.sort();
        assert_eq!(listed, found);
        let services = PROGRAMS.iter().find(|(name, _)| *name == "services/__init__.py").unwrap().1;
        for name in
            found.iter().filter_map(|name| name.strip_prefix("services/")).filter(|name| !name.starts_with("__"))
        {
            assert!(services.contains(&format!("\"{}\"", name.trim_end_matches(".py"))), "{name} is not loaded");
        }
    }

    #[test]
    fn the_list_holds_what_the_input_asks_for() {
        for line in include_str!("../../emulator/requirements.in").lines().filter(|line| line.contains("==")) {
            assert!(REQUIREMENTS.lines().any(|pinned| pinned.starts_with(line)), "{line}");
        }
    }
}
