//! `motcua serve`: the site over a store, until it is told to stop.

use crate::authority;
use crate::config::{self, Config};
use crate::health::{self, Health};
use crate::open::{self, DemoMark};
use crate::store::backup;
use anyhow::{Context, Result, bail};
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::{Router, middleware};
use motcua_accounts::password::{Cost, Hasher};
use motcua_accounts::second_factor::FactorPolicy;
use motcua_accounts::session::Scheme;
use motcua_accounts::{Keys, Secret};
use motcua_adapters::identity::{OpenIdProvider, Settings};
use motcua_adapters::mail::MailServer;
use motcua_background::Office;
use motcua_notice::Post;
use motcua_papers::{BindingRoom, PressRoom};
use motcua_store::Store;
use motcua_web::About;
use motcua_web::app::{App, Parts};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};

/// How long requests under way may take once the program was told to stop.
const DRAIN: Duration = Duration::from_secs(20);

/// What is not read at all, in bytes. Above what forms may hold (2 MiB, axum's own limit), so that the site can say in a
/// page of its own that a form is too long; a body is read only by who takes it, so that this costs no memory.
const LARGEST_BODY: usize = 110 * 1024 * 1024;

/// How long an answer may take; and how long where files come over a slow line.
const PATIENCE: Duration = Duration::from_secs(60);
const PATIENCE_FOR_FILES: Duration = Duration::from_secs(15 * 60);

/// Ends what takes too long.
async fn patience(request: Request, next: Next) -> Response {
    let sends_files = request.method() == Method::POST && request.uri().path().ends_with("/files");
    let patience = if sends_files { PATIENCE_FOR_FILES } else { PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

pub async fn run(config: Config) -> Result<()> {
    config::start_logs(config.json_logs);
    let store = Store::open(&config.store, config.options()?).await?;
    if store.read().await?.find::<DemoMark>(DemoMark::id_of()).await?.is_some() {
        bail!("this store holds demo accounts, whose passwords everybody knows: use another one, or `motcua demo`");
    }
    // Made at the first start, so that its public half can be put away before anything is backed up.
    if backup::key_file(&config).is_ok() {
        backup::key(&config)?;
    }
    let https = config.public_url.starts_with("https://");
    let is_local = config.listen.ip().is_loopback();
    if !https && !is_local {
        bail!("public_url must begin with https:// when the program listens on the network");
    }
    let keys = match &config.keys {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("reading the keys {}", file.display()))?;
            Keys::parse(&text)?
        }
        None => bail!("name a file with keys (`keys`): 64 hexadecimal digits a line, the newest first"),
    };
    let identity = config
        .identity
        .clone()
        .context("name the national identity provider (`identity`)")?;
    let phone = config
        .phone
        .clone()
        .context("name the telephone of the provincial centre (`phone`): pages tell people to call it")?;
    let redirect = format!("{}/sign-in/return", config.public_url);
    let mut settings = Settings::new(identity.issuer, identity.client_id, redirect);
    settings.client_secret = identity.client_secret.map(Secret::new);
    let press = PressRoom::new(cores());
    let press = match &config.result_key {
        Some(file) => press.with_keys(Arc::new(authority::read_or_make(file, open::now())?)),
        None => press,
    };
    let memory = open::memory(&store).await?;
    let app = App::new(Parts {
        store: store.clone(),
        catalogue: memory.catalogue,
        directory: memory.directory,
        keys,
        hasher: Hasher::new(Cost::RECOMMENDED, cores())?,
        policy: FactorPolicy::usual(),
        provider: Arc::new(OpenIdProvider::new(settings)?),
        press: Arc::new(press),
        bindery: Arc::new(BindingRoom::new(2)),
        scheme: if https { Scheme::Https } else { Scheme::Http },
        about: About {
            is_demo: false,
            phone,
            address: config.public_url.clone(),
            sends_mail: config.mail.is_some(),
        },
        clock: Arc::new(open::now),
    });
    let post: Option<Arc<dyn Post>> = match &config.mail {
        Some(mail) => Some(Arc::new(MailServer::new(&mail.server, &mail.from)?)),
        None => None,
    };
    listen(&config, &app, post, Router::new(), || {}).await
}

/// How many things can be worked on at once.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

/// Serves until SIGTERM or Ctrl-C; then says that it is not ready, ends what is under way, and returns.
///
/// # Errors
///
/// Fails if the address is taken.
pub async fn listen(
    config: &Config,
    app: &App,
    post: Option<Arc<dyn Post>>,
    beside: Router,
    ready: impl FnOnce(),
) -> Result<()> {
    let health = Health::new(app.store(), &config.store, config.disk_alarm_mib)?;
    let site = motcua_web::site::whole(app.clone())
        .merge(motcua_api::routes(app.clone()))
        .merge(beside)
        .layer(middleware::from_fn_with_state(health.clone(), health::measure))
        .merge(crate::routes::health(&health))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(patience))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid));
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}: is another program there?", config.listen))?;
    let watching = tokio::spawn(health.clone().watch());
    let office = Office {
        site: config.public_url.clone(),
        phone: app.about().phone.clone(),
        post,
    };
    let working = tokio::spawn(motcua_background::run(app.store().clone(), office, Arc::new(open::now)));
    let following = tokio::spawn(follow(app.clone()));
    ready();
    let told = {
        let health = health.clone();
        async move {
            stop().await;
            health.drain();
            tracing::info!("told to stop: ending what is under way");
        }
    };
    let service = site.into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        told.await;
        let _ = stopping.send(());
    });
    tokio::select! {
        ended = server => ended?,
        () = async { let _ = stopped.await; tokio::time::sleep(DRAIN).await } => {
            tracing::warn!("some requests did not end in time");
        }
    }
    watching.abort();
    working.abort();
    following.abort();
    Ok(())
}

/// Looked at even if nothing was heard: another program's change is heard of within so long.
const FOLLOW: Duration = Duration::from_secs(5);

/// Keeps what the site has in memory true, until it is dropped.
async fn follow(app: App) {
    let mut hint = app.store().hint();
    let mut stands = None;
    loop {
        match app.catch_up(stands).await {
            Ok(read) => stands = Some(read),
            Err(problem) => tracing::warn!(?problem, "what is kept in memory could not be loaded anew"),
        }
        tokio::select! {
            () = tokio::time::sleep(FOLLOW) => {}
            changed = hint.changed() => if changed.is_err() { tokio::time::sleep(FOLLOW).await },
        }
    }
}

async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
        }
        Err(_) => drop(interrupted.await),
    }
}
