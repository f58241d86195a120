//! The whole province through the store, and what the directory answers.

use super::*;
use crate::appointment::{Appoint, appoint, end};
use crate::calendar::revise;
use crate::delegation::{Deed, GrantDelegation, grant, revoke};
use crate::position::Role;
use crate::rights::load::load_officer;
use crate::rights::{Right, Subject};
use crate::sample::{load_staff, staff};
use crate::unit::unit_id;
use crate::{Period, sample};
use motcua_kernel::calendar::{Exception, ExceptionKind};
use motcua_kernel::{Actor, Instant};
use motcua_store::Store;

fn now() -> Instant {
    "2026-11-25T02:21:00Z".parse().unwrap()
}

fn quang_ninh() -> ProvinceData {
    ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap()
}

fn system() -> Context {
    Context::new(Actor::System, now())
}

/// A store in a folder of its own, removed with the test.
struct Scratch {
    store: Store,
    folder: std::path::PathBuf,
}

impl Scratch {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-org-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self { store, folder }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn the_files_hold_the_province() {
    let tally = quang_ninh().tally();
    let expected = Tally {
        communes: 54,
        predecessors: 171,
        districts: 13,
        provincial_centres: 1,
        commune_centres: 54,
        committees: 54,
        departments: 14,
        main_points: 55,
        extra_points: 8,
        positions: 54 * 14 + 9 + 14 * 3,
    };
    assert_eq!(tally, expected);
}

#[test]
fn a_wrong_file_is_named_with_its_row() {
    let files = ProvinceFiles::quang_ninh();
    let broken = files.unit_mergers.replacen(
        ",06658,Phường Cao Xanh,phuong,whole",
        ",99999,Phường Cao Xanh,phuong,whole",
        1,
    );
    let error = ProvinceData::read(&ProvinceFiles {
        unit_mergers: &broken,
        ..files
    })
    .unwrap_err();
    assert_eq!(error.to_string(), "unit_mergers.csv, 06649: 99999 is not in units.csv");
    let broken = files.org_units.replacen("H49.105,", "H49.104,", 1);
    let error = ProvinceData::read(&ProvinceFiles {
        org_units: &broken,
        ..files
    })
    .unwrap_err();
    assert!(
        error.to_string().contains("H49.104 is also the identifier of"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_province_is_imported_once_however_often() {
    let scratch = Scratch::new("import").await;
    let data = quang_ninh();
    let first = import(&scratch.store, &data, &system()).await.unwrap();
    assert_eq!(first.counts["unit"].inserted, data.units.len());
    assert_eq!(first.counts["area"].inserted, data.areas.len());
    let second = import(&scratch.store, &data, &system()).await.unwrap();
    assert!(second.changed_nothing(), "{:?}", second.counts);
    assert_eq!(second.counts["unit"].unchanged, data.units.len());

    // What the office changed is left alone; what the file changed is corrected; nothing is deleted.
    let mut changed = data.clone();
    changed.units[0].short_name = "UBND".into();
    changed.units.remove(20);
    let third = import(&scratch.store, &changed, &system()).await.unwrap();
    assert_eq!((third.counts["unit"].corrected, third.counts["unit"].inserted), (1, 0));
    let read = scratch.store.read().await.unwrap();
    let directory = Directory::load(&read, data.words.clone()).await.unwrap();
    assert_eq!(directory.units().count(), data.units.len());
    assert_eq!(directory.unit_by_key("ubnd/22").unwrap().short_name, "UBND");
    assert_eq!(directory.unit_by_e_identifier("H49.105").unwrap().key, "ttpvhcc/06673");

    let kept = read.get::<Unit>(unit_id("ubnd/06673")).await.unwrap();
    let mut by_office = kept.record.clone();
    by_office.short_name = "UBND Bãi Cháy".into();
    by_office.origin = Origin::Office;
    let mut set = motcua_store::ChangeSet::new(&system());
    set.update(&kept.with(by_office)).journal(motcua_store::Event::new(
        crate::thing(kept.id),
        "unit.renamed",
        &serde_json::json!({}),
    ));
    scratch.store.commit(set).await.unwrap();
    let fourth = import(&scratch.store, &changed, &system()).await.unwrap();
    assert_eq!(fourth.kept, ["ubnd/06673"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_entered_by_the_office_outlives_a_new_holiday_file() {
    let scratch = Scratch::new("calendar").await;
    let data = quang_ninh();
    import(&scratch.store, &data, &system()).await.unwrap();
    let storm: motcua_kernel::Date = "2026-09-08".parse().unwrap();
    let closure = Exception {
        kind: ExceptionKind::LocalClosure,
        name: "Bão".into(),
        name_en: String::new(),
        source: "77/CĐ-UBND".into(),
        confirmed: true,
        hours: None,
    };
    assert_eq!(
        revise(&scratch.store, vec![(storm, closure)], &system()).await.unwrap(),
        2
    );
    // The same file again adds nothing.
    assert!(
        import(&scratch.store, &data, &system())
            .await
            .unwrap()
            .changed_nothing()
    );
    let files = ProvinceFiles::quang_ninh();
    let confirmed = files.holidays.replace("policy_2026_confirm_law", "official");
    let newer = ProvinceData::read(&ProvinceFiles {
        holidays: &confirmed,
        ..files
    })
    .unwrap();
    import(&scratch.store, &newer, &system()).await.unwrap();
    let read = scratch.store.read().await.unwrap();
    let kept = read.get::<LegalCalendar>(LegalCalendar::province_id()).await.unwrap();
    let current = kept.current().unwrap();
    assert_eq!(current.version(), 3);
    assert!(!current.is_working_day(storm), "the storm is still entered");
    assert!(
        kept.version(1).unwrap().is_working_day(storm),
        "an old version is never rewritten"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_get_rights_from_positions_and_lose_them_with_the_last_moment() {
    let scratch = Scratch::new("staff").await;
    let data = quang_ninh();
    import(&scratch.store, &data, &system()).await.unwrap();
    let report = load_staff(&scratch.store, &data, &system()).await.unwrap();
    assert_eq!(report.counts["officer"].inserted, staff(&data).len());
    assert!(
        load_staff(&scratch.store, &data, &system())
            .await
            .unwrap()
            .changed_nothing()
    );

    let everyone = sample::staff(&data);
    let of = |role: Role, unit: &str| {
        let unit = unit_id(unit);
        everyone
            .iter()
            .find(|staff| staff.appointment.role == role && staff.appointment.unit == unit)
            .unwrap()
    };
    let desk = of(Role::ReceptionOfficer, "ttpvhcc/06673");
    let chair = of(Role::Chair, "ubnd/06688");
    let handler = of(Role::HandlingOfficer, "vp/06688");
    let administrator = of(Role::Administrator, "ttpvhcc/22");
    let dossier = Subject {
        deciding: Some(unit_id("ubnd/06688")),
        receiving: Some(unit_id("ttpvhcc/06673")),
        holding: Some(unit_id("vp/06688")),
        ..Subject::default()
    };
    let read = scratch.store.read().await.unwrap();
    let rights = |id, at| load_officer(&read, id, at);
    assert!(
        rights(desk.officer.id, now())
            .await
            .unwrap()
            .may(Right::Accept, &dossier)
    );
    assert!(!rights(desk.officer.id, now()).await.unwrap().may(Right::Sign, &dossier));
    assert!(
        rights(chair.officer.id, now())
            .await
            .unwrap()
            .may(Right::Sign, &dossier)
    );
    assert!(
        !rights(handler.officer.id, now())
            .await
            .unwrap()
            .may(Right::Sign, &dossier)
    );
    drop(read);

    // The chair delegates signing to the handling officer for a week; only the holder may.
    let week = Period {
        from: Some(now()),
        to: Some(now().plus_seconds(7 * 86_400)),
    };
    let ask = || GrantDelegation {
        appointment: chair.appointment.id,
        to: handler.officer.id,
        rights: vec![Right::Sign],
        period: week,
        deed: Deed {
            number: "12/GUQ-UBND".into(),
            signed_on: now().date(),
        },
    };
    let as_chair = Context::new(Actor::Officer(chair.officer.id), now());
    let as_desk = Context::new(Actor::Officer(desk.officer.id), now());
    assert!(grant(&scratch.store, ask(), &as_desk).await.is_err());
    let too_much = GrantDelegation {
        rights: vec![Right::Accept],
        ..ask()
    };
    assert!(grant(&scratch.store, too_much, &as_chair).await.is_err());
    let delegation = grant(&scratch.store, ask(), &as_chair).await.unwrap();
    let read = scratch.store.read().await.unwrap();
    assert!(
        load_officer(&read, handler.officer.id, now())
            .await
            .unwrap()
            .may(Right::Sign, &dossier)
    );
    let later = now().plus_seconds(8 * 86_400);
    assert!(
        !load_officer(&read, handler.officer.id, later)
            .await
            .unwrap()
            .may(Right::Sign, &dossier)
    );
    drop(read);
    let an_hour_on = now().plus_seconds(3_600);
    revoke(
        &scratch.store,
        delegation,
        &Context::new(Actor::Officer(chair.officer.id), an_hour_on),
    )
    .await
    .unwrap();
    let read = scratch.store.read().await.unwrap();
    assert!(
        !load_officer(&read, handler.officer.id, an_hour_on)
            .await
            .unwrap()
            .may(Right::Sign, &dossier)
    );
    drop(read);

    // An ended appointment frees its seat and takes its rights with it (IDN-05, PRO-17).
    let as_administrator = || Context::new(Actor::Officer(administrator.officer.id), now());
    assert!(
        end(&scratch.store, desk.appointment.id, an_hour_on, &as_desk)
            .await
            .is_err()
    );
    end(&scratch.store, desk.appointment.id, an_hour_on, &as_administrator())
        .await
        .unwrap();
    let read = scratch.store.read().await.unwrap();
    assert!(
        load_officer(&read, desk.officer.id, now())
            .await
            .unwrap()
            .may(Right::Accept, &dossier)
    );
    assert!(
        !load_officer(&read, desk.officer.id, an_hour_on)
            .await
            .unwrap()
            .may(Right::Accept, &dossier)
    );
    drop(read);
    let replace = |from| Appoint {
        officer: handler.officer.id,
        position: desk.appointment.position,
        period: Period::since(from),
        acting: false,
        deed: "40/QĐ-TTPVHCC".into(),
    };
    assert!(
        appoint(&scratch.store, replace(now()), &as_administrator())
            .await
            .is_err(),
        "the seat is still held"
    );
    appoint(&scratch.store, replace(an_hour_on), &as_administrator())
        .await
        .unwrap();
    let read = scratch.store.read().await.unwrap();
    assert!(
        load_officer(&read, handler.officer.id, an_hour_on)
            .await
            .unwrap()
            .may(Right::Accept, &dossier)
    );
}
