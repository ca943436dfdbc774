//! A browser without a window: keeps cookies, follows redirects from one site to the next, and can be read.

use std::collections::HashMap;

use reqwest::Client;
use reqwest::header::{ACCEPT_LANGUAGE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use url::Url;

/// More are a circle.
const MOST_REDIRECTS: usize = 10;

pub struct Browser {
    http: Client,
    /// By host and port.
    cookies: HashMap<String, String>,
    /// Where it is.
    at: Option<Url>,
}

/// What a page says, in HTML.
pub struct Shown {
    pub status: u16,
    pub html: String,
}

impl Default for Browser {
    fn default() -> Self {
        // The client wants one even for plain HTTP. An error says that it was installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .tls_certs_only([])
            .build();
        Self {
            // The same as above without what cannot fail here.
            http: http.unwrap_or_default(),
            cookies: HashMap::new(),
            at: None,
        }
    }
}

impl Browser {
    /// # Errors
    /// The address is none, nobody answers, or it is sent round in circles.
    pub async fn open(&mut self, address: &str) -> Result<Shown, String> {
        let mut url = Url::parse(address).map_err(|error| error.to_string())?;
        for _ in 0..MOST_REDIRECTS {
            let site = url.authority().to_owned();
            let mut request = self.http.get(url.clone()).header(ACCEPT_LANGUAGE, "en");
            if let Some(cookie) = self.cookies.get(&site) {
                request = request.header(COOKIE, cookie);
            }
            let answer = request.send().await.map_err(|error| error.to_string())?;
            let text = |name| {
                answer
                    .headers()
                    .get(name)
                    .and_then(|value| value.to_str().ok())
            };
            if let Some(cookie) = text(SET_COOKIE).and_then(|cookie| cookie.split(';').next()) {
                self.cookies.insert(site, cookie.to_owned());
            }
            let next = text(LOCATION).and_then(|next| url.join(next).ok());
            self.at = Some(url);
            match next {
                Some(next) => url = next,
                None => {
                    return Ok(Shown {
                        status: answer.status().as_u16(),
                        html: answer.text().await.map_err(|error| error.to_string())?,
                    });
                }
            }
        }
        Err("redirected round in circles".to_owned())
    }

    /// The page that it is at, once more, as pages of an account service ask for by themselves.
    ///
    /// # Errors
    /// As [`Browser::open`]; it is nowhere yet.
    pub async fn reload(&mut self) -> Result<Shown, String> {
        let at = self.at.clone().ok_or("no page is open")?;
        self.open(at.as_str()).await
    }
}

impl Shown {
    /// The number that the owner chooses in the app.
    pub fn number(&self) -> Option<u8> {
        let (_, rest) = self.html.split_once("<p class=\"number\">")?;
        rest.split('<').next()?.parse().ok()
    }

    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words)
    }
}
