//! Words for the rows of the audit log.

use juttu_shared::texts::desk::identity as say;
use juttu_shared::texts::desk::pages;
use juttu_shared::wire::v1::desk::AuditLine;

use super::Words;

impl Words {
    /// What was seen, given on or emptied; whether the resident was identified, and whether it came to
    /// nothing. A kind that has no words here is named as the relay names it.
    pub fn audited(&self, row: &AuditLine) -> String {
        let what = match row.what.as_str() {
            "contact" => self.say(pages::AUDIT_SAW_CONTACT),
            "conversation" => self.say(pages::AUDIT_SAW_CONVERSATION),
            "redacted" => self.say(pages::AUDIT_REDACTED),
            "reported" => self.say(pages::AUDIT_REPORTED),
            "purged" => self.say(pages::AUDIT_PURGED),
            "identity" => self.say(say::AUDIT_SAW_IDENTITY),
            "personal_code" => self.say(say::AUDIT_SAW_CODE),
            "held" => self.say(say::AUDIT_HELD),
            "disclosed" => {
                let to = row.to.as_deref().unwrap_or_default();
                self.fill(say::AUDIT_DISCLOSED, "to", to)
            }
            later => self.fill(say::AUDIT_OTHER, "what", later),
        };
        let identified = row.identified.then(|| self.say(say::IDENTIFIED));
        let failed = row.failed.then(|| self.say(say::AUDIT_FAILED));
        let parts = [Some(what), identified, failed];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
