//! The promised moment in a phone's calendar, as a real parser reads it.

use crate::world::*;
use crate::{NAME, NUMBER};

/// What a real parser (Debian `python3-icalendar`) reads in a calendar file.
fn parsed(file: &str) -> serde_json::Value {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut parser = Command::new("/usr/bin/python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/appointment_peer.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is there: tools/install.sh test");
    parser.stdin.take().unwrap().write_all(file.as_bytes()).unwrap();
    let output = parser.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "python3-icalendar reads it: tools/install.sh test"
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// From the owner's page, and from the look-up of somebody who knows the four digits and nothing else.
pub async fn the_promise_goes_into_a_calendar(
    (owner, nobody): (&Browser<'_>, &Browser<'_>),
    dossier: &str,
    found: &Shown,
    number: &str,
) {
    let page = owner.get(dossier).await;
    let address = format!("{dossier}/calendar.ics");
    page.is(200).says(&address).says("Thêm vào lịch");
    let own = owner
        .send(axum::http::Request::get(&address), axum::body::Body::empty())
        .await;
    own.is(200);
    assert_eq!(own.headers["content-type"], "text/calendar; charset=utf-8");
    let read = parsed(&own.body);
    assert_eq!(read["start"], "2026-11-30T08:10:00+07:00");
    assert_eq!(
        (&read["zones"][0], &read["zone"]),
        (&"Asia/Ho_Chi_Minh".into(), &"Asia/Ho_Chi_Minh".into())
    );
    assert_eq!(read["title"], format!("Hẹn trả kết quả hồ sơ {number}"));
    assert_eq!(
        (&read["text"], &read["changes"]),
        (
            &"Mang theo giấy hẹn hoặc thẻ căn cước. Cần hỏi, gọi 0203 000 0054.".into(),
            &0.into()
        )
    );
    for secret in [NAME, "hôn nhân", NUMBER, "4567"] {
        assert!(!own.body.replace("\r\n ", "").contains(secret), "{secret}");
    }

    // Looked up without an account: only by the form of the page that the four digits opened, in the same browser.
    let action = "/track/calendar.ics";
    let form = found.form(action);
    let file = nobody.post(action, &form).await;
    file.is(200);
    assert_eq!(parsed(&file.body)["start"], read["start"]);
    owner.post(action, &form).await.is(409);
    let other: Vec<_> = form
        .iter()
        .map(|(name, value)| {
            (
                name.clone(),
                if name == "number" {
                    format!("{value}1")
                } else {
                    value.clone()
                },
            )
        })
        .collect();
    nobody.post(action, &other).await.is(409);
    nobody.get(action).await.leads_to("/track");
}
