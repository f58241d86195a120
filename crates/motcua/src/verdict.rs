//! `motcua verdict`: whether a signed paper is what was signed, without a store.

use anyhow::{Context as _, Result, bail};
use clap::Args;
use motcua_papers::{Seen, verify};
use std::path::PathBuf;

/// Judge a signed paper: who signed it, when by their own word, and whether a byte was changed or added.
#[derive(Debug, Args)]
pub struct VerdictArguments {
    /// The paper.
    #[arg(value_name = "PDF")]
    file: PathBuf,
    /// Certificates of the authorities whose signatures count (X.509, DER), as `results.der` beside the key.
    #[arg(long, value_name = "DER", required = true)]
    trust: Vec<PathBuf>,
}

pub fn run(arguments: &VerdictArguments) -> Result<()> {
    let read = |file: &PathBuf| std::fs::read(file).with_context(|| format!("reading {}", file.display()));
    let bytes = read(&arguments.file)?;
    let trusted: Vec<Vec<u8>> = arguments.trust.iter().map(read).collect::<Result<_>>()?;
    let trusted: Vec<&[u8]> = trusted.iter().map(Vec::as_slice).collect();
    let verdict = verify(&bytes, &trusted)?;
    for seen in &verdict.signatures {
        println!("{}", line(seen));
    }
    if verdict.added > 0 {
        println!("{} bytes behind the last signature are signed by nobody", verdict.added);
    }
    if !verdict.is_sound() {
        bail!("the paper is not sound: do not rely on it");
    }
    println!("sound");
    Ok(())
}

fn line(seen: &Seen) -> String {
    let organisation = seen
        .organisation
        .as_deref()
        .map_or_else(String::new, |name| format!(", {name}"));
    let at = seen
        .claimed_at
        .map_or_else(String::new, |at| format!(" at {at} by their own word"));
    let faults: Vec<&str> = [
        (seen.intact, "does not fit the bytes"),
        (seen.kept, "was followed by a change"),
        (seen.trusted, "is by nobody trusted"),
    ]
    .into_iter()
    .filter_map(|(holds, fault)| (!holds).then_some(fault))
    .collect();
    let verdict = if faults.is_empty() {
        "holds".to_owned()
    } else {
        faults.join(", ")
    };
    format!("{}: {}{organisation}{at}: {verdict}", seen.field, seen.signer)
}
