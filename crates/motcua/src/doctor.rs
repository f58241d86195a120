//! `motcua doctor`: settings, disk, clock and store, and what is to be done. Holds no personal data.

use crate::config::{self, Config, Overrides};
use crate::{health, open};
use anyhow::Result;
use motcua_store::Store;

pub async fn run(flags: &Overrides) -> Result<()> {
    let mut to_do: Vec<String> = Vec::new();
    println!("motcua {}", env!("CARGO_PKG_VERSION"));
    let config = match config::load(flags) {
        Ok(config) => config,
        Err(error) => {
            println!("settings   cannot be used: {error:#}");
            to_do.push("mend the settings file or the environment".into());
            return finish(&to_do);
        }
    };
    println!("settings   store {}, listen {}", shown(&config.store), config.listen);
    let year = open::now().date().civil().year();
    println!("clock      {}", open::now());
    if !(2026..2100).contains(&year) {
        to_do.push(format!("set the machine's clock: it says {year}"));
    }
    match health::free_mib(&config.store) {
        Some(free) => {
            println!("disk       {free} MiB free");
            if free < config.disk_alarm_mib {
                to_do.push(format!(
                    "free disk space: {free} MiB are left, the alarm is at {}",
                    config.disk_alarm_mib
                ));
            }
        }
        None => println!("disk       not on this machine"),
    }
    let options = match config.options() {
        Ok(options) => options,
        Err(error) => {
            println!("files      {error:#}");
            to_do.push(format!("mend the place of the files (`blobs`): {error:#}"));
            return finish(&to_do);
        }
    };
    match Store::open(&config.store, options).await {
        Ok(store) => {
            let outbox = store.outbox_state().await?;
            files(&store, &config, &mut to_do).await;
            let head = store.read().await?.feed_head().await?;
            println!(
                "store      answers; feed at {}, {} messages wait, {} dead",
                head.0, outbox.waiting, outbox.dead
            );
            if outbox.dead > 0 {
                to_do.push(format!(
                    "look at {} dead letters (/desk/admin/letters) and try them again or call the people",
                    outbox.dead
                ));
            }
            if let Some(oldest) = outbox
                .oldest
                .filter(|oldest| open::now().micros_since(*oldest) > 3_600_000_000)
            {
                to_do.push(format!("see why messages wait since {oldest}"));
            }
            match open::memory(&store).await {
                Ok(memory) => println!(
                    "province   {} units, {} points",
                    memory.directory.units().count(),
                    memory.directory.points().count()
                ),
                Err(error) => to_do.push(format!("{error:#}")),
            }
        }
        Err(error) => {
            println!("store      {error}");
            to_do.push(error.to_string());
        }
    }
    if config.keys.is_none() {
        to_do.push("name a file with keys (`keys`), or forms end with each restart".into());
    }
    if config.identity.is_none() {
        to_do.push("name the identity provider (`identity`), or citizens cannot sign in".into());
    }
    if config.phone.is_none() {
        to_do.push("name the provincial centre's telephone (`phone`), which pages tell people to call".into());
    }
    finish(&to_do)
}

/// Whether the place of the files takes, gives back and removes.
async fn files(store: &Store, config: &Config, to_do: &mut Vec<String>) {
    let Ok(blobs) = store.blobs() else {
        println!("files      no place");
        to_do.push("name a folder or a bucket for files (`blobs`), the same for all processes of this store".into());
        return;
    };
    let place = config.blobs.as_deref().unwrap_or("beside the store");
    match blobs.probe().await {
        Ok(()) => println!("files      {place}: one was written, read back and removed"),
        Err(error) => {
            println!("files      {place}: refused");
            // With its causes: the sentence of the disk is one of them.
            to_do.push(format!("mend the place of the files: {:#}", anyhow::Error::new(error)));
        }
    }
}

/// An address without the password in it.
fn shown(store: &str) -> String {
    match (store.find("://"), store.rfind('@')) {
        (Some(scheme), Some(host)) if host > scheme => format!("{}://…{}", &store[..scheme], &store[host..]),
        _ => store.to_owned(),
    }
}

fn finish(to_do: &[String]) -> Result<()> {
    if to_do.is_empty() {
        println!("nothing to do");
    } else {
        println!("{} to do:", to_do.len());
        for (at, line) in to_do.iter().enumerate() {
            println!("  {}. {line}", at + 1);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_password_in_the_address_is_not_shown() {
        assert_eq!(
            super::shown("postgres://motcua:secret@db/motcua"),
            "postgres://…@db/motcua"
        );
        assert_eq!(super::shown("/var/lib/motcua"), "/var/lib/motcua");
    }
}
