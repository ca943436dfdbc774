//! Logs without a word that identifies a home: rotated files, each line redacted before it is written.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Sets the level, in the syntax of `tracing_subscriber::EnvFilter`.
const LEVEL: &str = "PORCHLIGHT_LOG";
/// Other crates may log addresses; they are heard only when something is wrong.
const USUAL_LEVEL: &str = "warn,porchlight=info,porchlight_core=info,porchlight_providers=info,porchlight_service=warn,porchlight_vault=info";
const DAYS_KEPT: usize = 7;

/// Nothing is logged where the folder cannot be written: that is no reason not to start.
pub(crate) fn start(folder: &Path) {
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("porchlight")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder);
    if let Ok(appender) = appender {
        let level = EnvFilter::try_from_env(LEVEL).unwrap_or_else(|_| EnvFilter::new(USUAL_LEVEL));
        // A second subscriber is refused; the first one stays.
        let _ = tracing_subscriber::fmt()
            .with_env_filter(level)
            .with_ansi(false)
            .with_writer(Redacting::new(appender, folder))
            .try_init();
    }
    std::panic::set_hook(Box::new(say_where));
}

/// Where it happened, never the message: that may hold anything.
#[expect(clippy::print_stderr, reason = "the log may be what failed")]
fn say_where(panic: &PanicHookInfo<'_>) {
    let (file, line) = panic.location().map_or(("somewhere", 0), |place| {
        let file = place
            .file()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or("somewhere");
        (file, place.line())
    });
    tracing::error!(file, line, "stopped by a mistake of ours");
    eprintln!("Stopped by a mistake of ours: {file}, line {line}");
}

/// Writes through `W` to files in `folder`, which only the owner can read.
struct Redacting<W> {
    to: W,
    folder: PathBuf,
    /// Of the last line, counted from 1970: with a new one begins a new file.
    day: AtomicU64,
}

impl<W> Redacting<W> {
    fn new(to: W, folder: &Path) -> Self {
        // The first file is there already.
        close_to_others(folder);
        Self {
            to,
            folder: folder.to_owned(),
            day: AtomicU64::new(0),
        }
    }

    /// Whoever made a file knows no mode to make it with.
    fn close_new_files_to_others(&self) {
        const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let day = since.map_or(1, |since| since.as_secs() / SECONDS_OF_A_DAY);
        if self.day.swap(day, Ordering::Relaxed) != day {
            close_to_others(&self.folder);
        }
    }
}

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Redacting<W> {
    type Writer = RedactingLine<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        let writer = self.to.make_writer();
        self.close_new_files_to_others();
        RedactingLine(writer)
    }
}

/// 0600, the logs of earlier versions too. The folder keeps others out in any case; it may be copied.
#[cfg(unix)]
fn close_to_others(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for file in files.filter(|file| file.file_type().is_ok_and(|kind| kind.is_file())) {
        // Where it cannot be done there is no log to say so in.
        let _ = std::fs::set_permissions(file.path(), PermissionsExt::from_mode(0o600));
    }
}

/// Elsewhere the folder's inherited permissions decide.
#[cfg(not(unix))]
fn close_to_others(_: &Path) {}

/// `tracing_subscriber::fmt` hands over one whole event per write.
struct RedactingLine<W>(W);

impl<W: Write> Write for RedactingLine<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0
            .write_all(redact(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Replaces what looks like an e-mail address, a network address, a path, or a token. The demo's service says by its route what was asked of
/// it: these are the same in every home, and stay.
fn redact(line: &str) -> String {
    const ROUTE: &str = " route=\"";
    let route = line.split_once(ROUTE).and_then(|(before, rest)| {
        let (route, after) = rest.split_once('"')?;
        is_route(route).then_some((before, route, after))
    });
    match route {
        Some((before, route, after)) => {
            let (before, after) = (redact_words(before), redact_words(after));
            format!("{before}{ROUTE}{route}\"{after}")
        }
        None => redact_words(line),
    }
}

/// As it stands in openapi.json, with the names of parameters instead of their values.
fn is_route(said: &str) -> bool {
    let begins = ["/v1/", "/oauth/", "/.well-known/", "/openapi.json"];
    begins.iter().any(|begin| said.starts_with(begin))
        && said
            .chars()
            .all(|c| c.is_ascii_lowercase() || "/{}*-_.1".contains(c))
}

fn redact_words(line: &str) -> String {
    line.split_inclusive(is_boundary)
        .map(|piece| {
            let word = piece.trim_end_matches(is_boundary);
            stand_in(word).map_or_else(
                || piece.to_owned(),
                |stand_in| format!("{stand_in}{}", &piece[word.len()..]),
            )
        })
        .collect()
}

fn is_boundary(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | ',' | ';' | '=' | '`'
        )
}

fn stand_in(word: &str) -> Option<&'static str> {
    const LONGEST_WORD: usize = 40;
    let slashes = word.matches(['/', '\\']).count();
    if word.contains('@') {
        Some("‹e-mail›")
    } else if word.contains("://")
        || word.parse::<std::net::IpAddr>().is_ok()
        || word.parse::<std::net::SocketAddr>().is_ok()
    {
        Some("‹address›")
    } else if slashes > 1 || word.starts_with(['/', '~']) {
        Some("‹path›")
    } else if word.len() > LONGEST_WORD && !word.contains("::") {
        Some("‹long›")
    } else if host_like(word) {
        Some("‹address›")
    } else {
        None
    }
}

/// `name:port` and dotted names with a port; module paths (`a::b:`) and times are no hosts.
fn host_like(word: &str) -> bool {
    word.rsplit_once(':').is_some_and(|(host, port)| {
        port.parse::<u16>().is_ok()
            && host.chars().any(|c| c.is_ascii_alphabetic())
            && !host.contains(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn logs_are_for_their_owner_only_those_of_earlier_versions_too() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("porchlight.2026-11-01.log");
        std::fs::write(&old, "").unwrap();
        std::fs::set_permissions(&old, PermissionsExt::from_mode(0o644)).unwrap();
        let appender = RollingFileAppender::builder()
            .filename_prefix("porchlight")
            .build(folder.path())
            .unwrap();
        let log = Redacting::new(appender, folder.path());
        log.make_writer().write_all(b"a lamp went on\n").unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .flatten()
            .collect();
        assert_eq!(files.len(), 2);
        for file in files {
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.path().display());
        }
    }

    #[test]
    fn a_line_keeps_its_sense_and_loses_what_identifies_a_home() {
        for (line, kept) in [
            (
                "2026-11-24T01:02:03.000004Z  INFO porchlight_core::companion: sign-in began",
                None,
            ),
            (
                "reading /home/ada/.local/share/porchlight/vault failed",
                Some("reading ‹path› failed"),
            ),
            (
                "asked https://cams.example:8443/v1/x twice",
                Some("asked ‹address› twice"),
            ),
            ("peer=192.168.1.20:443 gone", Some("peer=‹address› gone")),
            ("peer=cams.example:443 gone", Some("peer=‹address› gone")),
            (
                "owner \"ada@example.org\" unknown",
                Some("owner \"‹e-mail›\" unknown"),
            ),
            ("C:\\Users\\ada\\x failed", Some("‹path› failed")),
            (
                " INFO porchlight_service::http: answered method=\"PUT\" route=\"/v1/cameras/{id}/profile\" status=200 ms=1",
                None,
            ),
            (
                "route=\"/home/ada\" for ada@porch.example",
                Some("route=\"‹path›\" for ‹e-mail›"),
            ),
            (
                "token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                Some("token=‹long›"),
            ),
        ] {
            assert_eq!(redact(line), kept.unwrap_or(line));
        }
    }

    /// Runs itself a second time, because what panics says it to a whole process.
    #[test]
    fn a_panic_says_where_and_never_what() {
        const FOLDER: &str = "PORCHLIGHT_TEST_PANIC";
        const SECRET: &str = "lamp-on-the-porch";
        if let Some(folder) = std::env::var_os(FOLDER) {
            start(Path::new(&folder));
            panic!("a message that holds {SECRET}");
        }
        let folder = tempfile::tempdir().unwrap();
        let name = std::thread::current().name().unwrap().to_owned();
        let panicked = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", &name])
            .env(FOLDER, folder.path())
            .output()
            .unwrap();
        assert!(!panicked.status.success());
        let log = std::fs::read_dir(folder.path()).unwrap().next().unwrap();
        let log = std::fs::read_to_string(log.unwrap().path()).unwrap();
        let (said, rest) = (panicked.stderr, panicked.stdout);
        let (said, rest) = (
            String::from_utf8(said).unwrap(),
            String::from_utf8(rest).unwrap(),
        );
        for written in [&log, &said] {
            assert!(written.contains("logging.rs"), "{written}");
        }
        for written in [log, said, rest] {
            assert!(!written.contains(SECRET), "{written}");
        }
    }

    #[test]
    fn what_is_written_is_what_was_redacted() {
        let mut written = Vec::new();
        RedactingLine(&mut written)
            .write_all(b"to ada@example.org\n")
            .unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "to ‹e-mail›\n");
    }
}
