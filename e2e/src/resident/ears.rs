//! What a screen reader is given to say, in every engine: each text that comes into a live region
//! of the widget's host element, in order. That regions and texts stand in the accessibility tree
//! is another matter, which Chromium alone is asked.

use anyhow::{Result, ensure};

use super::Resident;
use crate::wait::{until, whether};

/// Writes down every text that comes into a live region, from now until the page goes.
const LISTEN: &str = "const host = document.querySelector('juttu-chat');
    window.announced = [];
    const spoken = (node) => {
        const region = (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live]');
        return region && region.getAttribute('aria-live') !== 'off';
    };
    window.listens = new MutationObserver((records) => {
        const changed = new Set();
        for (const record of records) {
            if (!spoken(record.target)) continue;
            if (record.type === 'characterData') changed.add(record.target);
            for (const node of record.addedNodes) changed.add(node);
        }
        for (const node of changed)
            if (node.isConnected && node.textContent.trim()) window.announced.push(node.textContent);
    });
    window.listens.observe(host, { childList: true, characterData: true, subtree: true });
    return [...host.children].filter((child) => child.hasAttribute('aria-live')).length;";

/// A polite one and an assertive one.
const REGIONS: usize = 2;

impl Resident {
    /// Listens from now until the page goes.
    ///
    /// # Errors
    /// When the widget has not exactly its two live regions.
    pub async fn listens(&self) -> Result<()> {
        let regions: usize = self.screen.ask(LISTEN, &[]).await?;
        ensure!(
            regions == REGIONS,
            "{regions} live regions where {REGIONS} should be"
        );
        Ok(())
    }

    /// What was announced since she began to listen, in order.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn has_heard(&self) -> Result<Vec<String>> {
        self.screen.ask("return window.announced", &[]).await
    }

    /// Waits until exactly this was announced since she began to listen, in this order, each text
    /// once: every announcement holds all words of its place in `expected`.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn hears(&self, expected: &[&[&str]]) -> Result<()> {
        let what = format!("the resident to hear exactly {expected:?}");
        until(&what, async || {
            let heard = self.has_heard().await?;
            let same = heard.len() == expected.len()
                && heard.iter().zip(expected).all(|(heard, words)| {
                    let mut words = words.iter();
                    words.all(|word| heard.matches(word).count() == 1)
                });
            whether(same, || format!("{heard:?}"))
        })
        .await
    }
}
