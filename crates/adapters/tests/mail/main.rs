//! The mail adapter against a real SMTP server in a process of its own (Debian `python3-aiosmtpd`).

use motcua_adapters::mail::MailServer;
use motcua_notice::{Letter, Post as _, PostError};
use motcua_people::person::Language;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The server; it ends with the test.
struct Server {
    process: Child,
    says: BufReader<ChildStdout>,
}

impl Server {
    fn start(port: u16) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/server.py");
        let mut process = Command::new("/usr/bin/python3")
            .args([script, &port.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is there: tools/install.sh test");
        let mut server = Self {
            says: BufReader::new(process.stdout.take().unwrap()),
            process,
        };
        assert_eq!(
            server.line().trim(),
            "ready",
            "python3-aiosmtpd is there: tools/install.sh test"
        );
        server
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        line
    }

    /// The next letter that it took.
    fn letter(&mut self) -> serde_json::Value {
        serde_json::from_str(&self.line()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that was free a moment ago.
fn port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn post(port: u16) -> MailServer {
    MailServer::new(&format!("smtp://127.0.0.1:{port}"), "motcua@example.vn").unwrap()
}

fn letter(to: &str) -> Letter {
    Letter {
        key: "notice-7".to_owned(),
        to: to.parse().unwrap(),
        subject: "Đã có kết quả - H49.105-261124-0037".to_owned(),
        text: "Hồ sơ đã có kết quả.\n\nMời ông/bà nhận trong giờ làm việc.".to_owned(),
        language: Language::Vi,
        leave: Some("https://motcua.example.vn/letters/01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a/off".to_owned()),
    }
}

#[tokio::test]
async fn a_letter_arrives_and_keeps_its_message_id_when_sent_again() {
    let port = port();
    let mut server = Server::start(port);
    let post = post(port);
    let mut seen = Vec::new();
    for _ in 0..2 {
        post.send(&letter("an@example.vn")).await.unwrap();
        let kept = server.letter();
        assert_eq!(kept["to"], serde_json::json!(["an@example.vn"]));
        assert_eq!(kept["from"], "motcua@example.vn");
        let raw = kept["raw"].as_str().unwrap().to_owned();
        assert!(raw.contains("Message-ID: <notice-7@example.vn>"), "{raw}");
        assert!(raw.contains("Auto-Submitted: auto-generated"), "{raw}");
        let one_line = raw.replace("\r\n ", " ").replace("\n ", " ");
        let leave = "List-Unsubscribe: <https://motcua.example.vn/letters/01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a/off>";
        assert!(one_line.contains(leave), "{raw}");
        assert!(
            raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
            "{raw}"
        );
        assert!(raw.contains("Subject: =?utf-8?b?"), "marks travel encoded: {raw}");
        seen.push(raw);
    }
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn a_refused_receiver_is_refused_for_good_and_a_greylisted_one_for_now() {
    let port = port();
    let mut server = Server::start(port);
    let post = post(port);
    let gone = post.send(&letter("gone@example.vn")).await;
    assert_eq!(
        gone,
        Err(PostError::Refused("smtp 550".to_owned())),
        "the code alone, no address"
    );
    let later = post.send(&letter("later@example.vn")).await;
    assert_eq!(later, Err(PostError::NotNow("smtp 451".to_owned())));
    post.send(&letter("later@example.vn")).await.unwrap();
    assert_eq!(server.letter()["to"], serde_json::json!(["later@example.vn"]));
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_and_takes_the_letter_when_it_is_back() {
    let port = port();
    let post = post(port);
    let down = post.send(&letter("an@example.vn")).await;
    assert!(matches!(down, Err(PostError::NotNow(_))), "{down:?}");
    let mut server = Server::start(port);
    post.send(&letter("an@example.vn")).await.unwrap();
    assert_eq!(server.letter()["to"], serde_json::json!(["an@example.vn"]));
}
