//! Is the program alive, ready, and how does it do: for load balancers, people and Prometheus.

use crate::open;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use motcua_store::Store;
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Stopwatch};

/// The figures, and whether the program is on its way out.
#[derive(Clone)]
pub struct Health(Arc<Inner>);

struct Inner {
    store: Store,
    address: String,
    alarm_mib: u64,
    draining: AtomicBool,
    /// Whether the place of the files has answered this process once.
    had_files: AtomicBool,
    files: IntGauge,
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    disk: IntGauge,
    waiting: IntGauge,
    dead: IntGauge,
    oldest: IntGauge,
    position: IntGauge,
    clock_jump: IntGauge,
}

impl Health {
    /// Figures for a store at an address.
    ///
    /// # Errors
    ///
    /// Fails only if two figures have one name.
    pub fn new(store: &Store, address: &str, alarm_mib: u64) -> anyhow::Result<Self> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("motcua_requests_total", "Requests answered."),
            &["route", "status"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("motcua_request_seconds", "How long answers took.")
                .buckets(vec![0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0]),
            &["route"],
        )?;
        let disk = IntGauge::new("motcua_disk_free_mib", "Free space where the store lives, in MiB.")?;
        let files = IntGauge::new(
            "motcua_files_answer",
            "1 while the place of the files answers: 0 is an alarm.",
        )?;
        let waiting = IntGauge::new("motcua_outbox_waiting", "Messages that wait to be sent.")?;
        let dead = IntGauge::new(
            "motcua_outbox_dead",
            "Messages that were given up: more than 0 is an alarm.",
        )?;
        let oldest = IntGauge::new(
            "motcua_outbox_oldest_seconds",
            "Age of the oldest message that waits to be sent.",
        )?;
        let position = IntGauge::new("motcua_feed_position", "The last position of the feed.")?;
        let clock_jump = IntGauge::new(
            "motcua_clock_jump_ms",
            "How far the wall clock and the running clock parted in a minute.",
        )?;
        for figure in [&disk, &files, &waiting, &dead, &oldest, &position, &clock_jump] {
            registry.register(Box::new(figure.clone()))?;
        }
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        Ok(Self(Arc::new(Inner {
            store: store.clone(),
            address: address.to_owned(),
            alarm_mib,
            draining: AtomicBool::new(false),
            had_files: AtomicBool::new(false),
            files,
            registry,
            requests,
            seconds,
            disk,
            waiting,
            dead,
            oldest,
            position,
            clock_jump,
        })))
    }

    /// From now on the program is not ready: the load balancer sends nobody new.
    pub fn drain(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    /// Looks at disk, clock and outbox every minute, and raises alarms in the log.
    pub async fn watch(self) {
        const EVERY: Duration = Duration::from_secs(60);
        loop {
            let (wall, running) = (open::now(), Stopwatch::now());
            tokio::time::sleep(EVERY).await;
            let ran = i64::try_from(running.elapsed().as_millis()).unwrap_or(i64::MAX);
            let jump = open::now().micros_since(wall) / 1_000 - ran;
            self.0.clock_jump.set(jump);
            if jump.abs() > 2_000 {
                tracing::error!(jump_ms = jump, "the machine's clock was set: check its time service");
            }
            self.look().await;
        }
    }

    async fn look(&self) {
        let inner = &self.0;
        if let Some(free) = free_mib(&inner.address) {
            inner.disk.set(i64::try_from(free).unwrap_or(i64::MAX));
            if free < inner.alarm_mib {
                tracing::error!(
                    free_mib = free,
                    alarm_mib = inner.alarm_mib,
                    "disk space is short: free some"
                );
            }
        }
        if let Err(said) = self.files().await {
            tracing::error!(said, "files cannot be kept or read: see motcua doctor");
        }
        if let Ok(outbox) = inner.store.outbox_state().await {
            inner.waiting.set(outbox.waiting);
            inner.dead.set(outbox.dead);
            let age = outbox
                .oldest
                .map_or(0, |oldest| open::now().micros_since(oldest) / 1_000_000);
            inner.oldest.set(age.max(0));
            if outbox.dead > 0 {
                tracing::error!(dead = outbox.dead, "dead letters: see /desk/admin/letters");
            }
        }
        if let Ok(read) = inner.store.read().await
            && let Ok((position, _)) = read.feed_head().await
        {
            inner.position.set(position);
        }
    }
}

impl Health {
    /// Whether the place of the files answers within two seconds; a store without one has nothing to ask.
    async fn files(&self) -> Result<(), String> {
        let Ok(blobs) = self.0.store.blobs() else { return Ok(()) };
        let answered = tokio::time::timeout(Duration::from_secs(2), blobs.answers()).await;
        let answered = match answered {
            Ok(answered) => answered.map_err(|error| error.to_string()),
            Err(_) => Err("no answer in two seconds".to_owned()),
        };
        self.0.files.set(i64::from(answered.is_ok()));
        self.0.had_files.fetch_or(answered.is_ok(), Ordering::Relaxed);
        answered
    }
}

/// Counts and times a request under the pattern of its route, never under its address.
pub async fn measure(State(health): State<Health>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let began = Stopwatch::now();
    let response = next.run(request).await;
    health
        .0
        .seconds
        .with_label_values(&[route.as_str()])
        .observe(began.elapsed().as_secs_f64());
    health
        .0
        .requests
        .with_label_values(&[route.as_str(), response.status().as_str()])
        .inc();
    response
}

/// Whether requests may be sent here.
pub async fn ready(State(health): State<Health>) -> Response {
    if health.0.draining.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "draining\n").into_response();
    }
    let answered = tokio::time::timeout(Duration::from_secs(2), async {
        health.0.store.read().await?.feed_head().await
    });
    if !matches!(answered.await, Ok(Ok(_))) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response();
    }
    let mut said = "ready\n".to_owned();
    if let Err(error) = health.files().await {
        // A process that never had files is set up wrongly. Later it turns nobody away: most pages need none.
        if !health.0.had_files.load(Ordering::Relaxed) {
            let said = format!("the place of the files does not answer: {error}\n");
            return (StatusCode::SERVICE_UNAVAILABLE, said).into_response();
        }
        said.push_str("warning: the place of the files does not answer\n");
    }
    // A dead letter turns nobody away; whoever reads this sees it.
    if let Ok(outbox) = health.0.store.outbox_state().await
        && outbox.dead > 0
    {
        said.push_str(&format!("warning: {} dead letters\n", outbox.dead));
    }
    said.into_response()
}

/// The figures, in the text form of Prometheus.
pub async fn metrics(State(health): State<Health>) -> Response {
    health.look().await;
    let mut text = Vec::new();
    match TextEncoder::new().encode(&health.0.registry.gather(), &mut text) {
        Ok(()) => {
            let kind = HeaderValue::from_static("text/plain; version=0.0.4");
            ([(header::CONTENT_TYPE, kind)], Body::from(text)).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Free space where the embedded store lives, in MiB; `None` for a store on another machine.
pub fn free_mib(address: &str) -> Option<u64> {
    if address.contains("://") {
        return None;
    }
    let mut place = Path::new(address);
    while !place.exists() {
        place = place
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
    }
    let found = rustix::fs::statvfs(place).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize) / (1024 * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_store::{BucketKeys, Options, blob_place};

    async fn answer(health: &Health) -> (StatusCode, String) {
        let response = ready(State(health.clone())).await;
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 9_999).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_process_whose_files_never_answered_is_not_ready_and_later_only_warns() {
        let folder = std::env::temp_dir().join(format!("motcua-ready-{}", std::process::id()));
        let address = folder.to_string_lossy().into_owned();
        let beside = Store::create(&address).await.unwrap();
        let health = Health::new(&beside, &address, 0).unwrap();
        assert_eq!(answer(&health).await, (StatusCode::OK, "ready\n".into()));
        // Nobody listens there.
        let keys = BucketKeys {
            access: "a".into(),
            secret: "s".into(),
        };
        let options = Options {
            blobs: Some(blob_place("s3://files?endpoint=http://127.0.0.1:1", Some(keys)).unwrap()),
            ..Options::default()
        };
        let away = Store::open(&address, options).await.unwrap();
        let health = Health::new(&away, &address, 0).unwrap();
        let (status, said) = answer(&health).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(said.contains("the place of the files does not answer"), "{said}");
        health.0.had_files.store(true, Ordering::Relaxed);
        let (status, said) = answer(&health).await;
        assert_eq!(
            (status, said.starts_with("ready\nwarning: ")),
            (StatusCode::OK, true),
            "{said}"
        );
        assert_eq!(health.0.files.get(), 0);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
