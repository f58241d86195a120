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
        for figure in [&disk, &waiting, &dead, &oldest, &position, &clock_jump] {
            registry.register(Box::new(figure.clone()))?;
        }
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        Ok(Self(Arc::new(Inner {
            store: store.clone(),
            address: address.to_owned(),
            alarm_mib,
            draining: AtomicBool::new(false),
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
    match answered.await {
        Ok(Ok(_)) => match health.0.store.outbox_state().await {
            // A dead letter turns nobody away; whoever reads this sees it.
            Ok(outbox) if outbox.dead > 0 => format!("ready\nwarning: {} dead letters\n", outbox.dead).into_response(),
            Ok(_) | Err(_) => "ready\n".into_response(),
        },
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response(),
    }
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
