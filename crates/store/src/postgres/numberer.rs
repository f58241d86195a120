//! The numberer: gives every event its position, once, in an order that never changes.
//!
//! One of several processes does it, under a lease. The lease only saves work: what makes it right is that
//! each batch locks the lease's row and finds its own token there, so two can never number at the same time.

use super::line::Line;
use super::trouble::{Trouble, trouble};
use crate::plan::feed_hash;
use deadpool_postgres::Pool;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};
use tokio_postgres::Row;
use uuid::Uuid;

/// How many events one transaction moves at most.
const BATCH: i64 = 1000;
/// How long a lease holds without being renewed.
const LEASE: Duration = Duration::from_secs(2);
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The server's clock: leases of several machines are compared by one clock.
const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// The task's handle: it stops when the last handle to the store goes.
pub(super) struct Numberer {
    wake: Arc<Notify>,
    stop: Arc<Notify>,
}

impl Numberer {
    pub(super) fn start(pool: Pool, numbers: bool, hint: watch::Sender<i64>) -> Self {
        let wake = Arc::new(Notify::new());
        let stop = Arc::new(Notify::new());
        let work = Work {
            pool,
            numbers,
            hint,
            holder: Uuid::new_v4().to_string(),
            lease: None,
        };
        tokio::spawn(work.run(Arc::clone(&wake), Arc::clone(&stop)));
        Self { wake, stop }
    }

    /// Tells that this process has committed events.
    pub(super) fn wake(&self) {
        self.wake.notify_one();
    }
}

impl Drop for Numberer {
    fn drop(&mut self) {
        self.stop.notify_one();
    }
}

struct Work {
    pool: Pool,
    numbers: bool,
    hint: watch::Sender<i64>,
    holder: String,
    /// The fencing token, and when the lease was last renewed.
    lease: Option<(i64, Instant)>,
}

impl Work {
    async fn run(mut self, wake: Arc<Notify>, stop: Arc<Notify>) {
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.turn().await {
                Ok(true) => pause = SHORTEST_PAUSE,
                Ok(false) => {}
                Err(failed) => {
                    self.lease = None;
                    tracing::debug!(?failed, "events wait for their positions");
                }
            }
            tokio::select! {
                () = stop.notified() => break,
                // Commits of this process are seen at once; `notify_one` keeps one call while we work.
                () = wake.notified() => pause = SHORTEST_PAUSE,
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            }
        }
        if let Some((token, _)) = self.lease
            && let Ok(line) = Line::from(&self.pool).await
        {
            // So that the next one need not wait; if this fails it waits for the lease to end.
            let sql = "UPDATE store_lease SET until = 0 WHERE name = 'feed' AND holder = $1 AND token = $2";
            let _ = line.execute(sql, &[&self.holder, &token]).await;
        }
    }

    /// Numbers what there is, or looks how far another process has come. Says whether anything was new.
    async fn turn(&mut self) -> Result<bool, Trouble> {
        let mut line = Line::from(&self.pool).await?;
        if self.numbers && self.hold(&line).await? {
            let mut moved_any = false;
            while let Some((token, _)) = self.lease {
                line.mark_begun();
                let moved = match self.batch(&line, token).await {
                    Ok(moved) => moved,
                    Err(failed) => {
                        line.roll_back().await;
                        return Err(failed);
                    }
                };
                match moved {
                    Moved::Lost => {
                        line.roll_back().await;
                        self.lease = None;
                    }
                    Moved::Some { count, position } => {
                        line.commit().await?;
                        self.show(position);
                        moved_any |= count > 0;
                        if count < BATCH {
                            break;
                        }
                    }
                }
            }
            return Ok(moved_any);
        }
        let sql = "SELECT coalesce(max(position), 0) FROM store_feed";
        let row = one(&line, sql).await?;
        Ok(self.show(row.try_get(0).map_err(|error| trouble(&error, false))?))
    }

    fn show(&self, position: i64) -> bool {
        self.hint.send_if_modified(|shown| {
            let is_new = *shown != position;
            *shown = position;
            is_new
        })
    }

    /// Takes or renews the lease. A new holder gets a new token, which fences the old one off.
    async fn hold(&mut self, line: &Line) -> Result<bool, Trouble> {
        if self.lease.is_some_and(|(_, renewed)| renewed.elapsed() < LEASE / 4) {
            return Ok(true);
        }
        let began = Instant::now();
        let sql = format!(
            "INSERT INTO store_lease (name, holder, until, token) VALUES ('feed', $1, {NOW} + $2, 1)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until,
                 token = store_lease.token + CASE WHEN store_lease.holder = excluded.holder THEN 0 ELSE 1 END
             WHERE store_lease.holder = excluded.holder OR store_lease.until < {NOW}
             RETURNING token"
        );
        let statement = line
            .prepare_cached(&sql)
            .await
            .map_err(|error| trouble(&error, false))?;
        let length = LEASE.as_micros() as i64;
        let row = line
            .query_opt(&statement, &[&self.holder, &length])
            .await
            .map_err(|error| trouble(&error, false))?;
        self.lease = match row {
            Some(row) => Some((row.try_get(0).map_err(|error| trouble(&error, false))?, began)),
            None => None,
        };
        Ok(self.lease.is_some())
    }

    /// One batch. The caller ends the transaction.
    async fn batch(&self, line: &Line, token: i64) -> Result<Moved, Trouble> {
        let failed = |error: tokio_postgres::Error| trouble(&error, false);
        line.batch_execute("BEGIN").await.map_err(failed)?;
        let fence = "SELECT token FROM store_lease WHERE name = 'feed' AND holder = $1 AND token = $2 FOR UPDATE";
        let fence = line.prepare_cached(fence).await.map_err(failed)?;
        if line
            .query(&fence, &[&self.holder, &token])
            .await
            .map_err(failed)?
            .is_empty()
        {
            return Ok(Moved::Lost);
        }
        let head = "SELECT position, hash FROM store_feed ORDER BY position DESC LIMIT 1";
        let head = line.prepare_cached(head).await.map_err(failed)?;
        let (mut position, mut hash) = match line.query_opt(&head, &[]).await.map_err(failed)? {
            Some(row) => (row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?),
            None => (0_i64, String::new()),
        };
        // A thing's events never come before an earlier one of it, whatever the server's clock did: an event
        // that is visible has all before it visible too, and `seen` never falls along a chain.
        let waiting = "SELECT thing, n, hash FROM
                (SELECT thing, n, hash, max(at) OVER (PARTITION BY thing ORDER BY n) AS seen FROM store_unnumbered) u
             ORDER BY seen, thing, n LIMIT $1";
        let waiting = line.prepare_cached(waiting).await.map_err(failed)?;
        let rows = line.query(&waiting, &[&BATCH]).await.map_err(failed)?;
        let (mut positions, mut things, mut ns, mut hashes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in &rows {
            let thing: Uuid = row.try_get(0).map_err(failed)?;
            let n: i64 = row.try_get(1).map_err(failed)?;
            let event_hash: &str = row.try_get(2).map_err(failed)?;
            position += 1;
            hash = feed_hash(&hash, position, event_hash);
            positions.push(position);
            things.push(thing);
            ns.push(n);
            hashes.push(hash.clone());
        }
        if !rows.is_empty() {
            let put = "INSERT INTO store_feed (position, thing, n, hash)
                       SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[])";
            let put = line.prepare_cached(put).await.map_err(failed)?;
            line.execute(&put, &[&positions, &things, &ns, &hashes])
                .await
                .map_err(failed)?;
            let take = "DELETE FROM store_unnumbered w USING unnest($1::uuid[], $2::bigint[]) AS d (thing, n)
                        WHERE w.thing = d.thing AND w.n = d.n";
            let take = line.prepare_cached(take).await.map_err(failed)?;
            line.execute(&take, &[&things, &ns]).await.map_err(failed)?;
        }
        Ok(Moved::Some {
            count: rows.len() as i64,
            position,
        })
    }
}

enum Moved {
    /// Another process holds the lease now.
    Lost,
    Some {
        count: i64,
        position: i64,
    },
}

async fn one(line: &Line, sql: &str) -> Result<Row, Trouble> {
    let statement = line.prepare_cached(sql).await.map_err(|error| trouble(&error, false))?;
    line.query_one(&statement, &[])
        .await
        .map_err(|error| trouble(&error, false))
}
