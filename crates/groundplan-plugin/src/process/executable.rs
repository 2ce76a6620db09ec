use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The platform that a program was built for, by the first bytes of its file, when that is not the one that we run on.
///
/// Only asked when a program did not start: what can be run here is for the system to say, which may translate. Without
/// this a program for another processor would be explained by what a shell makes of it, as the C library hands files
/// that the kernel does not know to one.
pub(super) fn foreign_platform(program: &Path) -> Option<&'static str> {
    let mut header = [0; 20];
    File::open(program).ok()?.read_exact(&mut header).ok()?;
    let built_for = platform(&header)?;
    (built_for != own_platform()).then_some(built_for)
}

fn platform(header: &[u8; 20]) -> Option<&'static str> {
    match header {
        // The processor stands in bytes 18 and 19 (ELF specification, `e_machine`), little-endian for all of these.
        [0x7f, b'E', b'L', b'F', .., low, high] => Some(match u16::from_le_bytes([*low, *high]) {
            3 => "linux_386",
            40 => "linux_arm",
            62 => "linux_amd64",
            183 => "linux_arm64",
            243 => "linux_riscv64",
            _ => "another platform",
        }),
        [0xcf, 0xfa, 0xed, 0xfe, 0x07, ..] => Some("darwin_amd64"),
        [0xcf, 0xfa, 0xed, 0xfe, 0x0c, ..] => Some("darwin_arm64"),
        [b'M', b'Z', ..] => Some("windows"),
        _ => None,
    }
}

fn own_platform() -> &'static str {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux_amd64",
        ("linux", "aarch64") => "linux_arm64",
        ("linux", "arm") => "linux_arm",
        ("linux", "x86") => "linux_386",
        ("linux", "riscv64") => "linux_riscv64",
        ("macos", "x86_64") => "darwin_amd64",
        ("macos", "aarch64") => "darwin_arm64",
        _ => "this platform",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_program_is_not_foreign() {
        assert_eq!(foreign_platform(&std::env::current_exe().unwrap()), None);
    }
}
