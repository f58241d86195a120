//! Files in a bucket as whoever runs the machine sees them, against the S3 that the store's tests have.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The service and an empty store, gone when the test ends.
struct Around {
    service: Child,
    port: u64,
    keys: [String; 2],
    folder: PathBuf,
}

impl Around {
    fn new() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/tests/suite/bucket.py");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut service = Command::new(target.join("bucket-python/bin/python"))
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Moto is there: tools/install.sh test");
        let mut line = String::new();
        BufReader::new(service.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let about: serde_json::Value = serde_json::from_str(&line).unwrap();
        let folder = std::env::temp_dir().join(format!("motcua-bucket-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let keys = ["access", "secret"].map(|name| about[name].as_str().unwrap().to_owned());
        Self {
            service,
            port: about["port"].as_u64().unwrap(),
            keys,
            folder,
        }
    }

    fn address(&self, bucket: &str) -> String {
        format!("s3://{bucket}/qn?endpoint=http://127.0.0.1:{}", self.port)
    }

    /// What the program says of a store with its files there, and with these keys of the environment.
    fn says(&self, arguments: &[&str], blobs: &str, secret: Option<&str>) -> String {
        let mut program = Command::new(env!("CARGO_BIN_EXE_motcua"));
        program
            .args(arguments)
            .arg("--store")
            .arg(&self.folder)
            .args(["--blobs", blobs]);
        if let Some(secret) = secret {
            program
                .env("MOTCUA_S3_ACCESS_KEY", &self.keys[0])
                .env("MOTCUA_S3_SECRET_KEY", secret);
        }
        let output = program.output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }
}

impl Drop for Around {
    fn drop(&mut self) {
        let _ = self.service.kill();
        let _ = self.service.wait();
        // A folder that cannot be removed is the system's to sweep.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn the_doctor_tries_the_bucket_out_and_says_what_is_wrong() {
    let around = Around::new();
    let from = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/quang-ninh");
    let import = Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(["import", "--from", from, "--store"])
        .arg(&around.folder)
        .output()
        .unwrap();
    assert!(import.status.success(), "{import:?}");
    let doctor = |blobs: &str, secret| around.says(&["doctor"], blobs, secret);
    let (files, secret) = (around.address("files"), around.keys[1].as_str());

    let said = doctor(&files, Some(secret));
    assert!(said.contains("one was written, read back and removed"), "{said}");
    assert!(!said.contains(secret) && !said.contains("mend the place"), "{said}");
    let said = doctor(&files, Some("wrong"));
    assert!(
        said.contains("mend the place of the files: the bucket files at"),
        "{said}"
    );
    assert!(said.contains("refuses the keys (403"), "{said}");
    let said = doctor(&files, None);
    assert!(said.contains("the bucket needs keys"), "{said}");
    let said = doctor(&around.address("filez"), Some(secret));
    assert!(said.contains("there is no bucket filez"), "{said}");
    let said = doctor(&format!("{files}&regoin=hn"), Some(secret));
    assert!(
        said.contains("regoin is unknown in the address of the bucket"),
        "{said}"
    );

    // The file of keys that the address names goes before the environment.
    let keys = around.folder.join("s3.keys");
    std::fs::write(&keys, around.keys.join("\n")).unwrap();
    let said = doctor(&format!("{files}&keys={}", keys.display()), Some("wrong"));
    assert!(said.contains("one was written, read back and removed"), "{said}");
}
