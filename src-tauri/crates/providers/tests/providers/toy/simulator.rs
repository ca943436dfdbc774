//! The toy maker's service: lines of JSON over TCP, with wire types of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

pub(super) struct Simulator {
    pub(super) address: SocketAddr,
    home: Arc<Mutex<Home>>,
    task: AbortHandle,
}

#[derive(Default)]
struct Home {
    /// By user name.
    accounts: BTreeMap<String, Account>,
    /// Whose each token is; `None`: it is over.
    tokens: BTreeMap<String, Option<String>>,
    manners: Manners,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Manners {
    #[default]
    Good,
    Deaf,
    /// It does what it is asked, and says nothing.
    Mute,
}

struct Account {
    password: String,
    cameras: Vec<Camera>,
}

#[derive(Clone, Serialize)]
struct Camera {
    serial: String,
    label: String,
    kind: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
enum Asked {
    Hello,
    LogIn { user: String, password: String },
    Look { token: String },
    LogOut { token: String },
}

impl Simulator {
    /// With two owners, who have two cameras each.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let home = Arc::new(Mutex::new(Home::furnished()));
        let serving = Arc::clone(&home);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&serving)));
            }
        });
        Self {
            address,
            home,
            task: task.abort_handle(),
        }
    }

    pub(super) fn is_deaf(&self) {
        self.home().manners = Manners::Deaf;
    }

    pub(super) fn is_mute(&self) {
        self.home().manners = Manners::Mute;
    }

    pub(super) fn has_good_manners(&self) {
        self.home().manners = Manners::Good;
    }

    /// Without a word of why.
    pub(super) fn ends(&self, token: &str) {
        self.home().tokens.insert(token.to_owned(), None);
    }

    pub(super) fn relabel_first(&self, user: &str, label: &str) {
        let mut home = self.home();
        let account = home.accounts.get_mut(user).unwrap();
        label.clone_into(&mut account.cameras[0].label);
    }

    fn home(&self) -> MutexGuard<'_, Home> {
        self.home.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, home: Arc<Mutex<Home>>) {
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = {
            let mut home = home.lock().unwrap_or_else(PoisonError::into_inner);
            match (home.manners, serde_json::from_str(&line)) {
                (Manners::Deaf, _) | (_, Err(_)) => return,
                (Manners::Mute, Ok(asked)) => {
                    home.answer(asked);
                    return;
                }
                (Manners::Good, Ok(asked)) => home.answer(asked),
            }
        };
        if writer
            .write_all(format!("{answer}\n").as_bytes())
            .await
            .is_err()
        {
            return;
        }
    }
}

impl Home {
    fn furnished() -> Self {
        let camera = |serial: &str| Camera {
            serial: serial.to_owned(),
            label: format!("Toy {serial}"),
            kind: "T1",
        };
        let account = |first, second| Account {
            password: "correct horse".into(),
            cameras: vec![camera(first), camera(second)],
        };
        Self {
            accounts: BTreeMap::from([
                ("anna".into(), account("1001", "1002")),
                ("bela".into(), account("2001", "2002")),
            ]),
            ..Self::default()
        }
    }

    fn answer(&mut self, asked: Asked) -> Value {
        match asked {
            Asked::Hello => json!({ "name": "Toys" }),
            Asked::LogIn { user, password } => {
                let known = self.accounts.get(&user);
                if known.is_none_or(|account| account.password != password) {
                    return json!({ "sorry": "wrong" });
                }
                let token = format!("toy-token-{}", self.tokens.len());
                self.tokens.insert(token.clone(), Some(user));
                json!({ "token": token })
            }
            Asked::Look { token } => match self.tokens.get(&token) {
                Some(Some(user)) => json!({ "cameras": self.accounts[user].cameras }),
                Some(None) => json!({ "sorry": "over" }),
                None => json!({ "sorry": "unknown" }),
            },
            Asked::LogOut { token } => {
                self.tokens.insert(token, None);
                json!({})
            }
        }
    }
}
