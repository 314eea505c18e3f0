//! HTML put together piece by piece: what is ours as it is, everything else escaped.

/// A page on its way. Only what was written in this program gets in as it is.
#[derive(Default)]
pub(crate) struct Html(String);

impl Html {
    /// Markup of ours.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Anybody's text, in an element or in an attribute between double quotation marks.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// A field that is not seen.
    pub(crate) fn hidden(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw("<input type=\"hidden\" name=\"")
            .raw(name)
            .raw("\" value=\"")
            .text(value)
            .raw("\">")
    }

    /// A paragraph of a class.
    pub(crate) fn paragraph(&mut self, class: &'static str, text: &str) -> &mut Self {
        self.raw("<p class=\"")
            .raw(class)
            .raw("\">")
            .text(text)
            .raw("</p>")
    }

    /// The whole.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        let mut html = Html::default();
        html.paragraph("text", "<b onclick='x'>\"&amp;")
            .hidden("a", "\">");
        assert_eq!(
            html.finish(),
            "<p class=\"text\">&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;amp;</p>\
             <input type=\"hidden\" name=\"a\" value=\"&quot;&gt;\">"
        );
    }
}
