//! What the pages of the way say, and what their forms send.

use crate::harness::Answer;

/// Where a page goes by itself, which its link says as well.
pub(in super::super) fn onward(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let within = |before: &str| {
        let (_, rest) = text.split_once(before).unwrap();
        rest.split_once('"').unwrap().0
    };
    let address = within("<meta http-equiv=\"refresh\" content=\"0; url=");
    assert_eq!(
        within("<a class=\"quiet\" rel=\"noreferrer\" href=\""),
        address
    );
    address.replace("&amp;", "&")
}

/// Where the page after the bank leads back to, and the result code that it gives.
pub(in super::super) fn brought_back(page: &Answer) -> (String, String) {
    let address = onward(page);
    let (page, result) = address.split_once("#juttu-result=").unwrap();
    (page.to_owned(), result.to_owned())
}

/// What stands in the hidden fields of a page.
pub(in super::super) fn fields(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    inputs
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            let (value, _) = rest.split_once('"').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// A form as a browser sends it. None of our values has anything to escape but these.
pub(super) fn form(fields: &[(String, String)]) -> String {
    let pairs = fields.iter();
    let pairs: Vec<_> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// A value of an address's query, as it stands there.
pub(in super::super) fn query(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(found, _)| *found == name)?;
    Some(value.to_owned())
}

/// The address with another value in its query.
pub(in super::super) fn with_query(url: &str, name: &str, value: &str) -> String {
    let before = query(url, name).unwrap();
    url.replacen(&format!("{name}={before}"), &format!("{name}={value}"), 1)
}
