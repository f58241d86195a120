//! Sees to it that `ui/dist` exists, so that the crate also builds before the styles were built,
//! and that it is embedded again when they were.

use std::path::Path;

fn main() {
    let dist = Path::new("../../ui/dist");
    if !dist.join("names.json").exists() {
        println!("cargo::warning=ui/dist is empty, pages will have no styles: run `npm ci && npm run build` in ui/");
        if let Err(error) = std::fs::create_dir_all(dist) {
            println!("cargo::warning=ui/dist could not be made: {error}");
        }
    }
    println!("cargo::rerun-if-changed=../../ui/dist");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=templates");
}
