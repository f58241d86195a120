//! Signs sample results into a folder: `signed-*.pdf`, `root.der` with the authority to trust, and `spoilt-*.pdf`,
//! the same with one thing wrong each. `tools/papers.sh` shows them to other programs.
//!
//! `cargo run -p motcua-papers --example sign-papers -- FOLDER`

use motcua_kernel::Instant;
use motcua_papers::sample;
use motcua_papers::{DemonstrationAuthority, Order, Press as _, PressRoom, Role, ToSign, sign};
use std::path::{Path, PathBuf};
use std::sync::Arc;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let folder = std::env::args().nth(1).ok_or("usage: sign-papers FOLDER")?;
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    let at = "2026-11-27T02:15:00Z".parse()?;
    let authority = DemonstrationAuthority::new([7; 32], "Motcua demonstration, proves nothing", at)?;
    std::fs::write(folder.join("root.der"), authority.certificate())?;
    let head = sample::find("result")?.head;
    let leader = authority.key_for("Trần Văn Bình", Some(&head.issuer))?;
    let agency = authority.key_for(&head.issuer, None)?;
    for name in ["result", "result-longest", "apology", "stop", "certification"] {
        let printed = sample::find(name)?.print()?;
        let room = printed.signer.ok_or("the paper has no room for signatures")?;
        let order = |role, name| Order {
            role,
            name,
            at,
            also: None,
            room,
        };
        let one = sign(&printed.pdf, &order(Role::Leader, "Trần Văn Bình"), &leader)?;
        let two = sign(&one, &order(Role::Agency, &head.issuer), &agency)?;
        std::fs::write(folder.join(format!("signed-{name}.pdf")), &two)?;
        if name == "result" {
            spoil(&folder, &printed.pdf, &one, &two)?;
        }
    }
    by_the_press(&folder, at)
}

/// A result as the acts of a dossier sign it: the number is given after the leader has signed.
fn by_the_press(folder: &Path, at: Instant) -> Outcome {
    let authority = DemonstrationAuthority::new([7; 32], "Motcua demonstration, proves nothing", at)?;
    let room = PressRoom::new(1).with_keys(Arc::new(authority));
    let mut paper = sample::find("result")?;
    paper.head.number = None;
    let agency = paper.head.issuer.clone();
    let first = ToSign {
        paper,
        so_far: None,
        role: Role::Leader,
        name: "Trần Văn Bình".to_owned(),
        organisation: Some(agency.clone()),
        at,
        also: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let one = runtime.block_on(room.sign(first.clone()))?;
    let second = ToSign {
        so_far: Some(one),
        role: Role::Agency,
        name: agency,
        organisation: None,
        also: Some("Số 0118/2026, ngày 27/11/2026".to_owned()),
        ..first
    };
    let two = runtime.block_on(room.sign(second))?;
    std::fs::write(folder.join("signed-in-two-acts.pdf"), two)?;
    Ok(())
}

/// One file for each way to spoil a signed one.
fn spoil(folder: &Path, paper: &[u8], one: &[u8], two: &[u8]) -> Outcome {
    let write = |name: String, bytes: &[u8]| std::fs::write(folder.join(format!("spoilt-{name}.pdf")), bytes);
    write("unsigned".into(), paper)?;
    for tail in ["\n", "%%EOF\n", "9 0 obj\n<<>>\nendobj\n"] {
        write(format!("added-{}", tail.len()), &[two, tail.as_bytes()].concat())?;
    }
    // Bytes of streams, of objects and of each update; none of them in a signature itself.
    for at in [
        paper.len() / 3,
        paper.len() / 2,
        paper.len() - 40,
        paper.len() + 60,
        one.len() - 40,
        one.len() + 60,
    ] {
        let mut changed = two.to_vec();
        changed[at] ^= 1;
        write(format!("changed-{at}"), &changed)?;
    }
    Ok(())
}
