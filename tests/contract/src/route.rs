//! Which path of the document a request is for (OpenAPI 3.1 §4.8.8).

/// A path, perhaps with `{names}` in it.
pub(crate) struct Route {
    template: String,
}

/// Those without names come first.
pub(crate) fn sorted<'a>(templates: impl Iterator<Item = &'a str>) -> Vec<Route> {
    let mut routes: Vec<_> = templates
        .map(|template| Route {
            template: template.into(),
        })
        .collect();
    routes.sort_by_key(|route| route.template.contains('{'));
    routes
}

impl Route {
    pub(crate) fn template(&self) -> &str {
        &self.template
    }

    pub(crate) fn leads(&self, path: &str) -> bool {
        let (mut own, mut asked) = (self.template.split('/'), path.split('/'));
        loop {
            match (own.next(), asked.next()) {
                (None, None) => return true,
                (Some(name), Some(asked)) if name.starts_with('{') && !asked.is_empty() => {}
                (Some(own), Some(asked)) if own == asked => {}
                (Some(_) | None, _) => return false,
            }
        }
    }
}
