use std::collections::HashMap;
use std::fs::File;
use std::future::Future;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Buf, Bytes};
use tokio::sync::OnceCell;

use super::set::SchemaSet;
use crate::wire::{ProtocolVersion, SchemaError};

/// The start of a file; another one when what is checked before a file is written changes.
const MAGIC: &[u8; 12] = b"gp-schema-1\n";
/// The magic, the protocol version, and the check sum of the answer.
const HEADER: usize = MAGIC.len() + 4 + 4;

/// Schemas by provider program: in memory, so that all processes of a program share one set, and on disk, so that only
/// the first run ever asks for it. The key is the SHA-256 of the program, in hexadecimal.
///
/// A file is the provider's answer as it came. It is read as a whole, not piece by piece: 5 MB of AWS's from the page
/// cache take a millisecond, and a damaged file is then found out at once and not in the middle of a plan.
pub struct SchemaCache {
    folder: Option<PathBuf>,
    sets: Mutex<HashMap<String, Arc<OnceCell<Arc<SchemaSet>>>>>,
}

impl SchemaCache {
    /// A cache in a folder, which is made when first written to.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()), sets: Mutex::default() }
    }

    /// A cache that keeps nothing on disk.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { folder: None, sets: Mutex::default() }
    }

    /// The schemas of a program: from memory, from disk, or by asking a process of it. Whoever comes while another asks
    /// waits for that answer. `asked` gives the answer and the protocol version. An I/O error of writing the file does
    /// not keep the schemas from being used; it is given back beside them.
    pub(crate) async fn get<E>(
        &self,
        program: &str,
        ask: impl Future<Output = Result<(Bytes, ProtocolVersion), E>>,
    ) -> Result<(Arc<SchemaSet>, Option<io::Error>), E>
    where
        E: From<SchemaError>,
    {
        let cell = {
            let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
            sets.entry(program.to_owned()).or_default().clone()
        };
        let mut unsaved = None;
        let set = cell.get_or_try_init(async || {
            if let Some(set) = self.read(program) {
                return Ok(Arc::new(set));
            }
            let (answer, version) = ask.await?;
            let set = SchemaSet::new(answer, version.wire())?;
            set.check()?;
            unsaved = self.write(program, &set, version).err();
            Ok::<_, E>(Arc::new(set))
        });
        let set = set.await?.clone();
        Ok((set, unsaved))
    }

    /// The schemas on disk; `None` when there are none or the file is damaged: it is then written anew.
    fn read(&self, program: &str) -> Option<SchemaSet> {
        let mut file = Bytes::from(std::fs::read(self.path(program)?).ok()?);
        if file.len() < HEADER || file.split_to(MAGIC.len()) != MAGIC.as_slice() {
            return None;
        }
        let version = ProtocolVersion::from_number(file.get_u32())?;
        let sum = file.get_u32();
        if crc32fast::hash(&file) != sum {
            return None;
        }
        SchemaSet::new(file, version.wire()).ok()
    }

    fn write(&self, program: &str, set: &SchemaSet, version: ProtocolVersion) -> io::Result<()> {
        let Some(path) = self.path(program) else { return Ok(()) };
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(MAGIC)?;
        file.write_all(&version.number().to_be_bytes())?;
        file.write_all(&crc32fast::hash(set.answer()).to_be_bytes())?;
        file.write_all(set.answer())?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        File::open(folder)?.sync_all()
    }

    fn path(&self, program: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{program}.schema")))
    }
}
