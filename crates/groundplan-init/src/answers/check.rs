use std::collections::{BTreeMap, BTreeSet};

use ipnet::Ipv4Net;

use super::model::OWN_ACCOUNTS;
use super::{Answers, rules};

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which answer: the keys that lead to it in an answers file.
    pub answer: Vec<String>,
    /// What it is now.
    pub value: String,
    /// What is wrong with it, as a sentence that goes on after the value.
    pub message: String,
}

/// Names that are no accounts because folders of a live repository or of ours have them.
const NO_ACCOUNTS: [&str; 3] = ["baseline", "catalog", "stacks"];

impl Answers {
    /// All that is wrong with the answers, each by itself and taken together.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut check = Check::default();
        check.one(&["company"], &self.company, rules::company);
        check.one(&["domain"], &self.domain, rules::domain);
        check.one(&["email"], &self.email, rules::email_pattern);
        check.one(&["region"], &self.region, rules::region);
        check.one(&["github_organization"], &self.github_organization, rules::github_organization);
        check.one(&["repository"], &self.repository, rules::repository);
        for network in &self.vpn_allow {
            check.one(&["vpn_allow"], network, rules::vpn_client);
        }
        check.one(&["administrator", "email"], &self.administrator.email, rules::email);
        check.one(&["administrator", "given_name"], &self.administrator.given_name, rules::line);
        check.one(&["administrator", "family_name"], &self.administrator.family_name, rules::line);
        check.one(&["contact", "company_name"], &self.contact.company_name, rules::line);
        check.one(&["contact", "phone_number"], &self.contact.phone_number, rules::phone_number);
        check.one(&["contact", "address_line_1"], &self.contact.address_line_1, rules::line);
        check.one(&["contact", "city"], &self.contact.city, rules::line);
        check.one(&["contact", "state_or_region"], &self.contact.state_or_region, rules::line);
        check.one(&["contact", "postal_code"], &self.contact.postal_code, rules::line);
        check.one(&["contact", "country_code"], &self.contact.country_code, rules::country_code);
        self.check_regions(&mut check);
        self.check_environments(&mut check);
        self.check_accounts(&mut check);
        check.problems
    }

    fn check_regions(&self, check: &mut Check) {
        let mut seen = BTreeSet::new();
        for region in &self.regions {
            check.one(&["regions"], region, rules::region);
            if !seen.insert(region.as_str()) {
                check.say(&["regions"], region, "is there twice");
            }
        }
        let there = |region: &str| seen.contains(region);
        for (region, why) in [
            (self.region.as_str(), "is where the company is at home"),
            ("us-east-1", "is where AWS keeps what belongs to no region"),
        ] {
            if !there(region) {
                check.say(&["regions"], &self.regions.join(", "), &format!("must have {region}, which {why}"));
            }
        }
        for (name, environment) in &self.environments {
            let region = environment.region.as_str();
            check.one(&["environments", name, "region"], region, rules::region);
            if !there(region) {
                check.say(&["environments", name, "region"], region, "must be one of the company's regions");
            }
            if environment.production && rules::region(region).is_ok() && super::zones(region).len() < 3 {
                let message = "has two zones for new accounts, and production needs three";
                check.say(&["environments", name, "region"], region, message);
            }
        }
    }

    fn check_environments(&self, check: &mut Check) {
        if self.environments.is_empty() {
            check.say(&["environments"], "", "must be at least one");
        }
        let mut networks: Vec<(String, Ipv4Net)> = Vec::new();
        for (name, environment) in &self.environments {
            check.one(&["environments", name], name, rules::environment);
            let blocks = [("cidr_block", &environment.cidr_block), ("mgmt_cidr_block", &environment.mgmt_cidr_block)];
            for (key, block) in blocks {
                let path = ["environments", name, key];
                check.one(&path, block, if key == "cidr_block" { rules::network } else { rules::mgmt_network });
                let Ok(network) = block.parse::<Ipv4Net>() else { continue };
                for (other, with) in networks.iter().filter(|(_, with)| rules::overlap(with, &network)) {
                    let message = format!(
                        "overlaps with {with}, {other}; networks that may be connected need addresses of their own"
                    );
                    check.say(&path, block, &message);
                }
                networks.push((format!("{name}'s {key}"), network));
            }
        }
    }

    fn check_accounts(&self, check: &mut Check) {
        for (name, environment) in &self.environments {
            let account = environment.account.as_str();
            let path = ["environments", name, "account"];
            check.one(&path, account, rules::account);
            if OWN_ACCOUNTS.contains(&account) {
                check.say(&path, account, "is an account that every company has, for other things than environments");
            }
            if NO_ACCOUNTS.contains(&account) {
                check.say(&path, account, "is the name of a folder beside the accounts'");
            }
        }
        if rules::email_pattern(&self.email).is_err() {
            return;
        }
        let mut addresses: BTreeMap<String, &str> = BTreeMap::new();
        // The management account has its address already.
        let own = OWN_ACCOUNTS.into_iter().filter(|name| *name != "management");
        let accounts: BTreeSet<&str> = self.workload_accounts().into_keys().chain(own).collect();
        for account in accounts {
            let address = self.email_of(account);
            if rules::account(account).is_err() {
                continue;
            }
            if let Err(message) = rules::email(&address) {
                check.say(
                    &["email"],
                    &self.email,
                    &format!("makes \"{address}\" for the account {account}, which {message}"),
                );
            }
            if let Some(other) = addresses.insert(address.to_lowercase(), account) {
                check.say(
                    &["email"],
                    &self.email,
                    &format!("makes the same address for {other} and {account}: \"{address}\""),
                );
            }
        }
    }
}

#[derive(Default)]
struct Check {
    problems: Vec<Problem>,
}

impl Check {
    fn one(&mut self, answer: &[&str], value: &str, rule: fn(&str) -> rules::Verdict) {
        if let Err(message) = rule(value) {
            self.say(answer, value, &message);
        }
    }

    fn say(&mut self, answer: &[&str], value: &str, message: &str) {
        let answer = answer.iter().map(|key| (*key).to_owned()).collect();
        let problem = Problem { answer, value: value.to_owned(), message: message.to_owned() };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}
