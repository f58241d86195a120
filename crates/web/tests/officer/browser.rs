//! A browser that remembers its cookies and follows nothing by itself, and what it is shown.

use super::{PASSWORD, World};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::sync::Mutex;
use tower::ServiceExt;
use uuid::Uuid;

/// An answer of the site.
pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Shown {
    /// Fails unless the page says this.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(
            self.body.contains(text),
            "{text} is not on the page ({}):\n{}",
            self.status,
            plain(&self.body)
        );
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", plain(&self.body));
        self
    }

    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        assert_eq!(
            (self.status, self.location.as_str()),
            (StatusCode::SEE_OTHER, path),
            "{}",
            plain(&self.body)
        );
        self
    }

    /// The hidden values of the form that posts to an address.
    #[track_caller]
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let start = self
            .body
            .find(&format!("action=\"{action}\""))
            .unwrap_or_else(|| panic!("no form posts to {action}:\n{}", plain(&self.body)));
        let form = &self.body[start..];
        let form = &form[..form.find("</form>").unwrap_or(form.len())];
        form.split("<input type=\"hidden\"")
            .skip(1)
            .map(|tag| {
                let value = |name: &str| {
                    let at = tag
                        .find(&format!("{name}=\""))
                        .map_or(tag.len(), |at| at + name.len() + 2);
                    tag[at..].split('"').next().unwrap_or_default().to_owned()
                };
                (value("name"), value("value"))
            })
            .collect()
    }
}

/// A page without its tags, for messages.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A browser: keeps cookies, follows nothing by itself.
pub struct Browser<'a> {
    world: &'a World,
    cookies: Mutex<Vec<(String, String)>>,
}

impl<'a> Browser<'a> {
    /// One without cookies.
    pub fn new(world: &'a World) -> Self {
        Self {
            world,
            cookies: Mutex::new(Vec::new()),
        }
    }
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Shown {
        let shown = self.send(Request::get(path), Body::empty()).await;
        assert!(
            !shown.body.contains('⟦'),
            "words are missing on {path}: {}",
            plain(&shown.body)
        );
        // The same page in the other language says all its words, too.
        let between = if path.contains('?') { '&' } else { '?' };
        let request = Request::get(format!("{path}{between}lang=en"));
        if shown.status == StatusCode::OK {
            let english = self.send(request, Body::empty()).await;
            assert!(
                !english.body.contains('⟦'),
                "words are missing on {path}: {}",
                plain(&english.body)
            );
            self.cookies.lock().unwrap().retain(|(name, _)| name != "lang");
        }
        shown
    }

    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Shown {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", coded(name), coded(value)))
            .collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let shown = self.send(request, Body::from(body.join("&"))).await;
        assert!(
            !shown.body.contains('⟦'),
            "words are missing on {path}: {}",
            plain(&shown.body)
        );
        shown
    }

    /// Opens a page, fills in its form that posts to `action`, and sends it.
    pub async fn fill(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
        let shown = self.get(page).await;
        shown.is(200);
        self.post(action, &with(shown.form(action), fields)).await
    }

    pub async fn sign_in(&self, login: &str) -> String {
        let fields = [("login", login), ("password", PASSWORD)];
        let shown = self.fill("/desk/sign-in", "/desk/sign-in", &fields).await;
        shown.is(303);
        shown.location
    }

    /// A request as it stands, with the browser's cookies.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Shown {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::COOKIE, cookies.join("; "))
            .header(header::HOST, "motcua.example")
            .header("x-request-id", Uuid::now_v7().to_string())
            .body(body)
            .unwrap();
        let answer = self.world.site.clone().oneshot(request).await.unwrap();
        {
            let mut cookies = self.cookies.lock().unwrap();
            for set in answer.headers().get_all(header::SET_COOKIE) {
                let (name, value) = set
                    .to_str()
                    .unwrap()
                    .split(';')
                    .next()
                    .unwrap()
                    .split_once('=')
                    .unwrap();
                cookies.retain(|(known, _)| known != name);
                if !value.is_empty() {
                    cookies.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        let status = answer.status();
        let headers = answer.headers().clone();
        let location = answer
            .headers()
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let body = to_bytes(answer.into_body(), 4_000_000).await.unwrap();
        Shown {
            status,
            location,
            headers,
            // A file is not text: its plain parts are enough to look at.
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

/// A form's hidden values with typed ones behind.
pub fn with(mut hidden: Vec<(String, String)>, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    hidden.extend(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    hidden
}

/// A text as a value of a query or a form.
pub fn coded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
