//! The leak drill: a service is filled with canaries and made to work, everything that it leaves behind is taken, and none of
//! the canaries may be in it. Then a thief starts a service on the stolen database, without the keys that lay outside it.
//!
//! Nothing in here is simulated: it is the program itself, spoken to over HTTP, killed, and started again.

mod artefacts;
mod assistant;
mod canaries;
mod computer;
mod household;
mod report;
mod serving;
mod thief;

use std::path::{Path, PathBuf};

use porchlight_canary::{Canary, Search, control};

use canaries::Canaries;
use serving::Program;

pub use canaries::Kind;
pub use report::{Found, Report};
pub use thief::Tried;

/// A step of the drill that could not be done, so that it shows nothing.
#[derive(Debug, thiserror::Error)]
#[error("{step}: {cause}")]
pub struct DrillFailed {
    step: String,
    cause: String,
}

impl DrillFailed {
    fn new(step: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            step: step.into(),
            cause: cause.into(),
        }
    }
}

/// Says what was being done when something failed.
trait During<T> {
    fn during(self, step: &str) -> Result<T, DrillFailed>;
}

impl<T, E: std::fmt::Display> During<T> for Result<T, E> {
    fn during(self, step: &str) -> Result<T, DrillFailed> {
        self.map_err(|cause| DrillFailed::new(step, cause.to_string()))
    }
}

/// A service that was filled and left behind.
#[derive(Debug)]
pub struct Drill {
    program: Program,
    canaries: Canaries,
    victim: household::Victim,
}

impl Drill {
    /// Fills a service in `dir`, makes it work, lets it crash, and takes what it leaves.
    ///
    /// # Errors
    /// [`DrillFailed`]
    pub async fn play(program: PathBuf, dir: &Path) -> Result<Self, DrillFailed> {
        let program = Program::new(program, dir)?;
        let mut canaries = Canaries::default();
        let serving = program.serve("service", "day-1").await?;
        let victim = household::play(&serving, &program, &mut canaries).await?;
        artefacts::take(&program).await?;
        serving.abort().await?;
        // It comes back after the crash, and somebody comes back to it.
        let serving = program.serve("service", "day-2").await?;
        household::come_back(&serving, &victim, &mut canaries).await?;
        serving.stop().await?;
        Ok(Self {
            program,
            canaries,
            victim,
        })
    }

    /// What was put in, for who wants to see that it would be found.
    pub fn canaries(&self) -> Vec<Canary> {
        self.canaries.all()
    }

    /// Where it lies.
    pub fn dir(&self) -> &Path {
        &self.program.dir
    }

    /// Tries the search on a control with every canary in every disguise: it must find them all.
    ///
    /// # Errors
    /// [`DrillFailed`] when it misses one, too
    pub fn try_the_search(&self) -> Result<(), DrillFailed> {
        let missed = control::not_found(&self.canaries.all());
        match missed.during("trying the search on the control")?.first() {
            Some(first) => Err(DrillFailed::new("the search misses what is there", first)),
            None => Ok(()),
        }
    }

    /// Searches everything that was left behind.
    ///
    /// # Errors
    /// [`DrillFailed`]
    pub fn search(&self) -> Result<Found, DrillFailed> {
        let all = self.canaries.all();
        let search = Search::new(&all).during("making the search")?;
        let found = search.folder(self.dir()).during("searching")?;
        let readable = Search::new(&self.canaries.readable()).during("making the search")?;
        let readable = readable.folder(self.dir()).during("searching")?;
        let files = artefacts::files(self.dir()).during("counting what was searched")?;
        Ok(Found {
            hits: self.canaries.told_by_kind(&found),
            planted: self.canaries.count(),
            readable: readable.len(),
            files: files.len(),
            bytes: files.iter().map(|file| file.1).sum(),
            cores: artefacts::cores(&files),
        })
    }

    /// Starts services on the stolen database: with the keys that belong to it, to see that the tries are real ones, and
    /// without.
    ///
    /// # Errors
    /// [`DrillFailed`]
    pub async fn steal(&self) -> Result<Vec<Tried>, DrillFailed> {
        thief::tries(&self.program, &self.victim).await
    }
}

/// The whole drill.
///
/// # Errors
/// [`DrillFailed`]
pub async fn run(program: PathBuf, dir: &Path) -> Result<Report, DrillFailed> {
    let drill = Drill::play(program, dir).await?;
    drill.try_the_search()?;
    let found = drill.search()?;
    let tried = drill.steal().await?;
    Ok(Report { found, tried })
}
