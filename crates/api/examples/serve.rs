//! The API alone over a store of its own with the province in it, for tools that try an API out:
//!
//! ```text
//! cargo run -p motcua-api --example serve -- /tmp/motcua-api 127.0.0.1:8099
//! ```
//!
//! It prints bearer tokens and ids, then serves until it is stopped.

#[path = "../tests/province/mod.rs"]
mod province;

use motcua_kernel::Instant;
use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder for the store")?;
    let address = arguments.next().ok_or("name an address to listen at")?;
    #[expect(
        clippy::disallowed_methods,
        reason = "an example is a program of its own, and programs have a clock"
    )]
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = Instant::from_micros(i64::try_from(since.as_micros())?);
    let province = province::Province::bring_in(&folder, now, true).await?;
    println!("bearer {}", province.token);
    println!("another client's bearer {}", province.other_token);
    println!("dossier {}, procedure {}", province.dossier, province.procedure);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("listening at http://{address}");
    axum::serve(listener, motcua_api::router(province.site)).await?;
    Ok(())
}
