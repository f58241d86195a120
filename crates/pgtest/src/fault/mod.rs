//! A proxy between a program and PostgreSQL that breaks the line on purpose.

mod answers;
mod line;
mod plan;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use plan::{At, Counts, Fault, Odds, SqlState};

use crate::{Database, PgTestError};
use plan::Plan;

/// A TCP proxy in front of one database. Faults happen by script ([`FaultProxy::once`]) or by seeded chance
/// ([`FaultProxy::random`]); without either it passes everything on unchanged.
///
/// It reads the messages of both sides, so it knows a COMMIT in a simple query, in an unnamed statement and
/// in a prepared one, also among pipelined messages, and it breaks exactly that one.
#[derive(Debug)]
pub struct FaultProxy {
    url: String,
    plan: Arc<Plan>,
    signals: Arc<Signals>,
    acceptor: JoinHandle<()>,
}

/// What the proxy tells its acceptor and its lines.
#[derive(Debug)]
struct Signals {
    /// Raised to end all present lines.
    cuts: watch::Sender<u64>,
    /// Until when connections are refused.
    refuse_until: watch::Sender<Option<tokio::time::Instant>>,
}

impl FaultProxy {
    /// Starts a proxy before `database` on a free port of loopback.
    ///
    /// # Errors
    ///
    /// Fails if no port is free or the database's URL names no TCP address.
    pub async fn start(database: &Database) -> Result<Self, PgTestError> {
        Self::before(database.url()).await
    }

    /// Starts a proxy before the database of a URL `postgres://user:password@host:port/name`.
    ///
    /// # Errors
    ///
    /// Fails if no port is free or the URL names no TCP address.
    pub async fn before(url: &str) -> Result<Self, PgTestError> {
        let unusable = || PgTestError::Url("the proxy needs user@host:port".into());
        let (head, rest) = url.split_once('@').ok_or_else(unusable)?;
        let (server, database) = rest.split_once('/').ok_or_else(unusable)?;
        let server = tokio::net::lookup_host(server).await?.next().ok_or_else(unusable)?;

        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let here = listener.local_addr()?;
        let plan = Arc::new(Plan::default());
        let signals = Arc::new(Signals {
            cuts: watch::channel(0).0,
            refuse_until: watch::channel(None).0,
        });
        let acceptor = tokio::spawn(accept(listener, here, server, plan.clone(), signals.clone()));
        Ok(Self {
            url: format!("{head}@{here}/{database}"),
            plan,
            signals,
            acceptor,
        })
    }

    /// The URL that leads through the proxy.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Does `fault` once, at the next moment `at`. Rules for the same moment are used in the order given.
    pub fn once(&self, at: At, fault: Fault) {
        self.plan.once(at, fault);
    }

    /// From now on does faults by chance. The same seed and the same statements give the same faults.
    pub fn random(&self, seed: u64, odds: Odds) {
        self.plan.random(seed, odds);
    }

    /// Forgets all rules and chances; what was counted stays.
    pub fn heal(&self) {
        self.plan.heal();
    }

    /// Delays every message by so much, towards the server and towards the client.
    pub fn latency(&self, to_server: Duration, to_client: Duration) {
        self.plan.latency(to_server, to_client);
    }

    /// Ends all present lines at once, wherever they are.
    pub fn cut_all(&self) {
        self.signals.cuts.send_modify(|cut| *cut += 1);
    }

    /// Refuses new connections for a time, as a server that is not there does. Present lines go on.
    pub fn refuse_for(&self, time: Duration) {
        self.signals
            .refuse_until
            .send_replace(Some(tokio::time::Instant::now() + time));
    }

    /// What was done so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.plan.counts()
    }

    /// Rules that wait for their moment.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.plan.waiting()
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.acceptor.abort();
        self.cut_all();
    }
}

/// Takes connections until it is aborted. Gives up its port while connections are refused, so that the
/// client sees what it sees when no server runs.
async fn accept(first: TcpListener, here: SocketAddr, server: SocketAddr, plan: Arc<Plan>, signals: Arc<Signals>) {
    let mut refusals = signals.refuse_until.subscribe();
    let mut listener = Some(first);
    loop {
        let until = *refusals.borrow_and_update();
        if let Some(until) = until.filter(|until| *until > tokio::time::Instant::now()) {
            listener = None;
            tokio::select! {
                () = tokio::time::sleep_until(until) => {}
                _ = refusals.changed() => {}
            }
            continue;
        }
        let Some(open) = &listener else {
            match TcpListener::bind(here).await {
                Ok(bound) => listener = Some(bound),
                // Another program may hold the port for a moment.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
            continue;
        };
        tokio::select! {
            accepted = open.accept() => {
                let Ok((client, _)) = accepted else { continue };
                plan.count(|counts| counts.connections += 1);
                tokio::spawn(carry(client, server, plan.clone(), signals.cuts.subscribe()));
            }
            _ = refusals.changed() => {}
        }
    }
}

/// Carries one line until either side ends it, a fault cuts it, or all lines are cut.
async fn carry(client: TcpStream, server: SocketAddr, plan: Arc<Plan>, mut cuts: watch::Receiver<u64>) {
    cuts.mark_unchanged();
    // A server that is not there looks to the client like a line that is cut.
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let _ = client.set_nodelay(true);
    let _ = server.set_nodelay(true);
    tokio::select! {
        // Errors of either socket end the line, which is all that the other side can learn.
        _ = line::carry(client, server, &plan) => {}
        _ = cuts.changed() => {}
    }
}
