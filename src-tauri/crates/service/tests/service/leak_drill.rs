//! The leak drill, and that it would notice a leak.

use std::path::Path;
use std::process::Command;

use porchlight_canary::control;
use porchlight_service::leak_drill::{Drill, Report};

use crate::checked::check_log;
use crate::program::service;

const PROGRAM: &str = env!("CARGO_BIN_EXE_porchlight-service");

#[tokio::test]
async fn what_a_service_leaves_behind_says_nothing_of_its_owners_and_opens_no_door() {
    let dir = tempfile::tempdir().unwrap();
    let drill = Drill::play(PROGRAM.into(), dir.path()).await.unwrap();
    drill.try_the_search().unwrap();
    let found = drill.search().unwrap();
    let tried = drill.steal().await.unwrap();
    let report = Report { found, tried };
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.found.hits.len(), 0);
    assert!(report.found.planted.len() >= 15, "of every kind");
    assert!(report.found.planted.values().all(|planted| *planted > 0));
    for file in [
        "copies/home.sqlite",
        "copies/home.sqlite-wal",
        "copies/backup.sqlite",
        "copies/dump.sql",
        "service-day-1.log",
    ] {
        let size = std::fs::metadata(drill.dir().join(file)).unwrap().len();
        assert!(size > 0, "{file} was searched");
    }
    for tried in &report.tried {
        assert!(tried.with_the_keys && !tried.by_the_thief, "{tried:?}");
    }
    assert!(
        report
            .tried
            .iter()
            .any(|tried| tried.what.contains("guessing"))
    );

    its_clients_were_answered_as_openapi_json_says(drill.dir()).await;
    a_leak_would_be_found(&drill);
}

/// As the services of the drill tell.
async fn its_clients_were_answered_as_openapi_json_says(dir: &Path) {
    let mut answers = 0;
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "log") {
            answers += check_log(&std::fs::read_to_string(path).unwrap()).await;
        }
    }
    assert!(answers > 100, "{answers}");
}

/// A canary of most kinds, each in another disguise, in the log of the service.
fn a_leak_would_be_found(drill: &Drill) {
    let log = drill.dir().join("service-day-2.log");
    let clean = std::fs::read(&log).unwrap();
    let canaries = drill.canaries();
    for (number, canary) in canaries.iter().enumerate().step_by(37) {
        let disguises = control::planted(canary).unwrap();
        let planted = &disguises[number % disguises.len()];
        let leaked = [clean.as_slice(), b"\n", &planted.content, b"\n"].concat();
        std::fs::write(&log, leaked).unwrap();
        let found = drill.search().unwrap();
        assert!(!found.is_clean(), "{}", planted.form);
        let hits: Vec<_> = found.hits.values().flatten().collect();
        assert!(hits[0].contains("service-day-2.log"), "{hits:?}");
        assert!(
            hits.iter().any(|hit| hit.contains(&planted.form)),
            "{hits:?}"
        );
        assert!(
            !hits.iter().any(|hit| hit.contains(&canary.name)),
            "it says where, not what"
        );
    }
    let core = drill.dir().join("service/core.123");
    std::fs::write(&log, clean).unwrap();
    assert!(drill.search().unwrap().is_clean());
    std::fs::write(core, "memory").unwrap();
    assert!(!drill.search().unwrap().is_clean(), "a core holds keys");
}

#[tokio::test]
async fn the_program_prints_what_was_found_beside_what_lay_open_in_2019() {
    let dir = tempfile::tempdir().unwrap();
    let kept = dir.path().join("kept");
    let run = |dir: &Path| {
        let mut command: Command = service();
        command.arg("leak-drill").arg("--keep").arg(dir);
        command
    };
    let mut command = run(&kept);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for (what, then, now) in [
        ("e-mail addresses", "readable", "keyed hash"),
        ("camera names", "readable", "encrypted"),
        ("Wi-Fi names", "readable", "encrypted"),
        ("tokens of assistants", "of some", "keyed hash"),
        ("height, weight, gender", "140", "not asked for"),
    ] {
        let line = said.lines().find(|line| line.starts_with(what)).unwrap();
        assert!(line.contains(then) && line.contains(now), "{line}");
        assert!(line.ends_with(" 0") || line.ends_with(" -"), "{line}");
    }
    assert!(
        said.ends_with("Nothing was found, and nothing works without the keys.\n"),
        "{said}"
    );
    assert!(kept.join("copies/dump.sql").exists());

    let output = run(&kept).output().unwrap();
    assert!(
        !output.status.success(),
        "a folder that is not empty is somebody's"
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("not empty"));
}
