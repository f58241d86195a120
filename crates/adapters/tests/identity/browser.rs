//! Just enough of a browser: cookies, and redirects followed by hand.

use openidconnect::url::Url;
use std::collections::BTreeMap;

pub(crate) struct Browser {
    client: reqwest::Client,
    cookies: BTreeMap<String, String>,
}

pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) policy: String,
    pub(crate) text: String,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Self {
            client: builder.tls_certs_only([]).no_proxy().build().unwrap(),
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) async fn get(&mut self, address: &str) -> Page {
        self.send(self.client.get(address), address).await
    }

    pub(crate) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let mut body = Url::parse("http://x/").unwrap();
        body.query_pairs_mut().extend_pairs(fields);
        let request = self
            .client
            .post(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.query().unwrap_or_default().to_owned());
        self.send(request, address).await
    }

    /// Follows redirects until one leads to an address that begins so.
    pub(crate) async fn follow_until(&mut self, from: &str, goal: &str) -> String {
        let mut address = from.to_owned();
        for _ in 0..10 {
            let page = self.get(&address).await;
            let Some(location) = page.location else {
                panic!("{address} answered {}: {}", page.status, page.text)
            };
            address = Url::parse(&address).unwrap().join(&location).unwrap().into();
            if address.starts_with(goal) {
                return address;
            }
        }
        panic!("more than ten redirects from {from}");
    }

    async fn send(&mut self, request: reqwest::RequestBuilder, address: &str) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let answer = request
            .header("cookie", cookies.join("; "))
            .send()
            .await
            .unwrap_or_else(|error| panic!("{address}: {error}"));
        for set in answer.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let (status, location) = (answer.status().as_u16(), header("location"));
        let policy = header("content-security-policy").unwrap_or_default();
        Page {
            status,
            location,
            policy,
            text: answer.text().await.unwrap(),
        }
    }
}
