//! A camera on a serial port that speaks Improv Wi-Fi, and misbehaves on demand. A pseudo-terminal is the cable.
//!
//! Its wire code is its own, and is checked by the official client: [`crate::improv_sdk`].

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;

use crate::cable::{self, CamerasEnd, ComputersEnd};

/// Number and payload of what a camera is asked or told.
pub type Question = (u8, Vec<u8>);

/// What it is, and how well it behaves.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Firmware, version, chip, name.
    pub info: [String; 4],
    /// It knows the question for its name.
    pub takes_name: bool,
    /// Its name becomes no longer than this, in bytes.
    pub longest_name: usize,
    /// Name, dBm, has a password.
    pub networks: Vec<(Vec<u8>, i16, bool)>,
    /// It gets onto a network with this password.
    pub password: Vec<u8>,
    pub url: Option<String>,
    /// It is on a network already.
    pub provisioned: bool,
    /// So many questions are lost while it starts.
    pub starting: usize,
    /// What stands before each packet.
    pub noise: Vec<u8>,
    /// A copy with a wrong checksum goes before each packet.
    pub wrong_checksums: bool,
    /// One byte after the other.
    pub fragmented: bool,
    /// The cable comes off at this question, before the answer.
    pub unplugged_at: Option<u8>,
    /// No answer to this question.
    pub silent_at: Option<u8>,
    /// It says in which state it is, joined or not, and neither result nor error.
    pub state_only: bool,
    /// This answer to this question, as it is.
    pub instead: Option<(u8, Vec<u8>)>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            info: ["ESPHome", "2026.8.0", "ESP32-S3", "porch-cam"].map(str::to_owned),
            takes_name: true,
            longest_name: 255,
            networks: vec![(b"Home".to_vec(), -50, true)],
            password: b"correct horse".to_vec(),
            url: Some("http://192.168.7.20/".to_owned()),
            provisioned: false,
            starting: 0,
            noise: Vec::new(),
            wrong_checksums: false,
            fragmented: false,
            unplugged_at: None,
            silent_at: None,
            state_only: false,
            instead: None,
        }
    }
}

/// Unplugged when dropped.
pub struct ImprovCamera {
    computers_end: ComputersEnd,
    told: Arc<Mutex<Vec<Question>>>,
    task: JoinHandle<io::Result<()>>,
}

impl ImprovCamera {
    pub fn plug_in(habits: Habits) -> io::Result<Self> {
        let (cable, computers_end) = cable::plug_in()?;
        let told = Arc::new(Mutex::new(Vec::new()));
        let board = Board {
            name: habits.info[3].clone().into_bytes(),
            habits,
            cable,
            told: Arc::clone(&told),
        };
        Ok(Self {
            computers_end,
            told,
            task: tokio::spawn(board.run()),
        })
    }

    pub fn port(&self) -> &str {
        // The kernel's own names are plain.
        self.computers_end.port().to_str().unwrap_or_default()
    }

    pub fn told(&self) -> Vec<Question> {
        lock(&self.told).clone()
    }
}

impl Drop for ImprovCamera {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Board {
    habits: Habits,
    name: Vec<u8>,
    cable: CamerasEnd,
    told: Arc<Mutex<Vec<Question>>>,
}

impl Board {
    async fn run(mut self) -> io::Result<()> {
        loop {
            let (question, payload) = self.hear().await?;
            lock(&self.told).push((question, payload.clone()));
            if self.habits.starting > 0 {
                self.habits.starting -= 1;
                continue;
            }
            if self.habits.unplugged_at == Some(question) {
                return Ok(());
            }
            if self.habits.silent_at == Some(question) {
                continue;
            }
            self.answer(question, &payload).await?;
        }
    }

    async fn answer(&mut self, question: u8, payload: &[u8]) -> io::Result<()> {
        if let Some((at, bytes)) = self.habits.instead.clone()
            && at == question
        {
            return self.cable.write_all(&bytes).await;
        }
        self.say(2, &[0]).await?;
        match question {
            1 => self.join(payload).await,
            2 if self.habits.provisioned => {
                self.say(1, &[4]).await?;
                self.result(2, &self.urls()).await
            }
            2 => self.say(1, &[2]).await,
            3 => {
                let mut info = self.habits.info.clone().map(String::into_bytes).to_vec();
                info[3].clone_from(&self.name);
                self.result(3, &info).await
            }
            4 => self.scan().await,
            6 if self.habits.takes_name => {
                if !payload.is_empty() {
                    self.name = payload.to_vec();
                    self.name.truncate(self.habits.longest_name);
                }
                let name = self.name.clone();
                self.result(6, &[name]).await
            }
            _ => self.say(2, &[2]).await,
        }
    }

    async fn join(&mut self, payload: &[u8]) -> io::Result<()> {
        let name_length = usize::from(payload[0]);
        let password = &payload[2 + name_length..];
        let right = password == self.habits.password;
        self.say(1, &[3]).await?;
        if self.habits.state_only {
            return self.say(1, &[if right { 4 } else { 2 }]).await;
        }
        if right {
            self.habits.provisioned = true;
            self.say(1, &[4]).await?;
            self.result(1, &self.urls()).await
        } else {
            self.say(2, &[3]).await?;
            self.say(1, &[2]).await
        }
    }

    async fn scan(&mut self) -> io::Result<()> {
        for (name, dbm, password) in self.habits.networks.clone() {
            let answer = if password { "YES" } else { "NO" };
            let strings = [name, dbm.to_string().into_bytes(), answer.into()];
            self.result(4, &strings).await?;
        }
        self.result(4, &[]).await
    }

    fn urls(&self) -> Vec<Vec<u8>> {
        let url = self.habits.url.clone();
        url.into_iter().map(String::into_bytes).collect()
    }

    async fn result(&mut self, question: u8, strings: &[Vec<u8>]) -> io::Result<()> {
        let mut list = Vec::new();
        for string in strings {
            list.push(byte(string.len()));
            list.extend_from_slice(string);
        }
        let mut data = vec![question, byte(list.len())];
        data.extend(list);
        self.say(4, &data).await
    }

    async fn say(&mut self, kind: u8, data: &[u8]) -> io::Result<()> {
        let packet = packet(kind, data);
        let mut bytes = self.habits.noise.clone();
        if self.habits.wrong_checksums {
            let mut broken = packet.clone();
            let sum = broken.len() - 2;
            broken[sum] = broken[sum].wrapping_add(1);
            bytes.extend(broken);
        }
        bytes.extend(packet);
        if self.habits.fragmented {
            for one in bytes {
                self.cable.write_all(&[one]).await?;
                tokio::task::yield_now().await;
            }
            Ok(())
        } else {
            self.cable.write_all(&bytes).await
        }
    }

    /// One question, as strictly as a board reads it: nothing but packets may come.
    async fn hear(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut head = [0; 9];
        loop {
            self.cable.read_exact(&mut head[..1]).await?;
            if head[0] != b'\n' {
                break;
            }
        }
        self.cable.read_exact(&mut head[1..]).await?;
        let mut rest = vec![0; usize::from(head[8]) + 1];
        self.cable.read_exact(&mut rest).await?;
        let sum = rest.pop().unwrap_or_default();
        let right = packet(3, &rest);
        if !right.starts_with(&head) || right[right.len() - 2] != sum {
            return Err(io::Error::other("this is no question"));
        }
        let length = usize::from(rest[1]);
        if rest.len() != 2 + length {
            return Err(io::Error::other("the lengths do not add up"));
        }
        Ok((rest[0], rest.split_off(2)))
    }
}

fn packet(kind: u8, data: &[u8]) -> Vec<u8> {
    let mut bytes = b"IMPROV\x01".to_vec();
    bytes.extend([kind, byte(data.len())]);
    bytes.extend_from_slice(data);
    let sum: u32 = bytes.iter().map(|b| u32::from(*b)).sum();
    bytes.extend([sum.to_le_bytes()[0], b'\n']);
    bytes
}

#[allow(
    clippy::expect_used,
    reason = "a test that says too much at once is wrong"
)]
fn byte(length: usize) -> u8 {
    u8::try_from(length).expect("fits in a packet")
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
