//! The lock that Terraform takes on a local state: `fcntl` over the whole file.
//!
//! On Linux ours belong to the open file and not to the process: they conflict with Terraform's all the same, with other
//! stores of this process too, and closing another handle to the file does not release them. Elsewhere they are the
//! process's own, and a process must open a state through one store only.

use std::fs::File;
use std::io;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;

/// Takes the lock unless someone else has it; says whether it did.
pub(super) fn try_lock(file: &File) -> io::Result<bool> {
    #[cfg(target_os = "linux")]
    let request = FcntlArg::F_OFD_SETLK;
    #[cfg(not(target_os = "linux"))]
    let request = FcntlArg::F_SETLK;
    match fcntl(file, request(&whole_file())) {
        Ok(_) => Ok(true),
        Err(Errno::EAGAIN | Errno::EACCES) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether someone else has the lock.
pub(super) fn is_locked_by_another(file: &File) -> io::Result<bool> {
    #[cfg(target_os = "linux")]
    let request = FcntlArg::F_OFD_GETLK;
    #[cfg(not(target_os = "linux"))]
    let request = FcntlArg::F_GETLK;
    let mut found = whole_file();
    fcntl(file, request(&mut found))?;
    Ok(found.l_type != short(libc::F_UNLCK))
}

fn whole_file() -> libc::flock {
    libc::flock { l_type: short(libc::F_WRLCK), l_whence: short(libc::SEEK_SET), l_start: 0, l_len: 0, l_pid: 0 }
}

/// The constants are small; their type differs between systems.
fn short(constant: libc::c_int) -> libc::c_short {
    libc::c_short::try_from(constant).unwrap_or_default()
}
