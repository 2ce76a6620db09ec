//! Any answers of `init` that its checks let through make a repository that can be loaded and planned: every stack expands, every
//! unit finds its module, its dependencies and its inputs, every module takes them, and every provider what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use fastrand::Rng;
use groundplan_config::files::{MemoryFiles, Reader};
use groundplan_config::live::{LiveOptions, LiveSettings, Selection, load_live};
use groundplan_config::module::{LocalModules, ModuleCache};
use groundplan_diag::SourceMap;
use groundplan_init::answers::{AnswersFile, Cache, Cluster, Database, GivenEnvironment, REGIONS, Size, StateStore};
use groundplan_init::{Answers, Given, render, with_catalog};
use indexmap::IndexMap;

use crate::support::Sandbox;

/// How many repositories are rendered and checked, how many of those are loaded, and how many are planned.
const RENDERED: usize = 200;
const LOADED: usize = 2;
const PLANNED: usize = 2;

/// How many are loaded or planned, in place of the numbers above.
fn how_many(usually: usize) -> usize {
    let asked = std::env::var("GROUNDPLAN_RANDOM_ANSWERS").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(usually)
}

fn one<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(..all.len())]
}

fn word(rng: &mut Rng, longest: usize) -> String {
    let rest = rng.usize(1..longest);
    let mut text: String = std::iter::once(rng.lowercase()).chain((0..rest).map(|_| rng.lowercase())).collect();
    if text.len() > 3 && rng.bool() {
        text.replace_range(1..2, "-");
    }
    text
}

fn maybe<T>(rng: &mut Rng, value: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    if rng.bool() { Some(value(rng)) } else { None }
}

fn environment(rng: &mut Rng, number: usize) -> GivenEnvironment {
    let region = |rng: &mut Rng| loop {
        let (name, zones) = one(rng, REGIONS);
        if zones.len() >= 3 {
            return name.to_owned();
        }
    };
    GivenEnvironment {
        account: maybe(rng, |rng| format!("account-{}", rng.u8(..4))),
        region: maybe(rng, region),
        cidr_block: maybe(rng, |rng| format!("172.{}.0.0/{}", 16 + number, rng.u8(16..=22))),
        mgmt_cidr_block: maybe(rng, |_| format!("192.168.{number}.0/24")),
        size: maybe(rng, |rng| one(rng, Size::ALL)),
        production: maybe(rng, Rng::bool),
        cluster: maybe(rng, |rng| one(rng, Cluster::ALL)),
        database: maybe(rng, |rng| one(rng, Database::ALL)),
        cache: maybe(rng, |rng| one(rng, Cache::ALL)),
    }
}

fn answers(rng: &mut Rng) -> Answers {
    let given = Given {
        company: Some(word(rng, 20)),
        domain: maybe(rng, |rng| format!("{}.{}", word(rng, 20), one(rng, &["com", "co.uk", "xn--p1ai"]))),
        email: maybe(rng, |rng| format!("{{account}}.{}@mail.example", word(rng, 9))),
        region: maybe(rng, |rng| one(rng, REGIONS).0.to_owned()).filter(|region| region != "us-west-1"),
        states: maybe(rng, |rng| one(rng, StateStore::ALL)),
        github_organization: maybe(rng, |rng| word(rng, 30)),
        repository: maybe(rng, |rng| format!("{}.live_2", word(rng, 30))),
        vpn_allow: maybe(rng, |rng| vec![format!("203.0.113.{}/32", rng.u8(..)), "198.51.100.0/24".to_owned()]),
        environments: maybe(rng, |rng| {
            let count = rng.usize(1..6);
            (0..count)
                .map(|number| (format!("{}{number}", word(rng, 15)), environment(rng, number)))
                .collect::<IndexMap<_, _>>()
        }),
        ..Given::default()
    };
    given.complete().unwrap()
}

/// Loads a repository from memory; gives the number of its units, or what is wrong.
fn load(answers: &Answers, cache: &Arc<ModuleCache>) -> Result<usize, String> {
    let rendered = render(answers).unwrap();
    let root = Path::new("/repository");
    let mut files = MemoryFiles::new();
    for (path, bytes) in with_catalog(&rendered) {
        files.add(root.join(path), bytes.as_ref());
    }
    let settings = LiveSettings {
        sources: Arc::new(SourceMap::new()),
        files: Reader { base: root.into(), files: Arc::new(files) },
        modules: Arc::new(LocalModules),
        cache: cache.clone(),
        env: Arc::new(BTreeMap::new()),
        command: "plan".into(),
        clock: None,
        options: LiveOptions::default(),
    };
    let (live, diags) = load_live(root, &Selection::default(), &settings);
    let said: Vec<String> = diags.iter().map(|diag| format!("{}: {}", diag.summary, diag.detail)).collect();
    if said.is_empty() { Ok(live.units.len()) } else { Err(said.join("\n")) }
}

/// How many units a repository must have: what the stacks of the accounts make, and the networks.
fn expected_units(answers: &Answers) -> usize {
    let (accounts, regions) = (4 + answers.workload_accounts().len(), answers.regions.len());
    // The baseline of an account: three units, and two in each region. Others: two of management, one of logs and three in each
    // region with an environment, two and one in each region of security, three of shared services and one for each environment.
    let with_environments: BTreeSet<_> = answers.environments.values().map(|environment| &environment.region).collect();
    let logs = 1 + 3 * with_environments.len();
    let landing_zone = accounts * (3 + 2 * regions) + 2 + logs + 2 + regions + 3 + answers.environments.len();
    let parts = answers.environments.values().map(|environment| {
        let cluster = if environment.cluster == Cluster::Ecs { 3 } else { 1 };
        let stores = [environment.database != Database::None, environment.cache != Cache::None];
        13 + cluster
            + stores.into_iter().filter(|is_there| *is_there).count()
            + usize::from(!answers.vpn_allow.is_empty())
    });
    landing_zone + parts.sum::<usize>()
}

#[test]
fn valid_answers_make_repositories_that_load() {
    let loaded = how_many(LOADED);
    let cache = Arc::new(ModuleCache::new());
    for seed in 0..RENDERED.max(loaded) {
        let mut rng = Rng::with_seed(seed as u64);
        let answers = answers(&mut rng);
        assert_eq!(answers.check(), [], "seed {seed}: {answers:#?}");
        let files = render(&answers).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let kept = files.iter().find(|file| file.path == AnswersFile::NAME).unwrap();
        let again = AnswersFile::parse(Path::new("answers.toml"), &kept.text, &SourceMap::new()).unwrap();
        assert_eq!(again.given.complete().as_ref(), Some(&answers), "seed {seed}");
        if seed < loaded {
            let units = load(&answers, &cache).unwrap_or_else(|said| panic!("seed {seed}: {said}\n{answers:#?}"));
            assert_eq!(units, expected_units(&answers), "seed {seed}: {answers:#?}");
        }
    }
}

/// With the real provider, which is asked about every resource, and nothing else: no AWS, no credentials.
#[test]
#[ignore = "takes a minute; run by .ci/run"]
fn valid_answers_make_repositories_that_are_planned_offline() {
    let first = std::env::var("GROUNDPLAN_RANDOM_FIRST").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut failed = Vec::new();
    for seed in first..first + how_many(PLANNED) {
        let answers = answers(&mut Rng::with_seed(seed as u64));
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in with_catalog(&render(&answers).unwrap()) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let changed = format!("{0} of {0} units change.", expected_units(&answers));
        for (arguments, said) in [(&["validate"][..], ""), (&["plan", "--offline", "--detail", "table"], &changed)] {
            let ran = Sandbox::none(folder.path(), arguments);
            let right = ran.code == Some(0) && ran.stdout.contains(said);
            eprintln!("seed {seed}: {}: {}", arguments[0], if right { "right" } else { "wrong" });
            if !right {
                failed.push(format!("seed {seed}: {answers:#?}\n{arguments:?}\n{}{}", ran.stdout, ran.stderr));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// One answer at a time is made wrong, and nothing else is said.
#[test]
fn a_wrong_answer_is_found_among_valid_ones() {
    type Spoil = fn(&mut Answers);
    let spoilt: [(&str, Spoil); 12] = [
        ("company", |answers| answers.company = "Acme".to_owned()),
        ("domain", |answers| answers.domain = "-acme.com".to_owned()),
        ("email", |answers| answers.email = "aws@acme.example".to_owned()),
        ("region", |answers| answers.region = "us-west-2a".to_owned()),
        ("regions", |answers| answers.regions.retain(|region| region != "us-east-1")),
        ("github_organization", |answers| answers.github_organization = "a/b".to_owned()),
        ("repository", |answers| answers.repository = "a/b".to_owned()),
        ("vpn_allow", |answers| answers.vpn_allow = vec!["0.0.0.0/0".to_owned()]),
        ("administrator.email", |answers| answers.administrator.email = "jane".to_owned()),
        ("contact.phone_number", |answers| answers.contact.phone_number = "555".to_owned()),
        ("contact.country_code", |answers| answers.contact.country_code = "USA".to_owned()),
        ("environments", |answers| answers.environments.clear()),
    ];
    for seed in 0..RENDERED {
        let mut rng = Rng::with_seed(seed as u64);
        let mut answers = answers(&mut rng);
        let (name, spoil) = spoilt[seed % spoilt.len()];
        spoil(&mut answers);
        let named = answers.check().iter().any(|problem| problem.answer.join(".") == name);
        assert!(named, "seed {seed}: {name} is not refused: {answers:#?}");
    }
}

/// No answer makes a repository with more in it than was answered.
#[test]
fn what_a_person_writes_is_never_code() {
    let mut answers = answers(&mut Rng::with_seed(1));
    answers.contact.city = "${run_cmd(\"id\")} %{if true}\\\" }".to_owned();
    assert_eq!(answers.check(), []);
    assert_eq!(load(&answers, &Arc::new(ModuleCache::new())), Ok(expected_units(&answers)));
}
