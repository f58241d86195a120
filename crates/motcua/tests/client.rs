//! `motcua client` as whoever runs the machine types it, over a store with the province in it.

use std::path::PathBuf;
use std::process::{Command, Output};

/// A store of this test's own, gone when the test ends.
struct Home(PathBuf);

impl Home {
    fn with_province() -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-client-{}", std::process::id()));
        // What an earlier run left under the same number.
        let _ = std::fs::remove_dir_all(&folder);
        let home = Self(folder);
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/quang-ninh");
        home.says(&["import", "--from", from]);
        home
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(arguments)
            .arg("--store")
            .arg(&self.0)
            .output()
            .unwrap()
    }

    #[track_caller]
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success() && output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A folder that cannot be removed is the system's to sweep.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn token(said: &str) -> &str {
    said.lines().last().filter(|line| line.starts_with("motcua_")).unwrap()
}

#[test]
fn a_client_is_opened_listed_renewed_and_closed_and_its_token_is_shown_once() {
    let home = Home::with_province();
    assert_eq!(home.says(&["client", "list"]), "no client is or was open\n");
    let open = [
        "client",
        "open",
        "--name",
        "Old system",
        "--unit",
        "H49.105",
        "--source",
        "old_system",
        "--may",
        "submit,accept,see_dossier",
        "--receives-at",
        "ttpvhcc/06673",
    ];
    let said = home.says(&open);
    let first = token(&said);
    let listed = home.says(&["client", "list"]);
    for part in [
        "Old system\n",
        "open, token until",
        "by a command",
        "submit, accept, see_dossier",
        "old_system",
        "used      never",
    ] {
        assert!(listed.contains(part), "{part} in {listed}");
    }
    assert!(!listed.contains(first), "a token is shown once");

    let renewed = home.says(&["client", "renew", "Old system", "--days", "30"]);
    assert_ne!(token(&renewed), first);
    let id = said.split(' ').nth(1).unwrap();
    home.says(&["client", "close", id]);
    assert!(home.says(&["client", "list"]).contains("closed since"));
    for closed in [["client", "renew", id], ["client", "close", id]] {
        assert!(home.refuses(&closed).contains("is closed"));
    }

    let mut elsewhere = open;
    elsewhere[5] = "H49.999";
    assert!(
        home.refuses(&elsewhere)
            .contains("no unit has the identifier or key H49.999")
    );
    assert!(
        home.refuses(&["client", "close", "Nobody"])
            .contains("no client has the name or id")
    );
    let mut far = open.to_vec();
    far.extend(["--days", "731"]);
    assert!(home.refuses(&far).contains("731 is not in 1..=730"));
    // Closed, it no longer speaks for its source; its name stays its own.
    assert!(home.refuses(&open).contains("another client is called Old system"));
    let mut heir = open;
    heir[3] = "New system";
    home.says(&heir);
}
