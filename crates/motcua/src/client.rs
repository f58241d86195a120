//! `motcua client …`: opening other systems' way into the API, looking over them, and closing them.

use crate::config::{self, Overrides};
use crate::open;
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use motcua_accounts::client::{self, LONGEST_TOKEN_DAYS, NewClient, Overview, Standing};
use motcua_accounts::{Secret, client::Client};
use motcua_kernel::{ClientId, Instant, UnitId};
use motcua_org::connection::SourceName;
use motcua_org::officer::Officer;
use motcua_org::{Directory, Right};
use motcua_store::{Read, Store};

/// Clients listed at most; a province has a few dozen.
const MOST: i64 = 1_000;

const OPEN_EXAMPLES: &str = "\
Examples:
  The national portal, which hands in what people of identity level 2 filed there, and follows it:
    motcua client open --store /var/lib/motcua --name \"National portal\" --unit H49.101 \\
      --source national_portal --vouches-for 2

  An old system of a ward, which also receives in the name of the ward's centre:
    motcua client open --store /var/lib/motcua --name \"Old system of Bai Chay\" --unit H49.105 \\
      --source old_system --may submit,accept,see_dossier --receives-at H49.105

The token is printed once, on standard output; only its digest is kept. A lost one is replaced: motcua client renew.";

/// What can be done with other systems.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Open a client and print its token, once.
    #[command(after_help = OPEN_EXAMPLES)]
    Open(OpenArguments),
    /// List all clients: what each is connected for, until when its token counts, who opened it.
    List(Overrides),
    /// Give a client another token and print it, once. The one before counts on until its end or the next.
    #[command(
        after_help = "Example:\n  motcua client renew \"Old system of Bai Chay\" --days 90 --store /var/lib/motcua"
    )]
    Renew(RenewArguments),
    /// Close a client for good: none of its tokens counts any more.
    #[command(after_help = "Example:\n  motcua client close \"Old system of Bai Chay\" --store /var/lib/motcua")]
    Close(CloseArguments),
}

/// What `motcua client open` takes.
#[derive(Debug, Args)]
pub struct OpenArguments {
    #[command(flatten)]
    settings: Overrides,
    /// What administrators call it.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The unit that answers for it, by its electronic identifier (H49.101) or key (ttpvhcc/22).
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// The one source that it speaks for: a word such as national_portal.
    #[arg(long, value_name = "WORD")]
    source: Option<SourceName>,
    /// What it may do.
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["submit", "answer_supplement", "withdraw", "see_dossier"])]
    may: Vec<May>,
    /// The centre in whose name it receives what it handed in, like --unit; for accept.
    #[arg(long, value_name = "UNIT")]
    receives_at: Option<String>,
    /// The highest level of identity that it vouches for; filing needs 2.
    #[arg(long, value_name = "LEVEL", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=2))]
    vouches_for: u8,
    /// How long the token counts.
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(i64).range(1..=LONGEST_TOKEN_DAYS))]
    days: i64,
}

/// What `motcua client renew` takes.
#[derive(Debug, Args)]
pub struct RenewArguments {
    #[command(flatten)]
    settings: Overrides,
    /// Its name or id.
    client: String,
    /// How long the token counts.
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(i64).range(1..=LONGEST_TOKEN_DAYS))]
    days: i64,
}

/// What `motcua client close` takes.
#[derive(Debug, Args)]
pub struct CloseArguments {
    #[command(flatten)]
    settings: Overrides,
    /// Its name or id.
    client: String,
}

/// What a client may do, as clap offers it: what other systems can be given at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum May {
    Submit,
    Accept,
    AnswerSupplement,
    Withdraw,
    SeeDossier,
}

impl From<May> for Right {
    fn from(may: May) -> Self {
        match may {
            May::Submit => Self::Submit,
            May::Accept => Self::Accept,
            May::AnswerSupplement => Self::AnswerSupplement,
            May::Withdraw => Self::Withdraw,
            May::SeeDossier => Self::SeeDossier,
        }
    }
}

pub async fn run(command: ClientCommand) -> Result<()> {
    match command {
        ClientCommand::Open(arguments) => open_one(arguments).await,
        ClientCommand::List(settings) => list(&settings).await,
        ClientCommand::Renew(arguments) => renew(&arguments).await,
        ClientCommand::Close(arguments) => close(&arguments).await,
    }
}

async fn store_of(settings: &Overrides) -> Result<Store> {
    let config = config::load(settings)?;
    Ok(Store::open(&config.store, config.options()?).await?)
}

async fn open_one(arguments: OpenArguments) -> Result<()> {
    let store = store_of(&arguments.settings).await?;
    let directory = open::directory(&store).await?;
    let receives_at = arguments.receives_at.as_deref();
    let new = NewClient {
        name: arguments.name,
        unit: unit(&directory, &arguments.unit)?,
        rights: arguments.may.into_iter().map(Right::from).collect(),
        source: arguments.source,
        receives_at: receives_at.map(|named| unit(&directory, named)).transpose()?,
        vouches_for: arguments.vouches_for,
    };
    let id = client::open(&store, new, &open::system()).await?;
    let (token, ends_at) = token(&store, id, arguments.days).await?;
    tell(&format!("client {id} is open"), &token, ends_at);
    Ok(())
}

async fn renew(arguments: &RenewArguments) -> Result<()> {
    let store = store_of(&arguments.settings).await?;
    let client = named(&store.read().await?, &arguments.client).await?;
    let (token, ends_at) = token(&store, client.id, arguments.days).await?;
    tell(&format!("client {} has another token", client.id), &token, ends_at);
    Ok(())
}

async fn close(arguments: &CloseArguments) -> Result<()> {
    let store = store_of(&arguments.settings).await?;
    let client = named(&store.read().await?, &arguments.client).await?;
    client::close(&store, client.id, &open::system()).await?;
    println!("client {} \"{}\" is closed", client.id, client.name);
    Ok(())
}

async fn list(settings: &Overrides) -> Result<()> {
    let store = store_of(settings).await?;
    let directory = open::directory(&store).await?;
    let read = store.read().await?;
    let all = client::overview(&read, MOST).await?;
    for one in &all {
        print!("{}", as_text(one, &directory, &opener(&read, one).await?));
    }
    if all.is_empty() {
        println!("no client is or was open");
    }
    Ok(())
}

/// A new token for a client, and its end.
async fn token(store: &Store, id: ClientId, days: i64) -> Result<(Secret, Instant)> {
    let ctx = open::system();
    let ends_at = ctx.now().plus_seconds(days * 86_400);
    let token = client::renew(store, id, ends_at, &ctx).await?;
    Ok((token.secret().clone(), ends_at))
}

/// The token alone on its line, so that a script takes the last one.
fn tell(what: &str, token: &Secret, ends_at: Instant) {
    println!(
        "{what}; its token counts until {}, and is shown this once:",
        shown(ends_at)
    );
    println!("{}", token.reveal());
}

/// To the minute, by the province's clock.
fn shown(moment: Instant) -> String {
    moment.civil().strftime("%Y-%m-%d %H:%M").to_string()
}

/// The unit of an electronic identifier or key.
fn unit(directory: &Directory, named: &str) -> Result<UnitId> {
    let found = directory
        .unit_by_e_identifier(named)
        .or_else(|| directory.unit_by_key(named));
    let found = found.with_context(|| {
        format!("no unit has the identifier or key {named}; units.csv and /desk/admin/units list them")
    })?;
    Ok(found.id)
}

/// The client of a name or id.
async fn named(read: &Read, wanted: &str) -> Result<Client> {
    let all = client::overview(read, MOST).await?;
    let found = all
        .into_iter()
        .map(|one| one.client)
        .find(|client| client.name == wanted || client.id.to_string() == wanted);
    match found {
        Some(client) => Ok(client),
        None => bail!("no client has the name or id {wanted}; motcua client list shows them"),
    }
}

/// Who opened it: an officer's staff code, or the command.
async fn opener(read: &Read, one: &Overview) -> Result<String> {
    let Some(opened) = one.opened else {
        return Ok("nobody knows when".into());
    };
    let by = match opened.by {
        Some(officer) => match read.find::<Officer>(officer).await? {
            Some(officer) => officer.code.clone(),
            None => officer.to_string(),
        },
        None => "a command".into(),
    };
    Ok(format!("{}, by {by}", shown(opened.at)))
}

/// A client in a few lines for a technician's terminal.
fn as_text(one: &Overview, directory: &Directory, opener: &str) -> String {
    let name_of = |unit: UnitId| {
        directory
            .find_unit(unit)
            .map_or_else(|| unit.to_string(), |unit| unit.name.clone())
    };
    let stands = match one.client.standing(open::now()) {
        Standing::Open(until) => format!("open, token until {}", shown(until)),
        Standing::NoToken => "no token counts: motcua client renew".into(),
        Standing::Closed(at) => format!("closed since {}", shown(at)),
    };
    let mut lines = vec![
        ("id", one.client.id.to_string()),
        ("stands", stands),
        ("unit", name_of(one.client.unit)),
        ("opened", opener.to_owned()),
        ("used", one.used_at.map_or_else(|| "never".into(), shown)),
    ];
    if let Some(connection) = &one.connection {
        let may: Vec<String> = connection.rights.iter().filter_map(|right| word(*right)).collect();
        lines.push(("may", may.join(", ")));
        if let Some(source) = &connection.source {
            lines.push(("source", source.to_string()));
        }
        if let Some(centre) = connection.receives_at {
            lines.push(("receives", name_of(centre)));
        }
        lines.push(("vouches", format!("up to level {}", connection.vouches_for)));
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|(what, value)| format!("  {what:<10}{value}\n"))
        .collect();
    format!("{}\n{}", one.client.name, lines.concat())
}

/// The word by which `--may` gives a right.
fn word(right: Right) -> Option<String> {
    let may = May::value_variants().iter().find(|may| Right::from(**may) == right)?;
    Some(may.to_possible_value()?.get_name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_org::rights::table::CLIENT;

    #[test]
    fn the_command_gives_every_right_that_other_systems_can_have() {
        let given: Vec<Right> = May::value_variants().iter().map(|may| Right::from(*may)).collect();
        for right in CLIENT.iter().filter(|right| **right != Right::ActAsClient) {
            assert!(given.contains(right), "{right:?}");
        }
        assert_eq!(given.len() + 1, CLIENT.len());
    }
}
