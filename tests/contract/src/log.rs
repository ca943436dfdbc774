//! What a service says of its answers in its own log: method, route and status. For answers that no test gets to see itself.

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged<'a> {
    /// `another`, where it is none of HTTP's.
    pub method: &'a str,
    /// As the service has it; `none`, where there is no such path.
    pub route: &'a str,
    pub status: u16,
}

/// In the order in which they were given.
pub fn answers(log: &str) -> impl Iterator<Item = Logged<'_>> {
    log.lines().filter_map(answer)
}

fn answer(line: &str) -> Option<Logged<'_>> {
    let (_, said) = line.split_once(" answered method=\"")?;
    let (method, said) = said.split_once("\" route=\"")?;
    let (route, said) = said.split_once("\" status=")?;
    let (status, _) = said.split_once(' ')?;
    Some(Logged {
        method,
        route,
        status: status.parse().ok()?,
    })
}
