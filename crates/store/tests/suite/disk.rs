//! A disk that is soon full.

use super::{Folder, fresh_folder};
use std::path::Path;
use std::process::Command;

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
                eprintln!("skipped: no small disk can be mounted here: {other:?}");
                None
            }
        }
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes room.
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
