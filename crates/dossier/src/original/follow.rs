//! Originals of a unit that closed, and its open lists, go to the unit that follows: whoever has the paper in the drawer
//! now finds it on their list.

use super::{Original, lies_in, originals_by_id};
use crate::hand_over::{HandOver, open_lists};
use crate::succession::{Order, SuccessionError};
use motcua_kernel::{Actor, ChangeId, Context, Instant, OriginalId, named_id};
use motcua_store::{ChangeSet, Store, Stored};

/// Read in one snapshot.
const PAGE: i64 = 200;

/// Moves what one order leaves behind and tells how much it moved; done already, it moves nothing.
///
/// # Errors
///
/// See [`SuccessionError`]; what was moved stays moved.
pub(crate) async fn follow(store: &Store, order: Order<'_>, ctx: &Context) -> Result<u64, SuccessionError> {
    let closed = order.heirs.closed();
    let mut moved = 0;
    // Lists first: what is on one moves with it, in one change.
    loop {
        let read = store.read().await?;
        let ends = open_lists(&read, &closed, PAGE).await?;
        let lists = [ends.made, ends.leaving, ends.arriving, ends.differing].concat();
        let Some(list) = lists.first() else { break };
        let lines: Vec<OriginalId> = list.lines.iter().map(|line| line.original).collect();
        let originals = read.all(originals_by_id(&lines)).await?;
        let ctx = change(ctx, &format!("{}/{}", list.id, list.version));
        let mut set = ChangeSet::new(&ctx);
        move_into(&mut set, &originals, order, &ctx);
        let (followed, event) = HandOver::follow(list.record.clone(), order.heirs);
        set.update(&list.with(followed)).journal(event);
        store.commit(set).await?;
        moved += 1;
    }
    loop {
        let read = store.read().await?;
        let start = (Instant::from_micros(i64::MIN), OriginalId::from_u128(0));
        let originals = read.all(lies_in(&closed, start.0, start.1, PAGE)).await?;
        let Some(original) = originals.first() else {
            return Ok(moved);
        };
        let ctx = change(ctx, &format!("{}/{}", original.id, original.version));
        let mut set = ChangeSet::new(&ctx);
        move_into(&mut set, &originals[..1], order, &ctx);
        store.commit(set).await?;
        moved += 1;
    }
}

fn change(ctx: &Context, name: &str) -> Context {
    let change: ChangeId = named_id("succession of originals", name);
    Context::for_change(Actor::System, ctx.now(), change)
}

fn move_into(set: &mut ChangeSet, originals: &[Stored<Original>], order: Order<'_>, ctx: &Context) {
    for stored in originals {
        if let Some((followed, fact)) = stored.record.clone().follow(order.heirs, order.at, ctx) {
            set.update(&stored.with(followed)).journal(fact.event(stored.dossier));
        }
    }
}
