use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

/// The start of a file, as long as a digest; another one when what a digest is made of changes.
const MAGIC: [u8; DIGEST] = *b"gp-answers-1\n\0\0\0";
/// The first bytes of a SHA-256: enough that no two questions meet.
const DIGEST: usize = 16;
/// A file that is longer is begun anew: most of it is of what there is no more.
const LONGEST: usize = 4 << 20;

/// Questions that provider programs have answered with nothing new, so that they are asked once and not in every run: whether
/// anything is wrong with a configuration, and what a stored object is in the program's own version of its schema.
///
/// Both are questions to the program alone: it need not be configured, and answers without asking anybody (`ValidateResourceConfig`
/// and `UpgradeResourceState` in Terraform's "Resource Instance Change Lifecycle"). So the same program says the same to the
/// same bytes. What is kept is that it had neither errors nor warnings and left the object as it was, by the digest of the
/// question, in a file for each program that only its owner may read.
///
/// A file that cannot be read or written costs time and nothing else: the provider is asked.
pub struct KnownAnswers {
    folder: Option<PathBuf>,
    programs: Mutex<HashMap<String, Arc<Known>>>,
}

impl KnownAnswers {
    /// What is kept in a folder, which is made when first written to.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()), programs: Mutex::default() }
    }

    /// Keeps nothing on disk.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { folder: None, programs: Mutex::default() }
    }

    /// Those of a program. The key is the program's SHA-256, in hexadecimal.
    pub(super) fn of(&self, program: &str) -> Arc<Known> {
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        let file = || self.folder.as_ref().map(|folder| folder.join(format!("{program}.answers")));
        programs.entry(program.to_owned()).or_insert_with(|| Arc::new(Known::open(file().as_deref()))).clone()
    }
}

/// The questions that one program has answered with nothing new.
pub(super) struct Known(Mutex<Kept>);

struct Kept {
    digests: HashSet<[u8; DIGEST]>,
    /// Open to append; `None` where nothing is kept.
    file: Option<File>,
}

impl Known {
    fn open(path: Option<&Path>) -> Self {
        let kept = path.and_then(|path| Kept::read(path).ok());
        Self(Mutex::new(kept.unwrap_or_else(|| Kept { digests: HashSet::new(), file: None })))
    }

    /// Whether the program has answered this question with nothing new.
    pub(super) fn contains(&self, question: &Question) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).digests.contains(&question.0)
    }

    /// Keeps that it has.
    pub(super) fn insert(&self, question: &Question) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.digests.insert(question.0)
            && kept.file.as_mut().is_some_and(|file| file.write_all(&question.0).is_err())
        {
            // A full disk, likely: what is not kept is asked again.
            kept.file = None;
        }
    }
}

impl Kept {
    fn read(path: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (all, rest) = bytes.as_chunks::<DIGEST>();
        let usable = all.first() == Some(&MAGIC) && rest.is_empty() && bytes.len() <= LONGEST;
        if !usable {
            file.set_len(0)?;
            file.write_all(&MAGIC)?;
        }
        let digests = all.iter().skip(1).filter(|_| usable).copied().collect();
        Ok(Self { digests, file: Some(file) })
    }
}

/// A call and its message, as a digest.
pub(super) struct Question([u8; DIGEST]);

impl Question {
    pub(super) fn new(path: &str, message: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(path);
        hash.update([0]);
        hash.update(message);
        let mut digest = [0; DIGEST];
        digest.copy_from_slice(&hash.finalize()[..DIGEST]);
        Self(digest)
    }
}
