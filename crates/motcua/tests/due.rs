//! `motcua due` as a technician types it.

use std::path::PathBuf;
use std::process::{Command, Output};

fn motcua(arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(arguments.split(' '))
        .output()
        .unwrap()
}

fn answer(arguments: &str) -> serde_json::Value {
    let output = motcua(&format!("{arguments} --json"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(arguments: &str) -> String {
    let output = motcua(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What is said when the command refuses.
fn refusal(arguments: &str) -> String {
    let output = motcua(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// A file of this test's own, gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &str) -> Self {
        let file = std::env::temp_dir().join(format!("motcua-due-{}-{name}", std::process::id()));
        std::fs::write(&file, content).unwrap();
        Self(file)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The commands that the help shows.
fn examples() -> Vec<String> {
    let help = text("due --help");
    help.lines()
        .filter_map(|line| line.trim().strip_prefix("motcua ").map(str::to_owned))
        .collect()
}

#[test]
fn every_example_of_the_help_gives_its_answer() {
    let holidays = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/quang-ninh/holidays.csv");
    let examples = examples();
    let due: Vec<String> = examples
        .iter()
        .map(|example| example.replace("holidays.csv", holidays).replace(" --json", ""))
        .map(|example| answer(&example)["due"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        due,
        [
            "2025-04-28T10:00:00+07:00",
            "2025-09-09T16:00:00+07:00",
            "2025-09-03T17:30:00+07:00",
            "2025-09-03T17:30:00+07:00",
        ]
    );
}

#[test]
fn json_has_both_sides_of_an_edge_and_the_days() {
    let answer = answer("due --from 2025-07-07T17:45 --limit 1 --unit working_day");
    assert_eq!(answer["due"], "2025-07-09T07:30:00+07:00");
    assert_eq!(answer["shown"], "2025-07-08T17:30:00+07:00");
    assert_eq!(answer["started_at"], "2025-07-08T07:30:00+07:00");
    assert_eq!(answer["provisional"], false);
    assert_eq!((&answer["unit"], &answer["limit"]), (&"working_day".into(), &1.into()));
    assert_eq!(answer["calendar"]["known_until"], "2026-12-31");
    assert_eq!(answer["explanation"][0]["reason"], "after_closing");
    assert_eq!(answer["explanation"][1]["total"], "PT8H");
    assert_eq!(answer["explanation"].as_array().unwrap().len(), 2);
}

#[test]
fn text_tells_every_day() {
    assert_eq!(
        text("due --from 2025-04-29T09:00 --limit 2 --unit working_day"),
        "\
due        2025-05-06T09:00:00+07:00
started    2025-04-29T09:00:00+07:00
limit      2 working_day
calendar   quang-ninh, version 1, known from 2025-01-01 until 2026-12-31

2025-04-29 Tue  working day: counted, 6h30m; total 6h30m
2025-04-30 Wed  public holiday: Reunification Day: not counted, day off; total 6h30m
2025-05-01 Thu  public holiday: Labour Day: not counted, day off; total 6h30m
2025-05-02 Fri  swapped day off: Swapped day off: not counted, day off; total 6h30m
2025-05-03 Sat  weekend: not counted, day off; total 6h30m
2025-05-04 Sun  weekend: not counted, day off; total 6h30m
2025-05-05 Mon  working day: counted, 8h; total 14h30m
2025-05-06 Tue  working day: counted, 1h30m; total 16h
"
    );
}

#[test]
fn text_of_calendar_days_counts_days() {
    let text = text("due --from 2025-08-25T09:00 --limit 5 --unit calendar_day");
    assert!(text.contains("unrolled   2025-08-30\n"), "{text}");
    assert!(text.contains("2025-08-30 Sat  weekend: counted; day 5\n"), "{text}");
    assert!(
        text.ends_with("working day: the end moves on to a working day (Civil Code Art. 148); day 5\n"),
        "{text}"
    );
}

#[test]
fn an_offset_names_the_same_moment_as_the_wall_clock() {
    let wall = answer("due --from 2025-04-24T10:00 --limit 3 --unit working_day");
    assert_eq!(
        answer("due --from 2025-04-24T03:00:00Z --limit 3 --unit working_day"),
        wall
    );
    assert_eq!(
        answer("due --from 2025-04-24T10:00:00+07:00 --limit 3 --unit working_day"),
        wall
    );
}

#[test]
fn beyond_the_known_days_the_answer_is_provisional() {
    assert!(text("due --from 2026-12-31T09:00 --limit 1 --unit working_day").contains("PROVISIONAL"));
}

#[test]
fn a_calendar_with_hours_of_its_own_is_read() {
    let file = Scratch::new(
        "hours.json",
        r#"{"name":"island","version":4,"known_from":"2025-01-01","known_until":"2025-12-31",
           "hours":{"monday":[{"from":"08:00","to":"12:00"}]}}"#,
    );
    let path = file.0.display();
    let answer = answer(&format!(
        "due --from 2025-07-07T09:00 --limit 1 --unit working_day --calendar {path}"
    ));
    assert_eq!(answer["due"], "2025-07-21T09:00:00+07:00");
    assert_eq!(answer["calendar"]["version"], 4);
}

#[test]
fn bad_input_is_refused_with_what_to_do() {
    let asked = |rest: &str| refusal(&format!("due {rest}"));
    assert!(asked("--from yesterday --limit 3 --unit working_day").contains("2025-04-24T10:00"));
    assert!(asked("--from 2025-02-30T10:00 --limit 3 --unit working_day").contains("not a moment"));
    assert!(asked("--from 2025-04-24 --limit 3 --unit working_day").contains("with a T between"));
    assert!(asked("--from 0025-04-24T10:00 --limit 3 --unit working_day").contains("1976 and 2199"));
    assert!(asked("--from 2025-04-24T10:00 --limit 0 --unit working_day").contains("from 1 to 1000"));
    assert!(asked("--from 2025-04-24T10:00 --limit -3 --unit working_day").contains("--limit"));
    assert!(asked("--from 2025-04-24T10:00 --unit working_day").contains("--limit"));
    assert!(asked("--from 2025-04-24T10:00 --limit 3 --unit days").contains("calendar_day"));
    let pause = "--from 2025-04-24T10:00 --limit 3 --unit working_day --pauses";
    assert!(asked(&format!("{pause} 2025-04-25T10:00")).contains("slash"));
    assert!(asked(&format!("{pause} 2025-04-26T10:00/2025-04-25T10:00")).contains("swap the two moments"));
    let calendar = "--from 2025-04-24T10:00 --limit 3 --unit working_day --calendar";
    assert!(asked(&format!("{calendar} /no/such/file.csv")).contains("/no/such/file.csv: cannot be read"));
    assert!(asked(&format!("{calendar} /no/such/file.xlsx")).contains("cannot be read"));
}

#[test]
fn a_calendar_file_that_contradicts_itself_is_refused() {
    let head = "date,weekday,kind,is_working_day,name_vi,name_en,swap_with,applies_to,status,source";
    let row = "2025-01-01,Thu,public_holiday,0,x,x,,all,official,x";
    let file = Scratch::new("wrong.csv", &format!("{head}\n{row}\n"));
    let said = refusal(&format!(
        "due --from 2025-04-24T10:00 --limit 3 --unit working_day --calendar {}",
        file.0.display()
    ));
    assert!(
        said.contains("wrong.csv: 2025-01-01: the day is a Wed, not a Thu"),
        "{said}"
    );
}
