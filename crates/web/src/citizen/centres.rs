//! The centres and whether they serve now.

use super::shell::shell;
use crate::app::{Answer, Visit};
use crate::public::{CentreLine, CentresPage, Opening};
use crate::{Page, Part, Shell};
use motcua_kernel::calendar::{Calendar, ServiceHours};
use motcua_kernel::text::fold;
use motcua_kernel::{Instant, PointId};
use motcua_org::Directory;
use motcua_org::calendar::record::{all_point_hours, current_legal_calendar};
use motcua_org::point::{Point, PointKind};
use motcua_store::{Read, ReadError};
use std::collections::HashMap;

/// More points than a province has.
const MOST_POINTS: i64 = 2_000;

/// `GET /centres`.
pub(super) async fn show(visit: Visit) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let shell = shell(&visit, &read, Some(Part::Centres)).await?;
    let centres = lines(&read, &visit.app().directory(), visit.ctx.now(), &shell)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(CentresPage {
        w: visit.here.words,
        centres: centres.into_iter().map(|(_, line)| line).collect(),
        shell,
    }
    .respond())
}

/// Every point that is there now, in Vietnamese order, the further points after their centres.
pub(super) async fn lines(
    read: &Read,
    directory: &Directory,
    now: Instant,
    shell: &Shell,
) -> Result<Vec<(PointKind, CentreLine)>, ReadError> {
    let legal = current_legal_calendar(read).await.ok();
    let hours: HashMap<PointId, _> = read
        .all(all_point_hours(MOST_POINTS))
        .await?
        .into_iter()
        .map(|stored| (stored.point, stored.record))
        .collect();
    let mut points: Vec<&Point> = directory.points().filter(|point| point.period.holds(now)).collect();
    points.sort_by_cached_key(|point| {
        (
            point.kind != PointKind::Main,
            fold(&area_name(directory, point)),
            point.id,
        )
    });
    Ok(points
        .into_iter()
        .map(|point| {
            let served = hours.get(&point.id).and_then(|hours| hours.at(now));
            let opening = match (served, &legal) {
                (Some(served), Some(legal)) => opening(served, legal, now),
                (None, _) | (_, None) => Opening::Closed,
            };
            // A further point is known by its own name; a centre by its ward, and by the name on its door.
            let (name, address) = match point.kind {
                PointKind::Main => (area_name(directory, point), point.name.clone()),
                PointKind::Extra => (point.name.clone(), area_name(directory, point)),
            };
            let line = CentreLine {
                name,
                address,
                phone: shell.phone.clone(),
                opening,
            };
            (point.kind, line)
        })
        .collect())
}

fn area_name(directory: &Directory, point: &Point) -> String {
    point
        .area
        .and_then(|area| directory.places().find(area))
        .map_or_else(|| point.name.clone(), |area| area.full_name.clone())
}

fn opening(served: &ServiceHours, legal: &Calendar, now: Instant) -> Opening {
    let today = now.date();
    let midnight = today.start();
    let minutes = now.micros_since(midnight) / 60_000_000;
    let open_until = served
        .hours_on(today, legal)
        .stretches()
        .iter()
        .find(|stretch| (i64::from(stretch.from.as_minutes())..i64::from(stretch.to.as_minutes())).contains(&minutes))
        .map(|stretch| midnight.plus_seconds(i64::from(stretch.to.as_minutes()) * 60));
    match open_until {
        Some(until) => Opening::Until(until),
        None => served.next_open(now, legal).map_or(Opening::Closed, Opening::At),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_org::import::{ProvinceData, ProvinceFiles};

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_centre_is_open_until_its_lunch_and_opens_again_after_it() {
        let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
        let hours = ServiceHours::office();
        // Wednesday 25 November 2026, 9:21 and 20:00 in the province.
        assert!(matches!(
            opening(&hours, &data.calendar, at("2026-11-25T02:21:00Z")),
            Opening::Until(until) if until > at("2026-11-25T02:21:00Z")
        ));
        assert_eq!(
            opening(&hours, &data.calendar, at("2026-11-25T13:00:00Z")),
            Opening::At(at("2026-11-26T00:30:00Z"))
        );
    }
}
