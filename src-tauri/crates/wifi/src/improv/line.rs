//! One question at a time over the line, each within its time.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::unjoined_camera::CameraTrouble;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::packet::{self, Decoder, Heard, Kind, Packet};
use super::rpc::{DeviceError, Rpc, State, Strings};

/// A board that restarts because its port was opened needs some of them.
const GREETINGS: usize = 15;
const BETWEEN_GREETINGS: Duration = Duration::from_secs(1);
/// For what may follow the word that a camera has joined, or has not.
const AFTERWARDS: Duration = Duration::from_secs(3);
/// More networks than a camera hears.
const MOST_RESULTS: usize = 500;

pub(super) struct Line<S> {
    stream: S,
    decoder: Decoder,
    clock: Arc<dyn Clock>,
    /// Asked and not answered yet: whoever asked went away. Its answer must not pass for that of the next question.
    open: Option<Rpc>,
    /// What the camera last said of itself.
    state: Option<State>,
}

pub(super) enum CallError {
    /// The camera answered, and said this.
    Device(DeviceError),
    Trouble(CameraTrouble),
}

enum Word {
    /// The whole answer.
    Results(Vec<Strings>),
    /// The camera is in another state than before.
    Changed(Option<State>, State),
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Line<S> {
    pub(super) fn new(stream: S, clock: Arc<dyn Clock>) -> Self {
        Self {
            stream,
            decoder: Decoder::default(),
            clock,
            open: None,
            state: None,
        }
    }

    /// Asks for the current state again and again until something answers.
    pub(super) async fn greet(&mut self) -> Result<(), CameraTrouble> {
        for _ in 0..GREETINGS {
            match self.call(Rpc::CurrentState, &[], BETWEEN_GREETINGS).await {
                Ok(_) => return Ok(()),
                Err(CallError::Trouble(CameraTrouble::Silent)) => {}
                Err(CallError::Trouble(trouble)) => return Err(trouble),
                Err(CallError::Device(_)) => return Err(CameraTrouble::Refused),
            }
        }
        Err(match self.decoder.heard() {
            Heard::Nothing => CameraTrouble::Silent,
            Heard::Noise => CameraTrouble::NotFound,
            Heard::Improv => CameraTrouble::Garbled,
        })
    }

    /// All results of one question: one, but for a scan.
    pub(super) async fn call(
        &mut self,
        rpc: Rpc,
        payload: &[u8],
        limit: Duration,
    ) -> Result<Vec<Strings>, CallError> {
        let clock = Arc::clone(&self.clock);
        let mut over = pin!(clock.sleep(limit));
        let answer = tokio::select! {
            answer = self.exchange(rpc, payload) => answer,
            () = &mut over => Err(CallError::Trouble(CameraTrouble::Silent)),
        };
        self.open = None;
        answer
    }

    async fn exchange(&mut self, rpc: Rpc, payload: &[u8]) -> Result<Vec<Strings>, CallError> {
        if let Some(abandoned) = self.open {
            match self.answer(abandoned).await {
                Ok(_) | Err(CallError::Device(_)) => {}
                Err(trouble @ CallError::Trouble(_)) => return Err(trouble),
            }
        }
        self.open = Some(rpc);
        let bytes = rpc
            .data(payload)
            .and_then(|data| packet::encode(Kind::Command, &data))
            .ok_or(CallError::Trouble(CameraTrouble::NotCarried))?;
        let written = async {
            self.stream.write_all(&bytes).await?;
            self.stream.flush().await
        };
        written.await.map_err(|_| CameraTrouble::Unplugged)?;
        self.answer(rpc).await
    }

    /// The results of `rpc`. A camera that was told a network, and says that it is on it or that it is back where it was,
    /// has answered as well: an address or an error may follow, and need not.
    async fn answer(&mut self, rpc: Rpc) -> Result<Vec<Strings>, CallError> {
        let clock = Arc::clone(&self.clock);
        let mut came_to = None;
        loop {
            let word = match came_to {
                None => self.word(rpc).await?,
                Some(joined) => tokio::select! {
                    biased;
                    word = self.word(rpc) => word?,
                    () = clock.sleep(AFTERWARDS) => return if joined {
                        Ok(Vec::new())
                    } else {
                        Err(CallError::Device(DeviceError::UnableToConnect))
                    },
                },
            };
            came_to = match word {
                Word::Results(results) => return Ok(results),
                Word::Changed(_, State::Provisioned) => Some(true),
                Word::Changed(Some(State::Provisioning), State::Ready) => Some(false),
                Word::Changed(_, State::Provisioning) => None,
                Word::Changed(..) => came_to,
            };
        }
    }

    /// What comes next about `rpc`, past the results of other questions.
    async fn word(&mut self, rpc: Rpc) -> Result<Word, CallError> {
        let mut results = Vec::new();
        loop {
            let Packet { kind, data } = self.packet().await?;
            match kind {
                Kind::CurrentState => {
                    let (before, now) = (self.state, State::of(&data));
                    self.state = Some(now);
                    match rpc {
                        // Only a camera that is on a network already has a result for this question.
                        Rpc::CurrentState => return Ok(Word::Results(results)),
                        // One that is as before may have been said before the question came.
                        Rpc::WifiSettings if before != Some(now) => {
                            return Ok(Word::Changed(before, now));
                        }
                        Rpc::WifiSettings | Rpc::DeviceInfo | Rpc::Scan | Rpc::DeviceName => {}
                    }
                }
                Kind::Error => {
                    if let Some(error) = DeviceError::of(&data) {
                        return Err(CallError::Device(error));
                    }
                }
                Kind::Result => {
                    let Some(strings) = rpc.result(&data) else {
                        continue;
                    };
                    let strings = strings.map_err(|_| CameraTrouble::Garbled)?;
                    let last = rpc != Rpc::Scan || strings.is_empty();
                    if rpc != Rpc::Scan || !last {
                        results.push(strings);
                    }
                    if last {
                        return Ok(Word::Results(results));
                    }
                    if results.len() > MOST_RESULTS {
                        return Err(CameraTrouble::Garbled.into());
                    }
                }
                Kind::Command | Kind::Other(_) => {}
            }
        }
    }

    /// Nothing is lost when this is dropped while it waits.
    async fn packet(&mut self) -> Result<Packet, CameraTrouble> {
        let mut chunk = [0; 256];
        loop {
            if let Some(packet) = self.decoder.next() {
                return Ok(packet);
            }
            match self.stream.read(&mut chunk).await {
                Ok(0) | Err(_) => return Err(CameraTrouble::Unplugged),
                Ok(read) => self.decoder.push(&chunk[..read]),
            }
        }
    }
}

impl From<CameraTrouble> for CallError {
    fn from(trouble: CameraTrouble) -> Self {
        Self::Trouble(trouble)
    }
}

#[cfg(test)]
mod tests {
    use porchlight_core::testing::ManualClock;
    use tokio::io::{DuplexStream, duplex};

    use super::*;

    /// What a greeting comes to when `said` is all that ever comes.
    async fn greeting(said: &[u8]) -> Result<(), CameraTrouble> {
        let (mut board, computer): (DuplexStream, _) = duplex(4096);
        board.write_all(said).await.unwrap();
        let clock = Arc::new(ManualClock::default());
        let mut line = Line::new(computer, Arc::clone(&clock) as Arc<dyn Clock>);
        let time_passes = async {
            for _ in 0..GREETINGS {
                clock.skip_a_sleep().await;
            }
        };
        let (outcome, ()) = tokio::join!(line.greet(), time_passes);
        outcome
    }

    #[tokio::test]
    async fn silence_another_device_and_a_bad_cable_are_told_apart() {
        let silent = greeting(b"").await;
        assert_eq!(silent, Err(CameraTrouble::Silent));
        let printer = greeting(b"FIRMWARE_NAME:Marlin 2.1\nok\n").await;
        assert_eq!(printer, Err(CameraTrouble::NotFound));
        let broken = greeting(b"IMPROV\x01\x01\x01\x02\x00\n").await;
        assert_eq!(broken, Err(CameraTrouble::Garbled));
    }
}
