//! Prints every sample into a folder: `NAME.pdf`, and `NAME.txt` with what its square code carries.
//!
//! `cargo run -p motcua-papers --example print-papers -- FOLDER`

use motcua_papers::sample;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: print-papers FOLDER")?;
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    for name in sample::names() {
        let paper = sample::find(name)?;
        let printed = paper.print()?;
        std::fs::write(folder.join(format!("{name}.pdf")), &printed.pdf)?;
        std::fs::write(folder.join(format!("{name}.txt")), paper.head.mark.text())?;
        println!("{name}: {} pages, {} bytes", printed.pages, printed.pdf.len());
    }
    Ok(())
}
