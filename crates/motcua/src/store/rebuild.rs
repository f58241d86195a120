//! `motcua store rebuild-view`: a view from the first event again, beside the old one.

use crate::config::{self, Overrides};
use anyhow::{Result, bail};
use clap::Args;
use motcua_store::{Options, Store, views};
use std::time::Instant as Stopwatch;

/// What `motcua store rebuild-view` takes.
#[derive(Debug, Args)]
pub struct RebuildArguments {
    /// The view. Without a name, those that there are.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    settings: Overrides,
}

pub async fn run(arguments: &RebuildArguments) -> Result<()> {
    let views = views();
    let names: Vec<&str> = views.iter().map(|view| view.name).collect();
    let Some(name) = &arguments.name else {
        println!("{} views can be rebuilt: {}", names.len(), names.join(", "));
        return Ok(());
    };
    let Some(view) = views.iter().find(|view| view.name == name) else {
        bail!(
            "there is no view {name}; there are {}: {}",
            names.len(),
            names.join(", ")
        );
    };
    let config = config::load(&arguments.settings)?;
    let store = Store::open(&config.store, Options::default()).await?;
    let began = Stopwatch::now();
    let told = &mut |progress: motcua_store::Progress| eprintln!("{name}: {} of {}", progress.position, progress.head);
    let position = (view.rebuild)(&store, told).await?;
    println!(
        "{name} was built again up to position {position} and took the old one's place; {:.1} s",
        began.elapsed().as_secs_f32()
    );
    Ok(())
}
