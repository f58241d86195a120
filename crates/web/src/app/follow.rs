//! Keeps what is in memory true: when the feed tells that units or procedures changed, by this program or another,
//! they are loaded anew.

use super::App;
use motcua_kernel::Problem;

/// Events read at once.
const PAGE: i64 = 1_000;

impl App {
    /// Reads on from a position, and loads what changed since; from the feed's end, loading all, where none is known.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer; the next call begins where this one did.
    pub async fn catch_up(&self, stands: Option<i64>) -> Result<i64, Problem> {
        let (mut units, mut procedures) = (stands.is_none(), stands.is_none());
        let mut position = match stands {
            Some(stands) => stands,
            None => self.store().read().await?.feed_head().await?.0,
        };
        loop {
            let events = self.store().read().await?.feed(position, PAGE).await?;
            let Some(last) = events.last() else { break };
            position = last.position;
            for event in &events {
                let room = event.event.kind.split('.').next().unwrap_or_default();
                units |= matches!(room, "unit" | "area" | "point");
                procedures |= room == "procedure";
            }
        }
        if units {
            self.reload_directory().await?;
        }
        if procedures {
            self.reload_catalogue().await?;
        }
        Ok(position)
    }
}
