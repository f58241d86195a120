//! A bucket behind S3 for tests: Moto in a process of its own, which verifies every signature.

use super::{Folder, Home, fresh_folder};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// The service. It ends with the test, since its input ends then.
pub struct Peer {
    process: Child,
    line: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    pub port: u16,
    keys: Folder,
}

impl Peer {
    pub fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/bucket.py");
        // The folder of temporary files of tests stands in the folder of the build.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut process = Command::new(target.join("bucket-python/bin/python"))
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Moto is there: tools/install.sh test");
        let mut says = BufReader::new(process.stdout.take().unwrap());
        let mut first = String::new();
        says.read_line(&mut first).unwrap();
        let about: Value = serde_json::from_str(&first).expect("Moto starts");
        let keys = fresh_folder(&std::env::temp_dir());
        let pair = ["access", "secret"].map(|name| about[name].as_str().unwrap());
        std::fs::write(keys.path().join("keys"), pair.join("\n")).unwrap();
        Self {
            line: Mutex::new((process.stdin.take().unwrap(), says)),
            process,
            port: u16::try_from(about["port"].as_u64().unwrap()).unwrap(),
            keys,
        }
    }

    /// The file with its keys.
    pub fn keys(&self) -> PathBuf {
        self.keys.path().join("keys")
    }

    /// The address of a folder in its bucket.
    pub fn address(&self, folder: &str) -> String {
        let keys = self.keys();
        format!(
            "s3://files/{folder}?endpoint=http://127.0.0.1:{}&keys={}",
            self.port,
            keys.display()
        )
    }

    /// Tells it something, and gives its answer.
    pub fn tell(&self, words: &str) -> Value {
        let (told, says) = &mut *self.line.lock().unwrap();
        writeln!(told, "{words}").unwrap();
        let mut line = String::new();
        says.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

static SHARED: OnceLock<Peer> = OnceLock::new();

/// From now on the files of this program's tests lie in a bucket.
pub fn beside(home: Home) -> Home {
    SHARED.get_or_init(Peer::start);
    home
}

/// The bucket, if files lie in one.
pub fn shared() -> Option<&'static Peer> {
    SHARED.get()
}
