//! The demo's other system: a client of the API whose token stands beside the demo's data and is printed at each start.

use crate::open;
use anyhow::{Context as _, Result};
use motcua_accounts::client::{self, ClientError, LONGEST_TOKEN_DAYS, NewClient, Standing, list_clients};
use motcua_org::Right;
use motcua_org::unit::unit_id;
use motcua_store::Store;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

const NAME: &str = "Demo portal";
/// The source that it speaks for.
const SOURCE: &str = "demo_portal";
/// The provincial centre answers for it.
const UNIT: &str = "ttpvhcc/22";
/// The centre in whose name it receives.
const CENTRE: &str = "ttpvhcc/06673";
/// Where the token stands, in the demo's folder.
const FILE: &str = "api-token.txt";

/// Clients looked through at most.
const MOST: i64 = 1_000;

fn new() -> Result<NewClient> {
    Ok(NewClient {
        name: NAME.into(),
        unit: unit_id(UNIT),
        rights: vec![
            Right::Submit,
            Right::Accept,
            Right::AnswerSupplement,
            Right::Withdraw,
            Right::SeeDossier,
        ],
        source: Some(SOURCE.parse()?),
        receives_at: Some(unit_id(CENTRE)),
        vouches_for: 2,
    })
}

/// The token of the demo's client, which is opened unless it is there; nothing once somebody has closed it.
///
/// # Errors
///
/// Fails when the store does not answer or the folder cannot be written.
pub async fn token(store: &Store, folder: &Path) -> Result<Option<String>> {
    let known = store.read().await?.all(list_clients(MOST)).await?;
    let id = match known.iter().find(|client| client.name == NAME) {
        Some(client) => client.id,
        None => client::open(store, new()?, &open::system())
            .await
            .context("opening the demo's client")?,
    };
    let read = store.read().await?;
    let stands = read.get::<client::Client>(id).await?.standing(open::now());
    if matches!(stands, Standing::Closed(_)) {
        return Ok(None);
    }
    let file = folder.join(FILE);
    if let Ok(kept) = std::fs::read_to_string(&file) {
        let header = format!("Bearer {}", kept.trim());
        if client::find(&read, &header, open::now()).await?.is_some() {
            return Ok(Some(kept.trim().to_owned()));
        }
    }
    drop(read);
    let ctx = open::system();
    let ends_at = ctx.now().plus_seconds(LONGEST_TOKEN_DAYS * 86_400);
    let token = match client::renew(store, id, ends_at, &ctx).await {
        Ok(token) => token.secret().reveal().to_owned(),
        // Closed in this moment.
        Err(ClientError::Closed(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    write_secret(&file, &token).with_context(|| format!("writing {}", file.display()))?;
    Ok(Some(token))
}

/// Readable by who runs the demo, and by nobody else on the machine.
fn write_secret(file: &Path, token: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut written = options.write(true).create(true).truncate(true).mode(0o600).open(file)?;
    writeln!(written, "{token}")
}
