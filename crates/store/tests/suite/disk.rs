//! A disk that is soon full, and one whose syncs fail.

use super::{Folder, fresh_folder};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Says why a test proves nothing here. In CI, which sets `MOTCUA_TEST_NO_SKIP`, that is a failure: nobody reads the
/// output of a test that passes.
fn skipped(why: &str) {
    let may_not = std::env::var("MOTCUA_TEST_NO_SKIP").is_ok_and(|value| value != "0");
    assert!(
        !may_not,
        "this test may not be skipped here (MOTCUA_TEST_NO_SKIP), but {why}"
    );
    eprintln!("skipped: {why}");
}

/// A file system of a few megabytes, unmounted with this value.
pub struct SmallDisk(Folder);

impl SmallDisk {
    /// `None`, with the reason on the error output, where nobody may mount.
    pub fn mount(megabytes: u32) -> Option<Self> {
        let folder = fresh_folder(&std::env::temp_dir());
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(folder)),
            other => {
                skipped(&format!("no small disk can be mounted: {other:?}"));
                None
            }
        }
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves so much room beside what is there already.
    pub fn leave(&self, megabytes: u32) {
        let output = Command::new("df")
            .args(["-k", "--output=used"])
            .arg(self.path())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let used: u32 = text.lines().last().unwrap().trim().parse().unwrap();
        self.grow(used.div_ceil(1024) + megabytes);
    }

    /// Makes room: the whole size from now on.
    pub fn grow(&self, megabytes: u32) {
        let grown = Command::new("mount")
            .args(["-o", &format!("remount,size={megabytes}m")])
            .arg(self.path())
            .status();
        assert!(grown.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// The variable that names the file whose presence lets syncs fail.
pub const FAIL_SYNC: &str = "MOTCUA_FAIL_SYNC";

/// Every sync of a file fails while the switch file is there.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int fails(void) {
    const char *name = getenv("MOTCUA_FAIL_SYNC");
    return name && access(name, F_OK) == 0;
}
int fsync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    if (fails()) { errno = EIO; return -1; }
    return real(file);
}
int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    if (fails()) { errno = EIO; return -1; }
    return real(file);
}
"#;

/// A library that, preloaded, lets every sync of a file fail while the file that [`FAIL_SYNC`] names is there.
/// `None`, with the reason on the error output, where nobody can compile it.
pub fn failing_sync(folder: &Path) -> Option<PathBuf> {
    let (source, library) = (folder.join("shim.c"), folder.join("shim.so"));
    std::fs::write(&source, SHIM).unwrap();
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&library)
        .arg(&source)
        .arg("-ldl")
        .output();
    match built {
        Ok(output) if output.status.success() => Some(library),
        other => {
            skipped(&format!("no C compiler to make a sync that fails: {other:?}"));
            None
        }
    }
}
