//! What is on the screen: find by role and accessible name, click, type, wait, look.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

/// How long something that must appear may take. A safety net, not a measure.
const PATIENCE_MS: u32 = 20_000;

/// Looks up by role and name, the way assistive technology does, among what is visible.
const FINDER: &str = include_str!("finder.js");

/// The page in the program's window.
#[derive(Clone)]
pub struct Page {
    client: Client,
}

impl Page {
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// Waits until exactly this role and name is visible, and returns it.
    pub async fn find(&self, role: &str, name: &str) -> Result<Element> {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let mark = NEXT.fetch_add(1, Ordering::Relaxed);
        let found = self
            .run(&format!(
                "return until(() => mark({}, {}, {mark}))",
                js(role),
                js(name)
            ))
            .await?;
        if found != json!(true) {
            bail!(
                "no {role} named “{name}” on the screen, which shows:\n{}",
                self.text().await?
            );
        }
        let selector = format!("[data-found~='{mark}']");
        Ok(self.client.find(Locator::Css(&selector)).await?)
    }

    /// Whether it is visible right now.
    pub async fn shows(&self, role: &str, name: &str) -> Result<bool> {
        Ok(self
            .run(&format!("return find({}, {}) !== null", js(role), js(name)))
            .await?
            == json!(true))
    }

    /// Waits until it is no longer visible.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        let gone = self
            .run(&format!(
                "return until(() => find({}, {}) === null)",
                js(role),
                js(name)
            ))
            .await?;
        ensure!(
            gone == json!(true),
            "the {role} “{name}” stays on the screen"
        );
        Ok(())
    }

    /// Waits until the visible text contains `words`.
    pub async fn reads(&self, words: &str) -> Result<()> {
        let reads = self
            .run(&format!(
                "return until(() => document.body.innerText.includes({}))",
                js(words)
            ))
            .await?;
        if reads != json!(true) {
            bail!(
                "“{words}” is not on the screen, which shows:\n{}",
                self.text().await?
            );
        }
        Ok(())
    }

    /// Waits until `expression` (JavaScript) is true.
    pub async fn until(&self, expression: &str) -> Result<()> {
        let held = self
            .run(&format!("return until(() => {expression})"))
            .await?;
        ensure!(
            held == json!(true),
            "never became true: {expression}; the screen shows:\n{}",
            self.text().await?
        );
        Ok(())
    }

    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        let element = self.find(role, name).await?;
        self.bring_into_view(role, name).await?;
        if let Err(error) = element.click().await {
            let covered_by = self
                .run(&format!(
                    "const box = find({}, {}).getBoundingClientRect();\
                     const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);\
                     return there ? there.outerHTML.slice(0, 200) : 'nothing'",
                    js(role),
                    js(name)
                ))
                .await?;
            bail!("clicking the {role} “{name}”: {error:?}; in its place is {covered_by}");
        }
        Ok(())
    }

    /// Where a person would scroll to, with nothing moving any more.
    async fn bring_into_view(&self, role: &str, name: &str) -> Result<()> {
        self.run(&format!(
            "find({}, {}).scrollIntoView({{ block: 'center', behavior: 'instant' }}); return true",
            js(role),
            js(name)
        ))
        .await?;
        self.settle().await
    }

    /// Replaces what is in the field.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let field = self.find("textbox", name).await?;
        field.clear().await?;
        field
            .send_keys(text)
            .await
            .with_context(|| format!("typing into “{name}”"))
    }

    /// Nothing is in the field any more.
    pub async fn clear(&self, name: &str) -> Result<()> {
        Ok(self.find("textbox", name).await?.clear().await?)
    }

    /// Types at the end of what is in the field.
    pub async fn type_into(&self, name: &str, text: &str) -> Result<()> {
        let field = self.find("textbox", name).await?;
        field
            .send_keys(text)
            .await
            .with_context(|| format!("typing into “{name}”"))
    }

    pub async fn value(&self, name: &str) -> Result<String> {
        let field = self.find("textbox", name).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// All text that a person can read now.
    pub async fn text(&self) -> Result<String> {
        Ok(self
            .run("return document.body.innerText")
            .await?
            .as_str()
            .unwrap_or_default()
            .into())
    }

    /// Runs a function body; it may return a promise.
    pub async fn run(&self, body: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];\
             if (!window.finder) return done({{ finder: 'missing' }});\
             const PATIENCE = {PATIENCE_MS};\
             const {{ find, mark, misfits, nameOf, scrollToPart, tidy }} = window.finder;\
             const until = (condition) => window.finder.until(condition, PATIENCE);\
             Promise.resolve((() => {{ {body} }})()).then(done, e => done({{ error: String(e) }}));"
        );
        let mut value = self.client.execute_async(&script, vec![]).await?;
        if value == json!({ "finder": "missing" }) {
            self.client.execute(FINDER, vec![]).await?;
            value = self.client.execute_async(&script, vec![]).await?;
        }
        if let Some(error) = value.get("error").and_then(Value::as_str) {
            bail!("in the page: {error}");
        }
        Ok(value)
    }

    /// Neither what is drawn nor what the window was told holds `secret`.
    pub async fn does_not_know(&self, secret: &str) -> Result<()> {
        let known = self
            .run(
                "return window.__TAURI_INTERNALS__.invoke('snapshot')\
                   .then((told) => JSON.stringify(told) + document.documentElement.outerHTML)",
            )
            .await?;
        let known = known.as_str().context("a page has words")?;
        ensure!(!known.contains(secret), "the page still knows a secret");
        Ok(())
    }

    /// What moves is brought to its end (the lamp alone calls for seven seconds), and two frames later the picture shows what the
    /// document says. What never ends goes on.
    pub async fn settle(&self) -> Result<()> {
        self.run(
            "const ends = (a) => a.effect && a.effect.getComputedTiming().endTime !== Infinity;\
             document.getAnimations().filter(ends).forEach((a) => a.finish());\
             const frame = () => new Promise((r) => requestAnimationFrame(r));\
             return document.fonts.ready.then(frame).then(frame).then(() => true)",
        )
        .await?;
        Ok(())
    }

    /// A PNG of the window.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        self.settle().await?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, self.client.screenshot().await?)?;
        Ok(())
    }

    /// Scrolls what scrolls on the screen, or in the layer over it, to a part of what it holds: from 1, each a little less than it shows
    /// at once. Whether there is such a part.
    pub async fn scroll_to_part(&self, part: u32) -> Result<bool> {
        let there = self
            .run(&format!("return scrollToPart({part})"))
            .await?
            .as_bool()
            .context("there is such a part, or not")?;
        self.settle().await?;
        Ok(there)
    }

    /// What is cut off, sticks out at the side, or is broken letter by letter, one line each.
    pub async fn misfits(&self) -> Result<Vec<String>> {
        self.settle().await?;
        Ok(serde_json::from_value(self.run("return misfits()").await?)?)
    }

    /// What axe finds wrong with the screen (WCAG 2.2 A and AA), one line each.
    pub async fn accessibility_violations(&self, axe_source: &str) -> Result<Vec<String>> {
        self.settle().await?;
        // Once in each page: to read and compile it takes longer than to run it.
        if self.run("return 'axe' in window").await? != json!(true) {
            self.client.execute(axe_source, vec![]).await?;
        }
        let report = self
            .run(
                "return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })\
                 .then(r => r.violations.map(v => v.id + ': ' + v.help + ' — '\
                 + v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join('; ')))",
            )
            .await?;
        Ok(serde_json::from_value(report)?)
    }

    pub fn client(&self) -> &Client {
        &self.client
    }
}

fn js(text: &str) -> String {
    Value::from(text).to_string()
}
